//! `cargo xtask growth`: checks that the cost of each step, request and command grows no faster than the text.
//!
//! Processor time is measured first, because it is quick. If a cost seems to grow too fast, its instructions are counted, and
//! only they decide, so that the result is the same on a busy machine.

mod meter;

use crate::measure::callgrind::Callgrind;
use crate::measure::programs::Programs;
use crate::tools::command::Listener;
use crate::tools::progress::step;
use crate::tools::system;
use anyhow::{Context as _, Result, bail, ensure};
use meter::{Meter, ProcessorTime, Work};
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

/// Bytes of the shorter text in CI, where the check must be quick.
const CHECK_BYTES: usize = 16_000;
/// Bytes of the shorter text. The longer text has twice as many.
const BYTES: usize = 64_000;
/// Bytes of the shorter text with `--long`. Quadratic costs with a small factor do not show in short texts.
const LONG_BYTES: usize = 256_000;
/// The limit of the ratio of the two costs. The bench `linear` of the core measures times of longer texts.
const MAX_RATIO: f64 = 2.2;
/// Smaller times, in nanoseconds, are not judged: the time of starting a process varies by as much.
const MIN_TIME: u64 = 4_000_000;
/// Smaller counts are not judged. They do not matter, and the automata of the regexes, which are built on demand, are a large part of them.
const MIN_INSTRUCTIONS: u64 = 2_000_000;
/// How often the time is measured of a cost that seems to grow too fast.
const MORE_RUNS: usize = 4;
/// By how many times the texts are lengthened for a cost that seems to grow too fast.
const LENGTHENING: usize = 4;

#[derive(clap::Args)]
pub struct GrowthOptions {
    /// 只看名称含有此文字的文本 · Only texts whose kind contains this
    kind: Option<String>,
    /// 较短文本的字节数 · Bytes of the shorter text
    #[arg(long)]
    bytes: Option<usize>,
    /// 文本为 256 KB 和 512 KB · Texts of 256 and 512 KB
    #[arg(long)]
    long: bool,
    /// 只量请求和命令，不量各步 · Requests and commands only, not each step
    #[arg(long)]
    whole_runs: bool,
}

pub fn run(options: &GrowthOptions) -> Result<()> {
    system::ensure_installed(system::VALGRIND)?;
    let bytes = options.bytes.unwrap_or(if options.long { LONG_BYTES } else { BYTES });
    let extent = if options.whole_runs { GrowthExtent::WholeRuns } else { GrowthExtent::WithSteps };
    let is_wanted = |kind: &str| options.kind.as_deref().is_none_or(|wanted| kind.contains(wanted));
    let ratios = step("增长 · growth", |line| measure(is_wanted, bytes, extent, line))?;
    for ratio in ratios.iter().filter(|ratio| ratio.is_counted() || ratio.is_too_much()) {
        println!("{}", ratio.describe());
    }
    let judged = ratios.iter().filter(|ratio| ratio.is_judged());
    let worst = judged.clone().max_by(|a, b| a.growth().total_cmp(&b.growth()));
    println!(
        "{} ratios, {} of costs that matter, the largest: {}",
        ratios.len(),
        judged.count(),
        worst.map(Ratio::describe).unwrap_or_default()
    );
    if ratios.iter().any(Ratio::is_too_much) {
        bail!("增长过快 · grows faster than the text");
    }
    Ok(())
}

/// Measures whole runs with some short texts. A step that is too slow shows in the runs that contain it.
pub fn check(line: &mut Listener<'_>) -> Result<Vec<Ratio>> {
    measure(|kind| CHECKED_KINDS.contains(&kind), CHECK_BYTES, GrowthExtent::WholeRuns, line)
}

/// The kinds of text of [`check`]: a plain text, one with many findings, one with a wide row, one with findings all over a line, two in
/// which `fix` changes every other line, and one of recurring lines.
const CHECKED_KINDS: &[&str] = &[
    "whole reports",
    "sections again",
    "a row of tabs and words",
    "words that stand twice",
    "headings of a wrong level",
    "paragraphs broken by blank lines",
    "figures under each other",
];

/// What is measured of each kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GrowthExtent {
    /// Requests and commands.
    WholeRuns,
    /// Also each step by itself.
    WithSteps,
}

/// The unit of a cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CostUnit {
    Nanoseconds,
    Instructions,
}

/// The costs of some work for a text and for a text twice as long.
pub struct Ratio {
    kind: String,
    work: String,
    single: u64,
    double: u64,
    unit: CostUnit,
}

impl Ratio {
    fn growth(&self) -> f64 {
        self.double as f64 / self.single.max(1) as f64
    }

    /// Whether the cost is large enough to be judged.
    fn is_judged(&self) -> bool {
        match self.unit {
            CostUnit::Nanoseconds => self.double > MIN_TIME,
            CostUnit::Instructions => self.double > MIN_INSTRUCTIONS,
        }
    }

    fn seems_too_much(&self) -> bool {
        self.is_judged() && self.growth() >= MAX_RATIO
    }

    /// Whether instructions were counted because the time seemed to grow too fast.
    fn is_counted(&self) -> bool {
        self.unit == CostUnit::Instructions
    }

    /// Whether the cost grows too fast. Times alone never prove that.
    pub fn is_too_much(&self) -> bool {
        self.is_counted() && self.seems_too_much()
    }

    pub fn describe(&self) -> String {
        let unit = match self.unit {
            CostUnit::Nanoseconds => "ns",
            CostUnit::Instructions => "instructions",
        };
        let what = format!("{}: {}", self.kind, self.work);
        format!("{what:<60} {:>12} → {:>12} {unit}  {:.2}", self.single, self.double, self.growth())
    }
}

fn measure(
    is_wanted: impl Fn(&str) -> bool,
    bytes: usize,
    extent: GrowthExtent,
    line: &mut Listener<'_>,
) -> Result<Vec<Ratio>> {
    let programs = Programs::build(line)?;
    let callgrind = Callgrind::new(&programs)?;
    let mut work = Work::all(&programs)?;
    work.retain(|work| extent == GrowthExtent::WithSteps || *work != Work::Steps);
    let mut kinds = programs.kinds()?;
    kinds.retain(|kind| is_wanted(kind));
    let queue = Mutex::new(kinds.iter().enumerate());
    let (sender, done) = std::sync::mpsc::channel();
    let mut ratios = Vec::new();
    thread::scope(|threads| -> Result<()> {
        for _ in 0..thread::available_parallelism()?.get() {
            let (queue, sender, callgrind, work) = (&queue, sender.clone(), &callgrind, &work);
            threads.spawn(move || {
                while let Some((at, kind)) = queue.lock().ok().and_then(|mut queue| queue.next()) {
                    let measured = measure_kind(callgrind, at, kind, bytes, work).with_context(|| kind.clone());
                    if sender.send(measured).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for measured in done {
            let measured = measured?;
            line(&measured.first().map(Ratio::describe).unwrap_or_default());
            ratios.extend(measured);
        }
        Ok(())
    })?;
    Ok(ratios)
}

/// Measures a kind of text. A cost that seems to grow too fast is measured again with longer texts, and its instructions are counted
/// last: costs that occur once, rounds that have a limit and buffers that double matter in short texts only, while a cost that
/// grows too fast becomes more visible.
fn measure_kind(callgrind: &Callgrind<'_>, at: usize, kind: &str, bytes: usize, work: &[Work]) -> Result<Vec<Ratio>> {
    let programs = callgrind.programs();
    let short = Texts::new(programs, at, kind, bytes)?;
    let long = Texts::new(programs, at, kind, LENGTHENING * bytes)?;
    let mut all = Vec::new();
    for work in work {
        for ratio in short.ratios(&ProcessorTime { programs, runs: 1 }, CostUnit::Nanoseconds, work)? {
            if !ratio.seems_too_much() {
                all.push(ratio);
                continue;
            }
            // Of the steps, only the one that seems to grow too fast is measured again.
            let work = if *work == Work::Steps { &Work::Step(ratio.work) } else { work };
            all.push(measure_again(callgrind, &short, &long, work)?);
        }
    }
    Ok(all)
}

/// Measures a cost that seems to grow too fast until it no longer does, or until its instructions are counted.
fn measure_again(callgrind: &Callgrind<'_>, short: &Texts<'_>, long: &Texts<'_>, work: &Work) -> Result<Ratio> {
    let time = ProcessorTime { programs: callgrind.programs(), runs: MORE_RUNS };
    for texts in [short, long] {
        let ratio = texts.ratio(&time, CostUnit::Nanoseconds, work)?;
        if !ratio.seems_too_much() {
            return Ok(ratio);
        }
    }
    long.ratio(callgrind, CostUnit::Instructions, work)
}

/// Two texts of a kind, the second twice as long as the first.
struct Texts<'a> {
    kind: &'a str,
    single: PathBuf,
    double: PathBuf,
}

impl<'a> Texts<'a> {
    fn new(programs: &Programs, at: usize, kind: &'a str, bytes: usize) -> Result<Self> {
        let single = programs.file(&format!("{at}-{bytes}.txt"), &programs.text(kind, bytes)?)?;
        let double = programs.file(&format!("{at}-{bytes}-twice.txt"), &programs.text(kind, 2 * bytes)?)?;
        Ok(Self { kind, single, double })
    }

    /// The ratios of some work. A request counts without the hover before it, for which the text is analysed.
    fn ratios(&self, meter: &dyn Meter, unit: CostUnit, work: &Work) -> Result<Vec<Ratio>> {
        let costs = |work: &Work| join_steps(meter.costs(work, &self.single)?, meter.costs(work, &self.double)?);
        let mut joined = costs(work)?;
        if matches!(work, Work::Request(_)) {
            for ((_, single, double), (_, hover, longer_hover)) in joined.iter_mut().zip(costs(&Work::Hover)?) {
                *single = single.saturating_sub(hover);
                *double = double.saturating_sub(longer_hover);
            }
        }
        let ratio = |(work, single, double)| Ratio { kind: self.kind.to_owned(), work, single, double, unit };
        Ok(joined.into_iter().map(ratio).collect())
    }

    /// The ratio of work that has one cost.
    fn ratio(&self, meter: &dyn Meter, unit: CostUnit, work: &Work) -> Result<Ratio> {
        self.ratios(meter, unit, work)?.pop().with_context(|| format!("no cost of {}", work.name()))
    }
}

/// Joins the counts of the two texts by step. Fails if they did not go through the same steps.
fn join_steps(one: Vec<(String, u64)>, other: Vec<(String, u64)>) -> Result<Vec<(String, u64, u64)>> {
    ensure!(one.len() == other.len(), "{} steps, but {} for the text twice as long", one.len(), other.len());
    let pair = |((step, single), (same, double))| {
        ensure!(step == same, "{step} is not {same}");
        Ok((step, single, double))
    };
    one.into_iter().zip(other).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_instructions_prove_that_a_cost_grows_too_fast() {
        let ratio = |single, double, unit| Ratio { kind: String::new(), work: String::new(), single, double, unit };
        let slow = ratio(10_000_000, 40_000_000, CostUnit::Nanoseconds);
        assert!(slow.seems_too_much() && !slow.is_too_much());
        assert!(ratio(10_000_000, 40_000_000, CostUnit::Instructions).is_too_much());
        assert!(!ratio(10_000_000, 21_000_000, CostUnit::Instructions).is_too_much());
        assert!(!ratio(100_000, 900_000, CostUnit::Instructions).is_too_much(), "too small to matter");
    }

    #[test]
    fn both_texts_go_through_the_same_steps() {
        let steps = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), 1)).collect::<Vec<_>>();
        let pair =
            |one: &[&str], other: &[&str]| join_steps(steps(one), steps(other)).map_err(|error| error.to_string());
        assert_eq!(pair(&["parse", "model"], &["parse", "model"]).expect("the same").len(), 2);
        for (one, other, message) in [
            (&["parse", "model"][..], &["parse"][..], "2 steps, but 1"),
            (&["parse"], &["parse", "model"], "1 steps, but 2"),
            (&["parse"], &["model"], "parse is not model"),
        ] {
            let error = pair(one, other).expect_err(message);
            assert!(error.contains(message), "{error}");
        }
    }
}

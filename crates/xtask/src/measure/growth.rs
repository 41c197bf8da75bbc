//! `cargo xtask growth`: checks that the cost of each step, request and command grows no faster than the text. It counts
//! instructions, so that the result is the same on a busy machine.

use crate::measure::callgrind::Callgrind;
use crate::tools::command::Listener;
use crate::tools::progress::step;
use crate::tools::system;
use anyhow::{Context as _, Result, bail, ensure};
use std::path::Path;
use std::sync::Mutex;
use std::thread;

/// Bytes of the shorter text. The longer text has twice as many.
const BYTES: usize = 8_000;
/// Bytes of the shorter text with `--long`. Quadratic costs with a small factor do not show in short texts.
const LONG_BYTES: usize = 256_000;
/// By how many times the texts are lengthened when a ratio is too large and is measured again.
const RETRY_FACTOR: usize = 4;
/// The limit of the ratio of the two costs. The bench `linear` of the core measures times of longer texts.
const MAX_RATIO: f64 = 2.2;
/// Smaller costs are not judged. They do not matter, and the automata of the regexes, which are built on demand, are a large part of them.
const MIN_INSTRUCTIONS: u64 = 2_000_000;
/// The kinds of text that are also given to the commands and to a server: a plain text, one with many findings, one with a wide row, one
/// with findings all over a line, and two in which `fix` changes every other line.
const END_TO_END_KINDS: &[&str] = &[
    "whole reports",
    "sections again",
    "a row of tabs and words",
    "words that stand twice",
    "headings of a wrong level",
    "paragraphs broken by blank lines",
];
/// The commands that print something about a text. `--no-config` avoids the search for a configuration in the parent folders.
const COMMANDS: &[&[&str]] = &[
    &["check", "--no-config"],
    &["check", "--no-config", "--format", "concise"],
    &["check", "--no-config", "--format", "json"],
    &["check", "--no-config", "--format", "jsonl"],
    &["check", "--no-config", "--format", "sarif"],
    &["check", "--no-config", "--format", "github"],
    &["check", "--no-config", "--format", "junit"],
    &["fix", "--no-config", "--dry-run"],
    &["fix", "--no-config", "--diff"],
    &["extract", "--format", "json"],
    &["extract", "--format", "csv"],
];

#[derive(clap::Args)]
pub struct Options {
    /// 只看名称含有此文字的文本 · Only texts whose kind contains this
    kind: Option<String>,
    /// 较短文本的字节数 · Bytes of the shorter text
    #[arg(long)]
    bytes: Option<usize>,
    /// 每种文本逐一测量每个请求，文本为 256 KB 和 512 KB；测完所有种类需许多小时，请指定 KIND · Each request with each kind of text, at
    /// 256 and 512 KB; many hours for all kinds; name a KIND
    #[arg(long)]
    long: bool,
}

/// The selection of texts and measurements.
#[derive(Clone, Copy)]
struct Selection<'a> {
    /// Only kinds whose name contains this.
    kind: Option<&'a str>,
    /// Bytes of the shorter text.
    bytes: usize,
    /// Whether each request is measured with each kind of text.
    long: bool,
}

impl Options {
    fn selection(&self) -> Selection<'_> {
        let bytes = self.bytes.unwrap_or(if self.long { LONG_BYTES } else { BYTES });
        Selection { kind: self.kind.as_deref(), bytes, long: self.long }
    }
}

pub fn run(options: &Options) -> Result<()> {
    system::ensure_installed(system::VALGRIND)?;
    let ratios = step("增长 · growth", |line| measure(options.selection(), line))?;
    for ratio in ratios.iter().filter(|ratio| ratio.is_too_much()) {
        println!("{}", ratio.describe());
    }
    let worst =
        ratios.iter().filter(|ratio| ratio.double > MIN_INSTRUCTIONS).max_by(|a, b| a.growth().total_cmp(&b.growth()));
    println!("{} ratios, the largest: {}", ratios.len(), worst.map(Ratio::describe).unwrap_or_default());
    if ratios.iter().any(Ratio::is_too_much) {
        bail!("增长过快 · grows faster than the text");
    }
    Ok(())
}

/// Measures every kind at the usual length.
pub fn check(line: &mut Listener<'_>) -> Result<Vec<Ratio>> {
    measure(Selection { kind: None, bytes: BYTES, long: false }, line)
}

/// The instructions of a step for a text and for a text twice as long.
pub struct Ratio {
    what: String,
    single: u64,
    double: u64,
}

impl Ratio {
    fn growth(&self) -> f64 {
        self.double as f64 / self.single.max(1) as f64
    }

    pub fn is_too_much(&self) -> bool {
        self.double > MIN_INSTRUCTIONS && self.growth() >= MAX_RATIO
    }

    pub fn describe(&self) -> String {
        format!("{:<60} {:>12} → {:>12}  {:.2}", self.what, self.single, self.double, self.growth())
    }
}

fn measure(selection: Selection<'_>, line: &mut Listener<'_>) -> Result<Vec<Ratio>> {
    let callgrind = Callgrind::build(line)?;
    let kinds: Vec<String> = callgrind.kinds()?;
    let kinds: Vec<(usize, &String)> = kinds
        .iter()
        .enumerate()
        .filter(|(_, kind)| selection.kind.is_none_or(|wanted| kind.contains(wanted)))
        .collect();
    let queue = Mutex::new(kinds.into_iter());
    let (sender, done) = std::sync::mpsc::channel();
    let mut ratios = Vec::new();
    thread::scope(|threads| -> Result<()> {
        for _ in 0..thread::available_parallelism()?.get() {
            let (queue, sender, callgrind) = (&queue, sender.clone(), &callgrind);
            threads.spawn(move || {
                while let Some((at, kind)) = queue.lock().ok().and_then(|mut queue| queue.next()) {
                    if sender.send(measure_kind(callgrind, at, kind, selection)).is_err() {
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

/// Measures the ratios of a kind. If one is too large, measures longer texts instead: costs that occur once, and buffers that
/// double when they are full, matter in short texts only, while a cost that grows too fast becomes more visible.
fn measure_kind(callgrind: &Callgrind, at: usize, kind: &str, selection: Selection<'_>) -> Result<Vec<Ratio>> {
    let ratios = measure_texts(callgrind, at, kind, selection)?;
    if selection.long || !ratios.iter().any(Ratio::is_too_much) {
        return Ok(ratios);
    }
    measure_texts(callgrind, at, kind, Selection { bytes: RETRY_FACTOR * selection.bytes, ..selection })
}

fn measure_texts(
    callgrind: &Callgrind,
    at: usize,
    kind: &str,
    Selection { bytes, long, .. }: Selection<'_>,
) -> Result<Vec<Ratio>> {
    let single = callgrind.file(&format!("{at}.txt"), &callgrind.text(kind, bytes)?)?;
    let double = callgrind.file(&format!("{at}-twice.txt"), &callgrind.text(kind, 2 * bytes)?)?;
    let mut ratios = Vec::new();
    let mut add = |what: &str, single: u64, double: u64| {
        ratios.push(Ratio { what: format!("{kind}: {what}"), single, double });
    };
    for (step, single, double) in
        join_steps(callgrind.steps(&single)?, callgrind.steps(&double)?).context(kind.to_owned())?
    {
        add(&step, single, double);
    }
    if long {
        for (name, single, double) in each_request(callgrind, [&single, &double])? {
            add(&name, single, double);
        }
    }
    if END_TO_END_KINDS.contains(&kind) {
        add("every request", callgrind.requests(&single)?, callgrind.requests(&double)?);
        for command in COMMANDS {
            let count = |file| callgrind.command(command, file);
            add(&format!("gouji {}", command.join(" ")), count(&single)?, count(&double)?);
        }
    }
    Ok(ratios)
}

/// The counts of each request for the two texts, less those of the hover that precedes it and for which the text is analysed.
fn each_request(callgrind: &Callgrind, files: [&Path; 2]) -> Result<Vec<(String, u64, u64)>> {
    let names = callgrind.request_names()?;
    let (hover, others) = names.split_first().context("no request")?;
    let [single, double] = files.map(|file| callgrind.request(hover, file));
    let (single, double) = (single?, double?);
    let mut counts = vec![(format!("request {hover}"), single, double)];
    for name in others {
        let [one, other] = files.map(|file| callgrind.request(name, file));
        counts.push((format!("request {name}"), one?.saturating_sub(single), other?.saturating_sub(double)));
    }
    Ok(counts)
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

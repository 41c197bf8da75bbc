//! `cargo xtask growth`: does every step, request and command grow with the length of the text, and no faster? In
//! instructions, so that the answer is the same on a busy machine.

use crate::measure::callgrind::Callgrind;
use crate::tools::command::Listener;
use crate::tools::progress::step;
use crate::tools::system;
use anyhow::{Context as _, Result, bail, ensure};
use std::path::Path;
use std::sync::Mutex;
use std::thread;

/// Bytes of the shorter text; the other has twice as many.
const BYTES: usize = 8_000;
/// The same in the long version: what is quadratic with a small factor shows in no short text.
const LONG: usize = 256_000;
/// How many times as long the texts are that are looked at closely.
const LONGER: usize = 4;
/// What twice the text may cost. The bench `linear` of the core measures the same in time, on longer texts.
const MOST: f64 = 2.2;
/// Fewer instructions than these are no burden, and the patterns' automata, made as they are needed, are a large part of them.
const LEAST: u64 = 2_000_000;
/// The kinds that are given to commands and to a server, too: a plain one, one with many findings, a wide one, findings all over a
/// line, and two of which every other line changes.
const WHOLE: &[&str] = &[
    "whole reports",
    "sections again",
    "a row of tabs and words",
    "words that stand twice",
    "headings of a wrong level",
    "paragraphs broken by blank lines",
];
/// What prints of a text. `--no-config` spares the search for one in the folders above.
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

/// What is measured.
#[derive(Clone, Copy)]
struct Scope<'a> {
    /// Only kinds whose name contains this.
    kind: Option<&'a str>,
    /// Bytes of the shorter text.
    bytes: usize,
    /// Whether each request is measured with each kind of text.
    long: bool,
}

impl Options {
    fn scope(&self) -> Scope<'_> {
        let bytes = self.bytes.unwrap_or(if self.long { LONG } else { BYTES });
        Scope { kind: self.kind.as_deref(), bytes, long: self.long }
    }
}

pub fn run(options: &Options) -> Result<()> {
    system::demand(system::VALGRIND)?;
    let ratios = step("增长 · growth", |line| measure(options.scope(), line))?;
    for ratio in ratios.iter().filter(|ratio| ratio.is_too_much()) {
        println!("{}", ratio.told());
    }
    let worst = ratios.iter().filter(|ratio| ratio.double > LEAST).max_by(|a, b| a.growth().total_cmp(&b.growth()));
    println!("{} ratios, the largest: {}", ratios.len(), worst.map(Ratio::told).unwrap_or_default());
    if ratios.iter().any(Ratio::is_too_much) {
        bail!("增长过快 · grows faster than the text");
    }
    Ok(())
}

/// Every kind at the usual length.
pub fn check(line: &mut Listener<'_>) -> Result<Vec<Ratio>> {
    measure(Scope { kind: None, bytes: BYTES, long: false }, line)
}

/// What a step takes for a text and for one twice as long.
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
        self.double > LEAST && self.growth() >= MOST
    }

    pub fn told(&self) -> String {
        format!("{:<60} {:>12} → {:>12}  {:.2}", self.what, self.single, self.double, self.growth())
    }
}

fn measure(scope: Scope<'_>, line: &mut Listener<'_>) -> Result<Vec<Ratio>> {
    let callgrind = Callgrind::ready(line)?;
    let kinds: Vec<String> = callgrind.kinds()?;
    let kinds: Vec<(usize, &String)> =
        kinds.iter().enumerate().filter(|(_, kind)| scope.kind.is_none_or(|wanted| kind.contains(wanted))).collect();
    let queue = Mutex::new(kinds.into_iter());
    let (sender, done) = std::sync::mpsc::channel();
    let mut ratios = Vec::new();
    thread::scope(|threads| -> Result<()> {
        for _ in 0..thread::available_parallelism()?.get() {
            let (queue, sender, callgrind) = (&queue, sender.clone(), &callgrind);
            threads.spawn(move || {
                while let Some((at, kind)) = queue.lock().ok().and_then(|mut queue| queue.next()) {
                    if sender.send(closely(callgrind, at, kind, scope)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for of_kind in done {
            let of_kind = of_kind?;
            line(&of_kind.first().map(Ratio::told).unwrap_or_default());
            ratios.extend(of_kind);
        }
        Ok(())
    })?;
    Ok(ratios)
}

/// The ratios of a kind. Where one is too large, those of texts that are several times as long: what is made once, or doubles
/// when it is full, weighs much in a short text and nothing in a long one, while what grows too fast shows the more.
fn closely(callgrind: &Callgrind, at: usize, kind: &str, scope: Scope<'_>) -> Result<Vec<Ratio>> {
    let ratios = of_kind(callgrind, at, kind, scope)?;
    if scope.long || !ratios.iter().any(Ratio::is_too_much) {
        return Ok(ratios);
    }
    of_kind(callgrind, at, kind, Scope { bytes: LONGER * scope.bytes, ..scope })
}

fn of_kind(callgrind: &Callgrind, at: usize, kind: &str, Scope { bytes, long, .. }: Scope<'_>) -> Result<Vec<Ratio>> {
    let single = callgrind.file(&format!("{at}.txt"), &callgrind.text(kind, bytes)?)?;
    let double = callgrind.file(&format!("{at}-twice.txt"), &callgrind.text(kind, 2 * bytes)?)?;
    let mut ratios = Vec::new();
    let mut add = |what: &str, single: u64, double: u64| {
        ratios.push(Ratio { what: format!("{kind}: {what}"), single, double });
    };
    for (step, single, double) in
        paired(callgrind.steps(&single)?, callgrind.steps(&double)?).context(kind.to_owned())?
    {
        add(&step, single, double);
    }
    if long {
        for (name, single, double) in each_request(callgrind, [&single, &double])? {
            add(&name, single, double);
        }
    }
    if WHOLE.contains(&kind) {
        add("every request", callgrind.requests(&single)?, callgrind.requests(&double)?);
        for command in COMMANDS {
            let count = |file| callgrind.command(command, file);
            add(&format!("gouji {}", command.join(" ")), count(&single)?, count(&double)?);
        }
    }
    Ok(ratios)
}

/// The counts of each request for the two texts, without those of the hover in front of it, for which the text is analysed.
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

/// Each step's counts for the one text and the other, which must have gone through the same steps.
fn paired(one: Vec<(String, u64)>, other: Vec<(String, u64)>) -> Result<Vec<(String, u64, u64)>> {
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
        let told = |one: &[&str], other: &[&str]| paired(steps(one), steps(other)).map_err(|error| error.to_string());
        assert_eq!(told(&["parse", "model"], &["parse", "model"]).expect("the same").len(), 2);
        for (one, other, said) in [
            (&["parse", "model"][..], &["parse"][..], "2 steps, but 1"),
            (&["parse"], &["parse", "model"], "1 steps, but 2"),
            (&["parse"], &["model"], "parse is not model"),
        ] {
            let error = told(one, other).expect_err(said);
            assert!(error.contains(said), "{error}");
        }
    }
}

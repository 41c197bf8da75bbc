//! `cargo xtask instructions`: compares instruction counts with the committed figures, to see whether a step has become slower.

use crate::measure::callgrind::Callgrind;
use crate::measure::programs::Programs;
use crate::tools::command::Listener;
use crate::tools::progress::step;
use crate::tools::{paths, system};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// The sample report for the counts.
const SAMPLE: &str = "xingan-2025.txt";
/// How much a count may grow, in per cent. Hash tables have random seeds in every process, which changes a count by less than one per cent.
const MAX_GROWTH_PERCENT: u64 = 10;
/// Smaller counts are not compared, because the random seeds of hash tables can change them by a tenth.
const MIN_INSTRUCTIONS: u64 = 50_000;

#[derive(clap::Args)]
pub struct InstructionsOptions {
    /// 写入新的数值 · Write the figures of this machine
    #[arg(long)]
    update: bool,
}

pub fn run(options: &InstructionsOptions) -> Result<()> {
    system::ensure_installed(system::VALGRIND)?;
    let counts = step("计数指令 · count instructions", count)?;
    if options.update {
        let environment = Callgrind::environment()?;
        let page = json!({ "with": environment, "sample": SAMPLE, "instructions": counts });
        return Ok(fs::write(path(), serde_json::to_string_pretty(&page)? + "\n")?);
    }
    let comparison = compare(&counts)?;
    println!("{}", comparison.lines.join("\n"));
    if comparison.slower > 0 {
        bail!("{} 项变慢 · slower", comparison.slower);
    }
    Ok(())
}

/// The result of comparing counts with the committed figures.
pub struct Comparison {
    /// The number of figures that were compared.
    pub compared: usize,
    /// The number of figures that have grown too much, and of steps that are new or have gone.
    pub slower: usize,
    /// The lines to print.
    pub lines: Vec<String>,
}

pub fn check(line: &mut Listener<'_>) -> Result<Comparison> {
    compare(&count(line)?)
}

fn path() -> PathBuf {
    paths::root().join("tests/instructions.json")
}

type StepCounts = BTreeMap<String, u64>;

fn count(line: &mut Listener<'_>) -> Result<StepCounts> {
    let programs = Programs::build(line)?;
    let callgrind = Callgrind::new(&programs)?;
    let file = paths::samples().join(SAMPLE);
    let mut counts: StepCounts = callgrind.steps(&file, None)?.into_iter().collect();
    counts.insert("server: every request".to_owned(), callgrind.count(&programs.requests(&file))?);
    for command in
        [&["check"][..], &["check", "--format", "json"], &["check", "--format", "sarif"], &["fix", "--dry-run"]]
    {
        counts.insert(format!("gouji {}", command.join(" ")), callgrind.count(&programs.gouji(command, &file))?);
    }
    Ok(counts)
}

fn compare(counts: &StepCounts) -> Result<Comparison> {
    let page = fs::read_to_string(path()).context("tests/instructions.json; write it with --update")?;
    let page: serde_json::Value = serde_json::from_str(&page)?;
    let here = Callgrind::environment()?;
    let there = page["with"].as_str().unwrap_or_default();
    if here != there {
        let why = format!(
            "未比较：数值来自另一环境 · not compared, the figures are of another compiler or machine: {there}; here: {here}"
        );
        return Ok(Comparison { compared: 0, slower: 0, lines: vec![why] });
    }
    let before: StepCounts = serde_json::from_value(page["instructions"].clone())?;
    Ok(compare_counts(&before, counts))
}

fn compare_counts(before: &StepCounts, now: &StepCounts) -> Comparison {
    let mut comparison = Comparison { compared: 0, slower: 0, lines: Vec::new() };
    for name in before.keys().filter(|name| !now.contains_key(*name)) {
        comparison.slower += 1;
        comparison.lines.push(format!("{name}: 已没有 · is gone; run: cargo xtask instructions --update"));
    }
    for (name, now) in now {
        let Some(before) = before.get(name) else {
            comparison.slower += 1;
            comparison
                .lines
                .push(format!("{name}: 尚无数值 · has no figure yet; run: cargo xtask instructions --update"));
            continue;
        };
        comparison.compared += 1;
        let change = (*now as f64 / *before as f64 - 1.0) * 100.0;
        if *now.max(before) < MIN_INSTRUCTIONS {
            continue;
        }
        if now * 100 > before * (100 + MAX_GROWTH_PERCENT) {
            comparison.slower += 1;
            comparison.lines.push(format!("{name}: {before} → {now} ({change:+.0} %)"));
        } else if now * 100 < before * (100 - MAX_GROWTH_PERCENT) {
            comparison.lines.push(format!("{name}: {before} → {now} ({change:+.0} %), 变快 · better: --update"));
        }
    }
    comparison
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_more_fails_and_a_tenth_less_is_reported() {
        let counts = |counts: &[(&str, u64)]| counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        let before =
            counts(&[("parse", 1_000_000), ("report", 1_000_000), ("lines", 100), ("gone", 1), ("same", 1_000_000)]);
        let now = counts(&[("parse", 1_110_000), ("report", 890_000), ("lines", 200), ("new", 1), ("same", 1_090_000)]);
        let comparison = compare_counts(&before, &now);
        assert_eq!((comparison.compared, comparison.slower), (4, 3), "{:?}", comparison.lines);
        assert!(
            comparison.lines.iter().any(|line| line.starts_with("report") && line.contains("-11 %")),
            "{:?}",
            comparison.lines
        );
        assert!(!comparison.lines.iter().any(|line| line.starts_with("same")), "{:?}", comparison.lines);
    }
}

//! `cargo xtask conversions`: measures how well real conversions of the official Word form are read.
//!
//! The reference material fills the form with random figures that satisfy all relations, and converts it with the tools that people use to get its
//! text. It converts each report twice: as it is, and with one wrong figure. This module judges the findings of `gouji check`, and compares the cells
//! that `gouji extract` reads with the figures.

mod cells;
mod corpus;
mod damage;
mod python;
mod summary;
mod truth;
mod verdict;

use crate::tools::command::Listener;
use crate::tools::process::interrupted;
use crate::tools::progress::step;
use crate::tools::random::Random;
use crate::tools::{build, system};
use anyhow::{Context as _, Result, bail};
use cells::{CellCounts, ComparedTables};
pub use corpus::reference;
use corpus::{Conversion, Corpus, DAMAGED};
use std::collections::BTreeMap;
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use summary::{Tally, ToolSummary};
use truth::{Kind, Truth};
use verdict::{ConversionVerdict, JudgedFinding};

/// The reason for skipping the measurement.
pub const NO_REFERENCE: &str =
    "此处没有参考资料 ../shared/tools/conversions · the reference material is not on this machine";

#[derive(clap::Args)]
pub struct ConversionsOptions {
    /// 随机报告的份数 · How many random reports
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    reports: u32,
    /// 随机数种子 · Where the random numbers begin
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// 把转换结果留在此文件夹；其中已有的不再转换，只重新核对 · Keep the conversions in this folder; those of an earlier run are measured again
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
    /// 再把每份文本随机改坏一处，改几遍 · Also damage each text in one place, so many times
    #[arg(long, value_name = "ROUNDS", num_args = 0..=1, require_equals = true, default_value_t = 0, default_missing_value = "1")]
    damage: u32,
    /// 只看这些转换工具 · Only these tools
    #[arg(value_name = "TOOL")]
    tools: Vec<String>,
}

pub fn run(options: &ConversionsOptions) -> Result<()> {
    if reference().is_none() {
        println!("跳过 · skipped: {NO_REFERENCE}");
        return Ok(());
    }
    let temporary = tempfile::tempdir()?;
    let folder = options.keep.as_deref().unwrap_or(temporary.path());
    let mut left_out = Vec::new();
    if folder.join("truth.json").is_file() {
        eprintln!("使用已有的转换结果 · measuring the conversions of an earlier run: {}", folder.display());
    } else {
        if let Some(advice) = system::install_missing(&system::CONVERTERS.iter().collect::<Vec<_>>())? {
            eprintln!("{advice}");
        }
        let python = step("安装转换工具 · install the converters", converters)?;
        left_out = step("转换 · convert", |line| make(&python, folder, options.reports, options.seed, line))?;
    }
    let program = step("编译 · build", |line| Ok(build::release(line)?.join(format!("gouji{EXE_SUFFIX}"))))?;
    let mut summary = step("核对 · check", |line| measure(&program, folder, &options.tools, options.damage, line))?;
    summary.left_out.extend(left_out);
    println!("{summary}");
    summary.judge()
}

/// The Python interpreter with the converters. Installs them if they are missing.
pub fn converters(line: &mut Listener<'_>) -> Result<PathBuf> {
    python::ensure(&reference().context(NO_REFERENCE)?.join("requirements.txt"), line)
}

/// Converts reports into an empty folder. Returns the tools that were left out, each with the reason.
fn make(python: &Path, folder: &Path, reports: u32, seed: u64, line: &mut Listener<'_>) -> Result<Vec<String>> {
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_some() {
        bail!("文件夹不是空的 · the folder is not empty: {}", folder.display());
    }
    Corpus::make(python, folder, reports, seed, line)
}

/// Makes conversions and measures them, with one round of damage.
pub fn check(python: &Path, program: &Path, reports: u32, seed: u64, line: &mut Listener<'_>) -> Result<ToolSummary> {
    let folder = tempfile::tempdir()?;
    let left_out = make(python, folder.path(), reports, seed, line)?;
    let mut summary = measure(program, folder.path(), &[], 1, line)?;
    summary.left_out.extend(left_out);
    Ok(summary)
}

fn measure(
    program: &Path,
    folder: &Path,
    only: &[String],
    rounds: u32,
    line: &mut Listener<'_>,
) -> Result<ToolSummary> {
    let corpus = Corpus::open(folder, only)?;
    let mut summary = ToolSummary { tools: BTreeMap::new(), left_out: corpus.left_out };
    let missing = system::missing(system::CONVERTERS);
    if !missing.is_empty() {
        summary.left_out.push(format!(
            "缺少软件包，需要它们的工具未试 · tools that need these packages were not tried: {}",
            missing.join(" ")
        ));
    }
    for (name, conversions) in &corpus.tools {
        line(name);
        let mut tally = Tally::default();
        judge_all(program, conversions, &corpus.truth, &mut tally)?;
        tally.cells = compare_all(program, conversions, &corpus.truth)?;
        for round in 0..rounds {
            let copies = folder.join(DAMAGED).join(name).join(round.to_string());
            tally.damaged += compare_damaged(program, conversions, &corpus.truth, round, &copies)?;
        }
        summary.tools.insert(name.clone(), tally);
    }
    Ok(summary)
}

/// Judges all conversions of one tool.
fn judge_all(program: &Path, conversions: &[Conversion], truth: &Truth, tally: &mut Tally) -> Result<()> {
    let mut verdicts = BTreeMap::new();
    for Conversion { path, report, kind } in conversions {
        if interrupted() {
            bail!("已中断 · interrupted");
        }
        let found = check_file(program, path)?;
        let verdict = verdict::judge(*kind, &found, &truth.right(*report)?);
        verdicts.insert((*report, *kind), (verdict, path, found));
    }
    for ((report, kind), (verdict, path, found)) in &verdicts {
        let planted = verdicts.get(&(*report, Kind::Planted)).map(|(planted, ..)| *planted);
        let verdict = match (kind, planted) {
            (Kind::Clean, Some(planted)) => verdict::judge_clean(*verdict, planted),
            _ => *verdict,
        };
        tally.add(verdict);
        if !matches!(verdict, ConversionVerdict::Right | ConversionVerdict::Honest) {
            let descriptions: Vec<String> = found.iter().map(JudgedFinding::describe).collect();
            tally.problems.push(format!("{}: {verdict:?}: {}", path.display(), descriptions.join("; ")));
        }
    }
    Ok(())
}

/// Compares the cells of all conversions of one tool.
fn compare_all(program: &Path, conversions: &[Conversion], truth: &Truth) -> Result<CellCounts> {
    let files: Vec<&Path> = conversions.iter().map(|conversion| conversion.path.as_path()).collect();
    let mut sum = CellCounts::default();
    for (Conversion { path, report, kind }, read) in conversions.iter().zip(extract(program, &files)?) {
        let cells = cells::compare(&truth.tables(*report, *kind)?, &read, None);
        sum += cells.with_file(&path.display().to_string());
    }
    Ok(sum)
}

/// Damages each conversion of one tool in one place, writes the copies into `folder`, and compares their cells. The damage depends on the text and
/// the round only, so it is the same in every run.
fn compare_damaged(
    program: &Path,
    conversions: &[Conversion],
    truth: &Truth,
    round: u32,
    folder: &Path,
) -> Result<CellCounts> {
    fs::create_dir_all(folder)?;
    let mut copies = Vec::new();
    for conversion in conversions {
        // Skip binary documents: a damaged package is not readable at all.
        let Ok(text) = fs::read_to_string(&conversion.path) else { continue };
        let seed =
            text.bytes().fold(u64::from(round), |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
        let Some(damaged) = damage::damage(&text, &mut Random::new(seed)) else { continue };
        let copy = folder.join(conversion.path.file_name().context("a file has a name")?);
        fs::write(&copy, &damaged.text)?;
        copies.push((conversion, copy, damaged));
    }
    let files: Vec<&Path> = copies.iter().map(|(_, copy, _)| copy.as_path()).collect();
    let mut sum = CellCounts::default();
    for ((conversion, copy, damaged), read) in copies.iter().zip(extract(program, &files)?) {
        let truth = truth.tables(conversion.report, conversion.kind)?;
        let cells = cells::compare(&truth, &read, damaged.altered.as_ref());
        sum += cells.with_file(&format!("{} ({})", copy.display(), damaged.description));
    }
    Ok(sum)
}

/// The tables that gouji extracts from each file.
fn extract(program: &Path, files: &[&Path]) -> Result<Vec<ComparedTables>> {
    let mut extract = Command::new(program);
    extract.args(["extract", "--quiet", "--format", "jsonl"]).args(files).stdin(Stdio::null());
    let output = extract.output().with_context(|| format!("could not start {}", program.display()))?;
    let lines = String::from_utf8_lossy(&output.stdout);
    let mut read = lines.lines().map(cells::parse).collect::<Result<BTreeMap<_, _>>>()?;
    let of_file = |file: &&Path| {
        let tables = read.remove(&file.display().to_string());
        tables.with_context(|| format!("no extract of {}: {}", file.display(), String::from_utf8_lossy(&output.stderr)))
    };
    files.iter().map(of_file).collect()
}

/// The findings of gouji in one file. Each file is checked alone, because gouji would compare reports of one agency in consecutive years.
fn check_file(program: &Path, file: &Path) -> Result<Vec<JudgedFinding>> {
    let mut check = Command::new(program);
    check.args(["check", "--no-config", "--quiet", "--format", "json"]).arg(file).stdin(Stdio::null());
    let output = check.output().with_context(|| format!("could not start {}", program.display()))?;
    serde_json::from_slice(&output.stdout).with_context(|| {
        format!("gouji gave no JSON for {}: {}", file.display(), String::from_utf8_lossy(&output.stderr))
    })
}

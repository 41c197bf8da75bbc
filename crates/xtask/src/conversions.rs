//! `cargo xtask conversions`: how well are real conversions of the official Word form read?
//!
//! The reference material fills the form with random figures that agree, and takes it through the tools by which people get at its text. Each report
//! is converted twice: as it is, and with one wrong figure. What gouji says of the text is judged, and what it reads is compared with the figures.

#[allow(dead_code, reason = "`gouji extract` is on its way")]
mod cells;
mod corpus;
#[allow(dead_code, reason = "`gouji extract` is on its way")]
mod damage;
mod python;
mod summary;
mod truth;
mod verdict;

use crate::command::Listener;
use crate::process::interrupted;
use crate::progress::step;
use crate::{build, system};
use anyhow::{Context as _, Result, bail};
pub use corpus::reference;
use corpus::{Conversion, Corpus};
use std::collections::BTreeMap;
use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use summary::{Summary, Tally};
use truth::{Kind, Truth};
use verdict::{Finding, Verdict};

/// Why nothing is measured.
pub const ABSENT: &str = "此处没有参考资料 ../shared/tools/conversions · the reference material is not on this machine";

#[derive(clap::Args)]
pub struct Options {
    /// 随机报告的份数 · How many random reports
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    reports: u32,
    /// 随机数种子 · Where the random numbers begin
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// 把转换结果留在此文件夹；其中已有的不再转换，只重新核对 · Keep the conversions in this folder; those of an earlier run are measured again
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
    /// 只看这些转换工具 · Only these tools
    #[arg(value_name = "TOOL")]
    tools: Vec<String>,
}

pub fn run(options: &Options) -> Result<()> {
    if reference().is_none() {
        println!("跳过 · skipped: {ABSENT}");
        return Ok(());
    }
    let temporary = tempfile::tempdir()?;
    let folder = options.keep.as_deref().unwrap_or(temporary.path());
    let mut left_out = Vec::new();
    if folder.join("truth.json").is_file() {
        eprintln!("使用已有的转换结果 · measuring the conversions of an earlier run: {}", folder.display());
    } else {
        if let Some(advice) = system::provide(&system::CONVERTERS.iter().collect::<Vec<_>>())? {
            eprintln!("{advice}");
        }
        left_out = step("转换 · convert", |line| make(folder, options.reports, options.seed, line))?;
    }
    let program = step("编译 · build", |line| Ok(build::release(line)?.join(format!("gouji{EXE_SUFFIX}"))))?;
    let mut summary = step("核对 · check", |line| measure(&program, folder, &options.tools, line))?;
    summary.left_out.extend(left_out);
    println!("{summary}");
    summary.judge()
}

/// Converts into an empty folder. The tools that were left out, each with the reason.
fn make(folder: &Path, reports: u32, seed: u64, line: &mut Listener<'_>) -> Result<Vec<String>> {
    std::fs::create_dir_all(folder)?;
    if std::fs::read_dir(folder)?.next().is_some() {
        bail!("文件夹不是空的 · the folder is not empty: {}", folder.display());
    }
    let requirements = reference().context(ABSENT)?.join("requirements.txt");
    let python = python::ensure(&requirements, line)?;
    Corpus::make(&python, folder, reports, seed, line)
}

/// Makes a few conversions and measures them.
pub fn check(program: &Path, reports: u32, seed: u64, line: &mut Listener<'_>) -> Result<Summary> {
    let folder = tempfile::tempdir()?;
    let left_out = make(folder.path(), reports, seed, line)?;
    let mut summary = measure(program, folder.path(), &[], line)?;
    summary.left_out.extend(left_out);
    Ok(summary)
}

fn measure(program: &Path, folder: &Path, only: &[String], line: &mut Listener<'_>) -> Result<Summary> {
    let corpus = Corpus::open(folder, only)?;
    let mut summary = Summary { tools: BTreeMap::new(), left_out: corpus.left_out };
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
        summary.tools.insert(name.clone(), tally);
    }
    Ok(summary)
}

/// The verdicts on the conversions of one tool.
fn judge_all(program: &Path, conversions: &[Conversion], truth: &Truth, tally: &mut Tally) -> Result<()> {
    let mut verdicts = BTreeMap::new();
    for Conversion { path, report, kind } in conversions {
        if interrupted() {
            bail!("已中断 · interrupted");
        }
        let found = found(program, path)?;
        let verdict = verdict::judge(*kind, &found, &truth.right_value(*report)?);
        verdicts.insert((*report, *kind), (verdict, path, found));
    }
    for ((report, kind), (verdict, path, found)) in &verdicts {
        let planted = verdicts.get(&(*report, Kind::Planted)).map(|(planted, ..)| *planted);
        let verdict = match (kind, planted) {
            (Kind::Clean, Some(planted)) => verdict::beside(*verdict, planted),
            _ => *verdict,
        };
        tally.add(verdict);
        if !matches!(verdict, Verdict::Right | Verdict::Honest) {
            let said: Vec<String> = found.iter().map(Finding::told).collect();
            tally.problems.push(format!("{}: {verdict:?}: {}", path.display(), said.join("; ")));
        }
    }
    Ok(())
}

/// What gouji finds in one file. Each file is checked alone: reports of one agency in neighbouring years would be compared with each other.
fn found(program: &Path, file: &Path) -> Result<Vec<Finding>> {
    let mut check = Command::new(program);
    check.args(["check", "--no-config", "--quiet", "--format", "json"]).arg(file).stdin(Stdio::null());
    let output = check.output().with_context(|| format!("could not start {}", program.display()))?;
    serde_json::from_slice(&output.stdout).with_context(|| {
        format!("gouji gave no JSON for {}: {}", file.display(), String::from_utf8_lossy(&output.stderr))
    })
}

//! `cargo xtask fuzz`: looks for inputs that violate the properties of every text, edit and message.
//!
//! cargo-fuzz builds the targets without a sanitizer, so that the stable toolchain can build them. A sanitizer would find little: our code
//! has no `unsafe` outside the binding of the grammar.

mod build;
mod run;

use crate::tools::command::Listener;
use crate::tools::progress::step;
use crate::tools::{paths, system};
use anyhow::{Result, bail};
use build::build;
use run::{Limit, Size, run_all};
use std::fs;

pub use run::TargetResult;

/// Seconds per target before a release.
pub const RELEASE_SECONDS: u64 = 60;

#[derive(clap::Args)]
pub struct FuzzOptions {
    /// 只运行这个目标 · Run only this target
    target: Option<String>,
    /// 每个目标运行多少秒 · How long each target runs
    #[arg(long, default_value_t = RELEASE_SECONDS)]
    seconds: u64,
    /// 每个目标运行多少次，而不限时间 · How many inputs each target tries, whatever time they take
    #[arg(long, conflicts_with = "seconds")]
    runs: Option<u64>,
    /// 用 64 至 512 KB 的文本 · Texts of 64 to 512 KB
    #[arg(long)]
    large: bool,
}

pub fn run(options: &FuzzOptions) -> Result<()> {
    system::ensure_installed(system::BUILD_TOOLS)?;
    let built = step("构建模糊测试 · build the fuzz targets", build)?;
    let targets: Vec<String> =
        names()?.into_iter().filter(|name| options.target.as_ref().is_none_or(|target| target == name)).collect();
    if targets.is_empty() {
        bail!("没有这个目标 · no such target; there are: {}", names()?.join(", "));
    }
    let limit = options.runs.map_or(Limit::Seconds(options.seconds), Limit::Runs);
    let size = if options.large { Size::Large } else { Size::Usual };
    let outcomes = step("模糊测试 · fuzz", |line| run_all(&built, &targets, (limit, size), line))?;
    for outcome in &outcomes {
        println!("{outcome}");
    }
    if outcomes.iter().any(|outcome| outcome.crash.is_some()) {
        bail!("{HELP}");
    }
    Ok(())
}

/// Runs every target for some seconds with [`Limit::Repeatable`].
pub fn run_repeatably(seconds: u64, line: &mut Listener<'_>) -> Result<Vec<TargetResult>> {
    run_all(&build(line)?, &names()?, (Limit::Repeatable(seconds), Size::Usual), line)
}

/// Advice for the user after a crash.
pub const HELP: &str = "\
看输入 · look at an input: cargo run -p gouji-properties --example inputs -- show FILE\n\
修好后放进 fuzz/regressions/<目标>/ · mend it, and move the input to fuzz/regressions/<target>/ for the tests to keep";

/// The names of all targets, sorted.
fn names() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(paths::fuzz().join("targets"))? {
        let path = entry?.path();
        names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

//! `cargo xtask test` runs the tests and prints one total at the end. `cargo xtask release-check` runs them at full length, with the
//! steps that take hours.
//!
//! A new step is a file here with a `STEP`, and a line in `STEPS`.

mod browser_extension;
mod browser_tests;
mod conversions;
mod counts;
mod dist;
mod docs;
pub mod editor;
mod extension;
mod firefox;
mod fuzz;
mod grammar;
mod growth;
mod instructions;
mod rust;
mod soak;
mod step;
mod supply;
mod text_editors;
mod web;

use crate::tools::command::tail;
use crate::tools::process::interrupted;
use crate::tools::progress::{self, format_duration};
use crate::tools::system::{self, SystemPackage};
use counts::Counts;
use std::process::ExitCode;
use std::time::Instant;
use step::{Extent, Scope, Step, StepOutcome, selected};

/// All steps, the fast ones first. No step depends on another.
const STEPS: &[Step] = &[
    rust::FORMAT,
    rust::LINT,
    rust::TEST,
    supply::STEP,
    docs::STEP,
    grammar::STEP,
    extension::TYPES,
    extension::UNIT,
    editor::STEP,
    text_editors::NEOVIM,
    text_editors::EMACS,
    web::STEP,
    firefox::STEP,
    browser_extension::STEP,
    dist::STEP,
    instructions::STEP,
    growth::STEP,
    conversions::STEP,
    fuzz::STEP,
    dist::RELEASE,
    soak::STEP,
];

#[derive(clap::Args)]
pub struct CheckOptions {
    /// 另加其他编辑器和耗时较长的步骤：增长、指令数、转换 · Also other editors and what takes long: growth, instructions, conversions
    #[arg(long)]
    full: bool,
    /// 随机报告的测试加长到 10000 例 · Try 10,000 random reports where 504 would do
    #[arg(long)]
    long: bool,
    #[command(flatten)]
    choice: Choice,
}

/// Options that choose steps.
#[derive(clap::Args)]
pub struct Choice {
    /// 跳过编辑器界面测试 · Skip the tests in the real editor
    #[arg(long)]
    no_editor: bool,
    /// 只运行名称含有此文字的步骤 · Run only the steps whose name contains this
    #[arg(long, value_name = "NAME")]
    filter: Option<String>,
}

pub fn run(options: &CheckOptions) -> ExitCode {
    let scope = if options.full { Scope::Full } else { Scope::Usual };
    run_steps(Extent { scope, long: options.long }, &options.choice)
}

pub fn check_release(choice: &Choice) -> ExitCode {
    run_steps(Extent { scope: Scope::Release, long: true }, choice)
}

fn run_steps(extent: Extent, choice: &Choice) -> ExitCode {
    let start = Instant::now();
    let steps = selected(STEPS, extent.scope, choice.filter.as_deref());
    let mut sum = Counts::default();
    if steps.is_empty() {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        eprintln!("没有这样的步骤 · no such step; there are: {}", names.join(", "));
        sum.failed += 1;
    }
    let left_out = |step: &Step| choice.no_editor && step.name == editor::STEP.name;
    // Ask once, before the long work begins.
    let needed: Vec<&SystemPackage> =
        steps.iter().filter(|step| !left_out(step)).flat_map(|step| (step.needs)()).collect();
    match system::install_missing(&needed) {
        Ok(None) => {}
        Ok(Some(advice)) => eprintln!("{advice}"),
        Err(error) => {
            eprintln!("✗ 系统软件包 · packages of the system\n{error:#}");
            sum.failed += 1;
        }
    }
    for step in steps {
        if interrupted() {
            eprintln!("已中断 · interrupted before: {}", step.name);
            sum.failed += 1;
            break;
        }
        let reason = if left_out(step) { Some("--no-editor".to_owned()) } else { lacking(step) };
        if let Some(reason) = reason {
            eprintln!("- {}  跳过 · skipped: {reason}", step.name);
            sum.skipped += 1;
        } else {
            sum += run_one(step, extent);
        }
    }
    eprintln!("共用时 · in all: {}", format_duration(start.elapsed()));
    println!("{sum}");
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The reason to skip a step: its required system packages that are missing. `None` if it has all of them.
fn lacking(step: &Step) -> Option<String> {
    let missing = system::missing((step.needs)().into_iter().filter(|package| !package.is_optional()));
    if missing.is_empty() {
        return None;
    }
    Some(format!("缺少 · missing: {}", missing.join(" ")))
}

/// Runs one step. Prints and counts a failure, so that the next step can run.
fn run_one(step: &Step, extent: Extent) -> Counts {
    let display = progress::Display::start(step.name);
    let outcome = (step.run)(extent, &mut |line| display.note(line))
        .unwrap_or_else(|error| StepOutcome::one(false, format!("{error:#}")));
    let failed = outcome.counts.failed > 0;
    display.finish(if failed { "✗" } else { "✓" }, &outcome.counts.to_string().replace(", 0 failed", ""));
    if failed {
        eprintln!("{}\n→ {}\n", tail(&outcome.output, 200), step.next_command);
    }
    outcome.counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn names(scope: Scope) -> Vec<&'static str> {
        selected(STEPS, scope, None).iter().map(|step| step.name).collect()
    }

    #[test]
    fn a_usual_run_has_no_slow_steps() {
        let long =
            ["neovim", "emacs", "web", "firefox", "browser-extension", "dist", "instructions", "growth", "conversions"];
        let (usual, full, release) = (names(Scope::Usual), names(Scope::Full), names(Scope::Release));
        for step in [
            "format",
            "lint",
            "rust",
            "supply",
            "docs-are-generated",
            "grammar-is-generated",
            "extension-unit",
            "editor",
        ] {
            assert!(usual.contains(&step), "{step}");
        }
        assert!(long.iter().all(|step| !usual.contains(step) && full.contains(step)), "{usual:?}, {full:?}");
        for step in ["fuzz", "dist-release", "soak"] {
            assert!(!full.contains(&step) && release.contains(&step), "{step}: {full:?}, {release:?}");
        }
    }

    #[test]
    fn each_step_has_a_unique_name_and_a_next_command() {
        let names: BTreeSet<&str> = STEPS.iter().map(|step| step.name).collect();
        assert_eq!(names.len(), STEPS.len());
        assert!(STEPS.iter().all(|step| !step.next_command.is_empty()));
    }
}

//! Step `conversions`: checks that real conversions of the official Word form are read as well as before.

use super::counts::Counts;
use super::step::{Scope, Step, StepOutcome};
use crate::measure::conversions;
use crate::tools::command::Listener;
use crate::tools::{build, system};
use anyhow::Result;
use std::env::consts::EXE_SUFFIX;

/// The number of reports. Every tool converts each report twice: clean, and with a planted cell.
const REPORTS: u32 = 2;
const SEED: u64 = 7;

pub const STEP: Step = Step {
    name: "conversions",
    smallest_scope: Scope::Full,
    // Without the reference material the step is skipped, so it must not ask for packages.
    needs: || if conversions::reference().is_some() { system::CONVERTERS.iter().collect() } else { Vec::new() },
    run: |_, line| check_conversions(line),
    next_command: "cargo xtask conversions",
};

fn check_conversions(line: &mut Listener<'_>) -> Result<StepOutcome> {
    if conversions::reference().is_none() {
        return Ok(StepOutcome::skipped(conversions::NO_REFERENCE));
    }
    let python = match conversions::converters(line) {
        Ok(python) => python,
        Err(error) => {
            let problem = "无法安装转换工具 · the converters cannot be installed";
            return Ok(StepOutcome::not_installed(problem, &error));
        }
    };
    let program = build::for_tests(line)?.join(format!("gouji{EXE_SUFFIX}"));
    let summary = conversions::check(&python, &program, REPORTS, SEED, line)?;
    for left_out in &summary.left_out {
        eprintln!("  跳过 · skipped: {left_out}");
    }
    let failed = summary.broken().len();
    let counts = Counts { passed: summary.checks() - failed, failed, skipped: summary.left_out.len() };
    Ok(StepOutcome {
        counts,
        output: format!("{summary}\n{}", summary.judge().err().map(|error| error.to_string()).unwrap_or_default()),
    })
}

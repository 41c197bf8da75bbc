//! Step `fuzz`: runs every fuzz target for 10 seconds, or for a minute before a release.

use super::counts::Counts;
use super::step::{Extent, Scope, Step, StepOutcome};
use crate::fuzz;
use crate::tools::command::Listener;
use crate::tools::system;
use anyhow::Result;

pub const STEP: Step = Step {
    name: "fuzz",
    smallest_scope: Scope::Full,
    needs: || system::BUILD_TOOLS.iter().collect(),
    run: run_targets,
    next_command: "cargo xtask fuzz",
};

fn run_targets(extent: Extent, line: &mut Listener<'_>) -> Result<StepOutcome> {
    let outcomes = fuzz::run_repeatably(if extent.scope == Scope::Release { fuzz::RELEASE_SECONDS } else { 10 }, line)?;
    let failed = outcomes.iter().filter(|outcome| outcome.crash.is_some()).count();
    let lines: Vec<String> = outcomes.iter().map(ToString::to_string).collect();
    // Print the number of executions even if no target crashed.
    eprintln!("{}", lines.join("\n"));
    let counts = Counts { passed: outcomes.len() - failed, failed, skipped: 0 };
    Ok(StepOutcome { counts, output: format!("{}\n{}", lines.join("\n"), fuzz::HELP) })
}

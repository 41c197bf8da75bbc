//! Step `fuzz`: runs every fuzz target for a minute, before a release.
//!
//! Other runs give the same properties random mutations of the seed inputs (`gouji-properties/tests/mutated.rs`), because building the fuzz
//! targets takes as long as building all tests.

use super::counts::Counts;
use super::step::{Scope, Step, StepOutcome};
use crate::fuzz;
use crate::tools::command::Listener;
use crate::tools::system;
use anyhow::Result;

pub const STEP: Step = Step {
    name: "fuzz",
    smallest_scope: Scope::Release,
    needs: || system::BUILD_TOOLS.iter().collect(),
    run: |_, line| run_targets(line),
    next_command: "cargo xtask fuzz",
};

fn run_targets(line: &mut Listener<'_>) -> Result<StepOutcome> {
    let outcomes = fuzz::run_repeatably(fuzz::RELEASE_SECONDS, line)?;
    let failed = outcomes.iter().filter(|outcome| outcome.crash.is_some()).count();
    let lines: Vec<String> = outcomes.iter().map(ToString::to_string).collect();
    // Print the number of executions even if no target crashed.
    eprintln!("{}", lines.join("\n"));
    let counts = Counts { passed: outcomes.len() - failed, failed, skipped: 0 };
    Ok(StepOutcome { counts, output: format!("{}\n{}", lines.join("\n"), fuzz::HELP) })
}

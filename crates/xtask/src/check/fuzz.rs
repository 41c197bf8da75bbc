//! Step `fuzz`: runs every fuzz target for 10 seconds, or for a minute before a release.

use super::counts::Counts;
use super::step::{Extent, Outcome, Scope, Step};
use crate::fuzz;
use crate::tools::command::Listener;
use crate::tools::system;
use anyhow::Result;

pub const STEP: Step = Step {
    name: "fuzz",
    since: Scope::Full,
    needs: || system::BUILD_TOOLS.iter().collect(),
    run: briefly,
    next: "cargo xtask fuzz",
};

fn briefly(extent: Extent, line: &mut Listener<'_>) -> Result<Outcome> {
    let outcomes = fuzz::alike(if extent.scope == Scope::Release { fuzz::SECONDS } else { 10 }, line)?;
    let failed = outcomes.iter().filter(|outcome| outcome.crash.is_some()).count();
    let told: Vec<String> = outcomes.iter().map(ToString::to_string).collect();
    // Print the number of executions even if no target crashed.
    eprintln!("{}", told.join("\n"));
    let counts = Counts { passed: outcomes.len() - failed, failed, skipped: 0 };
    Ok(Outcome { counts, said: format!("{}\n{}", told.join("\n"), fuzz::HELP) })
}

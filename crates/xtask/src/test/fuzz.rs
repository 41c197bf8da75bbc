//! Every fuzz target for a minute.

use super::Outcome;
use super::counts::Counts;
use crate::command::Listener;
use crate::fuzz;
use anyhow::Result;

pub fn briefly(line: &mut Listener<'_>) -> Result<Outcome> {
    let outcomes = fuzz::briefly(line)?;
    let failed = outcomes.iter().filter(|outcome| outcome.crash.is_some()).count();
    let told: Vec<String> = outcomes.iter().map(ToString::to_string).collect();
    // How much was tried is worth seeing when nothing was found, too.
    eprintln!("{}", told.join("\n"));
    let counts = Counts { passed: outcomes.len() - failed, failed, skipped: 0 };
    Ok(Outcome { counts, said: format!("{}\n{}", told.join("\n"), fuzz::HELP) })
}

//! Step `instructions`: checks that no step needs more instructions than the committed figures allow.

use super::counts::Counts;
use super::step::{Outcome, Scope, Step};
use crate::measure::instructions;
use crate::tools::command::Listener;
use crate::tools::system;
use anyhow::Result;

pub const STEP: Step = Step {
    name: "instructions",
    since: Scope::Full,
    needs: || system::VALGRIND.iter().collect(),
    run: |_, line| stay(line),
    next: "cargo xtask instructions",
};

fn stay(line: &mut Listener<'_>) -> Result<Outcome> {
    let told = instructions::check(line)?;
    if !told.lines.is_empty() {
        eprintln!("{}", told.lines.join("\n"));
    }
    let skipped = usize::from(told.compared == 0 && told.slower == 0);
    let passed = told.compared.saturating_sub(told.slower);
    Ok(Outcome { counts: Counts { passed, failed: told.slower, skipped }, said: told.lines.join("\n") })
}

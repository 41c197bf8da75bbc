//! Step `instructions`: checks that no step needs more instructions than the committed figures allow.

use super::counts::Counts;
use super::step::{Scope, Step, StepOutcome};
use crate::measure::instructions;
use crate::tools::command::Listener;
use crate::tools::system;
use anyhow::Result;

pub const STEP: Step = Step {
    name: "instructions",
    smallest_scope: Scope::Full,
    needs: || system::VALGRIND.iter().collect(),
    run: |_, line| check_instructions(line),
    next_command: "cargo xtask instructions",
};

fn check_instructions(line: &mut Listener<'_>) -> Result<StepOutcome> {
    let comparison = instructions::check(line)?;
    if !comparison.lines.is_empty() {
        eprintln!("{}", comparison.lines.join("\n"));
    }
    let skipped = usize::from(comparison.compared == 0 && comparison.slower == 0);
    let passed = comparison.compared.saturating_sub(comparison.slower);
    Ok(StepOutcome {
        counts: Counts { passed, failed: comparison.slower, skipped },
        output: comparison.lines.join("\n"),
    })
}

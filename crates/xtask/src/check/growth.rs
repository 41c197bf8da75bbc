//! Step `growth`: checks that no cost grows faster than the text.

use super::counts::Counts;
use super::step::{Scope, Step, StepOutcome};
use crate::measure::growth::{self, Ratio};
use crate::tools::command::Listener;
use crate::tools::system;
use anyhow::Result;

pub const STEP: Step = Step {
    name: "growth",
    smallest_scope: Scope::Full,
    needs: || system::VALGRIND.iter().collect(),
    run: |_, line| check_growth(line),
    next_command: "cargo xtask growth",
};

fn check_growth(line: &mut Listener<'_>) -> Result<StepOutcome> {
    let ratios = growth::check(line)?;
    let too_much: Vec<String> = ratios.iter().filter(|ratio| ratio.is_too_much()).map(Ratio::describe).collect();
    let counts = Counts { passed: ratios.len() - too_much.len(), failed: too_much.len(), skipped: 0 };
    Ok(StepOutcome { counts, output: too_much.join("\n") })
}

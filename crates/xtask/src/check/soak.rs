//! Step `soak`: checks that memory does not grow in ten minutes of typing.

use super::step::{Scope, Step, StepOutcome};
use crate::measure::soak;
use crate::tools::command::Listener;
use anyhow::Result;

const MINUTES: f64 = 10.0;

pub const STEP: Step = Step {
    name: "soak",
    smallest_scope: Scope::Release,
    needs: Step::NOTHING,
    run: |_, line| check_memory(line),
    next_command: "cargo xtask soak --minutes 10",
};

fn check_memory(line: &mut Listener<'_>) -> Result<StepOutcome> {
    let memory = soak::measure(MINUTES, line)?;
    let summary = memory.to_string();
    Ok(match memory.judge() {
        Ok(()) => StepOutcome::one(true, summary),
        Err(error) => StepOutcome::one(false, format!("{summary}\n{error:#}")),
    })
}

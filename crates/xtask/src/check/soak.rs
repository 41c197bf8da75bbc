//! Step `soak`: checks that memory does not grow in ten minutes of typing.

use super::step::{Outcome, Scope, Step};
use crate::measure::soak;
use crate::tools::command::Listener;
use anyhow::Result;

const MINUTES: f64 = 10.0;

pub const STEP: Step = Step {
    name: "soak",
    since: Scope::Release,
    needs: Step::NOTHING,
    run: |_, line| stays_level(line),
    next: "cargo xtask soak --minutes 10",
};

fn stays_level(line: &mut Listener<'_>) -> Result<Outcome> {
    let memory = soak::measure(MINUTES, line)?;
    let told = memory.to_string();
    Ok(match memory.judge() {
        Ok(()) => Outcome::one(true, told),
        Err(error) => Outcome::one(false, format!("{told}\n{error:#}")),
    })
}

//! No step takes more instructions than it did, and none grows faster than the text.

use super::Outcome;
use super::counts::Counts;
use crate::command::Listener;
use crate::growth::{self, Ratio};
use crate::instructions;
use anyhow::Result;

pub fn stay(line: &mut Listener<'_>) -> Result<Outcome> {
    let told = instructions::check(line)?;
    if !told.lines.is_empty() {
        eprintln!("{}", told.lines.join("\n"));
    }
    let skipped = usize::from(told.compared == 0 && told.slower == 0);
    let passed = told.compared.saturating_sub(told.slower);
    Ok(Outcome { counts: Counts { passed, failed: told.slower, skipped }, said: told.lines.join("\n") })
}

pub fn grow_with_the_text(line: &mut Listener<'_>) -> Result<Outcome> {
    let ratios = growth::check(line)?;
    let too_much: Vec<String> = ratios.iter().filter(|ratio| ratio.is_too_much()).map(Ratio::told).collect();
    let counts = Counts { passed: ratios.len() - too_much.len(), failed: too_much.len(), skipped: 0 };
    Ok(Outcome { counts, said: too_much.join("\n") })
}

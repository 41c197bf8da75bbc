//! The Rust side: format, lints, tests.

use super::Outcome;
use super::counts::Counts;
use crate::command::{Listener, Run as _};
use crate::paths::cargo;
use anyhow::Result;

pub fn format(line: &mut Listener<'_>) -> Result<Outcome> {
    check(&["fmt", "--all", "--check"], line)
}

pub fn lint(line: &mut Listener<'_>) -> Result<Outcome> {
    check(&["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"], line)
}

pub fn test(line: &mut Listener<'_>) -> Result<Outcome> {
    let ended = cargo().args(["test", "--workspace", "--locked", "--no-fail-fast"]).watch(line)?;
    Ok(Counts::of_cargo(&ended.said).judge(ended))
}

fn check(arguments: &[&str], line: &mut Listener<'_>) -> Result<Outcome> {
    let ended = cargo().args(arguments).watch(line)?;
    Ok(Outcome { counts: Counts::one(ended.succeeded), said: ended.said })
}

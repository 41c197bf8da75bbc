//! Builds of this repository.

use crate::dist::target;
use crate::tools::command::{Listener, Run as _};
use crate::tools::{cross, paths};
use anyhow::Result;
use std::path::PathBuf;

/// The profile of the programs that are shipped.
pub const SHIPPED: &str = "dist";

/// Builds the debug program and the examples, and returns their folder. The arguments select the same features of dependencies as `cargo test`,
/// so that nothing is built twice; a build of one package, or without examples, selects other features.
pub fn for_tests(line: &mut Listener<'_>) -> Result<PathBuf> {
    let mut cargo = paths::cargo();
    cargo.args(["build", "--locked", "--workspace", "--bin", "gouji", "--examples"]).check(line)?;
    Ok(paths::target()?.join("debug"))
}

/// Builds the release program and returns its folder.
pub fn release(line: &mut Listener<'_>) -> Result<PathBuf> {
    paths::cargo().args(["build", "--release", "--locked", "--package", "gouji"]).check(line)?;
    Ok(paths::target()?.join("release"))
}

/// Builds the program that is shipped for this machine, optimised as a whole, which takes some minutes longer, and returns its path. On Linux,
/// it is static.
pub fn shipped(line: &mut Listener<'_>) -> Result<PathBuf> {
    cross::build(target::shipped_here()?, SHIPPED, line)
}

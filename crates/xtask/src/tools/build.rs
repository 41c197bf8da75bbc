//! Builds of this repository.

use crate::tools::command::{Listener, Run as _};
use crate::tools::paths;
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
    program("release", line)
}

/// Builds the program as it is shipped, optimised as a whole, which takes some minutes longer, and returns its folder.
pub fn shipped(line: &mut Listener<'_>) -> Result<PathBuf> {
    program(SHIPPED, line)
}

/// Builds the program in a profile of the manifest and returns its folder.
fn program(profile: &str, line: &mut Listener<'_>) -> Result<PathBuf> {
    paths::cargo().args(["build", "--profile", profile, "--locked", "--package", "gouji"]).check(line)?;
    Ok(paths::target()?.join(profile))
}

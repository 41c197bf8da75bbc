//! What cargo builds of this repository.

use crate::tools::command::{Listener, Run as _};
use crate::tools::paths;
use anyhow::Result;
use std::path::PathBuf;

/// The program and the examples as `cargo test` builds them, so that nothing is built twice: for one package alone, or without examples,
/// features of dependencies differ. The folder that they are in.
pub fn for_tests(line: &mut Listener<'_>) -> Result<PathBuf> {
    let mut cargo = paths::cargo();
    cargo.args(["build", "--locked", "--workspace", "--bin", "gouji", "--examples"]).check(line)?;
    Ok(paths::target()?.join("debug"))
}

/// The program as it is released. The folder that it is in.
pub fn release(line: &mut Listener<'_>) -> Result<PathBuf> {
    paths::cargo().args(["build", "--release", "--locked", "--package", "gouji"]).check(line)?;
    Ok(paths::target()?.join("release"))
}

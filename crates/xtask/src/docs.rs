//! `cargo xtask docs`: writes the rules' pages, which the core makes of what the rules say.

use crate::command::{Listener, Run as _};
use crate::paths;
use anyhow::Result;
use std::path::Path;

pub fn write(line: &mut Listener<'_>) -> Result<()> {
    write_to(&paths::pages(), line)
}

/// Writes them into a folder, which they have for themselves.
pub fn write_to(folder: &Path, line: &mut Listener<'_>) -> Result<()> {
    let mut cargo = paths::cargo();
    cargo.args(["run", "--quiet", "--locked", "--package", "gouji-core", "--example", "pages", "--"]);
    cargo.arg(folder).check(line).map(drop)
}

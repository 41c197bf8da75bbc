//! `cargo xtask docs`: writes what is made of the rules, their pages and the schema of the configuration.

use crate::command::{Listener, Run as _};
use crate::paths;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

pub fn write(line: &mut Listener<'_>) -> Result<()> {
    write_to(&paths::pages(), line)?;
    let schema = paths::cargo().args(["run", "--quiet", "--locked", "--package", "gouji", "--", "schema"]).printed()?;
    let path = paths::root().join("gouji.schema.json");
    fs::write(&path, schema).with_context(|| format!("could not write {}", path.display()))
}

/// Writes the pages into a folder, which they have for themselves.
pub fn write_to(folder: &Path, line: &mut Listener<'_>) -> Result<()> {
    let mut cargo = paths::cargo();
    cargo.args(["run", "--quiet", "--locked", "--package", "gouji-core", "--example", "pages", "--"]);
    cargo.arg(folder).check(line).map(drop)
}

//! `cargo xtask docs`: generates the rule pages and the JSON schema of the configuration.

use crate::tools::command::{Listener, Run as _};
use crate::tools::{build, paths};
use anyhow::{Context, Result};
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::Path;
use std::process::Command;

pub fn write(line: &mut Listener<'_>) -> Result<()> {
    write_to(&paths::pages(), line)?;
    let schema = Command::new(build::for_tests(line)?.join(format!("gouji{EXE_SUFFIX}"))).arg("schema").printed()?;
    let path = paths::root().join("gouji.schema.json");
    fs::write(&path, schema).with_context(|| format!("could not write {}", path.display()))
}

/// Writes the rule pages into a folder that contains nothing else.
pub fn write_to(folder: &Path, line: &mut Listener<'_>) -> Result<()> {
    let programs = build::for_tests(line)?;
    Command::new(programs.join("examples").join(format!("pages{EXE_SUFFIX}"))).arg(folder).check(line).map(drop)
}

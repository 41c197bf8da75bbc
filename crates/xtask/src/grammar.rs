//! `cargo xtask grammar`: writes the parser anew, after `grammar.js` has changed.

use crate::tools::command::{Listener, Run as _};
use crate::tools::{node, paths};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// The workspace of the program that generates.
pub const MANIFEST: &str = "crates/tree-sitter-disclosure-report/generate/Cargo.toml";

/// Writes the parser into the sources.
pub fn write(line: &mut Listener<'_>) -> Result<()> {
    write_to(&sources(), line)
}

/// Writes the parser into a folder.
pub fn write_to(folder: &Path, line: &mut Listener<'_>) -> Result<()> {
    node::require()?;
    let mut cargo = paths::cargo();
    cargo.args(["run", "--locked", "--manifest-path", MANIFEST, "--target-dir"]);
    cargo.arg(paths::target()?.join("grammar")).arg("--").arg(folder).check(line).map(drop)
}

/// Where the parser is committed.
pub fn sources() -> PathBuf {
    paths::root().join("crates/tree-sitter-disclosure-report/src")
}

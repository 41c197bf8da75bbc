//! `cargo xtask grammar`: regenerates the parser after a change of `grammar.js`.

use crate::tools::command::{Listener, Run as _};
use crate::tools::{node, paths};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// The manifest of the parser generator, which is a workspace of its own.
pub const MANIFEST: &str = "crates/tree-sitter-disclosure-report/generate/Cargo.toml";

/// Generates the parser in its source folder.
pub fn write(line: &mut Listener<'_>) -> Result<()> {
    write_to(&sources(), line)
}

/// Generates the parser in a folder.
pub fn write_to(folder: &Path, line: &mut Listener<'_>) -> Result<()> {
    node::require()?;
    let mut cargo = paths::cargo();
    cargo.args(["run", "--locked", "--manifest-path", MANIFEST, "--target-dir"]);
    cargo.arg(paths::target()?.join("grammar")).arg("--").arg(folder).check(line).map(drop)
}

/// The source folder of the parser.
pub fn sources() -> PathBuf {
    paths::root().join("crates/tree-sitter-disclosure-report/src")
}

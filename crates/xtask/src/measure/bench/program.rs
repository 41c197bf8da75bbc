//! Benches of the server's crate. They measure inside a process what a client cannot observe.

use super::text;
use crate::tools::command::{Listener, Run as _};
use crate::tools::paths;
use anyhow::Result;
use std::fs;

/// Runs the bench `name` of the server's crate and returns its output. It does its work `times` times for a text of each of the
/// `sizes` (bytes, file name), with a character typed in the middle of the prose.
pub fn printed(name: &str, times: usize, sizes: &[(usize, &str)], line: &mut Listener<'_>) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let mut cargo = paths::cargo();
    cargo.args(["bench", "--quiet", "--locked", "--package", "gouji-server", "--bench", name, "--"]);
    cargo.arg(times.to_string());
    for (bytes, size) in sizes {
        let text = text::text(*bytes)?;
        let path = folder.path().join(size);
        fs::write(&path, text.text)?;
        cargo.arg(path).arg(text.places[1].offset.to_string());
    }
    line("cargo bench");
    cargo.printed()
}

//! Unpacking with programs that did not pack.

use crate::tools::command::{Listener, Run as _};
use crate::tools::python;
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Unpacks an archive into an empty folder, and returns the one folder that was in it.
pub fn archive(archive: &Path, into: &Path, line: &mut Listener<'_>) -> Result<PathBuf> {
    if archive.extension().is_some_and(|extension| extension == "zip") {
        zip(archive, into, line)?;
    } else {
        Command::new("tar").arg("-xf").arg(archive).arg("-C").arg(into).check(line)?;
    }
    let entry = fs::read_dir(into)?.next().context("the archive is empty")??;
    Ok(entry.path())
}

/// Unpacks a zip file.
pub fn zip(archive: &Path, into: &Path, line: &mut Listener<'_>) -> Result<()> {
    python::system().args(["-m", "zipfile", "-e"]).arg(archive).arg(into).check(line).map(drop)
}

//! The release programs that are measured, and the texts that they are given.

use crate::tools::command::{Listener, Run as _};
use crate::tools::paths;
use anyhow::{Context as _, Result};
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The release programs, and a temporary folder for the texts.
pub struct Programs {
    release: PathBuf,
    folder: TempDir,
}

impl Programs {
    /// Builds the release programs.
    pub fn build(line: &mut Listener<'_>) -> Result<Self> {
        let mut cargo = paths::cargo();
        cargo.args(["build", "--release", "--locked", "--package", "gouji", "--package", "gouji-server"]);
        cargo.args(["--bins", "--example", "stages"]).check(line)?;
        Ok(Self { release: paths::target()?.join("release"), folder: tempfile::tempdir()? })
    }

    /// The temporary folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a text into the temporary folder.
    pub fn file(&self, name: &str, text: &str) -> Result<PathBuf> {
        let path = self.folder.path().join(name);
        fs::write(&path, text)?;
        Ok(path)
    }

    /// The names of the kinds of text that could be slow.
    pub fn kinds(&self) -> Result<Vec<String>> {
        lines(self.stages().arg("text"))
    }

    /// A text of a kind, of about `bytes` bytes.
    pub fn text(&self, kind: &str, bytes: usize) -> Result<String> {
        self.stages().args(["text", kind, &bytes.to_string()]).printed()
    }

    /// The names of the requests that can be measured one by one. The first is the hover, which precedes each of the others.
    pub fn request_names(&self) -> Result<Vec<String>> {
        lines(self.stages().arg("request"))
    }

    /// Each step from text to findings, or the one that is `wanted`, with its shortest time in nanoseconds.
    pub fn step_times(&self, file: &Path, wanted: Option<&str>) -> Result<Vec<(String, u64)>> {
        let read = |line: String| {
            let (time, name) = line.split_once(' ').with_context(|| format!("no time in `{line}`"))?;
            Ok((name.to_owned(), time.parse()?))
        };
        lines(self.stages().arg("times").arg(file).args(wanted))?.into_iter().map(read).collect()
    }

    /// A server whose client opens `file`, requests a hover, and makes one more request.
    pub fn request(&self, name: &str, file: &Path) -> Command {
        let mut stages = self.stages();
        stages.args(["request", name]).arg(file);
        stages
    }

    /// A server whose client opens `file` and makes every request.
    pub fn requests(&self, file: &Path) -> Command {
        let mut stages = self.stages();
        stages.arg("requests").arg(file);
        stages
    }

    /// A run of the command line. It starts in the folder of the file: `fix --diff` only prints patches of files below it.
    pub fn gouji(&self, arguments: &[&str], file: &Path) -> Command {
        let mut gouji = Command::new(self.release.join(format!("gouji{EXE_SUFFIX}")));
        gouji.args(arguments).arg(file).current_dir(file.parent().unwrap_or(Path::new(".")));
        gouji
    }

    /// The program that runs single steps and requests.
    pub fn stages(&self) -> Command {
        Command::new(self.release.join("examples").join(format!("stages{EXE_SUFFIX}")))
    }
}

fn lines(command: &mut Command) -> Result<Vec<String>> {
    Ok(command.printed()?.lines().map(str::to_owned).collect())
}

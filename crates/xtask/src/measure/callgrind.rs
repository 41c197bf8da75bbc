//! Counts instructions with callgrind. Unlike times, the counts are the same on a busy machine.

use crate::tools::command::{Listener, Run as _};
use crate::tools::{paths, system};
use anyhow::{Context, Result, bail};
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The function whose calls are counted one by one, by its name in callgrind.
const MEASURED_FUNCTION: &str = "stages::measured";

/// The release programs whose instructions are counted, and a temporary folder.
pub struct Callgrind {
    release: PathBuf,
    folder: TempDir,
}

impl Callgrind {
    /// Builds the release programs.
    pub fn build(line: &mut Listener<'_>) -> Result<Self> {
        system::require(system::VALGRIND)?;
        let mut cargo = paths::cargo();
        cargo.args(["build", "--release", "--locked", "--package", "gouji", "--package", "gouji-server"]);
        cargo.args(["--bins", "--example", "stages"]).check(line)?;
        Ok(Self { release: paths::target()?.join("release"), folder: tempfile::tempdir()? })
    }

    /// Everything that counts depend on, apart from the sources: the compiler, the platform, and whether the processor has AVX2.
    pub fn environment() -> Result<String> {
        let rustc = Command::new("rustc").args(["--version", "--verbose"]).printed()?;
        let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
        let version = rustc.lines().next().unwrap_or_default();
        #[cfg(target_arch = "x86_64")]
        let vectors = if std::arch::is_x86_feature_detected!("avx2") { ", AVX2" } else { "" };
        #[cfg(not(target_arch = "x86_64"))]
        let vectors = "";
        Ok(format!("{version}, {host}{vectors}"))
    }

    fn stages(&self) -> PathBuf {
        self.release.join("examples").join(format!("stages{EXE_SUFFIX}"))
    }

    /// Writes a text for a count into the temporary folder.
    pub fn file(&self, name: &str, text: &str) -> Result<PathBuf> {
        let path = self.folder.path().join(name);
        fs::write(&path, text)?;
        Ok(path)
    }

    /// The names of the kinds of text that could be slow.
    pub fn kinds(&self) -> Result<Vec<String>> {
        Ok(Command::new(self.stages()).arg("text").printed()?.lines().map(str::to_owned).collect())
    }

    /// A text of a kind, of about `bytes` bytes.
    pub fn text(&self, kind: &str, bytes: usize) -> Result<String> {
        Command::new(self.stages()).args(["text", kind, &bytes.to_string()]).printed()
    }

    /// Each step from text to findings, with its number of instructions.
    pub fn steps(&self, file: &Path) -> Result<Vec<(String, u64)>> {
        let out = tempfile::tempdir_in(self.folder.path())?;
        let mut valgrind = valgrind(&out.path().join("out"));
        valgrind.args(["--collect-atstart=no".to_owned(), format!("--toggle-collect={MEASURED_FUNCTION}")]);
        valgrind.arg(format!("--dump-after={MEASURED_FUNCTION}"));
        let names = valgrind.arg(self.stages()).arg("steps").arg(file).printed()?;
        // callgrind writes `out.1`, `out.2` … in the order of the steps. The profile at the end of the program has no number.
        let counted = |(at, name): (usize, &str)| Ok((name.to_owned(), total(&out.path().join(format!("out.{at}")))?));
        (1..).zip(names.lines()).map(counted).collect()
    }

    /// The instructions of a server when a client opens `file` and makes every request.
    pub fn requests(&self, file: &Path) -> Result<u64> {
        self.count_run(&self.stages(), &["requests"], file)
    }

    /// The names of the requests that can be counted one by one. The first is the hover, which precedes each of the others.
    pub fn request_names(&self) -> Result<Vec<String>> {
        Ok(Command::new(self.stages()).arg("request").printed()?.lines().map(str::to_owned).collect())
    }

    /// The instructions of a server when a client opens `file`, requests a hover, and makes one more request.
    pub fn request(&self, name: &str, file: &Path) -> Result<u64> {
        self.count_run(&self.stages(), &["request", name], file)
    }

    /// The instructions of a whole run of a command.
    pub fn command(&self, arguments: &[&str], file: &Path) -> Result<u64> {
        self.count_run(&self.release.join(format!("gouji{EXE_SUFFIX}")), arguments, file)
    }

    fn count_run(&self, program: &Path, arguments: &[&str], file: &Path) -> Result<u64> {
        let out = tempfile::tempdir_in(self.folder.path())?;
        let out = out.path().join("out");
        let mut valgrind = valgrind(&out);
        // `fix --diff` only prints patches of files below the current folder.
        let folder = file.parent().unwrap_or(Path::new("."));
        let output = valgrind.arg(program).args(arguments).arg(file).current_dir(folder).output()?;
        // Exit code 1 means that there are findings.
        if !matches!(output.status.code(), Some(0 | 1)) {
            bail!("gouji {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
        }
        total(&out)
    }
}

fn valgrind(out: &Path) -> Command {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--quiet"]).arg(format!("--callgrind-out-file={}", out.display()));
    valgrind
}

fn total(profile: &Path) -> Result<u64> {
    let profile = fs::read_to_string(profile).with_context(|| format!("no count in {}", profile.display()))?;
    let counts = ["totals: ", "summary: "].into_iter();
    let mut counts = counts.filter_map(|name| profile.lines().find_map(|line| line.strip_prefix(name)));
    counts.find_map(|count| count.trim().parse().ok()).context("callgrind wrote no total")
}

//! Counts instructions with callgrind. Unlike times, the counts are the same on a busy machine.

use crate::measure::programs::Programs;
use crate::tools::command::{Run as _, display};
use crate::tools::system;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The function whose calls are counted one by one, by its name in callgrind.
const MEASURED_FUNCTION: &str = "stages::measured";

/// Counts the instructions of the release programs.
pub struct Callgrind<'a>(&'a Programs);

impl<'a> Callgrind<'a> {
    pub fn new(programs: &'a Programs) -> Result<Self> {
        system::require(system::VALGRIND)?;
        Ok(Self(programs))
    }

    pub fn programs(&self) -> &Programs {
        self.0
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

    /// Each step from text to findings, or the one that is `wanted`, with its number of instructions.
    pub fn steps(&self, file: &Path, wanted: Option<&str>) -> Result<Vec<(String, u64)>> {
        let out = tempfile::tempdir_in(self.0.folder())?;
        let mut valgrind = valgrind(&out.path().join("out"));
        valgrind.args(["--collect-atstart=no".to_owned(), format!("--toggle-collect={MEASURED_FUNCTION}")]);
        valgrind.arg(format!("--dump-after={MEASURED_FUNCTION}"));
        let names = valgrind.arg(self.0.stages().get_program()).arg("steps").arg(file).args(wanted).printed()?;
        // callgrind writes `out.1`, `out.2` … in the order of the steps. The profile at the end of the program has no number.
        let counted = |(at, name): (usize, &str)| Ok((name.to_owned(), total(&out.path().join(format!("out.{at}")))?));
        (1..).zip(names.lines()).map(counted).collect()
    }

    /// The instructions of a whole run of a program.
    pub fn count(&self, command: &Command) -> Result<u64> {
        let out = tempfile::tempdir_in(self.0.folder())?;
        let out = out.path().join("out");
        let mut valgrind = valgrind(&out);
        valgrind.arg(command.get_program()).args(command.get_args());
        if let Some(folder) = command.get_current_dir() {
            valgrind.current_dir(folder);
        }
        let output = valgrind.output()?;
        // Exit code 1 means that there are findings.
        if !matches!(output.status.code(), Some(0 | 1)) {
            bail!("{}: {}", display(command), String::from_utf8_lossy(&output.stderr));
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

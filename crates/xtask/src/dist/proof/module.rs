//! The wheel in a new environment: the command, and the module with DuckDB and Polars.

use crate::dist::VERSION;
use crate::tools::command::{Listener, Run as _};
use crate::tools::{install, paths, python};
use anyhow::{Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The engines, with their versions.
const PACKAGES: &str = include_str!("../../../tools/dist-test.txt");

/// A new environment with the wheel. The engines are large and the same for each wheel, so the environment only sees them.
pub struct Environment {
    place: TempDir,
    engines: String,
}

impl Environment {
    /// Installs the wheel without a registry.
    pub fn new(wheel: &Path, line: &mut Listener<'_>) -> Result<Self> {
        let engines = site_packages(&engines(line)?)?;
        let environment = Self { place: tempfile::tempdir()?, engines };
        python::system().args(["-m", "venv"]).arg(environment.place.path()).check(line)?;
        let mut pip = Command::new(environment.python());
        pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--no-index", "--no-deps"]).arg(wheel);
        pip.check(line)?;
        Ok(environment)
    }

    fn python(&self) -> PathBuf {
        python::interpreter(self.place.path())
    }

    /// A command that runs a script of the folder `crates/gouji-python/test`.
    pub fn script(&self, name: &str) -> Command {
        let mut command = Command::new(self.python());
        command.arg(paths::root().join("crates/gouji-python/test").join(name));
        command.env("PYTHONPATH", &self.engines).current_dir(self.place.path());
        command
    }
}

/// Runs the tests of the module.
pub fn test(wheel: &Path, reference: &Path, line: &mut Listener<'_>) -> Result<()> {
    let environment = Environment::new(wheel, line)?;
    let program = environment.python().with_file_name(format!("gouji{}", std::env::consts::EXE_SUFFIX));
    let version = Command::new(&program).arg("--version").printed()?;
    ensure!(version.trim() == format!("gouji {VERSION}"), "gouji --version printed {version:?}");

    let mut tests = environment.script("test_gouji.py");
    tests.env("GOUJI_PROGRAM", reference).env("GOUJI_SAMPLES", paths::samples()).env("GOUJI_VERSION", VERSION);
    tests.arg("--verbose").check(line).map(drop)
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

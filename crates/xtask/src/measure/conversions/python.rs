//! The Python environment with the converters, in the cache folder.

use crate::tools::command::{Listener, Run as _};
use crate::tools::python::{self, interpreter};
use crate::tools::{install, paths};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The versions with which the floors were measured. Another version of a converter may write another text.
const VERSIONS: &str = include_str!("../../../tools/conversions.txt");

/// The packages that `tools/convert.py` needs, in addition to those of the reference material.
const OWN_PACKAGES: [&str; 5] = ["docx2python", "inscriptis", "pandas", "pdfplumber", "pypdf"];

/// Returns the interpreter of an environment with the packages of a requirements file. The first call installs them: a minute or two.
pub fn ensure(requirements: &Path, line: &mut Listener<'_>) -> Result<PathBuf> {
    let home = paths::cache()?.join("conversions");
    let python = interpreter(&home);
    let wanted =
        fs::read_to_string(requirements).with_context(|| format!("could not read {}", requirements.display()))?;
    let recipe = recipe(
        &python::system().arg("--version").printed()?,
        &format!("{wanted}\n{}", OWN_PACKAGES.join("\n")),
        VERSIONS,
    );
    // The environment links to an interpreter of the system, which may have been removed.
    if home.exists() && !python.is_file() {
        fs::remove_dir_all(&home).with_context(|| format!("could not clear {}", home.display()))?;
    }
    install::ensure(&home, &recipe, || fill(&home, requirements, line))?;
    Ok(python)
}

fn fill(home: &Path, requirements: &Path, line: &mut Listener<'_>) -> Result<()> {
    python::system().args(["-m", "venv"]).arg(home).check(line)?;
    let versions = home.join("versions.txt");
    fs::write(&versions, VERSIONS)?;
    let mut pip = Command::new(interpreter(home));
    // Install binary packages only, so that no package runs code during its installation.
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--only-binary=:all:"]);
    pip.arg("--requirement").arg(requirements).arg("--constraint").arg(versions).args(OWN_PACKAGES);
    pip.check(line).map(drop)
}

/// Everything on which the content of the environment depends.
fn recipe(python: &str, requirements: &str, versions: &str) -> String {
    [python.trim(), requirements.trim(), versions.trim()].join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_environment_is_made_again_when_python_a_package_or_a_version_changes() {
        let before = recipe("Python 3.11.7\n", "lxml\n", "lxml==6.1.3\n");
        assert_eq!(recipe("Python 3.11.7", "lxml", "lxml==6.1.3"), before);
        for (python, requirements, versions) in [
            ("Python 3.12.1", "lxml", "lxml==6.1.3"),
            ("Python 3.11.7", "lxml\nmammoth", "lxml==6.1.3"),
            ("Python 3.11.7", "lxml", "lxml==6.1.4"),
        ] {
            assert_ne!(recipe(python, requirements, versions), before);
        }
    }

    #[test]
    fn every_package_has_one_version() {
        let packages = VERSIONS.lines().filter(|line| !line.starts_with(['#', ' ']));
        let pinned: Vec<_> = packages.filter_map(|line| line.split_once("==")).collect();
        assert!(pinned.len() > 20, "{pinned:?}");
        let mut names: Vec<_> = pinned.iter().map(|(name, _)| name.to_lowercase()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), pinned.len());
    }
}

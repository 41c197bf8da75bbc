//! Node.js, npm, and the packages for building the extension.

use crate::tools::command::{Listener, Run as _};
use crate::tools::paths::{self, find_program};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

const MIN_VERSION: u32 = 20;

/// An npm command that runs in a folder.
pub fn npm(folder: &Path, arguments: &[&str]) -> Command {
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(arguments).current_dir(folder).env("npm_config_audit", "false").env("npm_config_fund", "false");
    npm.env("npm_config_update_notifier", "false");
    npm
}

/// Installs the packages in the lock file. Does nothing if this lock file is already installed.
pub fn ensure_extension_modules(line: &mut Listener<'_>) -> Result<()> {
    require()?;
    let folder = paths::extension();
    let lock = fs::read_to_string(folder.join("package-lock.json")).context("editors/vscode/package-lock.json")?;
    crate::tools::install::ensure(&folder.join("node_modules"), &lock, || {
        // No package needs its install script, and some scripts download from other places.
        npm(&folder, &["ci", "--ignore-scripts"]).check(line).map(drop)
    })
}

/// Fails if npm is missing, or if Node.js is missing or too old.
pub fn require() -> Result<()> {
    let advice =
        format!("请安装 Node.js {MIN_VERSION} 或更高版本及 npm · install Node.js {MIN_VERSION} or newer with npm");
    if find_program("npm").is_none() && !cfg!(windows) {
        bail!("{advice}");
    }
    let version = Command::new("node").arg("--version").printed().with_context(|| advice.clone())?;
    match major(&version) {
        Some(major) if major >= MIN_VERSION => Ok(()),
        _ => bail!("Node.js {}: {advice}", version.trim()),
    }
}

/// The major version: 24 from `v24.21.0`.
pub fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_major_version() {
        assert_eq!(major("v24.21.0\n"), Some(24));
        assert_eq!(major("24"), None);
        assert_eq!(major("v"), None);
    }
}

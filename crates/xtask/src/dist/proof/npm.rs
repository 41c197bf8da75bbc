//! The packages of npm, installed from their files into an empty folder.

use crate::dist::npm::{folder, package, platform_packages};
use crate::dist::{VERSION, target};
use crate::tools::command::{Listener, Run as _};
use crate::tools::{node, paths};
use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Installs the main package and the package of this platform, and runs the program through npx.
pub fn test(platform: &Path, release: &Path, reference: &Path, line: &mut Listener<'_>) -> Result<()> {
    let place = tempfile::tempdir()?;
    let main = folder(release).join(format!("gouji-{VERSION}.tgz"));
    // The packages are not taken from the registry. Those of other platforms are replaced too, because npm asks for their descriptions.
    let own = package(target::host()?.npm.context("a package of this platform")?);
    let file = |path: &Path| Value::from(format!("file:{}", path.display()));
    let other = place.path().join("other");
    fs::create_dir(&other)?;
    let description = json!({ "name": "other", "version": VERSION, "os": ["none"] });
    fs::write(other.join("package.json"), description.to_string())?;
    let mut overrides = Map::new();
    for name in platform_packages() {
        let path = if name == own { platform } else { &other };
        overrides.insert(name, file(path));
    }
    let manifest = json!({ "private": true, "dependencies": { "gouji": file(&main) }, "overrides": overrides });
    fs::write(place.path().join("package.json"), manifest.to_string())?;
    node::npm(place.path(), &["install", "--offline", "--ignore-scripts", "--no-package-lock"]).check(line)?;

    let version = npx(place.path()).args(["gouji", "--version"]).printed()?;
    ensure!(version.trim() == format!("gouji {VERSION}"), "npx gouji --version printed {version:?}");
    let arguments = ["check", "--format", "jsonl", "--locale", "zh", "--exit-zero"];
    let found = npx(place.path()).arg("gouji").args(arguments).arg(paths::samples()).printed()?;
    let expected = Command::new(reference).args(arguments).arg(paths::samples()).printed()?;
    ensure!(
        found == expected && found.lines().count() > 10,
        "npx gouji check printed\n{found}\ninstead of\n{expected}"
    );
    // The exit code of the program is that of the script.
    let failed = npx(place.path()).args(["gouji", "check", "missing.txt"]).output()?;
    ensure!(failed.status.code() == Some(2), "npx gouji check ended with {}", failed.status);
    Ok(())
}

fn npx(folder: &Path) -> Command {
    let mut npx = Command::new(if cfg!(windows) { "npx.cmd" } else { "npx" });
    npx.args(["--no-install", "--offline"]).current_dir(folder);
    npx
}

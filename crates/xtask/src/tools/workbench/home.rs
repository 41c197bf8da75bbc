//! Installation of the workbench, a VS Code server for the editor tests and `cargo xtask try`.

use crate::tools::command::{Listener, Run as _};
use crate::tools::node::{major, npm};
use crate::tools::system::{self, SystemPackage};
use crate::tools::{install, paths};
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The major version of Node.js that the VS Code server in the code-server package needs.
const NODE_VERSION: u32 = 24;

/// Native modules. Without them the server starts, but logs nothing and does not notice the end of its parent process.
const NATIVE_MODULES: &[&str] = &["@vscode/spdlog", "@vscode/native-watchdog"];

/// An installed workbench.
pub struct Home(PathBuf);

/// The system packages for installing the workbench; none if it is already installed.
pub fn needs() -> &'static [SystemPackage] {
    let there = recipe().is_ok_and(|(home, _, lock)| install::is_complete(&home.0, &lock));
    if there { &[] } else { system::BUILD_TOOLS }
}

/// The folder, the manifest and the lock file of the workbench.
fn recipe() -> Result<(Home, String, String)> {
    let recipe = paths::extension().join("test/workbench");
    let manifest = fs::read_to_string(recipe.join("package.json")).context("test/workbench/package.json")?;
    let lock = fs::read_to_string(recipe.join("package-lock.json")).context("test/workbench/package-lock.json")?;
    let version =
        serde_json::from_str::<serde_json::Value>(&manifest)?["version"].as_str().context("no version")?.to_owned();
    Ok((Home(paths::cache()?.join(format!("workbench-{version}"))), manifest, lock))
}

/// Installs the workbench from the package registry, once per lock file. This takes about a minute.
pub fn ensure(line: &mut Listener<'_>) -> Result<Home> {
    let (home, manifest, lock) = recipe()?;
    install::ensure(&home.0, &lock, || {
        system::require(system::BUILD_TOOLS)?;
        fs::write(home.0.join("package.json"), &manifest)?;
        fs::write(home.0.join("package-lock.json"), &lock)?;
        // Its install script builds all native modules, which need many libraries. Two modules are enough.
        npm(&home.0, &["ci", "--ignore-scripts"]).check(line)?;
        let inner = home.server_folder();
        home.with_node(npm(&inner, &["install", "--omit=dev", "--ignore-scripts"]))?.check(line)?;
        home.with_node(npm(&inner, &[&["rebuild"], NATIVE_MODULES].concat()))?.check(line)?;
        Ok(())
    })?;
    Ok(home)
}

impl Home {
    /// The `node_modules` folder with the workbench and the browser driver.
    pub fn modules(&self) -> PathBuf {
        self.0.join("node_modules")
    }

    pub fn server_script(&self) -> PathBuf {
        self.server_folder().join("out/server-main.js")
    }

    /// The Node.js for the workbench: the one that npm installed with it, if any, else the user's.
    pub fn node(&self) -> Result<PathBuf> {
        let own = self.own_node().join("bin/node");
        if own.is_file() {
            return Ok(own);
        }
        let found = Command::new("node").arg("--version").printed().ok().and_then(|version| major(&version));
        if found != Some(NODE_VERSION) {
            bail!(
                "请安装 VS Code（带 code 命令）或 Node.js {NODE_VERSION} · install VS Code with its `code` command, or Node.js {NODE_VERSION}"
            );
        }
        Ok(PathBuf::from("node"))
    }

    fn server_folder(&self) -> PathBuf {
        self.modules().join("code-server/lib/vscode")
    }

    fn own_node(&self) -> PathBuf {
        let processor = if env::consts::ARCH == "aarch64" { "arm64" } else { "x64" };
        self.modules().join(format!("node-linux-{processor}"))
    }

    /// Makes npm use [`Home::node`] and its headers, so that native modules are built for it.
    fn with_node(&self, mut npm: Command) -> Result<Command> {
        let node = self.node()?;
        if let Some(folder) = node.parent().filter(|folder| folder.is_absolute()) {
            npm.env("PATH", prepended(folder)?).env("npm_config_nodedir", self.own_node());
        }
        Ok(npm)
    }
}

fn prepended(folder: &Path) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(std::iter::once(folder.to_owned()).chain(env::split_paths(&path)))?)
}

//! Paths of the repository, of cargo's target folder and of the cache, and programs on `PATH`.

use crate::tools::command::Run as _;
use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root folder of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("crates/xtask lies two folders below the top")
}

/// The sources of the VS Code extension.
pub fn extension() -> PathBuf {
    root().join("editors/vscode")
}

/// The sample reports, which `try` opens and the tests read.
pub fn samples() -> PathBuf {
    root().join("tests/reports")
}

/// The rule pages; the Chinese ones are in a folder of their own.
pub fn pages() -> PathBuf {
    root().join("docs/rules")
}

/// The workspace of the fuzz targets.
pub fn fuzz() -> PathBuf {
    root().join("fuzz")
}

/// Cargo's target folder. It is requested from cargo, because an environment variable or a configuration file may change it.
pub fn target() -> Result<PathBuf> {
    let printed = cargo().args(["metadata", "--format-version=1", "--no-deps", "--offline"]).printed()?;
    let metadata: serde_json::Value = serde_json::from_str(&printed).context("cargo metadata printed no JSON")?;
    let folder = metadata["target_directory"].as_str().context("cargo metadata names no target folder")?;
    Ok(PathBuf::from(folder))
}

/// The folder of the tools that are installed once. It can be deleted: the next run installs them again.
pub fn cache() -> Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME").filter(|value| !value.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => env::home_dir()
            .context("there is no home folder to keep installed tools in; set XDG_CACHE_HOME")?
            .join(".cache"),
    };
    Ok(base.join("gouji"))
}

/// The cargo program that runs this task, in the root folder.
pub fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// Looks for a program on `PATH`.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path).map(|folder| folder.join(&file)).find(|file| file.is_file())
}

//! Where things are: the repository, what cargo builds, and what is kept between runs.

use crate::tools::command::Run as _;
use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The top of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("crates/xtask lies two folders below the top")
}

/// The sources of the VS Code extension.
pub fn extension() -> PathBuf {
    root().join("editors/vscode")
}

/// The reports that `try` opens and the tests read.
pub fn samples() -> PathBuf {
    root().join("tests/reports")
}

/// The rules' pages, in folders by language.
pub fn pages() -> PathBuf {
    root().join("docs/rules")
}

/// The workspace of the fuzz targets.
pub fn fuzz() -> PathBuf {
    root().join("fuzz")
}

/// Where cargo puts what it builds; asked, because a variable or a configuration file may have moved it.
pub fn target() -> Result<PathBuf> {
    let printed = cargo().args(["metadata", "--format-version=1", "--no-deps", "--offline"]).printed()?;
    let metadata: serde_json::Value = serde_json::from_str(&printed).context("cargo metadata printed no JSON")?;
    let folder = metadata["target_directory"].as_str().context("cargo metadata names no target folder")?;
    Ok(PathBuf::from(folder))
}

/// What is kept between runs, so that only the first one installs. Safe to delete: the next run fills it again.
pub fn cache() -> Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME").filter(|value| !value.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => env::home_dir()
            .context("there is no home folder to keep installed tools in; set XDG_CACHE_HOME")?
            .join(".cache"),
    };
    Ok(base.join("gouji"))
}

/// The cargo that runs this task.
pub fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// A program on `PATH`.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path).map(|folder| folder.join(&file)).find(|file| file.is_file())
}

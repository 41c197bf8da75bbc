//! `cargo xtask web`: builds `gouji.html`, one file that checks reports in a browser, without a network. Also builds the WebAssembly modules.

use crate::tools::command::{Listener, Run as _};
use crate::tools::paths;
use crate::tools::progress::step;
use crate::tools::{cross, node, system};
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

pub fn run() -> Result<()> {
    system::ensure_installed(system::WASM_TOOLS)?;
    let page = step("构建网页 · build the page", build)?;
    let bytes = fs::metadata(&page)?.len();
    println!("{} ({:.1} MB)", page.display(), bytes as f64 / 1e6);
    Ok(())
}

/// Builds the page and returns its path.
pub fn build(line: &mut Listener<'_>) -> Result<PathBuf> {
    let module = module("gouji-web", line)?;
    node::ensure_extension_modules(line)?;
    let target = paths::target()?;
    let folder = target.join("web");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let page = folder.join("gouji.html");
    Command::new("node").arg(paths::root().join("web/build.mjs")).arg(module).arg(&page).check(line)?;
    Ok(page)
}

/// Builds the WebAssembly module of a package and returns its path.
pub fn module(package: &str, line: &mut Listener<'_>) -> Result<PathBuf> {
    system::require(system::WASM_TOOLS)?;
    if !has_target(line)? {
        bail!("{NO_TARGET}");
    }
    let mut cargo = paths::cargo();
    cargo.args(["build", "--locked", "--profile", "web", "--target", TARGET, "--package", package]);
    cargo.env("CC_wasm32_unknown_unknown", "clang").env("AR_wasm32_unknown_unknown", "llvm-ar").check(line)?;
    let name = format!("{}.wasm", package.replace('-', "_"));
    Ok(paths::target()?.join(TARGET).join("web").join(name))
}

/// The reason to skip what needs the target.
pub const NO_TARGET: &str =
    "无法安装 wasm32-unknown-unknown 的标准库 · the standard library of wasm32-unknown-unknown cannot be installed";

/// Whether the compiler has the standard library of the target.
pub fn has_target(line: &mut Listener<'_>) -> Result<bool> {
    cross::has_target(TARGET, line)
}

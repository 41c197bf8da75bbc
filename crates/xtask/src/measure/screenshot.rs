//! `cargo xtask screenshot`: takes the screenshot for the documentation, `docs/editor.png`, in a real workbench.

use crate::check::editor;
use crate::extension;
use crate::tools::progress::step;
use crate::tools::{paths, system, workbench};
use anyhow::Result;
use std::fs;

pub fn run() -> Result<()> {
    system::ensure_installed(system::BROWSER)?;
    system::ensure_installed(workbench::needs())?;
    let vsix = step("构建服务与扩展 · build the server and the extension", extension::package)?;
    let home = step("安装工作台 · install the workbench", workbench::ensure)?;
    let picture = paths::root().join("docs/editor.png");
    fs::create_dir_all(paths::root().join("docs"))?;
    step("截图 · take the picture", |line| {
        editor::script(&home, &vsix, "screenshot.mjs", &[&picture.to_string_lossy()], line)
    })?;
    println!("{}", picture.display());
    Ok(())
}

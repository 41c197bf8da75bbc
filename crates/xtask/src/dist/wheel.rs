//! The wheel for Python: the program as a script, and the module `gouji`.

use super::FILE_TIME;
use super::target::Target;
use crate::tools::command::{Listener, Run as _};
use crate::tools::{cross, install, paths};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Builds the module, packs it with the program, and returns the path of the wheel.
pub fn pack(target: &Target, program: &Path, profile: &str, folder: &Path, line: &mut Listener<'_>) -> Result<PathBuf> {
    let project = paths::root().join("crates/gouji-python");
    let scripts = project.join("gouji.data/scripts");
    install::clear(&scripts)?;
    fs::copy(program, scripts.join(target.program())).with_context(|| program.display().to_string())?;
    // maturin names the file by the platform, so an empty folder tells which one it wrote.
    let new = tempfile::tempdir()?;
    let tools = cross::Tools::ensure(line)?;
    let mut maturin = tools.command("maturin")?;
    maturin.args(["build", "--locked", "--profile", profile, "--compatibility", target.wheel]);
    // The host's own compiler links to the C library of this machine, which is newer than that of many users.
    if target.wheel != "linux" {
        cross::ensure_target(target.module_triple, line)?;
        maturin.args(["--zig", "--target", target.module_triple]);
    }
    maturin.arg("--out").arg(new.path()).current_dir(&project).env("SOURCE_DATE_EPOCH", FILE_TIME.to_string());
    cross::add_environment(&mut maturin, target, tools.libraries(), &[])?;
    maturin.check(line)?;
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let wheel = fs::read_dir(new.path())?.next().context("maturin wrote no wheel")??;
    let path = folder.join(wheel.file_name());
    fs::copy(wheel.path(), &path)?;
    Ok(path)
}

//! The extension with the server of a platform, and that for browsers.

use super::VERSION;
use super::target::Target;
use crate::extension;
use crate::tools::command::Listener;
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Packs the extension once for each name that VS Code has for the platform.
pub fn pack(target: &Target, program: &Path, folder: &Path, line: &mut Listener<'_>) -> Result<Vec<PathBuf>> {
    let pack = |name: &&str| {
        let vsix = folder.join(format!("gouji-{VERSION}-{name}.vsix"));
        extension::pack(program, name, &vsix, line)
    };
    target.vscode.iter().map(pack).collect()
}

/// Packs the extension for browsers. It contains no program, so it is the same on every platform.
pub fn pack_web(folder: &Path, line: &mut Listener<'_>) -> Result<PathBuf> {
    extension::pack_web(&folder.join(format!("gouji-{VERSION}-web.vsix")), line)
}

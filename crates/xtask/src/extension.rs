//! `cargo xtask package`: builds the server and the extension, and packs both into one .vsix file for this platform.

use crate::tools::command::{Listener, Run as _};
use crate::tools::{build, node, paths};
use anyhow::{Context, Result};
use std::env::consts::{ARCH, EXE_SUFFIX, OS};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files of the extension that the package contains. The server, the rule pages and the licence are added to them.
const SHIPPED: &[&str] = &[
    "package.json",
    "package.nls.json",
    "package.nls.zh-cn.json",
    "language-configuration.json",
    "README.md",
    "CHANGELOG.md",
    "media/icon.png",
    "media/report-dark.svg",
    "media/report-light.svg",
    "media/walkthrough/findings.svg",
    "media/walkthrough/finish.svg",
    "media/walkthrough/fix.svg",
    "media/walkthrough/open.svg",
    "l10n/bundle.l10n.zh-cn.json",
    "syntaxes/disclosure-report.tmLanguage.json",
    "out/extension.js",
    "out/view.js",
    "out/view.css",
];

/// Builds the package for this platform and returns its path.
pub fn package(line: &mut Listener<'_>) -> Result<PathBuf> {
    let programs = build::release(line)?;
    let vsix = paths::target()?.join(format!("gouji-{}.vsix", platform()));
    pack(&programs.join(format!("gouji{EXE_SUFFIX}")), &platform(), &vsix, line)
}

/// Builds the package for the editor tests, with the debug server that the Rust tests have built.
pub fn package_for_tests(line: &mut Listener<'_>) -> Result<PathBuf> {
    let programs = build::for_tests(line)?;
    let vsix = programs.join(format!("gouji-{}.vsix", platform()));
    pack(&programs.join(format!("gouji{EXE_SUFFIX}")), &platform(), &vsix, line)
}

/// Packs the extension with the server `program` for a platform, by VS Code's name, into the file `vsix`, and returns its path.
pub fn pack(program: &Path, platform: &str, vsix: &Path, line: &mut Listener<'_>) -> Result<PathBuf> {
    node::ensure_extension_modules(line)?;
    let sources = paths::extension();
    node::npm(&sources, &["run", "build"]).check(line)?;

    // Pack a folder that contains only the shipped files, so that no other file gets into the package.
    let stage = paths::target()?.join("vscode");
    if stage.exists() {
        fs::remove_dir_all(&stage).with_context(|| format!("could not clear {}", stage.display()))?;
    }
    for file in SHIPPED {
        copy(&sources.join(file), &stage.join(file))?;
    }
    copy_folder(&paths::pages(), &stage.join("rules"))?;
    let server = if platform.starts_with("win32") { "gouji.exe" } else { "gouji" };
    copy(program, &stage.join("server").join(server))?;
    let licence = |name: &str| fs::read_to_string(paths::root().join(name)).with_context(|| name.to_owned());
    fs::write(stage.join("LICENSE"), format!("{}\n\n{}", licence("LICENSE-MIT")?, licence("LICENSE-APACHE")?))?;

    Command::new("node")
        .arg(sources.join("node_modules/@vscode/vsce/vsce"))
        .args(["package", "--no-dependencies", "--allow-missing-repository", "--target", platform, "--out"])
        .arg(vsix)
        .current_dir(&stage)
        .check(line)?;
    Ok(vsix.to_owned())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| format!("could not copy {}", from.display()))?;
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() { copy_folder(&from, &to) } else { copy(&from, &to) }?;
    }
    Ok(())
}

/// VS Code's name of this platform.
fn platform() -> String {
    let system = match OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let processor = match ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        "arm" => "armhf",
        other => other,
    };
    format!("{system}-{processor}")
}

//! `cargo xtask package`: builds the server and the extension, and packs both into one .vsix file for this platform, or for browsers.

use crate::tools::command::{Listener, Run as _};
use crate::tools::{build, node, paths};
use crate::web;
use anyhow::{Context, Result, ensure};
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
    "out/view.js",
    "out/view.css",
];

/// The script of the extension where programs can run.
const SCRIPT: &str = "out/extension.js";
/// The scripts of the extension in a browser.
const WEB_SCRIPTS: &[&str] = &["out/web/extension.js", "out/web/worker.js"];
/// The server in a browser.
const MODULE: &str = "out/web/gouji.wasm";
/// VS Code's name of browsers as a platform.
const WEB: &str = "web";

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

/// Builds the package for browsers and returns its path.
pub fn package_web(line: &mut Listener<'_>) -> Result<PathBuf> {
    pack_web(&paths::target()?.join("gouji-web.vsix"), line)
}

/// Packs the extension with the server `program` for a platform, by VS Code's name, into the file `vsix`, and returns its path.
pub fn pack(program: &Path, platform: &str, vsix: &Path, line: &mut Listener<'_>) -> Result<PathBuf> {
    let stage = stage("vscode", "browser", line)?;
    copy(&paths::extension().join(SCRIPT), &stage.join(SCRIPT))?;
    let server = if platform.starts_with("win32") { "gouji.exe" } else { "gouji" };
    copy(program, &stage.join("server").join(server))?;
    pack_stage(&stage, platform, vsix, line)
}

/// Packs the extension with the WebAssembly module into the file `vsix`, and returns its path.
pub fn pack_web(vsix: &Path, line: &mut Listener<'_>) -> Result<PathBuf> {
    let stage = stage_web(line)?;
    pack_stage(&stage, WEB, vsix, line)
}

/// A folder with the files of the extension for browsers.
pub fn stage_web(line: &mut Listener<'_>) -> Result<PathBuf> {
    let module = web::module("gouji-worker", line)?;
    let stage = stage("vscode-web", "main", line)?;
    for script in WEB_SCRIPTS {
        copy(&paths::extension().join(script), &stage.join(script))?;
    }
    copy(&module, &stage.join(MODULE))?;
    Ok(stage)
}

/// Builds the extension and copies the files that all packages have into a folder that contains nothing else, so that no other file gets into a
/// package. The manifest does not name the entry point `other_entry`, whose script is in other packages only.
fn stage(folder: &str, other_entry: &str, line: &mut Listener<'_>) -> Result<PathBuf> {
    node::ensure_extension_modules(line)?;
    let sources = paths::extension();
    node::npm(&sources, &["run", "build"]).check(line)?;
    let stage = paths::target()?.join(folder);
    if stage.exists() {
        fs::remove_dir_all(&stage).with_context(|| format!("could not clear {}", stage.display()))?;
    }
    for file in SHIPPED {
        copy(&sources.join(file), &stage.join(file))?;
    }
    let manifest = fs::read_to_string(sources.join("package.json")).context("package.json")?;
    fs::write(stage.join("package.json"), without_entry(&manifest, other_entry)?)?;
    copy_folder(&paths::pages(), &stage.join("rules"))?;
    let licence = |name: &str| fs::read_to_string(paths::root().join(name)).with_context(|| name.to_owned());
    fs::write(stage.join("LICENSE"), format!("{}\n\n{}", licence("LICENSE-MIT")?, licence("LICENSE-APACHE")?))?;
    Ok(stage)
}

/// The manifest without the line of an entry point.
fn without_entry(manifest: &str, entry: &str) -> Result<String> {
    let start = format!("  \"{entry}\": ");
    let lines: Vec<&str> = manifest.split_inclusive('\n').collect();
    let kept: String = lines.iter().filter(|line| !line.starts_with(&start)).copied().collect();
    ensure!(kept.lines().count() + 1 == lines.len(), "package.json does not have one line for the entry point {entry}");
    Ok(kept)
}

fn pack_stage(stage: &Path, platform: &str, vsix: &Path, line: &mut Listener<'_>) -> Result<PathBuf> {
    Command::new("node")
        .arg(paths::extension().join("node_modules/@vscode/vsce/vsce"))
        .args(["package", "--no-dependencies", "--allow-missing-repository", "--target", platform, "--out"])
        .arg(vsix)
        .current_dir(stage)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_package_has_its_own_entry_point_only() {
        let manifest = fs::read_to_string(paths::extension().join("package.json")).expect("the manifest");
        for (other, own, script) in [("browser", "main", SCRIPT), ("main", "browser", WEB_SCRIPTS[0])] {
            let packed = without_entry(&manifest, other).expect("it has both");
            let packed: serde_json::Value = serde_json::from_str(&packed).expect("JSON");
            assert!(packed.get(other).is_none(), "{other}");
            assert_eq!(packed[own], format!("./{script}"));
            assert!(without_entry(&packed.to_string(), other).is_err());
        }
    }
}

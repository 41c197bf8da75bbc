//! Installs the files of a release into empty places and runs them there, like a user who has nothing else.

mod hooks;
pub mod module;
mod npm;
mod platform;
mod program;
mod unpack;

use super::{Release, contents};
use crate::tools::command::Listener;
use crate::tools::{build, paths};
use anyhow::{Context as _, Result, bail, ensure};
use platform::Platform;
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};

/// Tests everything that can run on this machine. Returns the reasons for what was not tested.
pub fn test(release: &Release, line: &mut Listener<'_>) -> Result<Vec<String>> {
    names_no_folder(&release.program)?;
    let mut skipped = test_program(release, line)?;
    if let Some(wheel) = &release.wheel {
        if platform::runs_natively(release.target) {
            module::test(wheel, &reference(line)?, line)?;
            hooks::test(wheel, line)?;
        } else {
            skipped.push(format!("{}: the module of another platform", name(wheel)));
        }
    }
    Ok(skipped)
}

/// Tests the archive, the package of npm and the extension. Returns the reasons for what was not tested.
pub fn test_program(release: &Release, line: &mut Listener<'_>) -> Result<Vec<String>> {
    let mut skipped = Vec::new();
    let reference = reference(line)?;
    is_reproducible(release, &reference)?;
    let place = tempfile::tempdir()?;
    let folder = unpack::archive(&release.archive, place.path(), line)?;
    has_everything(&folder, release.target.program())?;
    extension_has_the_program(release, line)?;
    match Platform::new(release.target)? {
        Ok(platform) => program::test(&platform, &folder.join(release.target.program()), &reference, line)?,
        Err(reason) => skipped.push(format!("{}: {reason}", name(&release.archive))),
    }
    match &release.npm {
        Some(package) if platform::runs_natively(release.target) => {
            npm::test(package, &release.folder, &reference, line)?
        }
        Some(package) => skipped.push(format!("{}: the package of another platform", name(package))),
        None => {}
    }
    Ok(skipped)
}

/// The program with whose output others are compared. The other tests of the repository test it.
fn reference(line: &mut Listener<'_>) -> Result<PathBuf> {
    Ok(build::for_tests(line)?.join(format!("gouji{EXE_SUFFIX}")))
}

/// A second archive of the same program has the same bytes.
fn is_reproducible(release: &Release, reference: &Path) -> Result<()> {
    let again = tempfile::tempdir()?;
    let files = contents::collect(release.target, &release.program, reference)?;
    let stem = name(&release.archive);
    let stem = stem.strip_suffix(".tar.gz").or(stem.strip_suffix(".zip")).context("the name of an archive")?;
    let second = super::archive::write(stem, files, release.target.is_windows(), again.path())?;
    ensure!(super::archive::are_equal(&release.archive, &second)?, "a second {} has other bytes", name(&second));
    Ok(())
}

fn has_everything(folder: &Path, program: &str) -> Result<()> {
    for file in [
        program,
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "README.zh-CN.md",
        "THIRD-PARTY-LICENSES.txt",
        "completions/_gouji",
        "completions/zh-CN/gouji.bash",
        "man/man1/gouji-check.1",
        "man/zh_CN/man1/gouji.1",
        "sbom.cdx.json",
    ] {
        let length = fs::metadata(folder.join(file)).with_context(|| format!("the archive lacks {file}"))?.len();
        ensure!(length > 100, "{file} has {length} bytes");
    }
    let page = |path: &str| fs::read_to_string(folder.join(path)).with_context(|| path.to_owned());
    let (english, chinese) = (page("man/man1/gouji-check.1")?, page("man/zh_CN/man1/gouji-check.1")?);
    let is_chinese = |text: &str| text.contains("核对");
    ensure!(is_chinese(&chinese) && !is_chinese(&english), "the manual has a page in the wrong language");
    Ok(())
}

/// The extension contains this program, and names the platform.
fn extension_has_the_program(release: &Release, line: &mut Listener<'_>) -> Result<()> {
    for (vsix, platform) in release.vsix.iter().zip(release.target.vscode) {
        let place = tempfile::tempdir()?;
        unpack::zip(vsix, place.path(), line)?;
        let server = place.path().join("extension/server").join(release.target.program());
        ensure!(super::archive::are_equal(&server, &release.program)?, "{} has another program", name(vsix));
        let manifest = fs::read_to_string(place.path().join("extension.vsixmanifest"))?;
        ensure!(manifest.contains(&format!("TargetPlatform=\"{platform}\"")), "{} is for another platform", name(vsix));
    }
    Ok(())
}

/// The program does not contain the names of folders of this machine.
fn names_no_folder(program: &Path) -> Result<()> {
    let bytes = fs::read(program).with_context(|| program.display().to_string())?;
    let folder = paths::root().display().to_string();
    if bytes.windows(folder.len()).any(|window| window == folder.as_bytes()) {
        bail!("{} contains the folder name {folder}", program.display());
    }
    Ok(())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

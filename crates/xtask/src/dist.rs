//! `cargo xtask dist`: makes the files of a release: archives, packages for npm, Python and VS Code, and their checksums. With `--test` it installs
//! each of them into an empty place and runs it there.

mod archive;
mod checksums;
mod contents;
mod licences;
mod npm;
pub mod proof;
mod sbom;
pub mod target;
mod vsix;
pub mod wheel;

use crate::tools::build::SHIPPED;
use crate::tools::command::Listener;
use crate::tools::progress::step;
use crate::tools::{build, cross, paths};
use anyhow::{Context as _, Result, bail};
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use target::Target;

#[derive(clap::Args)]
pub struct DistOptions {
    /// 目标平台，可重复；默认为本机 · A platform to build for, such as x86_64-unknown-linux-musl; by default this machine
    #[arg(long, value_name = "TRIPLE")]
    target: Vec<String>,
    /// 全部发布平台 · Every platform of a release
    #[arg(long, conflicts_with = "target")]
    all: bool,
    /// 构建配置；trial 较快，仅供试用 · The profile of the build; `trial` is quicker and only for trying out
    #[arg(long, default_value = SHIPPED)]
    profile: String,
    /// 将每个文件安装到空目录并运行 · Install each file into an empty place and run it
    #[arg(long)]
    test: bool,
}

pub fn run(options: &DistOptions) -> Result<()> {
    let targets = options.targets()?;
    let folder = folder(&options.profile)?;
    let mut releases = Vec::new();
    for target in targets {
        let name = format!("{} · {}", target.triple, options.profile);
        releases.push(step(&name, |line| build_for(target, &options.profile, &folder, line))?);
    }
    // A release has it; a single platform does not need it.
    if options.all {
        step("浏览器扩展 · extension for browsers", |line| vsix::pack_web(&folder, line))?;
    }
    step("npm 主包 · main package of npm", |line| npm::pack_main(&folder, line))?;
    step("校验和 · checksums", |_| checksums::write(&folder))?;
    if options.test {
        releases.iter().try_for_each(prove)?;
    }
    println!("{}", folder.display());
    Ok(())
}

/// Tests the files of a platform, and prints what was not tested.
fn prove(release: &Release) -> Result<()> {
    let name = format!("测试 · test {}", release.target.triple);
    let skipped = step(&name, |line| proof::test(release, line))?;
    skipped.iter().for_each(|reason| println!("  未测试 · not tested: {reason}"));
    Ok(())
}

impl DistOptions {
    fn targets(&self) -> Result<Vec<&'static Target>> {
        if self.all {
            return Ok(target::shipped().collect());
        }
        if self.target.is_empty() {
            return Ok(vec![target::host()?]);
        }
        self.target.iter().map(|triple| target::find(triple)).collect()
    }
}

/// The folder of the files. Files that are only for trying out must not get among those of a release.
pub fn folder(profile: &str) -> Result<PathBuf> {
    let name = if profile == SHIPPED { "dist".to_owned() } else { format!("dist-{profile}") };
    Ok(paths::target()?.join(name))
}

/// The files of one platform.
pub struct Release {
    pub target: &'static Target,
    /// The program itself.
    pub program: PathBuf,
    pub archive: PathBuf,
    pub npm: Option<PathBuf>,
    pub wheel: Option<PathBuf>,
    pub vsix: Vec<PathBuf>,
    /// The folder that also contains the main package of npm.
    pub folder: PathBuf,
}

/// The version of all packages.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The time of every file in an archive, in seconds since 1970: the beginning of 1980, the earliest time that a zip file can hold. With one time,
/// the same sources give the same bytes.
const FILE_TIME: u64 = 315_532_800;

/// Builds and packs the program of a platform.
pub fn build_for(target: &'static Target, profile: &str, folder: &Path, line: &mut Listener<'_>) -> Result<Release> {
    let program = cross::build(target, profile, line)?;
    // The module uses a framework of macOS, whose files only a Mac has. The program uses none.
    let wheel = if target.is_apple() && !cfg!(target_os = "macos") {
        eprintln!(
            "  跳过 · skipped: {}：macOS 的 Python 模块只能在 Mac 上构建 · its Python module is built on a Mac only",
            target.triple
        );
        None
    } else {
        Some(wheel::pack(target, &program, profile, &folder.join("wheels"), line)?)
    };
    pack(target, program, wheel, folder, line)
}

/// Packs a program that is already built, without its Python module.
pub fn pack_program(program: PathBuf, folder: &Path, line: &mut Listener<'_>) -> Result<Release> {
    let release = pack(target::host()?, program, None, folder, line)?;
    npm::pack_main(folder, line)?;
    checksums::write(folder)?;
    Ok(release)
}

fn pack(
    target: &'static Target,
    program: PathBuf,
    wheel: Option<PathBuf>,
    folder: &Path,
    line: &mut Listener<'_>,
) -> Result<Release> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    // Manual pages and completions are the same for every platform, so a program of this platform prints them.
    let printer = build::for_tests(line)?.join(format!("gouji{EXE_SUFFIX}"));
    let name = format!("gouji-{VERSION}-{}", target.triple);
    let files = contents::collect(target, &program, &printer)?;
    let archive = archive::write(&name, files, target.is_windows(), folder)?;
    let npm = target.npm.map(|npm| npm::pack_platform(target, npm, &program, folder, line)).transpose()?;
    let vsix = vsix::pack(target, &program, folder, line)?;
    if fs::metadata(&archive)?.len() == 0 {
        bail!("{} is empty", archive.display());
    }
    Ok(Release { target, program, archive, npm, wheel, vsix, folder: folder.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Users compare the version of a package with that of the program in it.
    #[test]
    fn every_package_has_the_version_of_the_program() {
        let read = |path: &str| fs::read_to_string(paths::root().join(path)).expect(path);
        for (path, words) in [
            ("npm/package.json", format!("\"version\": \"{VERSION}\"")),
            ("editors/vscode/package.json", format!("\"version\": \"{VERSION}\"")),
            ("crates/gouji-python/pyproject.toml", format!("version = \"{VERSION}\"")),
            ("pyproject.toml", format!("\"gouji=={VERSION}\"")),
            ("action.yml", format!("default: {VERSION}\n")),
        ] {
            assert!(read(path).contains(&words), "{path} does not contain {words}");
        }
    }
}

//! Builds for other platforms. zig is the C compiler and the linker for all of them, so that no other tool chain is needed.

use crate::dist::target::{Target, host_triple};
use crate::tools::command::{Listener, Run as _};
use crate::tools::paths::{self, find_program};
use crate::tools::{install, python, system};
use anyhow::{Context as _, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The tools with their checksums, in the format of pip: zig, cargo-zigbuild, maturin.
const PACKAGES: &str = include_str!("../../tools/dist.txt");

/// The Python environment with the tools, in the cache folder.
pub struct Tools {
    home: PathBuf,
}

impl Tools {
    /// Returns the tools. The first call installs them: a minute.
    pub fn ensure(line: &mut Listener<'_>) -> Result<Self> {
        system::require(system::PYTHON)?;
        let home = paths::cache()?.join("dist");
        install::ensure(&home, PACKAGES, || fill(&home, line))?;
        Ok(Self { home })
    }

    /// A command of a tool, which finds the other tools and the compiler.
    pub fn command(&self, name: &str) -> Result<Command> {
        let programs = self.home.join("bin");
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(programs.clone()).chain(env::split_paths(&path));
        let mut command = Command::new(programs.join(name));
        command.env("PATH", env::join_paths(folders)?).current_dir(paths::root());
        Ok(command)
    }

    /// A folder for [`add_environment`].
    pub fn libraries(&self) -> &Path {
        &self.home
    }
}

fn fill(home: &Path, line: &mut Listener<'_>) -> Result<()> {
    python::system().args(["-m", "venv"]).arg(home).check(line)?;
    let requirements = home.join("requirements.txt");
    fs::write(&requirements, PACKAGES)?;
    let mut pip = Command::new(python::interpreter(home));
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--only-binary=:all:", "--no-deps"]);
    pip.args(["--require-hashes", "--requirement"]).arg(requirements).check(line)?;
    // For Windows, zig asks for a library that only its own builds of C programs with stack protection need. An empty one will do.
    fs::write(home.join("libssp_nonshared.a"), "!<arch>\n").context("libssp_nonshared.a")
}

/// Builds the program for a platform and returns its path.
pub fn build(target: &Target, profile: &str, line: &mut Listener<'_>) -> Result<PathBuf> {
    let is_host = host_triple()? == target.triple;
    let tools = Tools::ensure(line)?;
    let mut cargo = if is_host { paths::cargo() } else { tools.command("cargo-zigbuild")? };
    if !is_host {
        ensure_target(target.triple, line)?;
    }
    // One command with `build` for both.
    cargo.arg(if is_host { "build" } else { "zigbuild" });
    cargo.args(["--locked", "--package", "gouji", "--profile", profile, "--target", target.triple]);
    // The static program has a fixed address, like the one of `crates/gouji/build.rs`. Modules cannot.
    let flags = if target.triple.ends_with("-musl") { &["-Crelocation-model=static"][..] } else { &[] };
    add_environment(&mut cargo, target, tools.libraries(), flags)?;
    cargo.check(line)?;
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(paths::target()?.join(target.triple).join(folder).join(target.program()))
}

/// Adds the environment of every build for a platform, with more flags of the compiler. The paths of this machine are replaced, so that the program does not contain them and two machines
/// build the same.
pub fn add_environment(command: &mut Command, target: &Target, libraries: &Path, flags: &[&str]) -> Result<()> {
    let mut flags: Vec<String> = flags.iter().map(|flag| (*flag).to_owned()).collect();
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    for (folder, name) in [(home.as_deref(), "/cargo"), (Some(paths::root()), "/gouji")] {
        let folder = folder.context("there is no home folder")?;
        flags.push(format!("--remap-path-prefix={}={name}", folder.display()));
    }
    if target.is_windows() {
        flags.push(format!("-Lnative={}", libraries.display()));
    }
    // jemalloc must know the largest page size, and arm64 has pages of 64 KiB.
    if target.triple.starts_with("aarch64-unknown-linux") {
        command.env("JEMALLOC_SYS_WITH_LG_PAGE", "16");
    }
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    Ok(())
}

/// Installs the standard library of a platform.
pub fn ensure_target(triple: &str, line: &mut Listener<'_>) -> Result<()> {
    if !has_target(triple, line)? {
        bail!("无法安装 {triple} 的标准库 · the standard library of {triple} cannot be installed");
    }
    Ok(())
}

/// Whether the compiler has the standard library of a platform. Installs it where rustup manages the compiler.
pub fn has_target(triple: &str, line: &mut Listener<'_>) -> Result<bool> {
    let libraries = Command::new("rustc").args(["--print", "target-libdir", "--target", triple]).watch(line)?;
    if Path::new(libraries.output.trim()).is_dir() {
        return Ok(true);
    }
    if find_program("rustup").is_none() {
        return Ok(false);
    }
    Ok(Command::new("rustup").args(["target", "add", triple]).watch(line)?.succeeded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_has_one_version_and_hashes() {
        let tools = PACKAGES.lines().filter(|line| line.contains("==")).count();
        assert_eq!(tools, 3);
        assert!(PACKAGES.matches("--hash=sha256:").count() >= tools);
    }
}

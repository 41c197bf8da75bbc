//! The platforms of a release, and their names in each kind of package.

use crate::tools::command::Run as _;
use anyhow::{Context as _, Result};
use std::process::Command;

/// A platform.
#[derive(Debug)]
pub struct Target {
    /// Rust's name.
    pub triple: &'static str,
    /// npm's names of the system and the processor; `None` if another target has the package.
    pub npm: Option<(&'static str, &'static str)>,
    /// VS Code's names.
    pub vscode: &'static [&'static str],
    /// Rust's name of the platform of the Python module. A module cannot be static, so it links to a C library.
    pub module_triple: &'static str,
    /// The value of `--compatibility` of maturin.
    pub wheel: &'static str,
}

/// The static program serves every Linux, whatever its C library.
const TARGETS: [Target; 6] = [
    Target {
        triple: "x86_64-unknown-linux-musl",
        npm: Some(("linux", "x64")),
        vscode: &["linux-x64", "alpine-x64"],
        module_triple: "x86_64-unknown-linux-gnu",
        wheel: "manylinux2014",
    },
    Target {
        triple: "aarch64-unknown-linux-musl",
        npm: Some(("linux", "arm64")),
        vscode: &["linux-arm64", "alpine-arm64"],
        module_triple: "aarch64-unknown-linux-gnu",
        wheel: "manylinux2014",
    },
    Target {
        triple: "x86_64-pc-windows-gnu",
        npm: Some(("win32", "x64")),
        vscode: &["win32-x64"],
        module_triple: "x86_64-pc-windows-gnu",
        wheel: "off",
    },
    Target {
        triple: "x86_64-apple-darwin",
        npm: Some(("darwin", "x64")),
        vscode: &["darwin-x64"],
        module_triple: "x86_64-apple-darwin",
        wheel: "off",
    },
    Target {
        triple: "aarch64-apple-darwin",
        npm: Some(("darwin", "arm64")),
        vscode: &["darwin-arm64"],
        module_triple: "aarch64-apple-darwin",
        wheel: "off",
    },
    // Not part of a release: the platform of most developers, for tests with a program that is already built.
    Target {
        triple: "x86_64-unknown-linux-gnu",
        npm: Some(("linux", "x64")),
        vscode: &["linux-x64"],
        module_triple: "x86_64-unknown-linux-gnu",
        wheel: "linux",
    },
];

impl Target {
    pub fn is_apple(&self) -> bool {
        self.triple.contains("apple")
    }

    pub fn is_windows(&self) -> bool {
        self.triple.contains("windows")
    }

    /// The file name of the program.
    pub fn program(&self) -> &'static str {
        if self.is_windows() { "gouji.exe" } else { "gouji" }
    }

    fn is_shipped(&self) -> bool {
        self.triple != "x86_64-unknown-linux-gnu"
    }
}

/// The platforms of a release.
pub fn shipped() -> impl Iterator<Item = &'static Target> {
    TARGETS.iter().filter(|target| target.is_shipped())
}

/// The platform of a release whose program runs on this machine.
pub fn shipped_here() -> Result<&'static Target> {
    let host = host_triple()?;
    let here = shipped().find(|target| target.triple == host || target.module_triple == host);
    here.with_context(|| format!("发布的程序不能在本机运行 · no program of a release runs on {host}"))
}

/// The platform with this name.
pub fn find(triple: &str) -> Result<&'static Target> {
    TARGETS.iter().find(|target| target.triple == triple).with_context(|| {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.triple).collect();
        format!("没有这样的平台 · no such platform: {triple}; there are: {}", names.join(", "))
    })
}

/// The platform of this machine.
pub fn host() -> Result<&'static Target> {
    find(&host_triple()?)
}

/// The name of the platform of the compiler.
pub fn host_triple() -> Result<String> {
    let version = Command::new("rustc").args(["--version", "--verbose"]).printed()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc names no host")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_platform_of_a_release_has_packages_of_its_own() {
        let (mut npm, mut vscode) = (BTreeSet::new(), BTreeSet::new());
        for target in shipped() {
            assert!(npm.insert(target.npm.expect("a package")), "{target:?}");
            assert!(target.vscode.iter().all(|name| vscode.insert(*name)), "{target:?}");
        }
        assert_eq!((npm.len(), vscode.len()), (5, 7));
        assert!(find("x86_64-unknown-linux-musl").is_ok() && find("riscv64").is_err());
    }
}

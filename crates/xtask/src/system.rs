//! Debian packages that an editor test needs, installed when missing.

use crate::command::{Listener, Run as _};
use crate::paths::find_program;
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};

/// A package and how to tell that what it is wanted for is there, installed by whatever means.
pub struct Package {
    name: &'static str,
    present: fn() -> bool,
}

/// What compiling the workbench's two native modules takes, and npm.
pub const BUILD_TOOLS: &[Package] = &[
    Package { name: "build-essential", present: || find_program("make").is_some() && find_program("g++").is_some() },
    Package { name: "python3", present: || find_program("python3").is_some() },
    Package { name: "npm", present: || find_program("npm").is_some() },
];

/// What counts instructions.
pub const VALGRIND: &[Package] = &[Package { name: "valgrind", present: || find_program("valgrind").is_some() }];

/// What the UI tests look through.
pub const BROWSER: &[Package] = &[
    Package { name: "chromium", present: || crate::browser::chromium().is_some() },
    Package {
        name: "fonts-noto-cjk",
        present: || dpkg_knows("fonts-noto-cjk") || find_program("dpkg-query").is_none(),
    },
];

/// Installs what is missing, if this user may; else fails with the command to run.
pub fn ensure(packages: &[Package], line: &mut Listener<'_>) -> Result<()> {
    let missing: Vec<&str> =
        packages.iter().filter(|package| !(package.present)()).map(|package| package.name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "缺少 · missing: {0}\n请运行 · run: sudo apt-get install --no-install-recommends {0}",
        missing.join(" ")
    );
    if find_program("apt-get").is_none() {
        bail!(
            "缺少 · missing: {}\n请用本系统的软件包管理器安装 · install them with the package manager of this system",
            missing.join(" ")
        );
    }
    let Some(prefix) = privilege() else { bail!("{by_hand}") };
    apt(prefix, &["update"], line).with_context(|| by_hand.clone())?;
    let arguments = [&["install", "--yes", "--no-install-recommends"], missing.as_slice()].concat();
    apt(prefix, &arguments, line).with_context(|| by_hand.clone())
}

/// The words in front of `apt-get`, or `None` when this user may not install and cannot be asked for a password.
fn privilege() -> Option<&'static [&'static str]> {
    let root = Command::new("id").arg("-u").printed().is_ok_and(|id| id.trim() == "0");
    if root {
        return Some(&[]);
    }
    let sudo = Command::new("sudo").args(["-n", "true"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    sudo.is_ok_and(|status| status.success()).then_some(&["sudo", "-n"])
}

fn apt(prefix: &[&str], arguments: &[&str], line: &mut Listener<'_>) -> Result<()> {
    let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], arguments].concat();
    Command::new(words[0]).args(&words[1..]).check(line).map(drop)
}

fn dpkg_knows(package: &str) -> bool {
    let status = Command::new("dpkg-query").args(["-W", "-f=${Status}", package]).printed();
    status.is_ok_and(|status| status == "install ok installed")
}

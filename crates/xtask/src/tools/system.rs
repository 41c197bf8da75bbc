//! Debian packages that some steps need. Missing ones are installed with the user's consent only.

use crate::tools::command::{Listener, Run as _};
use crate::tools::paths::find_program;
use crate::tools::progress::step;
use anyhow::{Context, Result, bail};
use std::env;
use std::io::{BufRead as _, IsTerminal as _, Write as _, stderr, stdin};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

/// A package, and a test whether its content is available, however it was installed.
pub struct SystemPackage {
    name: &'static str,
    present: fn() -> bool,
    /// Without an optional package, a step skips a part of its work and prints a note. Without any other package, it is skipped.
    optional: bool,
}

impl SystemPackage {
    const fn needed(name: &'static str, present: fn() -> bool) -> Self {
        Self { name, present, optional: false }
    }

    const fn optional(name: &'static str, present: fn() -> bool) -> Self {
        Self { name, present, optional: true }
    }

    pub const fn is_optional(&self) -> bool {
        self.optional
    }
}

/// Packages for compiling the two native modules of the workbench and the fuzz targets, and npm.
pub const BUILD_TOOLS: &[SystemPackage] = &[
    SystemPackage::needed("build-essential", || find_program("make").is_some() && find_program("g++").is_some()),
    PYTHON3,
    SystemPackage::needed("npm", || find_program("npm").is_some()),
];

/// The package for counting instructions.
pub const VALGRIND: &[SystemPackage] = &[SystemPackage::needed("valgrind", || find_program("valgrind").is_some())];

/// Packages for compiling the C code of the grammar for WebAssembly.
pub const WASM_TOOLS: &[SystemPackage] = &[
    SystemPackage::needed("clang", || find_program("clang").is_some()),
    SystemPackage::needed("llvm", || find_program("llvm-ar").is_some()),
];

/// Packages for the editor tests.
pub const BROWSER: &[SystemPackage] = &[
    SystemPackage::needed("chromium", || crate::tools::browser::chromium().is_some()),
    SystemPackage::needed("fonts-noto-cjk", has_fonts),
];

/// The package for the tests in Firefox.
pub const FIREFOX: &[SystemPackage] =
    &[SystemPackage::needed("firefox-esr", || crate::tools::browser::firefox().is_some())];

/// Packages for installing programs from the registry of Python.
pub const PYTHON: &[SystemPackage] = &[PYTHON3, VENV];

const PYTHON3: SystemPackage = SystemPackage::needed("python3", || find_program("python3").is_some());
const VENV: SystemPackage = SystemPackage::needed("python3-venv", || {
    Command::new("python3").args(["-c", "import ensurepip, venv"]).printed().is_ok()
});

/// Packages for running programs for Windows. Without them, these are built and not run.
pub const WINE: &[SystemPackage] = &[
    SystemPackage::optional("wine", || find_program("wine").is_some()),
    SystemPackage::optional("wine64", || find_program("wine").is_some()),
];

/// Packages for testing the set-up of Emacs.
pub const EMACS: &[SystemPackage] = &[
    SystemPackage::needed("emacs-nox", || find_program("emacs").is_some()),
    // Emacs 28 of Debian 12 lacks Eglot. Newer versions contain it, and newer distributions may have no such package.
    SystemPackage::needed("elpa-eglot", || !is_debian_12() || emacs_has_eglot()),
];

/// Whether Emacs can load its client of language servers.
pub fn emacs_has_eglot() -> bool {
    Command::new("emacs").args(["--batch", "-q", "--eval", "(package-initialize)", "-l", "eglot"]).printed().is_ok()
}

fn is_debian_12() -> bool {
    std::fs::read_to_string("/etc/os-release").is_ok_and(|release| release.contains("VERSION_CODENAME=bookworm"))
}

/// Packages for converting Word files: Python for most of the tools, LibreOffice for the tools that read a PDF.
pub const CONVERTERS: &[SystemPackage] = &[
    PYTHON3,
    VENV,
    SystemPackage::optional("libreoffice-writer-nogui", || find_program("soffice").is_some()),
    SystemPackage::optional("fonts-noto-cjk", has_fonts),
    SystemPackage::optional("poppler-utils", || find_program("pdftotext").is_some()),
    SystemPackage::optional("w3m", || find_program("w3m").is_some()),
];

fn has_fonts() -> bool {
    dpkg_knows("fonts-noto-cjk") || find_program("dpkg-query").is_none()
}

static CONSENT_GIVEN: AtomicBool = AtomicBool::new(false);

/// Records that the user permits the installation of missing packages.
pub fn give_consent() {
    CONSENT_GIVEN.store(true, Ordering::Relaxed);
}

/// The names of missing packages, each once.
pub fn missing<'a>(packages: impl IntoIterator<Item = &'a SystemPackage>) -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    for package in packages {
        if !names.contains(&package.name) && !(package.present)() {
            names.push(package.name);
        }
    }
    names
}

/// Fails if a package is missing. The error names the command that installs it.
pub fn require(packages: &[SystemPackage]) -> Result<()> {
    let missing = missing(packages);
    if missing.is_empty() { Ok(()) } else { bail!("{}", advice(&missing)) }
}

/// Installs missing packages if the user consents, and fails if any is still missing. It may ask on the terminal, so no progress may be
/// displayed at the same time.
pub fn ensure_installed(packages: &[SystemPackage]) -> Result<()> {
    match install_missing(&packages.iter().collect::<Vec<_>>())? {
        None => Ok(()),
        Some(advice) => bail!("{advice}"),
    }
}

/// Whether system packages may be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Consent {
    Given,
    /// There is a terminal, so the user can be asked.
    Ask,
    /// There is no terminal, so no user can consent.
    Withheld,
}

impl Consent {
    const fn new(agreed: bool, ci: bool, terminal: bool) -> Self {
        match (agreed || ci, terminal) {
            (true, _) => Self::Given,
            (false, true) => Self::Ask,
            (false, false) => Self::Withheld,
        }
    }

    fn current() -> Self {
        let ci = env::var("CI").is_ok_and(|value| value == "true" || value == "1");
        Self::new(CONSENT_GIVEN.load(Ordering::Relaxed), ci, stdin().is_terminal() && stderr().is_terminal())
    }
}

/// Installs missing packages with the user's consent. Returns advice if it installs nothing: the user did not consent, or could only be asked
/// and there is no apt.
///
/// # Errors
/// The installation fails, or the user consented and it is not possible.
pub fn install_missing(packages: &[&SystemPackage]) -> Result<Option<String>> {
    let lacking = missing(packages.iter().copied());
    if lacking.is_empty() {
        return Ok(None);
    }
    let agreed = match Consent::current() {
        Consent::Given if find_program("apt-get").is_none() => bail!("{}", advice(&lacking)),
        Consent::Given => true,
        Consent::Ask => find_program("apt-get").is_some() && ask(&lacking)?,
        Consent::Withheld => false,
    };
    if !agreed {
        return Ok(Some(advice(&lacking)));
    }
    let Some(prefix) = privilege(stdin().is_terminal()) else { bail!("{}", advice(&lacking)) };
    step("安装系统软件包 · install packages of the system", |line| install(prefix, &lacking, line))
        .with_context(|| advice(&lacking))?;
    // A package that is installed but not found must be an error: otherwise its steps would be skipped unnoticed.
    match missing(packages.iter().copied()) {
        left if left.is_empty() => Ok(None),
        left => bail!("已安装，但找不到 · installed, but not found: {}", left.join(" ")),
    }
}

fn install(prefix: &[&str], packages: &[&str], line: &mut Listener<'_>) -> Result<()> {
    let mut apt = |arguments: &[&str]| {
        let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], arguments].concat();
        Command::new(words[0]).args(&words[1..]).check(line).map(drop)
    };
    apt(&["update"])?;
    apt(&[&["install", "--yes", "--no-install-recommends"], packages].concat())
}

/// Asks on the terminal. Any answer but yes means no.
fn ask(missing: &[&str]) -> Result<bool> {
    eprint!(
        "需要系统软件包 · these packages of the system are needed: {}\n用 apt-get 安装吗？· install them with apt-get? [y/N] ",
        missing.join(" ")
    );
    stderr().flush()?;
    let mut answer = String::new();
    stdin().lock().read_line(&mut answer)?;
    Ok(is_yes(&answer))
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是" | "好")
}

/// The names of the missing packages, and how to install them.
fn advice(missing: &[&str]) -> String {
    let names = missing.join(" ");
    let how = if find_program("apt-get").is_some() {
        format!(
            "请运行 · run: sudo apt-get install --no-install-recommends {names}\n或加 --yes · or add --yes to have them installed"
        )
    } else {
        "请用本系统的软件包管理器安装 · install them with the package manager of this system".to_owned()
    };
    format!("缺少系统软件包 · missing packages of the system: {names}\n{how}")
}

/// The words before `apt-get`: none for root, else sudo. `None` if this user has no sudo, or it needs a password and there is no terminal.
fn privilege(terminal: bool) -> Option<&'static [&'static str]> {
    let root = Command::new("id").arg("-u").printed().is_ok_and(|id| id.trim() == "0");
    if root {
        return Some(&[]);
    }
    find_program("sudo")?;
    let sudo = Command::new("sudo").args(["-n", "true"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let without_password = sudo.is_ok_and(|status| status.success());
    // If sudo needs a password, it asks for it on the terminal.
    if without_password { Some(&["sudo", "-n"]) } else { terminal.then_some(&["sudo"]) }
}

fn dpkg_knows(package: &str) -> bool {
    let status = Command::new("dpkg-query").args(["-W", "-f=${Status}", package]).printed();
    status.is_ok_and(|status| status == "install ok installed")
}

#[cfg(test)]
mod tests {
    use super::*;

    const THERE: SystemPackage = SystemPackage::needed("there", || true);
    const GONE: SystemPackage = SystemPackage::needed("gone", || false);
    const LOST: SystemPackage = SystemPackage::needed("lost", || false);

    #[test]
    fn each_missing_package_is_named_once() {
        assert_eq!(missing(&[GONE, THERE, LOST, GONE]), ["gone", "lost"]);
        assert!(missing(&[THERE]).is_empty());
        let error = require(&[THERE, LOST]).expect_err("it is missing").to_string();
        assert!(error.contains("lost") && !error.contains("there"), "{error}");
        require(&[THERE]).expect("it is there");
    }

    #[test]
    fn nothing_is_installed_without_consent() {
        for (agreed, ci, terminal, consent) in [
            (false, false, false, Consent::Withheld),
            (false, false, true, Consent::Ask),
            (true, false, false, Consent::Given),
            (true, false, true, Consent::Given),
            (false, true, false, Consent::Given),
        ] {
            assert_eq!(Consent::new(agreed, ci, terminal), consent, "{agreed} {ci} {terminal}");
        }
    }

    #[test]
    fn only_yes_means_yes() {
        for (answer, yes) in
            [("y\n", true), ("YES", true), ("是\n", true), ("\n", false), ("", false), ("n", false), ("yet", false)]
        {
            assert_eq!(is_yes(answer), yes, "{answer:?}");
        }
    }
}

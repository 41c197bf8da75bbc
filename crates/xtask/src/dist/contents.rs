//! The files of an archive: the program, its licences, manual pages, completions and list of packages.

use super::archive::Entry;
use super::target::Target;
use super::{licences, sbom};
use crate::tools::command::Run as _;
use crate::tools::paths;
use anyhow::{Context as _, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The files that come from the repository as they are.
const COPIED: [&str; 6] =
    ["CHANGELOG.md", "CHANGELOG.zh-CN.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "README.zh-CN.md"];

/// Each shell, and the name under which it looks for a script.
const SHELLS: [(&str, &str); 5] = [
    ("bash", "gouji.bash"),
    ("elvish", "gouji.elv"),
    ("fish", "gouji.fish"),
    ("powershell", "_gouji.ps1"),
    ("zsh", "_gouji"),
];

/// Each language, and the folders of its manual and its completions.
const LANGUAGES: [(&str, &str, &str); 2] =
    [("en", "man/man1", "completions"), ("zh", "man/zh_CN/man1", "completions/zh-CN")];

/// Collects the files for a platform. `printer` is a program of this machine, which prints the manual and the completions.
pub fn collect(target: &Target, program: &Path, printer: &Path) -> Result<Vec<Entry>> {
    let read = |path: &Path| fs::read(path).with_context(|| path.display().to_string());
    let mut entries = vec![Entry { name: target.program().to_owned(), bytes: read(program)?, is_program: true }];
    let mut add = |name: String, bytes: Vec<u8>| entries.push(Entry { name, bytes, is_program: false });
    for name in COPIED {
        add(name.to_owned(), read(&paths::root().join(name))?);
    }
    for (locale, manual, completions) in LANGUAGES {
        for (name, page) in manual_pages(printer, locale)? {
            add(format!("{manual}/{name}.1"), page.into_bytes());
        }
        for (shell, name) in SHELLS {
            let script = print(printer, locale, &["completions", shell])?;
            add(format!("{completions}/{name}"), script.into_bytes());
        }
    }
    let components = sbom::components(target)?;
    add("sbom.cdx.json".to_owned(), sbom::document(target, &components)?.into_bytes());
    add("THIRD-PARTY-LICENSES.txt".to_owned(), licences::texts(&components)?.into_bytes());
    Ok(entries)
}

/// Copies the licences of gouji into a folder.
pub fn copy_licences(folder: &Path) -> Result<()> {
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(paths::root().join(name), folder.join(name)).with_context(|| name.to_owned())?;
    }
    Ok(())
}

/// The manual page of the program, and all the pages to which it refers.
fn manual_pages(printer: &Path, locale: &str) -> Result<Vec<(String, String)>> {
    let first = print(printer, locale, &["man"])?;
    let commands = commands(&first);
    ensure!(!commands.is_empty(), "the manual page refers to no command");
    let mut pages = vec![("gouji".to_owned(), first)];
    for command in commands {
        pages.push((format!("gouji-{command}"), print(printer, locale, &["man", &command])?));
    }
    Ok(pages)
}

/// The commands to whose pages the manual page refers, as `gouji\-check(1)`.
fn commands(page: &str) -> Vec<String> {
    let names = page.lines().filter_map(|line| line.strip_prefix("gouji\\-")?.strip_suffix("(1)"));
    names.map(|name| name.replace('\\', "")).collect()
}

fn print(printer: &Path, locale: &str, arguments: &[&str]) -> Result<String> {
    // These commands take their language from the environment.
    let locale = if locale == "zh" { "zh_CN.UTF-8" } else { "en_US.UTF-8" };
    Command::new(printer).args(arguments).env("LC_ALL", locale).printed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_are_those_to_which_the_first_one_refers() {
        let page = ".SH SUBCOMMANDS\n.TP\ngouji\\-check(1)\nChecks reports\n.TP\ngouji\\-help(1)\n";
        assert_eq!(commands(page), ["check", "help"]);
    }
}

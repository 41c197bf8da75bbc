//! The files of a skeleton: new files, and lines that are inserted into files that exist.

use super::Name;
use anyhow::{Context as _, Result, bail, ensure};
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// Changes that were checked and not yet written. Paths are relative to the top of the repository.
#[derive(Default)]
pub struct Plan {
    new: Vec<(String, String)>,
    edited: Vec<(String, String)>,
}

impl Plan {
    /// Plans a new file.
    pub fn create(&mut self, path: String, text: String) {
        self.new.push((path, text));
    }

    /// Plans a changed file: `edit` gets its text and returns the new one.
    ///
    /// # Errors
    /// The file cannot be read, or `edit` fails.
    pub fn edit(&mut self, root: &Path, path: &str, edit: impl FnOnce(&str) -> Result<String>) -> Result<()> {
        let text = fs::read_to_string(root.join(path)).with_context(|| format!("could not read {path}"))?;
        let edited = edit(&text).with_context(|| format!("无法修改 · could not edit {path}"))?;
        self.edited.push((path.to_owned(), edited));
        Ok(())
    }

    /// The paths of all files, the new ones first.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.new.iter().chain(&self.edited).map(|(path, _)| path.as_str())
    }

    /// Writes all files.
    ///
    /// # Errors
    /// A new file exists; then nothing is written. Or a file cannot be written.
    pub fn write(&self, root: &Path) -> Result<()> {
        for (path, _) in &self.new {
            ensure!(!root.join(path).exists(), "已存在 · exists already: {path}");
        }
        for (path, text) in &self.new {
            create(&root.join(path), text).with_context(|| format!("could not write {path}"))?;
        }
        for (path, text) in &self.edited {
            fs::write(root.join(path), text).with_context(|| format!("could not write {path}"))?;
        }
        Ok(())
    }
}

/// Writes a file that must not exist, and its folder.
fn create(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(path)?.write_all(text.as_bytes())?;
    Ok(())
}

/// Refuses a name that a module or a file of `folder` already has.
pub fn ensure_unused(root: &Path, folder: &str, name: &Name) -> Result<()> {
    for path in [format!("{folder}/{}", name.snake), format!("{folder}/{}.rs", name.snake)] {
        ensure!(!root.join(&path).exists(), "已存在 · exists already: {path}");
    }
    Ok(())
}

/// Inserts `pub mod name;` or `mod name;` into the list of modules at the top of a file, in alphabetical order.
///
/// # Errors
/// The file has no list of modules, or has a module with this name.
pub fn insert_module(source: &str, visibility: &str, name: &Name) -> Result<String> {
    let declared = |line: &str| {
        let name = line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?;
        Some(name.split([';', ' ']).next()?.to_owned())
    };
    if source.lines().any(|line| declared(line).as_deref() == Some(&name.snake)) {
        bail!("已有此模块 · there is a module with this name: {}", name.snake);
    }
    let is_listed = |line: &str| line.ends_with(';') && declared(line).is_some();
    let place = |line: &str| declared(line).unwrap_or_default();
    insert_sorted(source, is_listed, place, &name.snake, &format!("{visibility}mod {};", name.snake))
        .context("没有模块列表 · there is no list of modules")
}

/// Inserts `inserted` into the first run of lines for which `is_listed` holds, in the order of their keys. `None` if there is no
/// such run.
pub fn insert_sorted(
    source: &str,
    is_listed: impl Fn(&str) -> bool,
    key: impl Fn(&str) -> String,
    own_key: &str,
    inserted: &str,
) -> Option<String> {
    let mut lines: Vec<&str> = source.lines().collect();
    let first = lines.iter().position(|line| is_listed(line))?;
    let run = lines.iter().skip(first).take_while(|line| is_listed(line));
    let earlier = run.take_while(|line| key(line).as_str() < own_key).count();
    lines.insert(first + earlier, inserted);
    Some(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert(source: &str, name: &str) -> Result<String> {
        insert_module(source, "pub ", &Name::parse(name)?)
    }

    #[test]
    fn a_module_is_inserted_in_alphabetical_order() {
        let source = "//! Doc.\n\npub mod hover;\nmod outline;\npub mod symbols;\n\nuse std::fmt;\n";
        for (name, expected) in [
            ("accept", "pub mod accept;\npub mod hover;\nmod outline;\npub mod symbols;\n"),
            ("moves", "pub mod hover;\npub mod moves;\nmod outline;\npub mod symbols;\n"),
            ("titles", "pub mod hover;\nmod outline;\npub mod symbols;\npub mod titles;\n"),
        ] {
            let inserted = insert(source, name).expect("a list");
            assert_eq!(inserted, format!("//! Doc.\n\n{expected}\nuse std::fmt;\n"), "{name}");
        }
    }

    #[test]
    fn a_module_that_exists_is_refused_even_outside_of_the_list() {
        let source = "pub mod hover;\nmod outline;\n\n#[cfg(test)]\nmod fixture {\n}\n";
        for name in ["hover", "outline", "fixture"] {
            assert!(insert(source, name).is_err(), "{name}");
        }
        assert!(insert("fn main() {}\n", "hover").is_err(), "there is no list");
    }
}

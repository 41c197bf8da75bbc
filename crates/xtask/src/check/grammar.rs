//! Step `grammar-is-generated`: checks that the committed parser equals the one that the grammar generates. `cargo test` checks
//! the corpus.

use super::step::{Scope, Step, StepOutcome};
use crate::grammar;
use crate::tools::command::Listener;
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};

pub const STEP: Step = Step {
    name: "grammar-is-generated",
    smallest_scope: Scope::Usual,
    needs: Step::NOTHING,
    run: |_, line| check_parser(line),
    next_command: "cargo xtask grammar",
};

fn check_parser(line: &mut Listener<'_>) -> Result<StepOutcome> {
    let generated = tempfile::tempdir()?;
    grammar::write_to(generated.path(), line)?;
    let stale = stale(generated.path(), &grammar::sources())?;
    Ok(StepOutcome::one(stale.is_empty(), format!("not what grammar.js generates: {}", stale.join(", "))))
}

/// The generated files that are not committed, or whose committed version differs.
fn stale(generated: &Path, committed: &Path) -> Result<Vec<String>> {
    let mut stale = Vec::new();
    for file in files(generated)? {
        let name = file.strip_prefix(generated)?;
        if fs::read(&file)? != fs::read(committed.join(name)).unwrap_or_default() {
            stale.push(name.display().to_string());
        }
    }
    Ok(stale)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_files_that_differ_or_are_not_committed_are_reported() {
        let (generated, committed) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let write = |folder: &tempfile::TempDir, name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("written");
        };
        for (name, text) in [("parser.c", "new"), ("same.json", "same"), ("inner/new.h", "new")] {
            write(&generated, name, text);
        }
        for (name, text) in [("parser.c", "old"), ("same.json", "same"), ("lib.rs", "by hand")] {
            write(&committed, name, text);
        }
        let names = stale(generated.path(), committed.path()).expect("readable");
        assert_eq!(names, [Path::new("inner").join("new.h").display().to_string(), "parser.c".to_owned()]);
    }
}

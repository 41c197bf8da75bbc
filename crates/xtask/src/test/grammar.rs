//! The committed parser is what the grammar generates, and it parses the corpus as the corpus says.

use super::Outcome;
use super::counts::Counts;
use crate::command::{Ended, Listener, Run as _};
use crate::{install, paths};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const VERSION: &str = "0.27.1";
const GENERATED: &[&str] = &["src/parser.c", "src/grammar.json", "src/node-types.json"];
pub const REGENERATE: &str = "cd crates/tree-sitter-disclosure-report && tree-sitter generate --js-runtime native";

pub fn is_generated(line: &mut Listener<'_>) -> Result<Outcome> {
    let program = install::program("tree-sitter-cli", VERSION, line)?.join("tree-sitter");
    let committed = folder();
    let temporary = tempfile::tempdir()?;
    copy_folder(&committed, temporary.path())?;
    for file in GENERATED {
        // So that one which is no longer generated is missing, not the same.
        let _ = fs::remove_file(temporary.path().join(file));
    }
    Command::new(&program).args(["generate", "--js-runtime", "native"]).current_dir(temporary.path()).check(line)?;
    let stale: Vec<&str> =
        GENERATED.iter().copied().filter(|file| differs(&committed.join(file), &temporary.path().join(file))).collect();
    let said = format!("not what grammar.js generates: {}\n(tree-sitter is {})", stale.join(", "), program.display());
    Ok(Outcome { counts: Counts::one(stale.is_empty()), said })
}

pub fn corpus(line: &mut Listener<'_>) -> Result<Outcome> {
    let program = install::program("tree-sitter-cli", VERSION, line)?.join("tree-sitter");
    let built = tempfile::tempdir()?;
    let mut command = Command::new(program);
    command.args(["test", "--stat", "total-only"]).current_dir(folder());
    // The compiled parser goes where no other checkout finds it.
    command.env("TREE_SITTER_LIBDIR", built.path());
    let ended = command.watch(line)?;
    Ok(counts(&ended).judge(ended))
}

/// `Total parses: 12; successful parses: 12; failed parses: 0; …`
fn counts(ended: &Ended) -> Counts {
    let number = |label: &str| -> usize {
        let after = ended.said.split(label).nth(1).unwrap_or_default();
        let digits: String = after.trim_start().chars().take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap_or(0)
    };
    Counts { passed: number("successful parses:"), failed: number("failed parses:"), skipped: 0 }
}

fn folder() -> PathBuf {
    paths::root().join("crates/tree-sitter-disclosure-report")
}

fn differs(one: &Path, other: &Path) -> bool {
    match (fs::read(one), fs::read(other)) {
        (Ok(one), Ok(other)) => one != other,
        _ => true,
    }
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name();
        let kind = entry.file_type()?;
        if kind.is_dir() && name != "target" && name != "node_modules" {
            copy_folder(&entry.path(), &to.join(&name))?;
        } else if kind.is_file() {
            fs::copy(entry.path(), to.join(&name))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_total_of_tree_sitter() {
        let said = "Total parses: 14; successful parses: 12; failed parses: 2; success percentage: 85.71%; average speed: 3 bytes/ms".to_owned();
        assert_eq!(counts(&Ended { succeeded: false, said }), Counts { passed: 12, failed: 2, skipped: 0 });
    }
}

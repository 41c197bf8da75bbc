//! Step `docs-are-generated`: checks that the committed rule pages equal the generated ones.

use super::step::{Scope, Step, StepOutcome};
use crate::docs;
use crate::tools::command::Listener;
use crate::tools::paths;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

pub const STEP: Step = Step {
    name: "docs-are-generated",
    smallest_scope: Scope::Usual,
    needs: Step::NOTHING,
    run: |_, line| check_pages(line),
    next_command: "cargo xtask docs",
};

fn check_pages(line: &mut Listener<'_>) -> Result<StepOutcome> {
    let temporary = tempfile::tempdir()?;
    let folder = temporary.path().join("rules");
    docs::write_to(&folder, line)?;
    let stale = differences(&read(&paths::pages())?, &read(&folder)?);
    let output = format!("stale in docs/rules: {}", stale.join(", "));
    Ok(StepOutcome::one(stale.is_empty(), output))
}

type Pages = BTreeMap<String, Vec<u8>>;

/// The names of pages that differ or that are in one folder only.
fn differences(committed: &Pages, generated: &Pages) -> Vec<String> {
    let names = committed.keys().chain(generated.keys().filter(|name| !committed.contains_key(*name)));
    names.filter(|name| committed.get(*name) != generated.get(*name)).cloned().collect()
}

fn read(folder: &Path) -> Result<Pages> {
    let mut pages = Pages::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            pages.extend(read(&path)?.into_iter().map(|(inner, page)| (format!("{name}/{inner}"), page)));
        } else {
            pages.insert(name, fs::read(&path)?);
        }
    }
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_new_and_changed_pages_are_reported() {
        let pages = |names: &[(&str, u8)]| names.iter().map(|(name, page)| ((*name).to_owned(), vec![*page])).collect();
        let committed = pages(&[("a.md", 1), ("b.md", 1), ("gone.md", 1)]);
        let generated = pages(&[("a.md", 1), ("b.md", 2), ("zh-CN/new.md", 1)]);
        assert_eq!(differences(&committed, &generated), ["b.md", "gone.md", "zh-CN/new.md"]);
        assert!(differences(&committed, &committed).is_empty());
    }
}

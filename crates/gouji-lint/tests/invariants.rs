//! What `ARCHITECTURE.md` promises of the core.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

#[test]
fn the_core_knows_no_files_no_clock_no_protocol_and_no_threads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let forbidden = [
        "std::fs",
        "std::io",
        "std::time",
        "std::net",
        "std::env",
        "std::thread",
        "std::process",
        "async fn",
        "lsp_types",
        "ls_types",
        "tower_lsp",
        "tokio",
        "println!",
        "eprintln!",
    ];
    let sources = sources(&root.join("src"));
    assert!(sources.len() > 20, "{} files were looked at", sources.len());
    for path in sources {
        let source = fs::read_to_string(&path).unwrap();
        for word in forbidden {
            assert!(!source.contains(word), "{} names {word}", path.display());
        }
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    for package in ["tokio", "lsp", "serde_json", "futures"] {
        let depends = |line: &str| line.split(['=', '.']).next().is_some_and(|name| name.trim().contains(package));
        assert!(!manifest.lines().any(depends), "the core depends on {package}");
    }
}

#[test]
fn the_format_is_written_down_in_the_data_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let format = gouji_edition::current();
    let titles = format.sections.iter().flat_map(|section| {
        std::iter::once(&section.title).chain(&section.accepted).chain(&section.recognised).map(String::as_str)
    });
    let rows = format.tables.iter().flat_map(|table| table.rows.iter().map(|row| row.label.as_str()));
    let labels: Vec<&str> = titles.chain(rows).filter(|label| label.chars().count() > 5).collect();
    let crates = ["gouji-core", "gouji-convert", "gouji-config", "gouji-files", "gouji-lsp", "gouji"];
    let folders = crates.map(|name| root.join("..").join(name).join("src"));
    for path in folders.iter().flat_map(|folder| sources(folder)) {
        let source = fs::read_to_string(&path).unwrap();
        // Documentation may tell examples; tests within a file may use them.
        let code = source.split("#[cfg(test)]").next().unwrap();
        let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for label in &labels {
            assert!(!code.contains(label), "{} writes down {label}", path.display());
        }
    }
}

#[test]
fn every_rule_has_its_page_in_both_languages_under_the_fixed_headings() {
    for rule in gouji_lint::rules::ALL {
        for (page, expected) in
            [(rule.page.en, ["## Why", "## Basis", "## Mend"]), (rule.page.zh, ["## 为什么", "## 依据", "## 怎么改"])]
        {
            assert!(page.starts_with("# "), "{}", rule.name);
            let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("##")).collect();
            assert_eq!(headings, expected, "{}", rule.name);
        }
    }
    let names: Vec<&str> = gouji_lint::rules::ALL.iter().map(|rule| rule.name).collect();
    assert!(names.is_sorted(), "rules stand in the order of their names");
}

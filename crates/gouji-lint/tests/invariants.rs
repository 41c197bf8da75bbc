//! The invariants of `tests/README.md` about the crates that read and check a report.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The crates, the lowest floor first. A crate depends on lower floors only, apart from what its tests need.
const FLOORS: &[&[&str]] = &[
    &["tree-sitter-disclosure-report", "gouji-text", "gouji-l10n", "gouji-files"],
    &["gouji-edition-data"],
    &["gouji-edition"],
    &["gouji-report"],
    &["gouji-lint"],
    &["gouji-testkit"],
    &["gouji-config", "gouji-convert"],
    &["gouji-ide", "gouji-list"],
    &["gouji-lsp"],
    &["gouji-python", "gouji-server", "gouji-web", "gouji-worker"],
    &["gouji"],
    &["gouji-properties"],
    // The tasks start programs and link none of the crates above, but for the client of the server in `gouji-testkit`.
    &["xtask"],
];

/// The crates that read and check a report.
const CORE: [&str; 6] =
    ["gouji-text", "gouji-l10n", "gouji-edition-data", "gouji-edition", "gouji-report", "gouji-lint"];

fn crates() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// The source up to the first module within it that only tests have.
fn code(path: &Path) -> String {
    let source = fs::read_to_string(path).unwrap();
    let is_module = |rest: &&str| {
        let item = rest.lines().find(|line| !line.is_empty() && !line.starts_with("#["));
        item.is_some_and(|item| item.starts_with("mod ") && item.ends_with('{'))
    };
    let tests = source.split("#[cfg(test)]").skip(1).position(|rest| is_module(&rest));
    let parts = tests.map_or(usize::MAX, |tests| tests + 1);
    source.split("#[cfg(test)]").take(parts).collect()
}

/// The crates of the workspace, each with the names of the crates that it depends on, apart from its tests.
fn dependencies() -> BTreeMap<String, Vec<String>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["metadata", "--no-deps", "--format-version", "1", "--offline"];
    let output = Command::new(cargo).args(arguments).current_dir(crates()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let needs = |package: &Value| {
        let all = package["dependencies"].as_array().unwrap().iter();
        all.filter(|needed| needed["kind"] != "dev").map(|needed| text(&needed["name"])).collect()
    };
    metadata["packages"].as_array().unwrap().iter().map(|package| (text(&package["name"]), needs(package))).collect()
}

#[test]
fn crates_depend_on_lower_floors_only() {
    let floor = |name: &str| FLOORS.iter().position(|floor| floor.contains(&name));
    let dependencies = dependencies();
    assert_eq!(dependencies.len(), FLOORS.iter().map(|floor| floor.len()).sum::<usize>(), "{:?}", dependencies.keys());
    for (name, needed) in &dependencies {
        let own = floor(name).unwrap_or_else(|| panic!("{name} has no floor"));
        for needed in needed.iter().filter(|needed| dependencies.contains_key(*needed)) {
            assert!(floor(needed).unwrap() < own, "{name} depends on {needed}, which is no lower floor");
            assert!(
                needed != "gouji-testkit" || name == "xtask",
                "{name} depends on what only tests and tools may use"
            );
        }
    }
}

#[test]
fn the_core_uses_no_files_no_clock_no_protocol_and_no_threads() {
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
    let sources: Vec<PathBuf> = CORE.iter().flat_map(|name| sources(&crates().join(name).join("src"))).collect();
    assert!(sources.len() > 150, "{} files were looked at", sources.len());
    for path in sources {
        let source = code(&path);
        for word in forbidden {
            assert!(!source.contains(word), "{} names {word}", path.display());
        }
    }
    let dependencies = dependencies();
    for name in CORE {
        for package in ["tokio", "lsp", "serde_json", "futures"] {
            assert!(!dependencies[name].iter().any(|needed| needed.contains(package)), "{name} depends on {package}");
        }
    }
}

#[test]
fn rules_do_not_import_rules() {
    let rules = crates().join("gouji-lint/src/rules");
    let folders: Vec<PathBuf> =
        fs::read_dir(&rules).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    assert_eq!(folders.len(), gouji_lint::rules::ALL.len());
    let name = |folder: &PathBuf| folder.file_name().unwrap().to_str().unwrap().to_owned();
    for folder in &folders {
        for path in sources(folder) {
            let source = fs::read_to_string(&path).unwrap();
            for other in folders.iter().filter(|other| *other != folder).map(name) {
                let reaches = ["rules::", "super::"].iter().any(|from| source.contains(&format!("{from}{other}::")));
                assert!(!reaches, "{} imports {other}", path.display());
            }
        }
    }
}

#[test]
fn no_crate_reaches_into_the_sources_of_another() {
    let all = sources(crates());
    assert!(all.len() > 400, "{} files were looked at", all.len());
    // This test names what it looks for, and tools write the parser of the grammar and the skeletons of rules and features.
    let may =
        ["gouji-lint/tests/invariants.rs", "xtask/src/grammar.rs", "xtask/src/new/rule.rs", "xtask/src/new/feature.rs"];
    for path in all.iter().filter(|path| !may.iter().any(|file| path.ends_with(file))) {
        for line in fs::read_to_string(path).unwrap().lines() {
            let reaches = |name: &str| {
                let folders = [format!("../{name}/"), format!("\"crates/{name}/src")];
                !path.starts_with(crates().join(name)) && folders.iter().any(|folder| line.contains(folder))
            };
            let reached = FLOORS.iter().copied().flatten().find(|name| reaches(name));
            assert!(reached.is_none(), "{} reaches into {}", path.display(), reached.unwrap());
        }
    }
}

#[test]
fn the_words_of_the_form_are_only_in_its_data() {
    let format = gouji_edition::current();
    let titles = format.sections.iter().flat_map(|section| {
        let others = section.accepted.iter().chain(section.recognised.iter());
        std::iter::once(&section.title).chain(others).map(|title| &**title)
    });
    let rows = format.tables.iter().flat_map(|table| table.rows.iter().map(|row| &*row.label));
    let labels: Vec<&str> = titles.chain(rows).filter(|label| label.chars().count() > 5).collect();
    let readers = ["gouji-convert", "gouji-config", "gouji-files", "gouji-ide", "gouji-lsp", "gouji-server", "gouji"];
    let folders = CORE.iter().chain(&readers).map(|name| crates().join(name).join("src"));
    for path in folders.flat_map(|folder| sources(&folder)) {
        // Documentation may contain examples, and unit tests may use them.
        if path.ends_with("tests.rs") {
            continue;
        }
        let code: String = code(&path).lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for label in &labels {
            assert!(!code.contains(label), "{} writes down {label}", path.display());
        }
    }
}

/// A condition about something else than the value belongs into an `if`.
#[test]
fn no_value_is_filtered_by_a_condition_about_something_else() {
    for path in sources(crates()) {
        let code = fs::read_to_string(&path).unwrap();
        assert!(
            !code.contains(concat!(".filter(|", "_|")),
            "{} filters a value that it does not look at",
            path.display()
        );
    }
}

#[test]
fn every_rule_has_its_page_in_both_languages_under_the_fixed_headings() {
    for rule in gouji_lint::rules::ALL {
        for (page, expected) in [
            (rule.page.en, ["## Why", "## Basis", "## How to fix"]),
            (rule.page.zh, ["## 为什么", "## 依据", "## 怎么改"]),
        ] {
            assert!(page.starts_with("# "), "{}", rule.name);
            let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("##")).collect();
            assert_eq!(headings, expected, "{}", rule.name);
        }
    }
    let names: Vec<&str> = gouji_lint::rules::ALL.iter().map(|rule| rule.name).collect();
    assert!(names.is_sorted(), "rules are in the order of their names");
}

/// Rules ask an edition for roles. A rule that names an id would find nothing in the next edition, and say nothing.
#[test]
fn rules_and_readers_name_no_id_of_an_edition() {
    let asks_by_id = ["row_index(\"", "column_index(\"", "table_index(\"", ".table(\"", ".id == \""];
    let folders = ["gouji-lint/src/rules", "gouji-report/src/years", "gouji-report/src/claims"];
    let all: Vec<PathBuf> = folders.iter().flat_map(|folder| sources(&crates().join(folder))).collect();
    assert!(all.len() > 40, "{} sources", all.len());
    for path in all {
        let found = asks_by_id.into_iter().find(|words| code(&path).contains(words));
        assert_eq!(found, None, "{}", path.display());
    }
}

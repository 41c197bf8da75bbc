//! The layers of the server: `gouji-ide` has no runtime, no protocol, no clock and no files of its own, and `gouji-lsp` and `gouji-worker` have no
//! runtime.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The packages that a crate uses in a build without tests, directly or not.
fn dependencies(name: &str) -> BTreeSet<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let manifest = folder("gouji-server").join("Cargo.toml");
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", &platform()]);
    let metadata: Value = serde_json::from_str(&printed(command.arg("--manifest-path").arg(manifest))).expect("JSON");
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (packages, nodes) = (list(&metadata["packages"]), list(&metadata["resolve"]["nodes"]));
    let name_of = |id: &str| {
        let package = packages.iter().find(|package| package["id"] == id).expect("the package is listed");
        text(&package["name"])
    };
    let start = packages.iter().find(|package| package["name"] == name).expect("the crate is listed");
    let (mut found, mut waiting) = (BTreeSet::new(), vec![text(&start["id"])]);
    while let Some(id) = waiting.pop() {
        let node = nodes.iter().find(|node| node["id"] == id.as_str()).expect("the package is resolved");
        for dependency in list(&node["deps"]) {
            let is_normal = list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            let dependency = text(&dependency["pkg"]);
            if is_normal && found.insert(name_of(&dependency)) {
                waiting.push(dependency);
            }
        }
    }
    found
}

/// The name of this platform. The packages of other platforms need not be there.
fn platform() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = printed(Command::new(rustc).arg("-vV"));
    version.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its platform").to_owned()
}

fn printed(command: &mut Command) -> String {
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// Asserts that no source of the crate has any of the words.
fn lacks(name: &str, words: &[&str]) {
    lacks_in(name, 10, words);
}

/// Asserts the same of a crate that has more than `least` sources.
fn lacks_in(name: &str, least: usize, words: &[&str]) {
    let mut paths = Vec::new();
    sources(&folder(name).join("src"), &mut paths);
    assert!(paths.len() > least, "{} sources of {name}", paths.len());
    for path in paths {
        let source = fs::read_to_string(&path).expect("a source");
        for word in words {
            assert!(!source.contains(word), "{} has {word}", path.display());
        }
    }
}

const RUNTIMES: [&str; 6] = ["tokio", "tower", "futures", "tower-lsp-server", "async-std", "smol"];

#[test]
fn the_editor_features_have_no_runtime_no_protocol_no_clock_and_no_files() {
    let dependencies = dependencies("gouji-ide");
    assert!(dependencies.contains("gouji-lint"), "{dependencies:?}");
    for package in RUNTIMES.iter().chain(&["ls-types", "lsp-types", "sysinfo"]) {
        assert!(!dependencies.contains(*package), "gouji-ide depends on {package}");
    }
    lacks(
        "gouji-ide",
        &[
            "tokio",
            "tower",
            "async ",
            "ls_types",
            "lsp_types",
            "gouji_lsp",
            "gouji_server",
            "std::time",
            "Instant",
            "SystemTime",
            "std::fs",
            "std::io",
            "std::env",
            "std::thread",
            "std::process",
            "println!",
            "eprintln!",
        ],
    );
}

#[test]
fn the_protocol_has_no_runtime() {
    let dependencies = dependencies("gouji-lsp");
    assert!(dependencies.contains("ls-types"), "{dependencies:?}");
    for package in RUNTIMES {
        assert!(!dependencies.contains(package), "gouji-lsp depends on {package}");
    }
    lacks(
        "gouji-lsp",
        &["tokio", "tower", "async ", "gouji_server", "std::fs", "std::io", "std::thread", "std::process"],
    );
}

#[test]
fn the_worker_has_no_runtime_no_clock_and_no_files() {
    let dependencies = dependencies("gouji-worker");
    assert!(dependencies.contains("gouji-lsp"), "{dependencies:?}");
    for package in RUNTIMES {
        assert!(!dependencies.contains(package), "gouji-worker depends on {package}");
    }
    lacks_in(
        "gouji-worker",
        5,
        &["async ", "std::fs", "std::io", "std::thread", "std::process", "std::time", "eprintln!"],
    );
}

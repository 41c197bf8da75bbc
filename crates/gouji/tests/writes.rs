//! Only the documented commands write files.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use gouji_testkit::CLEAN;
use gouji_testkit::lsp::Client;
use serde_json::{Value, json};
use support::{folder, lsp, run, samples};
use tempfile::TempDir;

/// The state of a folder: the text of every file, and the last change of each file and folder.
type State = BTreeMap<PathBuf, (SystemTime, Option<Vec<u8>>)>;

fn state(path: &Path, seen: &mut State) {
    let metadata = fs::symlink_metadata(path).expect("it is there");
    let bytes = metadata.is_file().then(|| fs::read(path).expect("a file"));
    seen.insert(path.to_owned(), (metadata.modified().expect("a time"), bytes));
    if metadata.is_dir() {
        for entry in fs::read_dir(path).expect("a folder") {
            state(&entry.expect("an entry").path(), seen);
        }
    }
}

fn state_of(folder: &TempDir) -> State {
    let mut seen = State::new();
    state(folder.path(), &mut seen);
    seen
}

/// Reports with many fixable findings, two years of one agency, a configuration and a baseline.
fn workspace() -> TempDir {
    let folder = folder(&[
        ("2024.txt", CLEAN.replace("社会公益组织", "公益组织").as_bytes()),
        ("2023.txt", CLEAN.replace("2024", "2023").as_bytes()),
        ("gouji.toml", b"rules = { repeated-word = \"hint\" }\n"),
        ("notes.md", "# 记录\n".as_bytes()),
    ]);
    for sample in fs::read_dir(samples()).expect("the samples") {
        let path = sample.expect("an entry").path();
        fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("a copy");
    }
    assert_eq!(run(folder.path(), &["check", "--write-baseline", "2023.txt"]).code, Some(0));
    folder
}

#[test]
fn commands_that_read_write_nothing() {
    let folder = workspace();
    let before = state_of(&folder);
    for arguments in [
        &["check", "."][..],
        &["check", "--format", "json", "."],
        &["check", "--format", "jsonl", "."],
        &["check", "--format", "sarif", "."],
        &["check", "--format", "junit", "."],
        &["check", "--format", "github", "."],
        &["check", "--format", "concise", "."],
        &["check", "--statistics", "."],
        &["extract", "."],
        &["extract", "--format", "jsonl", "."],
        &["extract", "--format", "csv", "absent.txt", "."],
        &["check", "--help"],
        &["help"],
        &["check", "--no-config", "."],
        &["check", "absent.txt", "."],
        &["fix", "--dry-run", "."],
        &["fix", "--diff", "."],
        &["fmt", "--check", "."],
        &["fix", "notes.md"],
        &["explain"],
        &["explain", "row-label"],
        &["schema"],
        &["--version"],
        &["no-such-command"],
    ] {
        let run = run(folder.path(), arguments);
        assert!(!run.out.is_empty() || !run.err.is_empty(), "{arguments:?} says something");
        assert_eq!(state_of(&folder), before, "{arguments:?}");
    }
    // The check notices commands that write.
    run(folder.path(), &["fix", "2024.txt"]);
    assert_ne!(state_of(&folder), before);
}

#[test]
fn the_server_writes_nothing() {
    let folder = workspace();
    let before = state_of(&folder);
    let uri = |name: &str| format!("file://{}/{name}", folder.path().display());
    let capabilities = json!({"workspace": {"workspaceEdit": {"documentChanges": true}}});
    let folders = json!([{"uri": uri(""), "name": "reports"}]);
    let mut server = Client::start(&mut lsp::server(), &capabilities, &folders).expect("the server answers");
    let names: Vec<String> = before
        .keys()
        .filter(|path| path.is_file())
        .filter_map(|path| path.file_name()?.to_str().map(str::to_owned))
        .collect();
    for name in names.iter().filter(|name| name.ends_with("txt") || name.ends_with("md")) {
        let text = fs::read_to_string(folder.path().join(name)).expect("a report");
        server.diagnostics_of(&uri(name), &text).expect("diagnostics");
        let document = json!({"uri": uri(name)});
        for (method, more) in REQUESTS {
            for line in [0, 10, 40] {
                let mut params: Value = serde_json::from_str(more).expect("JSON");
                params["textDocument"] = document.clone();
                params["position"] = json!({"line": line, "character": 3});
                params["range"] = json!({"start": {"line": 0, "character": 0}, "end": {"line": line, "character": 3}});
                // Renaming is refused where there is no number.
                if let Err(error) = server.ask(method, &params) {
                    assert!(error.to_string().contains("error -32803"), "{error}");
                }
            }
        }
        let edit = json!([{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "字"}]);
        let version = json!({"uri": uri(name), "version": 2});
        for (method, params) in [
            ("textDocument/didChange", json!({"textDocument": version, "contentChanges": edit})),
            ("textDocument/didSave", json!({"textDocument": document})),
            ("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri("gouji.toml"), "type": 2}]})),
            ("workspace/didChangeConfiguration", json!({"settings": {}})),
            ("textDocument/didClose", json!({"textDocument": document})),
        ] {
            server.notify(method, &params).expect("the server reads");
        }
    }
    server.stop().expect("exit code 0");
    assert_eq!(state_of(&folder), before);
}

/// All requests of the server at a place, each with its further parameters.
const REQUESTS: [(&str, &str); 24] = [
    ("textDocument/hover", "{}"),
    ("textDocument/definition", "{}"),
    ("textDocument/references", r#"{"context": {"includeDeclaration": true}}"#),
    ("textDocument/documentHighlight", "{}"),
    ("textDocument/inlayHint", "{}"),
    ("textDocument/completion", "{}"),
    ("textDocument/codeLens", "{}"),
    ("textDocument/selectionRange", r#"{"positions": [{"line": 4, "character": 2}]}"#),
    ("textDocument/documentLink", "{}"),
    ("workspace/symbol", r#"{"query": ""}"#),
    ("textDocument/prepareRename", "{}"),
    ("textDocument/rename", r#"{"newName": "三"}"#),
    ("textDocument/formatting", r#"{"options": {"tabSize": 4, "insertSpaces": false}}"#),
    ("textDocument/rangeFormatting", r#"{"options": {"tabSize": 4, "insertSpaces": false}}"#),
    ("textDocument/onTypeFormatting", r#"{"ch": "|", "options": {"tabSize": 4, "insertSpaces": false}}"#),
    ("textDocument/codeAction", r#"{"context": {"diagnostics": []}}"#),
    ("textDocument/codeAction", r#"{"context": {"diagnostics": [], "only": ["source.fixAll"]}}"#),
    ("textDocument/codeAction", r#"{"context": {"diagnostics": [], "only": ["refactor"]}}"#),
    ("textDocument/documentSymbol", "{}"),
    ("textDocument/foldingRange", "{}"),
    ("textDocument/diagnostic", "{}"),
    ("gouji/figure", "{}"),
    ("gouji/preview", "{}"),
    ("gouji/overview", "{}"),
];

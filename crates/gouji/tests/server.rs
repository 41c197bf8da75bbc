//! The real server, over pipes: how it ends, and what it logs.

mod support;

use std::io::Read;
use std::process::Stdio;

use serde_json::{Value, json};
use support::lsp::Server;
use support::samples;

const URI: &str = "file:///a.txt";

fn report() -> String {
    std::fs::read_to_string(samples().join("xingan-2022.txt")).expect("the sample is there")
}

fn open(server: &mut Server, text: &str) {
    let document = json!({"uri": URI, "languageId": "disclosure-report", "version": 1, "text": text});
    server.send(&json!({"method": "textDocument/didOpen", "params": {"textDocument": document}}));
}

#[test]
fn the_exit_code_shows_whether_the_client_shut_the_server_down() {
    assert_eq!(Server::start(&json!({})).stop(), Some(0));

    let mut server = Server::start(&json!({}));
    server.send(&json!({"method": "exit"}));
    assert_eq!(server.ends(), Some(1), "exit without shutdown");

    let mut server = Server::spawn(Stdio::null());
    server.send(&json!({"method": "exit"}));
    assert_eq!(server.ends(), Some(1), "exit before initialize");

    let mut server = Server::start(&json!({}));
    assert!(server.request(7, "shutdown", &Value::Null).is_null());
    server.hang_up();
    assert_eq!(server.ends(), Some(0), "end of input after shutdown");
}

/// Like a client that is killed: both pipes are closed, whatever the server is doing.
#[test]
fn a_server_whose_client_dies_ends() {
    for (name, text) in [("at rest", String::new()), ("at work", report().repeat(400))] {
        let mut server = Server::start(&json!({}));
        open(&mut server, &text);
        server.stop_reading();
        server.hang_up();
        assert_eq!(server.ends(), Some(1), "{name}");
    }

    let mut server = Server::start(&json!({}));
    server.raw(b"Content-Length: 1000\r\n\r\n{");
    server.hang_up();
    assert_eq!(server.ends(), Some(1), "in the middle of a message");

    let mut server = Server::spawn(Stdio::null());
    server.hang_up();
    assert_eq!(server.ends(), Some(1), "before it said anything");
}

/// The client keeps its end of the other pipe open.
#[test]
fn a_server_whose_output_is_closed_ends() {
    let mut server = Server::start(&json!({}));
    server.stop_reading();
    open(&mut server, &report());
    assert_eq!(server.ends(), Some(1));
}

#[test]
fn a_closed_log_does_not_stop_the_server() {
    let mut server = Server::start_logging(&json!({}), Stdio::piped(), &Value::Null);
    drop(server.log());
    for _ in 0..10 {
        server.raw(b"Content-Length: 1\r\n\r\n{");
    }
    assert!(!server.diagnostics(URI, &report()).is_empty());
    assert_eq!(server.stop(), Some(0));
}

#[cfg(unix)]
#[test]
fn an_excluded_document_has_no_findings() {
    let text = report();
    let folder = support::folder(&[("gouji.toml", b"exclude = [\"drafts/\"]\n"), ("drafts/a.txt", text.as_bytes())]);
    let mut server = Server::start(&json!({}));
    for (name, is_excluded) in [("a.txt", false), ("drafts/a.txt", true)] {
        let uri = format!("file://{}/{name}", folder.path().display());
        assert_eq!(server.diagnostics(&uri, &text).is_empty(), is_excluded, "{name}");
    }
    assert_eq!(server.stop(), Some(0));
}

/// The log has every event, but no text that the client sent.
#[test]
fn the_log_contains_no_text_of_a_document() {
    const SECRET: &str = "机密文字";
    let text = report().replace("疫情", SECRET);
    assert!(text.contains(SECRET));
    let mut server = Server::start_logging(&json!({}), Stdio::piped(), &Value::Null);
    let mut log = server.log();
    assert!(!server.diagnostics(URI, &text).is_empty());
    let change = |version: Value, changes: Value| {
        let document = json!({"uri": URI, "version": version});
        json!({"method": "textDocument/didChange", "params": {"textDocument": document, "contentChanges": changes}})
    };
    let whole = json!([{"text": text}]);
    for message in [
        change(json!(0), whole.clone()),
        change(json!("two"), whole.clone()),
        change(json!(2), json!([{"range": SECRET, "text": text}])),
        json!({"method": "textDocument/didOpen", "params": {"textDocument": {"uri": URI, "text": text}}}),
        json!({"method": "textDocument/didSave", "params": {"text": text}}),
        json!({"method": "textDocument/didClose", "params": {"textDocument": {"uri": format!("file:///{SECRET}")}}}),
        json!({"method": "textDocument/didChange", "params": text}),
        json!({"id": 5, "params": text}),
        json!({"id": 6, "method": SECRET, "params": text}),
    ] {
        server.send(&message);
    }
    let broken = change(json!(3), whole).to_string();
    let broken = broken.get(..broken.len() - 2).expect("a boundary");
    server.raw(format!("Content-Length: {}\r\n\r\n{broken}", broken.len()).as_bytes());
    server.raw(format!("Content-Length: {SECRET}\r\n\r\n{text}").as_bytes());
    // The log entry of a document opened twice, and the exit at the end, prove that all messages were processed.
    open(&mut server, &text);
    assert_eq!(server.stop(), Some(0));
    let mut logged = String::new();
    log.read_to_string(&mut logged).expect("UTF-8");
    for line in ["refused a message", "ignored version 0", "cannot be understood", "opened twice", "not open"] {
        assert!(logged.contains(line), "{line} in {logged}");
    }
    assert!(!logged.contains(SECRET), "{logged}");
    assert!(logged.lines().all(|line| line.starts_with("gouji: ") && line.is_ascii()), "{logged}");
}

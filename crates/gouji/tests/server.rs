//! The real server, over pipes: how it ends, and what it logs.

mod support;

use std::io::Read;
use std::process::Stdio;

use gouji_testkit::lsp::{Client, Frame};
use serde_json::{Value, json};
use support::{lsp, samples};

const URI: &str = "file:///a.txt";

fn report() -> String {
    std::fs::read_to_string(samples().join("xingan-2022.txt")).expect("the sample is there")
}

/// A client whose server writes its log into a pipe.
fn start_logging() -> Client {
    Client::start(lsp::server().stderr(Stdio::piped()), &json!({}), &Value::Null).expect("the server answers")
}

/// A client that has said nothing yet.
fn spawn() -> Client {
    Client::spawn(&mut lsp::server()).expect("the server starts")
}

fn exit_code(server: &mut Client) -> Option<i32> {
    server.exit_code().expect("the server ends")
}

#[test]
fn the_exit_code_shows_whether_the_client_shut_the_server_down() {
    lsp::start().stop().expect("exit code 0");

    for (mut server, name) in [(lsp::start(), "exit without shutdown"), (spawn(), "exit before initialize")] {
        server.notify("exit", &Value::Null).expect("the server reads");
        assert_eq!(exit_code(&mut server), Some(1), "{name}");
    }

    let mut server = lsp::start();
    assert!(server.ask("shutdown", &Value::Null).expect("an answer").1.is_null());
    server.hang_up();
    assert_eq!(exit_code(&mut server), Some(0), "end of input after shutdown");
}

/// Like a client that is killed: both pipes are closed, whatever the server is doing.
#[test]
fn a_server_whose_client_dies_ends() {
    for (name, text) in [("at rest", String::new()), ("at work", report().repeat(400))] {
        let mut server = lsp::start();
        server.open(URI, &text).expect("the server reads");
        server.stop_reading();
        server.hang_up();
        assert_eq!(exit_code(&mut server), Some(1), "{name}");
    }

    let mut server = lsp::start();
    server.raw(b"Content-Length: 1000\r\n\r\n{").expect("the server reads");
    server.hang_up();
    assert_eq!(exit_code(&mut server), Some(1), "in the middle of a message");

    let mut server = spawn();
    server.hang_up();
    assert_eq!(exit_code(&mut server), Some(1), "before it said anything");
}

/// The client keeps its end of the other pipe open.
#[test]
fn a_server_whose_output_is_closed_ends() {
    let mut server = lsp::start();
    server.stop_reading();
    server.open(URI, &report()).expect("the server reads");
    assert_eq!(exit_code(&mut server), Some(1));
}

#[test]
fn a_closed_log_does_not_stop_the_server() {
    let mut server = start_logging();
    drop(server.log());
    for _ in 0..10 {
        server.write(&Frame::of_body(b"{")).expect("the server reads");
    }
    assert!(!server.diagnostics_of(URI, &report()).expect("diagnostics").is_empty());
    server.stop().expect("exit code 0");
}

#[cfg(unix)]
#[test]
fn an_excluded_document_has_no_findings() {
    let text = report();
    let folder = support::folder(&[("gouji.toml", b"exclude = [\"drafts/\"]\n"), ("drafts/a.txt", text.as_bytes())]);
    let mut server = lsp::start();
    for (name, is_excluded) in [("a.txt", false), ("drafts/a.txt", true)] {
        let uri = format!("file://{}/{name}", folder.path().display());
        let found = server.diagnostics_of(&uri, &text).expect("diagnostics");
        assert_eq!(found.is_empty(), is_excluded, "{name}");
    }
    server.stop().expect("exit code 0");
}

/// The log has every event, but no text that the client sent.
#[test]
fn the_log_contains_no_text_of_a_document() {
    const SECRET: &str = "机密文字";
    let text = report().replace("疫情", SECRET);
    assert!(text.contains(SECRET));
    let mut server = start_logging();
    let mut log = server.log().expect("a pipe");
    assert!(!server.diagnostics_of(URI, &text).expect("diagnostics").is_empty());
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
        let mut message = message;
        message["jsonrpc"] = "2.0".into();
        server.write(&Frame::new(&message)).expect("the server reads");
    }
    let broken = change(json!(3), whole).to_string();
    let broken = broken.get(..broken.len() - 2).expect("a boundary");
    server.write(&Frame::of_body(broken.as_bytes())).expect("the server reads");
    server.raw(format!("Content-Length: {SECRET}\r\n\r\n{text}").as_bytes()).expect("the server reads");
    // The log entry of a document opened twice, and the exit at the end, prove that all messages were processed.
    server.open(URI, &text).expect("the server reads");
    server.stop().expect("exit code 0");
    let mut logged = String::new();
    log.read_to_string(&mut logged).expect("UTF-8");
    for line in ["refused a message", "ignored version 0", "cannot be understood", "opened twice", "not open"] {
        assert!(logged.contains(line), "{line} in {logged}");
    }
    assert!(!logged.contains(SECRET), "{logged}");
    assert!(logged.lines().all(|line| line.starts_with("gouji: ") && line.is_ascii()), "{logged}");
}

//! Beginning and end of a session, and messages that mean nothing.

use std::process::{Command, ExitCode};

use serde_json::{Value, json};

use crate::known;
use crate::support::{Client, DOCUMENT, Setup, report};

#[tokio::test]
async fn requests_before_initialize_are_refused_and_notifications_ignored() {
    let mut client = Client::silent();
    client.open(&report()).await;
    client.change(2, [0, 0, 0, 0], "x").await;
    client.notify("$/cancelRequest", json!({"id": 1})).await;
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []})).await;
    for method in ["textDocument/hover", "textDocument/diagnostic", "shutdown"] {
        assert_eq!(client.refused(method, Value::Null).await, -32002, "{method}");
    }
    // What cannot be understood does not count as the introduction.
    assert_eq!(client.refused("initialize", json!({"capabilities": 5})).await, -32602);
    let answer = client.request("initialize", Setup::new().params()).await;
    assert_eq!(answer["serverInfo"]["name"], "gouji");
    assert!(client.hover(0, 0).await.is_null(), "the document was not opened");
    assert_eq!(client.refused("initialize", Setup::new().params()).await, -32600);
    known::open(&mut client).await;
    known::assert_served(&mut client, "an early start").await;
    client.finish().await;
}

#[tokio::test]
async fn an_impatient_client_is_served() {
    let mut client = Client::silent();
    let initialize = client.ask("initialize", Setup::new().params()).await;
    client.notify("initialized", json!({})).await;
    client.open(&report()).await;
    let hover = client
        .ask("textDocument/hover", json!({"textDocument": {"uri": DOCUMENT}, "position": {"line": 0, "character": 0}}))
        .await;
    client.published_for(1).await;
    let shutdown = client.ask("shutdown", Value::Null).await;
    client.notify("exit", Value::Null).await;
    for id in [initialize, hover, shutdown] {
        let answer = client.answer(id).await;
        assert!(answer.get("error").is_none(), "{answer}");
    }
    assert_eq!(client.end().await, ExitCode::SUCCESS);
}

#[tokio::test]
async fn unknown_methods_and_wrong_parameters_are_refused() {
    let mut client = Setup::new().start().await;
    known::open(&mut client).await;
    for (method, params, code) in [
        ("no/suchMethod", json!({}), -32601),
        ("$/noSuchRequest", json!({}), -32601),
        ("textDocument/hover", json!({"position": 7}), -32602),
        ("textDocument/hover", Value::Null, -32602),
        (
            "textDocument/hover",
            json!({"textDocument": {"uri": DOCUMENT}, "position": {"line": -1, "character": 0}}),
            -32602,
        ),
        ("textDocument/hover", json!({"textDocument": {"uri": ""}, "position": {"line": 0.5, "character": 0}}), -32602),
        ("textDocument/codeAction", json!([]), -32602),
        ("textDocument/diagnostic", json!({"textDocument": {"uri": 5}}), -32602),
    ] {
        assert_eq!(client.refused(method, params).await, code, "{method}");
        known::assert_served(&mut client, method).await;
    }
    client.finish().await;
}

#[tokio::test]
async fn notifications_that_mean_nothing_are_passed_over() {
    let mut client = Setup::new().start().await;
    known::open(&mut client).await;
    let number = json!({"uri": DOCUMENT, "languageId": "", "version": "1", "text": ""});
    for (method, params) in [
        ("no/suchNotification", json!({})),
        ("$/setTrace", json!({"value": "verbose"})),
        ("$/noSuchThing", json!({})),
        ("$/cancelRequest", json!({"id": 4711})),
        ("$/cancelRequest", json!({"id": {}})),
        ("$/cancelRequest", Value::Null),
        ("initialize", json!({})),
        ("shutdown", Value::Null),
        ("textDocument/hover", json!({})),
        ("workspace/didChangeConfiguration", json!({"settings": null})),
        ("workspace/didChangeConfiguration", Value::Null),
        ("workspace/didChangeWatchedFiles", json!(17)),
        ("workspace/didChangeWorkspaceFolders", json!({"event": 5})),
        ("workspace/didChangeWorkspaceFolders", json!({"event": {"added": [{"uri": "file:///no such folder"}]}})),
        ("textDocument/didOpen", json!({"textDocument": {"uri": DOCUMENT}})),
        ("textDocument/didOpen", json!({"textDocument": number})),
        ("textDocument/didChange", json!(17)),
        ("textDocument/didChange", json!({"textDocument": {"uri": DOCUMENT, "version": 2}})),
        ("textDocument/didSave", json!({})),
        ("textDocument/didClose", json!({"textDocument": 5})),
    ] {
        client.notify(method, params).await;
        known::assert_served(&mut client, method).await;
    }
    client.finish().await;
}

#[tokio::test]
async fn the_exit_code_tells_whether_the_client_said_good_bye() {
    let mut client = Setup::new().start().await;
    client.notify("exit", Value::Null).await;
    assert_eq!(client.end().await, ExitCode::FAILURE, "exit without shutdown");

    let mut client = Client::silent();
    client.notify("exit", Value::Null).await;
    assert_eq!(client.end().await, ExitCode::FAILURE, "exit before initialize");

    assert_eq!(Setup::new().start().await.hang_up().await, ExitCode::FAILURE, "end of input without shutdown");
    assert_eq!(Client::silent().hang_up().await, ExitCode::FAILURE);

    let mut client = Setup::new().start().await;
    client.request("shutdown", Value::Null).await;
    for method in ["textDocument/hover", "initialize", "shutdown"] {
        assert_eq!(client.refused(method, Value::Null).await, -32600, "{method} after shutdown");
    }
    client.open(&report()).await;
    assert_eq!(client.hang_up().await, ExitCode::SUCCESS, "end of input after shutdown");
}

#[cfg(unix)]
#[tokio::test]
async fn the_server_ends_with_its_clients_process() {
    let mut process = Command::new("sleep").arg("600").spawn().expect("a process");
    let mut client = Setup::new().process(process.id()).start().await;
    known::open(&mut client).await;
    known::assert_served(&mut client, "the start").await;
    process.kill().expect("it can be ended");
    // Not waited for: the dead process stays in the table, as that of a client does whose parent is busy.
    assert_eq!(client.end().await, ExitCode::FAILURE);
    process.wait().expect("it has ended");
}

/// It neither confirms what the server registers nor answers when it is told to fetch diagnostics again.
#[tokio::test]
async fn a_client_that_never_answers_is_served() {
    let mut client = Setup::new().watching().pull().start().await;
    client.wait(|message| message["method"] == "client/registerCapability").await;
    known::open(&mut client).await;
    for _ in 0..20 {
        client.notify("workspace/didChangeWatchedFiles", json!({"changes": []})).await;
        known::assert_served(&mut client, "a request that was not answered").await;
    }
    client.wait(|message| message["method"] == "workspace/diagnostic/refresh").await;
    let more = client.asked_to("workspace/diagnostic/refresh");
    assert_eq!(more, 0, "it is told again after its answer only");
    client.finish().await;
}

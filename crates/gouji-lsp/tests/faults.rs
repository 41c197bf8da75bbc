//! What a faulty or hasty client does to the server: nothing.

mod support;

use std::process::{Command, ExitCode};

use serde_json::{Value, json};
use support::{Client, DOCUMENT, Setup, report};

/// The server still answers.
async fn assert_alive(client: &mut Client) {
    assert!(client.on_document("textDocument/foldingRange").await.is_null() || client.hover(0, 0).await.is_null());
}

#[tokio::test]
async fn frames_that_cannot_be_read_are_refused_and_skipped() {
    let mut client = Setup::new().start().await;
    for (body, code) in [
        (&b"{"[..], -32700),
        (b"", -32700),
        (b"\xFF\xFE{}", -32700),
        (b"[]", -32600),
        (b"17", -32600),
        (br#"{"jsonrpc":"2.0","id":1.5,"method":"textDocument/hover"}"#, -32600),
    ] {
        client.body(body).await;
        let refusal = client.answer_to_nobody().await;
        assert_eq!(refusal["error"]["code"], code, "{}", String::from_utf8_lossy(body));
        assert_alive(&mut client).await;
    }
    client.finish().await;
}

#[tokio::test]
async fn headers_that_cannot_be_read_are_skipped() {
    let mut client = Setup::new().start().await;
    for header in [
        "Hello\r\n\r\n",
        "\r\n\r\n\r\n",
        "Content-Length: twelve\r\n\r\n",
        "Content-Length: -5\r\n\r\n",
        "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
        "content-length\r\n",
    ] {
        client.raw(header.as_bytes()).await;
        assert_alive(&mut client).await;
    }
    client.raw(b"Content-Length: 999999999999\r\n\r\n").await;
    assert_eq!(client.answer_to_nobody().await["error"]["code"], -32700);
    assert_alive(&mut client).await;
    client.finish().await;
}

#[tokio::test]
async fn a_length_that_is_too_long_or_too_short_costs_one_message_at_most() {
    let mut client = Setup::new().start().await;
    let body = json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}).to_string();
    client.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len() + 9).as_bytes()).await;
    assert_alive(&mut client).await;
    client.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len() - 3).as_bytes()).await;
    assert_eq!(client.answer_to_nobody().await["error"]["code"], -32700);
    assert_alive(&mut client).await;
    client.finish().await;
}

#[tokio::test]
async fn half_a_surrogate_pair_keeps_the_document_in_step() {
    let mut client = Setup::new().start().await;
    client.ignore_diagnostics();
    client.open("某区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n（一）情况\n").await;
    // The two halves of 𠀀, one after the other, as JSON alone can write them.
    for (version, at, half) in [(2, 3, r"\ud840"), (3, 4, r"\udc00")] {
        let body = format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{DOCUMENT}","version":{version}}},"contentChanges":[{{"range":{{"start":{{"line":4,"character":{at}}},"end":{{"line":4,"character":{at}}}}},"text":"{half}"}}]}}}}"#
        );
        client.body(body.as_bytes()).await;
    }
    client.change(4, [4, 5, 4, 6], "场").await;
    client.change(5, [4, 3, 4, 5], "").await;
    let symbols = client.on_document("textDocument/documentSymbol").await;
    assert_eq!(symbols[1]["name"], "（一）场况");
    client.finish().await;
}

#[tokio::test]
async fn requests_before_initialize_are_refused_and_notifications_ignored() {
    let mut client = Client::silent();
    client.open(&report()).await;
    client.notify("$/cancelRequest", json!({"id": 1})).await;
    assert_eq!(client.refused("textDocument/hover", json!({})).await, -32002);
    assert_eq!(client.refused("shutdown", Value::Null).await, -32002);
    let answer = client.request("initialize", Setup::new().params()).await;
    assert_eq!(answer["serverInfo"]["name"], "gouji");
    assert!(client.hover(0, 0).await.is_null(), "the document was not opened");
    assert_eq!(client.refused("initialize", Setup::new().params()).await, -32600);
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
    assert_eq!(client.refused("no/suchMethod", json!({})).await, -32601);
    assert_eq!(client.refused("textDocument/hover", json!({"position": 7})).await, -32602);
    assert_eq!(client.refused("textDocument/hover", Value::Null).await, -32602);
    client.notify("no/suchNotification", json!({})).await;
    client.notify("$/setTrace", json!({"value": "verbose"})).await;
    client.notify("$/noSuchThing", json!({})).await;
    client.notify("$/cancelRequest", json!({"id": 4711})).await;
    client.notify("$/cancelRequest", Value::Null).await;
    client.notify("workspace/didChangeConfiguration", json!({"settings": null})).await;
    client.notify("textDocument/didOpen", json!({"textDocument": {"uri": DOCUMENT}})).await;
    client.notify("textDocument/didChange", json!(17)).await;
    client.notify("textDocument/didSave", json!({})).await;
    assert_alive(&mut client).await;
    client.finish().await;
}

#[tokio::test]
async fn documents_that_are_not_open_cannot_be_changed() {
    let mut client = Setup::new().start().await;
    client.change(2, [0, 0, 0, 0], "x").await;
    client.save().await;
    client.close().await;
    assert!(client.hover(0, 0).await.is_null());
    client.finish().await;
}

#[tokio::test]
async fn positions_outside_the_document_and_reversed_ranges_are_clamped() {
    let mut client = Setup::new().start().await;
    client.ignore_diagnostics();
    client.open("一\n").await;
    client.change(2, [0, 99, 0, 99], "、总体情况").await;
    client.change(3, [77, 7, 99, 9], "五、存在的主要问题及改进情况").await;
    client.change(4, [1, 2, 1, 0], "五、").await;
    client.change(5, [0, 0, 0, 0], "某区2025年政府信息公开工作年度报告\n").await;
    client.change(5, [u32::MAX, u32::MAX, u32::MAX, u32::MAX], "").await;
    let symbols = client.on_document("textDocument/documentSymbol").await;
    let names: Vec<&Value> = symbols.as_array().expect("symbols").iter().map(|symbol| &symbol["name"]).collect();
    assert_eq!(names, ["一、总体情况", "五、存在的主要问题及改进情况"]);
    client.hover(u32::MAX, u32::MAX).await;
    let context = json!({"diagnostics": []});
    let params =
        json!({"textDocument": {"uri": DOCUMENT}, "range": support::json_range([9, 9, 0, 0]), "context": context});
    client.request("textDocument/codeAction", params).await;
    client.finish().await;
}

#[tokio::test]
async fn an_older_version_is_ignored() {
    let mut client = Setup::new().start().await;
    client.ignore_diagnostics();
    client.open("某区2025年政府信息公开工作年度报告\n一、总体情况\n").await;
    client.change(5, [9, 0, 9, 0], "六、其他需要报告的事项\n").await;
    client.changes(4, json!([{"text": ""}])).await;
    assert_eq!(client.on_document("textDocument/documentSymbol").await.as_array().map(Vec::len), Some(2));
    client.finish().await;
}

#[tokio::test]
async fn the_exit_code_tells_whether_the_client_said_good_bye() {
    let mut client = Setup::new().start().await;
    client.notify("exit", Value::Null).await;
    assert_eq!(client.end().await, ExitCode::FAILURE, "exit without shutdown");

    assert_eq!(Setup::new().start().await.hang_up().await, ExitCode::FAILURE, "end of input without shutdown");
    assert_eq!(Client::silent().hang_up().await, ExitCode::FAILURE);

    let mut client = Setup::new().start().await;
    client.request("shutdown", Value::Null).await;
    assert_eq!(client.refused("textDocument/hover", json!({})).await, -32600, "after shutdown");
    assert_eq!(client.hang_up().await, ExitCode::SUCCESS, "end of input after shutdown");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_request_is_answered_and_the_next_one_served() {
    let mut client = Setup::new().start().await;
    client.ignore_diagnostics();
    client.open(&report().repeat(40)).await;
    let params = json!({"textDocument": {"uri": DOCUMENT}});
    let id = client.ask("textDocument/documentSymbol", params).await;
    client.notify("$/cancelRequest", json!({"id": id})).await;
    let answer = client.answer(id).await;
    assert!(answer["error"]["code"] == -32800 || answer["result"].is_array(), "{answer}");
    assert!(client.on_document("textDocument/documentSymbol").await.is_array());
    client.finish().await;
}

#[cfg(unix)]
#[tokio::test]
async fn the_server_ends_with_its_clients_process() {
    let mut process = Command::new("sleep").arg("600").spawn().expect("a process");
    let mut client = Setup::new().process(process.id()).start().await;
    assert_alive(&mut client).await;
    process.kill().expect("it can be ended");
    // Not waited for: the dead process stays in the table, as that of a client does whose parent is busy.
    assert_eq!(client.end().await, ExitCode::FAILURE);
    process.wait().expect("it has ended");
}

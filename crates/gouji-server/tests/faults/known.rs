//! A document that is open beside whatever goes wrong, and what a server that is well says of it.

use serde_json::{Value, json};

use crate::support::Client;

const URI: &str = "file:///known.txt";
const TEXT: &str =
    "某区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n（一）主动公开\n\n五、存在的主要问题及改进情况\n";

/// Opens it.
pub async fn open(client: &mut Client) {
    client.ignore_diagnostics();
    let document = json!({"uri": URI, "languageId": "disclosure-report", "version": 1, "text": TEXT});
    client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
}

/// The next requests are answered, and rightly.
pub async fn assert_served(client: &mut Client, after: &str) {
    let document = json!({"uri": URI});
    let symbols = client.request("textDocument/documentSymbol", json!({"textDocument": document})).await;
    let names: Vec<&Value> = symbols.as_array().expect(after).iter().map(|symbol| &symbol["name"]).collect();
    assert_eq!(names, ["一、总体情况", "（一）主动公开", "五、存在的主要问题及改进情况"], "after {after}");
    let place = json!({"textDocument": document, "position": {"line": 2, "character": 3}});
    let hover = client.request("textDocument/hover", place).await;
    let said = hover["contents"]["value"].as_str();
    assert!(said.is_some_and(|said| said.starts_with("总体情况")), "after {after}: {hover}");
}

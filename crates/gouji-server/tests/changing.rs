//! Renaming and formatting, as an editor sees them.

mod support;

use serde_json::{Value, json};
use support::{Client, DOCUMENT, Setup, json_range};

const TEXT: &str = "某区2025年政府信息公开工作年度报告\n\n\n\n一、总体情况\n\n（一）主动公开\n\n甲。\n\n（二）监督保障\n\n| 甲 | 总计 |\n|---|---|\n|乙|3|\n\n1.加强培训。\n\n";

async fn opened(setup: Setup) -> Client {
    let mut client = setup.start().await;
    client.ignore_diagnostics();
    client.open(TEXT).await;
    client
}

/// The parameters of any of these requests at a position.
fn at(line: u32, character: u32) -> Value {
    json!({
        "textDocument": {"uri": DOCUMENT},
        "position": {"line": line, "character": character},
        "range": json_range([line, 0, line, 99]),
        "newName": "三",
        "options": {"tabSize": 4, "insertSpaces": false},
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_heading_gets_another_number_and_the_next_one_follows() {
    let (mut client, answer) = Setup::new().prepared_rename().locale("zh-cn").introduce().await;
    assert_eq!(answer["capabilities"]["renameProvider"], json!({"prepareProvider": true}));
    client.ignore_diagnostics();
    client.open(TEXT).await;
    let found = client.request("textDocument/prepareRename", at(6, 2)).await;
    assert_eq!(found, json!({"range": json_range([6, 1, 6, 2]), "placeholder": "一"}));
    let edit = client.request("textDocument/rename", at(6, 1)).await;
    let edits = edit["changes"][DOCUMENT].as_array().expect("edits").clone();
    let new: Vec<_> = edits.iter().map(|edit| (&edit["range"], &edit["newText"])).collect();
    let (first, second) = (json_range([6, 1, 6, 2]), json_range([10, 1, 10, 2]));
    assert_eq!(new, [(&first, &json!("三")), (&second, &json!("四"))]);
    for (method, line) in [("textDocument/prepareRename", 8), ("textDocument/rename", 0)] {
        let id = client.ask(method, at(line, 0)).await;
        let answer = client.answer(id).await;
        let error = (&answer["error"]["code"], &answer["error"]["message"]);
        assert_eq!(error, (&json!(-32803), &json!("只能修改标题的序号")), "{method}");
    }
    client.finish().await;
    let (mut client, answer) = Setup::new().introduce().await;
    assert_eq!(answer["capabilities"]["renameProvider"], true);
    client.ignore_diagnostics();
    client.finish().await;
}

/// The text after the edits.
async fn apply(client: &mut Client, version: i32, edits: &Value) -> usize {
    let edits = edits.as_array().expect("edits").clone();
    let changes: Vec<Value> =
        edits.iter().rev().map(|edit| json!({"range": edit["range"], "text": edit["newText"]})).collect();
    client.changes(version, json!(changes)).await;
    edits.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_formatted_text_needs_no_further_edits() {
    let mut client = opened(Setup::new()).await;
    let row = client.request("textDocument/rangeFormatting", at(14, 0)).await;
    let lines: Vec<_> = row.as_array().expect("edits").iter().map(|edit| &edit["range"]["start"]["line"]).collect();
    assert_eq!(lines, [14], "only the row that was asked for");
    let all = client.request("textDocument/formatting", at(0, 0)).await;
    assert_eq!(apply(&mut client, 2, &all).await, 5, "blank lines twice, and three rows: {all}");
    assert_eq!(client.request("textDocument/formatting", at(0, 0)).await, json!([]));
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_a_line_break_or_a_pipe_formats() {
    let mut client = opened(Setup::new()).await;
    let mut params = at(17, 0);
    params["ch"] = json!("\n");
    let found = client.request("textDocument/onTypeFormatting", params).await;
    assert_eq!(found, json!([{"range": json_range([17, 0, 17, 0]), "newText": "2."}]));
    let mut params = at(14, 5);
    params["ch"] = json!("|");
    let found = client.request("textDocument/onTypeFormatting", params).await;
    assert_eq!(found.as_array().map(Vec::len), Some(3), "{found}");
    client.changes(2, json!([{"text": "会议纪要\n\n\n\n| a |\n|-|\n"}])).await;
    for method in ["textDocument/formatting", "textDocument/rangeFormatting", "textDocument/rename"] {
        assert!(client.request(method, at(0, 0)).await.is_null(), "{method}: it is no report");
    }
    client.finish().await;
}

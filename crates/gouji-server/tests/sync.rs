//! Documents stay what the client has, whatever it sends and however fast.

mod support;

use serde_json::json;
use support::{Client, Setup, report};

/// The outline tells what the server takes the text for.
async fn headings(client: &mut Client) -> Vec<String> {
    let symbols = client.on_document("textDocument/documentSymbol").await;
    let names = symbols.as_array().into_iter().flatten().filter_map(|symbol| symbol["name"].as_str());
    names.map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn three_thousand_pipelined_changes_are_applied_in_order() {
    let mut client = Setup::new().nested_symbols().start().await;
    client.ignore_diagnostics();
    client.open("标题\n").await;
    client.change(2, [0, 0, 1, 0], "某区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n\n").await;
    // Each change puts a digit in front of those before; out of order, the line would read otherwise.
    let mut digits = String::new();
    for version in 3..3_003 {
        let digit = char::from_digit(version as u32 * 7 / 5 % 10, 10).expect("a digit");
        client.change(version, [4, 0, 4, 0], &digit.to_string()).await;
        digits.insert(0, digit);
    }
    // Only the last forty show in the outline.
    client.change(3_003, [4, 40, 4, 3_000], "").await;
    client.change(3_004, [4, 0, 4, 0], "二、").await;
    digits.truncate(38);
    assert_eq!(headings(&mut client).await, ["一、总体情况".to_owned(), format!("二、{digits}…")]);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_sees_the_text_as_it_was_when_it_was_sent() {
    let mut client = Setup::new().nested_symbols().start().await;
    client.ignore_diagnostics();
    client.open(&report()).await;
    let params = json!({"textDocument": {"uri": support::DOCUMENT}});
    let before = client.ask("textDocument/documentSymbol", params.clone()).await;
    client.changes(2, json!([{"text": ""}])).await;
    let after = client.ask("textDocument/documentSymbol", params).await;
    assert!(client.answer(before).await["result"].is_array());
    assert!(client.answer(after).await["result"].is_null(), "an empty text is no report");
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_one_notification_follow_each_other() {
    let mut client = Setup::new().nested_symbols().start().await;
    client.ignore_diagnostics();
    client.open("").await;
    let range = |range| support::json_range(range);
    let changes = json!([
        {"text": "某区2025年政府信息公开工作年度报告\n\n一、情况\n"},
        {"range": range([2, 2, 2, 2]), "text": "总"},
        {"range": range([2, 3, 2, 3]), "text": "体"},
        {"range": range([9, 9, 9, 9]), "text": "\n五、存在的主要问题及改进情况\n"},
    ]);
    client.changes(2, changes).await;
    assert_eq!(headings(&mut client).await, ["一、总体情况", "五、存在的主要问题及改进情况"]);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_mean_what_was_negotiated() {
    // Where the emoji begins, behind （一）𠀀, and how wide it is.
    for (encoding, start, width) in [("utf-8", 13, 4), ("utf-16", 5, 2), ("utf-32", 4, 1)] {
        let (mut client, answer) = Setup::new().encodings(&[encoding]).introduce().await;
        client.ignore_diagnostics();
        assert_eq!(answer["capabilities"]["positionEncoding"], encoding);
        client.open("某区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n（一）𠀀😀情况\n").await;
        client.change(2, [4, start, 4, start + width], "总体").await;
        assert_eq!(headings(&mut client).await, ["一、总体情况", "（一）𠀀总体情况"], "{encoding}");
        client.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_document_and_a_line_of_5_mb_are_served() {
    let mut client = Setup::new().nested_symbols().start().await;
    client.ignore_diagnostics();
    client.open("").await;
    assert!(client.hover(0, 0).await.is_null());
    client.changes(2, json!([{"text": report()}])).await;
    let outline = headings(&mut client).await;
    client.changes(3, json!([{"text": format!("{}{}", report(), "政府信息".repeat(420_000))}])).await;
    let last = client.hover(87, 1_680_000).await;
    assert!(last.is_null());
    client.change(4, [87, 1, 87, 1_680_001], "").await;
    assert_eq!(headings(&mut client).await, outline);
    client.finish().await;
}

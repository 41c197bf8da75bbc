//! More than any client sends at once.

use serde_json::{Value, json};

use crate::known;
use crate::support::{DOCUMENT, Setup, report};

/// The analysis was given up because the client asked for it, or because the text had changed.
const GIVEN_UP: [i64; 2] = [-32800, -32802];
/// More edits than a client makes until it is told of one.
const MOST_EDITS: usize = 100_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_hover_behind_3000_pipelined_edits_sees_the_last_text() {
    let mut client = Setup::new().start().await;
    known::open(&mut client).await;
    client.open("某区2025年政府信息公开工作年度报告\n\n\n").await;
    // Typed from the last character to the first: out of order, it would be no heading.
    let heading: Vec<char> = "一、总体情况".chars().collect();
    let filler = 3_000 - heading.len();
    for version in 0..filler {
        client.change(version as i32 + 2, [2, 0, 2, u32::from(version > 0)], "字").await;
    }
    client.change(3_000, [2, 0, 2, 1], "").await;
    for (at, c) in heading.iter().rev().enumerate() {
        client.change(3_001 + at as i32, [2, 0, 2, 0], &c.to_string()).await;
    }
    let hover = client.hover(2, 3).await;
    assert!(hover["contents"]["value"].as_str().is_some_and(|said| said.starts_with("总体情况")), "{hover}");
    known::assert_served(&mut client, "3,000 edits").await;
    client.finish().await;
}

/// Every edit supersedes the one before, and none waits for anything.
#[tokio::test(flavor = "multi_thread")]
async fn who_types_on_and_on_is_told_of_some_text_and_in_the_end_of_the_last() {
    const PUBLISH: &str = "textDocument/publishDiagnostics";
    let mut client = Setup::new().start().await;
    known::open(&mut client).await;
    client.wait(|message| message["method"] == PUBLISH).await;
    // So long that hundreds of edits come before an analysis ends, also where the client is kept waiting for a moment; and no
    // longer, as a busy machine has to read it too.
    client.open(&report().repeat(100)).await;
    let column = repeated(&client.published_for(1).await).expect("the repeated word");
    let mut version = 2;
    client.change(version, [16, 0, 16, 0], "字").await;
    // What is found has moved, so there is something to tell.
    for _ in 0..MOST_EDITS {
        version += 1;
        client.change(version, [16, 0, 16, 1], "字").await;
        if client.asked_to(PUBLISH) > 0 {
            break;
        }
    }
    assert!(client.asked_to(PUBLISH) > 0, "nothing is told while somebody types");
    version += 1;
    client.change(version, [16, 0, 16, 0], "字").await;
    assert_eq!(repeated(&client.published_for(version).await), Some(column + 2));
    known::assert_served(&mut client, "typing on and on").await;
    client.finish().await;
}

/// The column of the word that the sample says twice.
fn repeated(found: &[Value]) -> Option<u64> {
    found.iter().find(|found| found["code"] == "repeated-word")?["range"]["start"]["character"].as_u64()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_request_is_answered_and_the_next_one_served() {
    let mut client = Setup::new().start().await;
    known::open(&mut client).await;
    client.open(&report().repeat(40)).await;
    let id = client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": DOCUMENT}})).await;
    client.notify("$/cancelRequest", json!({"id": id})).await;
    let answer = client.answer(id).await;
    assert!(answer["error"]["code"] == -32800 || answer["result"].is_array(), "{answer}");
    assert!(client.on_document("textDocument/documentSymbol").await.is_array());
    known::assert_served(&mut client, "a cancelled request").await;
    client.finish().await;
}

/// Typing, asking and thinking better of it: each request has exactly one answer.
#[tokio::test(flavor = "multi_thread")]
async fn cancels_under_load_leave_nothing_behind() {
    let mut client = Setup::new().pull().start().await;
    known::open(&mut client).await;
    client.open(&report()).await;
    let mut asked = Vec::new();
    let methods = ["textDocument/diagnostic", "textDocument/documentSymbol", "textDocument/foldingRange"];
    for round in 0..200 {
        client.change(round + 2, [2, 0, 2, 0], "字").await;
        for method in methods {
            let id = client.ask(method, json!({"textDocument": {"uri": DOCUMENT}})).await;
            asked.push(id);
            if round % 2 == 0 {
                client.notify("$/cancelRequest", json!({"id": id})).await;
            }
        }
    }
    for id in asked {
        let answer = client.answer(id).await;
        let code = answer["error"]["code"].as_i64();
        assert!(
            code.map_or(answer["result"].is_object() || answer["result"].is_array(), |code| GIVEN_UP.contains(&code)),
            "{answer}"
        );
    }
    let last = client.on_document("textDocument/documentSymbol").await;
    assert!(last.is_array());
    known::assert_served(&mut client, "cancels under load").await;
    client.finish().await;
}

/// Who answers twice leaves a message unread, which the client notices at its end.
#[tokio::test]
async fn one_id_for_two_requests_costs_no_more_than_those() {
    let mut client = Setup::new().start().await;
    known::open(&mut client).await;
    let body = json!({"jsonrpc": "2.0", "id": "same", "method": "textDocument/documentSymbol", "params": {"textDocument": {"uri": DOCUMENT}}});
    for _ in 0..2 {
        client.body(body.to_string().as_bytes()).await;
    }
    for _ in 0..2 {
        client.wait(|message| message["id"] == "same").await;
    }
    known::assert_served(&mut client, "an id used twice").await;
    client.finish().await;
}

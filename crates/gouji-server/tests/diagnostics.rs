//! Diagnostics come with their version, once, and neither flicker nor flash while somebody types.

mod support;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::{Client, DOCUMENT, Setup, json_range, report, rules};

/// Where the sample says 疫情 twice, and the second one.
const DOUBLED: [u32; 4] = [16, 136, 16, 140];
const SECOND: [u32; 4] = [16, 138, 16, 140];

fn doubled(found: &[Value]) -> Option<&Value> {
    found.iter().find(|found| found["code"] == "repeated-word")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opened_document_is_judged_at_once() {
    let mut client = Setup::new().start().await;
    client.open(&report()).await;
    let found = client.published_for(1).await;
    let finding = doubled(&found).expect("the doubled word");
    assert_eq!(finding["range"], json_range(DOUBLED));
    assert_eq!((&finding["severity"], &finding["source"]), (&json!(2), &json!("勾稽·重复的词语")));
    assert!(finding["message"].as_str().expect("a message").contains("疫情"));
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_chinese_as_the_reports_unless_the_user_has_chosen_another_language() {
    let english = || Setup::new().displayed_in("en");
    for (setup, word) in [
        (Setup::new(), "请"),
        (english(), "请"),
        (english().locale("auto"), "请"),
        (english().locale("zh-cn"), "请"),
        (Setup::new().displayed_in("zh-cn").locale("en"), "Please"),
    ] {
        let mut client = setup.start().await;
        client.open("标题\n").await;
        assert!(client.published_for(1).await.is_empty());
        client.changes(2, json!([{"text": report()}])).await;
        client.save().await;
        let found = client.published_for(2).await;
        assert!(found.iter().any(|found| found["message"].as_str().is_some_and(|message| message.contains(word))));
        client.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn places_that_explain_a_finding_are_named_where_the_client_can_show_them() {
    let jianshan = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/reports/jianshan-2025.txt");
    let text = std::fs::read_to_string(jianshan).expect("the sample is there");
    for (setup, related) in [(Setup::new().related(), true), (Setup::new(), false)] {
        let mut client = setup.start().await;
        client.open(&text).await;
        let found = client.published_for(1).await;
        let mismatch = found.iter().find(|found| found["code"] == "tally-mismatch").expect("a mismatch");
        assert_eq!(mismatch["relatedInformation"].is_array(), related);
        client.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_set_is_not_sent_again() {
    let mut client = Setup::new().start().await;
    client.open(&report()).await;
    client.published_for(1).await;
    client.change(2, [10_000, 0, 10_000, 0], "\n").await;
    client.save().await;
    // The worker takes documents in the order of their names, so the first has been looked at when this one is.
    let other = json!({"uri": "file:///z.txt", "languageId": "plaintext", "version": 7, "text": ""});
    client.notify("textDocument/didOpen", json!({"textDocument": other})).await;
    let next = client.published().await;
    assert_eq!((&next["uri"], &next["version"]), (&json!("file:///z.txt"), &json!(7)));
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_mended_goes_at_once_and_what_is_new_on_the_edited_line_waits_for_rest() {
    let mut client = Setup::new().start().await;
    client.open(&report()).await;
    assert!(doubled(&client.published_for(1).await).is_some());

    client.change(2, SECOND, "").await;
    assert!(doubled(&client.published_for(2).await).is_none());

    let typed = Instant::now();
    client.change(3, [16, 138, 16, 138], "疫情").await;
    let mut published = client.published_for(3).await;
    // What stands behind the place has moved, and is told at once; the new finding comes later.
    while doubled(&published).is_none() {
        assert!(!published.is_empty(), "nothing is ever taken away in between");
        published = client.published_for(3).await;
    }
    assert!(typed.elapsed() >= Duration::from_millis(400), "{:?}", typed.elapsed());
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_flickers_while_somebody_types() {
    let mut client = Setup::new().start().await;
    client.open(&report()).await;
    let before = client.published_for(1).await;
    for version in 2..60 {
        client.change(version, [16, 0, 16, 0], "字").await;
    }
    client.save().await;
    loop {
        let params = client.published().await;
        let found: Vec<Value> = serde_json::from_value(params["diagnostics"].clone()).expect("an array");
        assert_eq!(rules(&found), rules(&before));
        if params["version"] == 59 {
            assert_eq!(doubled(&found).expect("it moved along")["range"]["start"]["character"], 136 + 58);
            break;
        }
    }
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_document_has_no_diagnostics() {
    let mut client = Setup::new().start().await;
    client.open(&report()).await;
    client.published_for(1).await;
    client.close().await;
    let params = client.published().await;
    assert_eq!(params, json!({"uri": DOCUMENT, "diagnostics": []}));
    client.open(&report()).await;
    assert!(!client.published_for(1).await.is_empty(), "opened anew");
    client.finish().await;
}

async fn pull(client: &mut Client, previous: Option<&str>) -> Value {
    let params = json!({"textDocument": {"uri": DOCUMENT}, "previousResultId": previous});
    client.request("textDocument/diagnostic", params).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_asks_is_not_sent_any_and_learns_when_nothing_changed() {
    let (mut client, answer) = Setup::new().pull().introduce().await;
    assert!(answer["capabilities"]["diagnosticProvider"].is_object());
    client.open(&report()).await;
    let first = pull(&mut client, None).await;
    assert_eq!(first["kind"], "full");
    assert!(doubled(first["items"].as_array().expect("items")).is_some());
    let id = first["resultId"].as_str().expect("an id");
    assert_eq!(pull(&mut client, Some(id)).await, json!({"kind": "unchanged", "resultId": id}));
    client.change(2, SECOND, "").await;
    let mended = pull(&mut client, Some(id)).await;
    assert_eq!(mended["kind"], "full");
    assert!(doubled(mended["items"].as_array().expect("items")).is_none());
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_asks_is_told_to_ask_again_when_the_typist_rests() {
    let mut client = Setup::new().pull().start().await;
    client.open(&report()).await;
    pull(&mut client, None).await;
    client.change(2, SECOND, "").await;
    pull(&mut client, None).await;
    client.change(3, [16, 138, 16, 138], "疫情").await;
    let at_once = pull(&mut client, None).await;
    assert!(doubled(at_once["items"].as_array().expect("items")).is_none());
    let refresh = client.wait(|message| message["method"] == "workspace/diagnostic/refresh").await;
    client.body(json!({"jsonrpc": "2.0", "id": refresh["id"], "result": null}).to_string().as_bytes()).await;
    let rested = pull(&mut client, None).await;
    assert!(doubled(rested["items"].as_array().expect("items")).is_some());
    client.finish().await;
}

//! Documents that are not open, or twice; versions and ranges that cannot be.

use serde_json::{Value, json};

use crate::known;
use crate::support::{Client, DOCUMENT, Setup, json_range, report};

const TITLE: &str = "某区2025年政府信息公开工作年度报告\n";

async fn headings(client: &mut Client) -> Vec<String> {
    let symbols = client.on_document("textDocument/documentSymbol").await;
    let names = symbols.as_array().into_iter().flatten().filter_map(|symbol| symbol["name"].as_str());
    names.map(str::to_owned).collect()
}

async fn start() -> Client {
    let mut client = Setup::new().start().await;
    known::open(&mut client).await;
    client
}

#[tokio::test]
async fn documents_that_are_not_open_cannot_be_changed() {
    let mut client = start().await;
    client.change(2, [0, 0, 0, 0], "x").await;
    client.save().await;
    client.close().await;
    assert!(client.hover(0, 0).await.is_null());
    client.open(&report()).await;
    client.close().await;
    client.close().await;
    client.change(2, [0, 0, 0, 0], "x").await;
    assert!(client.hover(0, 0).await.is_null());
    for method in ["textDocument/documentSymbol", "textDocument/foldingRange"] {
        assert!(client.on_document(method).await.is_null(), "{method}");
    }
    let nothing = client.on_document("textDocument/diagnostic").await;
    assert_eq!(nothing["items"], json!([]));
    known::assert_served(&mut client, "changes of what is not open").await;
    client.finish().await;
}

#[tokio::test]
async fn the_last_of_two_openings_counts() {
    let mut client = start().await;
    client.open(&report()).await;
    client.open(&format!("{TITLE}一、总体情况\n")).await;
    assert_eq!(headings(&mut client).await, ["一、总体情况"]);
    client.change(2, [2, 0, 2, 0], "六、其他需要报告的事项\n").await;
    assert_eq!(headings(&mut client).await, ["一、总体情况", "六、其他需要报告的事项"]);
    client.close().await;
    assert!(client.hover(0, 0).await.is_null(), "once is enough to close it");
    known::assert_served(&mut client, "two openings").await;
    client.finish().await;
}

#[tokio::test]
async fn an_older_version_is_ignored() {
    let mut client = start().await;
    client.open(&format!("{TITLE}一、总体情况\n")).await;
    client.change(5, [9, 0, 9, 0], "六、其他需要报告的事项\n").await;
    for version in [4, 1, 0, -1, i32::MIN] {
        client.changes(version, json!([{"text": ""}])).await;
    }
    assert_eq!(headings(&mut client).await.len(), 2);
    client.change(5, [9, 0, 9, 0], "七、另外的\n").await;
    client.change(i32::MAX, [9, 0, 9, 0], "八、另外的\n").await;
    assert_eq!(
        headings(&mut client).await.len(),
        4,
        "the same version once more, or a much later one, is none too old"
    );
    known::assert_served(&mut client, "versions that go back").await;
    client.finish().await;
}

#[tokio::test]
async fn positions_outside_the_document_and_reversed_ranges_are_clamped() {
    const FAR: [u32; 4] = [u32::MAX; 4];
    let mut client = start().await;
    client.open("一\n").await;
    for (range, text, becomes) in [
        ([0, 99, 0, 99], "、总体情况", "一、总体情况\n"),
        ([77, 7, 99, 9], "五、存在的主要问题及改进情况", "一、总体情况\n五、存在的主要问题及改进情况"),
        ([1, 2, 1, 0], "五、", "一、总体情况\n五、存在的主要问题及改进情况"),
        ([1, 5, 0, 99], "\n五、存在的", "一、总体情况\n五、存在的主要问题及改进情况"),
        (FAR, "", "一、总体情况\n五、存在的主要问题及改进情况"),
    ] {
        client.change(2, range, text).await;
        // A title at the top shows the text, and is taken away again.
        client.change(2, [0, 0, 0, 0], TITLE).await;
        assert_eq!(headings(&mut client).await, becomes.lines().collect::<Vec<_>>(), "{range:?}");
        client.change(2, [0, 0, 1, 0], "").await;
    }
    client.hover(u32::MAX, u32::MAX).await;
    for range in [[9, 9, 0, 0], FAR] {
        let context = json!({"diagnostics": []});
        let params = json!({"textDocument": {"uri": DOCUMENT}, "range": json_range(range), "context": context});
        client.request("textDocument/codeAction", params).await;
    }
    known::assert_served(&mut client, "places outside the text").await;
    client.finish().await;
}

/// The halves of 𠀀, as ranges can cut them.
#[tokio::test]
async fn a_range_that_cuts_a_surrogate_pair_keeps_both_sides_in_step() {
    for (range, text, becomes) in [
        ([1, 3, 1, 4], "", "（一）\u{FFFD}情况"),
        ([1, 4, 1, 5], "", "（一）\u{FFFD}情况"),
        ([1, 5, 1, 4], "", "（一）\u{FFFD}情况"),
        ([1, 2, 1, 4], "）", "（一）\u{FFFD}情况"),
        ([1, 4, 1, 4], "总", "（一）\u{FFFD}总\u{FFFD}情况"),
    ] {
        let mut client = start().await;
        client.open(&format!("{TITLE}（一）𠀀情况\n")).await;
        client.change(2, range, text).await;
        // Whatever it has become, as many units as that stand in the line on both sides.
        let length = u32::try_from(becomes.encode_utf16().count()).expect("short");
        client.change(3, [1, length, 1, length], "况").await;
        client.change(4, [1, 0, 1, length], "一、总体情").await;
        assert_eq!(headings(&mut client).await, ["一、总体情况"], "{range:?}");
        known::assert_served(&mut client, "half a pair").await;
        client.finish().await;
    }
}

/// The same, as JSON alone can write them: one half after the other.
#[tokio::test]
async fn half_a_surrogate_pair_keeps_the_document_in_step() {
    let mut client = start().await;
    client.open(&format!("{TITLE}\n一、总体情况\n\n（一）情况\n")).await;
    for (version, at, half) in [(2, 3, r"\ud840"), (3, 4, r"\udc00")] {
        let body = format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{DOCUMENT}","version":{version}}},"contentChanges":[{{"range":{{"start":{{"line":4,"character":{at}}},"end":{{"line":4,"character":{at}}}}},"text":"{half}"}}]}}}}"#
        );
        client.body(body.as_bytes()).await;
    }
    client.change(4, [4, 5, 4, 6], "场").await;
    client.change(5, [4, 3, 4, 5], "").await;
    assert_eq!(headings(&mut client).await, ["一、总体情况", "（一）场况"]);
    known::assert_served(&mut client, "half a pair in JSON").await;
    client.finish().await;
}

/// Any document is served under the URI that the client gave it.
#[tokio::test]
async fn any_uri_will_do() {
    let mut client = start().await;
    for uri in [
        "",
        "a",
        "file:",
        "file:///",
        "file:///a%",
        "file:///%00",
        "file:///%ff.txt",
        "file:///%ZZ.txt",
        "file:///w/[a].txt",
        "file:///w/{a}|^`\\.txt",
        "file:///w/张 三.txt",
        "http://[",
        "untitled:1",
        "untitled:未命名 1%",
        "文件:///一",
    ] {
        let document = json!({"uri": uri, "languageId": "", "version": 1, "text": report()});
        client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
        let shown = client
            .wait(|message| message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri)
            .await;
        assert_ne!(shown["params"]["diagnostics"], Value::Array(Vec::new()), "{uri}");
        assert_is_called(&mut client, uri).await;
        known::assert_served(&mut client, uri).await;
    }
    client.finish().await;
}

/// Requests for the document are answered, and answers that name it name it so.
async fn assert_is_called(client: &mut Client, uri: &str) {
    let document = json!({"uri": uri});
    let symbols = client.request("textDocument/documentSymbol", json!({"textDocument": document})).await;
    let symbols = symbols.as_array().expect(uri);
    assert!(!symbols.is_empty() && symbols.iter().all(|symbol| symbol["location"]["uri"] == uri), "{uri}: {symbols:?}");
    let whole = json_range([0, 0, u32::MAX, 0]);
    let params =
        json!({"textDocument": document, "range": whole, "context": {"diagnostics": [], "only": ["quickfix"]}});
    let actions = client.request("textDocument/codeAction", params).await;
    let changes = actions.as_array().expect(uri).iter().filter_map(|action| action["edit"]["changes"].as_object());
    let names: Vec<&String> = changes.flat_map(|changes| changes.keys()).collect();
    assert!(names.iter().any(|name| *name == uri), "{uri}: {names:?}");
    assert!(names.iter().all(|name| *name == uri || name.contains("gouji")), "{uri}: {names:?}");
}

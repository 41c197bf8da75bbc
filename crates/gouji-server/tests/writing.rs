//! The features that help to write a report, as an editor sees them: hints, completion, lenses, selection, links, symbols.

mod support;

use serde_json::{Value, json};
use support::{Client, DOCUMENT, Setup, json_range};

const CLEAN: &str = gouji_properties::seeds::CLEAN;
const ALL: [u32; 4] = [0, 0, u32::MAX, 0];

async fn hints(client: &mut Client, range: [u32; 4]) -> Vec<Value> {
    let params = json!({"textDocument": {"uri": DOCUMENT}, "range": json_range(range)});
    serde_json::from_value(client.request("textDocument/inlayHint", params).await).expect("an array")
}

/// Opens the text; answers of the server about diagnostics may stay unread.
async fn opened(setup: Setup, text: &str) -> Client {
    let mut client = setup.start().await;
    client.ignore_diagnostics();
    client.open(text).await;
    client
}

fn label(hint: &Value) -> String {
    hint["label"].as_array().expect("parts").iter().filter_map(|part| part["value"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_hint_writes_the_total_and_becomes_a_tick() {
    let row = "数量\t\t\t3\t1\t0\t0\t0\t0\t4";
    let wrong = CLEAN.replacen(row, &row.replace("\t4", "\t9"), 1);
    let mut client = opened(Setup::new(), &wrong).await;
    let is_wrong = |hint: &&Value| label(hint).starts_with('✗');
    let found = hints(&mut client, ALL).await;
    let failing: Vec<&Value> = found.iter().filter(is_wrong).collect();
    let own = failing.iter().find(|hint| label(hint) == "✗ 3＋1＝4").expect("the row");
    let addend = &own["label"][1];
    assert_eq!((&addend["value"], &addend["location"]["uri"]), (&json!("3"), &json!(DOCUMENT)));
    let edits = own["textEdits"].clone();
    assert_eq!(edits[0]["newText"], "4");
    client.changes(2, json!([{"range": edits[0]["range"], "text": edits[0]["newText"]}])).await;
    assert_eq!(hints(&mut client, ALL).await.iter().filter(is_wrong).count(), 0);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_requested_range_has_hints_and_settings_switch_them_off() {
    let mut client = opened(Setup::new(), CLEAN).await;
    let all = hints(&mut client, ALL).await;
    assert!(all.len() > 20, "{}", all.len());
    let line = u32::try_from(all[0]["position"]["line"].as_u64().expect("a line")).expect("few lines");
    let some = hints(&mut client, [line, 0, line, 999]).await;
    assert!(!some.is_empty() && some.iter().all(|hint| hint["position"]["line"] == line), "{some:?}");
    for (totals, count) in [(false, 0), (true, all.len())] {
        let settings = json!({"settings": {"gouji": {"inlayHints": {"totals": totals}}}});
        client.notify("workspace/didChangeConfiguration", settings).await;
        assert_eq!(hints(&mut client, ALL).await.len(), count);
    }
    client.finish().await;
    let mut client = opened(Setup::new().without_total_hints(), CLEAN).await;
    assert_eq!(hints(&mut client, ALL).await.len(), 0);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hints_are_requested_again_when_another_year_is_opened_or_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = |name: &str| format!("file://{}", folder.path().join(name).display());
    let mut client = Setup::new().folders(&[&uri("")]).hint_refresh().start().await;
    client.ignore_diagnostics();
    let open = |name: &str, text: &str| {
        let document = json!({"uri": uri(name), "languageId": "plaintext", "version": 1, "text": text});
        json!({"textDocument": document})
    };
    client.notify("textDocument/didOpen", open("2024.txt", CLEAN)).await;
    let ask = json!({"textDocument": {"uri": uri("2024.txt")}, "range": json_range(ALL)});
    let carried = |found: Value| -> Vec<Value> {
        found.as_array().expect("hints").iter().filter(|hint| label(hint).starts_with("上年")).cloned().collect()
    };
    assert_eq!(carried(client.request("textDocument/inlayHint", ask.clone()).await), Vec::<Value>::new());
    client.notify("textDocument/didOpen", open("2023.txt", gouji_properties::seeds::LAST_CLEAN)).await;
    let is_refresh = |message: &Value| message["method"] == "workspace/inlayHint/refresh";
    let refresh = client.wait(is_refresh).await;
    client.acknowledge(&refresh).await;
    let found = carried(client.request("textDocument/inlayHint", ask.clone()).await);
    assert_eq!(found.len(), 7);
    assert_eq!(found[0]["label"][0]["location"]["uri"], json!(uri("2023.txt")));
    let version = json!({"uri": uri("2023.txt"), "version": 2});
    let changes = json!([{"text": ""}]);
    client.notify("textDocument/didChange", json!({"textDocument": version, "contentChanges": changes})).await;
    let refresh = client.wait(is_refresh).await;
    client.acknowledge(&refresh).await;
    assert_eq!(carried(client.request("textDocument/inlayHint", ask).await), Vec::<Value>::new());
    client.finish().await;
}

/// VS Code marks the words at the cursor if a report has no answer.
#[tokio::test(flavor = "multi_thread")]
async fn words_of_a_report_have_no_highlights_and_other_texts_no_answer() {
    let params = json!({"textDocument": {"uri": DOCUMENT}, "position": {"line": 0, "character": 1}});
    for (text, expected) in [(CLEAN, json!([])), ("会议纪要\n", Value::Null)] {
        let mut client = opened(Setup::new(), text).await;
        assert_eq!(client.request("textDocument/documentHighlight", params.clone()).await, expected);
        client.finish().await;
    }
}

async fn proposals(client: &mut Client, [line, character]: [u32; 2]) -> Vec<Value> {
    let position = json!({"line": line, "character": character});
    let params = json!({"textDocument": {"uri": DOCUMENT}, "position": position, "context": {"triggerKind": 1}});
    serde_json::from_value(client.request("textDocument/completion", params).await).expect("an array")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_begun_and_continued_by_completion() {
    let mut client = opened(Setup::new(), "nb").await;
    let found = proposals(&mut client, [0, 2]).await;
    let edit = &found[0]["textEdit"];
    assert_eq!(edit["range"], json_range([0, 0, 0, 2]));
    let text = edit["newText"].as_str().expect("a text");
    assert!(text.starts_with("××机关20") && found[0]["insertTextFormat"].is_null(), "{text}");
    client.changes(2, json!([{"range": edit["range"], "text": text}])).await;
    let symbols = client.on_document("textDocument/documentSymbol").await;
    assert_eq!(symbols.as_array().expect("sections").iter().filter(|one| one["containerName"].is_null()).count(), 6);
    client.finish().await;
    let mut client = opened(Setup::new().snippets(), "").await;
    let found = proposals(&mut client, [0, 0]).await;
    assert_eq!(found[0]["insertTextFormat"], 2);
    assert!(found[0]["textEdit"]["newText"].as_str().is_some_and(|text| text.starts_with("${1:××机关}20")));
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn proposals_are_found_by_pinyin_and_documented_when_they_are_resolved() {
    let text = "某区2025年政府信息公开工作年度报告\n\n一、总体情况\n\nsdhcl\n";
    let mut client = opened(Setup::new().markdown(), text).await;
    let found = proposals(&mut client, [4, 5]).await;
    assert_eq!(found.len(), 1, "{found:?}");
    let item = found[0].clone();
    assert_eq!(item["label"], "三、收到和处理政府信息公开申请情况");
    assert!(item["filterText"].as_str().is_some_and(|filter| filter.contains(" shoudaohechuli")), "{item}");
    assert!(item["documentation"].is_null(), "it is written later");
    let resolved = client.request("completionItem/resolve", item.clone()).await;
    let documentation = resolved["documentation"].as_str().expect("plain text");
    assert!(documentation.starts_with("收到和处理政府信息公开申请情况\n\n"), "{documentation}");
    assert_eq!(resolved["textEdit"], item["textEdit"]);
    let foreign = json!({"label": "x", "data": {"edition": "none", "row": 1}});
    assert_eq!(client.request("completionItem/resolve", foreign.clone()).await, foreign);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lenses_lead_to_places_only_if_the_client_has_the_command() {
    let row = "数量\t\t\t3\t1\t0\t0\t0\t0\t4";
    let wrong = CLEAN.replacen(row, &row.replace("\t4", "\t9"), 1);
    for (setup, leads) in [(Setup::new(), false), (Setup::new().places(), true)] {
        let mut client = opened(setup, &wrong).await;
        let found = client.on_document("textDocument/codeLens").await;
        let found = found.as_array().expect("lenses");
        let commands: Vec<&Value> = found.iter().map(|lens| &lens["command"]).collect();
        assert!(commands[0]["title"].as_str().is_some_and(|title| title.contains("不符")), "{commands:?}");
        assert_eq!(commands[0]["command"], if leads { "gouji.showPlaces" } else { "" });
        let arguments = &commands[0]["arguments"];
        assert_eq!(arguments[0]["uri"].as_str(), leads.then_some(DOCUMENT));
        assert_eq!(arguments[1][0]["uri"].as_str(), leads.then_some(DOCUMENT));
        let off = json!({"settings": {"gouji": {"codeLens": false}}});
        client.notify("workspace/didChangeConfiguration", off).await;
        assert!(client.on_document("textDocument/codeLens").await.is_null());
        client.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_selection_grows_to_the_whole_text_at_each_position() {
    let mut client = opened(Setup::new(), CLEAN).await;
    let positions = json!([{"line": 0, "character": 0}, {"line": 4, "character": 1}, {"line": 999, "character": 9}]);
    let params = json!({"textDocument": {"uri": DOCUMENT}, "positions": positions});
    let found = client.request("textDocument/selectionRange", params).await;
    let found = found.as_array().expect("chains");
    assert_eq!(found.len(), 3);
    for chain in found {
        let mut outer = chain;
        while let Some(parent) = outer.get("parent") {
            outer = parent;
        }
        assert_eq!(outer["range"]["start"], json!({"line": 0, "character": 0}));
    }
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_and_names_of_rules_are_links() {
    let text = format!("<!-- gouji: allow row-label -->\n{CLEAN}\n网址：https://www.example.gov.cn/x。\n");
    let mut client = opened(Setup::new().locale("en").documentation("file:///rules"), &text).await;
    let found = client.on_document("textDocument/documentLink").await;
    let targets: Vec<&str> =
        found.as_array().expect("links").iter().filter_map(|link| link["target"].as_str()).collect();
    assert_eq!(targets, ["file:///rules/row-label.md", "https://www.example.gov.cn/x"]);
    client.finish().await;
    let mut client = opened(Setup::new(), "会议纪要 https://www.example.gov.cn/x\n").await;
    assert!(client.on_document("textDocument/documentLink").await.is_null(), "it is no report");
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reports_of_the_workspace_are_symbols() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("去年.txt"), gouji_properties::seeds::LAST_CLEAN).expect("a file");
    let uri = |name: &str| format!("file://{}", folder.path().join(name).display());
    let mut client = Setup::new().folders(&[&uri("")]).start().await;
    client.ignore_diagnostics();
    let document = json!({"uri": uri("今年.txt"), "languageId": "plaintext", "version": 1, "text": CLEAN});
    client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
    // The workspace is read in the background, so the client asks until both reports are known.
    let mut found = Value::Null;
    for _ in 0..1_000 {
        found = client.request("workspace/symbol", json!({"query": "20"})).await;
        if found.as_array().is_some_and(|found| found.len() == 2) {
            break;
        }
        tokio::task::yield_now().await;
    }
    let names: Vec<_> =
        found.as_array().expect("symbols").iter().map(|one| (&one["name"], &one["containerName"])).collect();
    assert_eq!(names, [(&json!("青山县 2024"), &json!("今年.txt")), (&json!("青山县 2023"), &json!("去年.txt"))]);
    assert_eq!(found[0]["location"]["uri"], json!(uri("今年.txt")), "as the client spells it");
    let found = client.request("workspace/symbol", json!({"query": "去年"})).await;
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    client.finish().await;
}

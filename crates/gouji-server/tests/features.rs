//! The features as an editor sees them. What they say is tested beside each of them.

mod support;

use serde_json::{Value, json};
use support::{Client, DOCUMENT, Setup, json_range, report};

async fn actions(client: &mut Client, range: [u32; 4], only: Option<&str>) -> Value {
    let mut context = json!({"diagnostics": []});
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let params = json!({"textDocument": {"uri": DOCUMENT}, "range": json_range(range), "context": context});
    client.request("textDocument/codeAction", params).await
}

#[tokio::test(flavor = "multi_thread")]
async fn hover_comes_in_the_form_the_client_reads() {
    for (setup, kind, title) in [
        (Setup::new().markdown(), "markdown", "**总体情况**\n\n"),
        (Setup::new(), "plaintext", "总体情况\n\n"),
        (Setup::new().markdown().encodings(&["utf-8"]), "markdown", "**总体情况**\n\n"),
    ] {
        let mut client = setup.start().await;
        client.ignore_diagnostics();
        client.open(&report()).await;
        let hover = client.hover(8, 3).await;
        assert_eq!(hover["contents"]["kind"], kind);
        assert!(hover["contents"]["value"].as_str().expect("a text").starts_with(title), "{hover}");
        assert_eq!(hover["range"]["start"], json!({"line": 8, "character": 0}));
        client.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quick_fix_mends_what_it_says() {
    let mut client = Setup::new().document_changes().start().await;
    client.ignore_diagnostics();
    client.open(&report()).await;
    let offered = actions(&mut client, [16, 139, 16, 139], None).await;
    let action = &offered[0];
    assert_eq!((&action["kind"], &action["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(action["diagnostics"][0]["code"], "repeated-word");
    let change = &action["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["version"], 1);
    client.changes(2, json!([{"range": change["edits"][0]["range"], "text": change["edits"][0]["newText"]}])).await;
    let left = actions(&mut client, [16, 139, 16, 139], None).await;
    assert!(left.as_array().expect("an array").is_empty(), "{left}");
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finding_can_be_accepted_and_mending_it_is_offered_first() {
    let mut client = Setup::new().locale("en").start().await;
    client.ignore_diagnostics();
    client.open(&report()).await;
    let offered = actions(&mut client, [16, 139, 16, 139], None).await;
    let titles: Vec<(&Value, &Value)> =
        offered.as_array().expect("actions").iter().map(|action| (&action["title"], &action["isPreferred"])).collect();
    assert_eq!(titles[0].1, &json!(true), "{titles:?}");
    let accepting = [
        json!("Ignore “Repeated word” here (writes a comment into the text)"),
        json!("Ignore “Repeated word” in this text (writes a comment at its beginning)"),
    ];
    assert_eq!(titles[titles.len() - 2..], [(&accepting[0], &json!(false)), (&accepting[1], &json!(false))]);
    let edit = offered[titles.len() - 2]["edit"]["changes"].as_object().expect("changes").values().next().expect("one");
    client.changes(2, json!([{"range": edit[0]["range"], "text": edit[0]["newText"]}])).await;
    let left = actions(&mut client, [17, 139, 17, 139], None).await;
    assert!(left.as_array().expect("an array").is_empty(), "{left}");
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_without_versioned_edits_get_plain_ones() {
    let mut client = Setup::new().start().await;
    client.ignore_diagnostics();
    client.open(&report()).await;
    let offered = actions(&mut client, [16, 139, 16, 139], Some("quickfix")).await;
    let changes = offered[0]["edit"]["changes"].as_object().expect("changes");
    let (uri, edits) = changes.iter().next().expect("one document");
    assert_eq!(uri, DOCUMENT, "as the client spells it");
    assert_eq!(edits.as_array().map(Vec::len), Some(1));
    assert!(actions(&mut client, [16, 139, 16, 139], Some("refactor.inline")).await.is_null());
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_safe_is_mended_where_that_is_asked_for() {
    let mut client = Setup::new().document_changes().start().await;
    client.ignore_diagnostics();
    let faulty = report().replace("社会公益组织", "公益组织");
    client.open(&faulty).await;
    let lightbulb = actions(&mut client, [16, 139, 16, 139], None).await;
    let kinds = lightbulb.as_array().expect("an array").iter().map(|action| &action["kind"]);
    assert!(kinds.clone().count() > 0 && kinds.clone().all(|kind| kind == "quickfix"), "{lightbulb}");
    for only in ["source", "source.fixAll", "source.fixAll.gouji"] {
        let offered = actions(&mut client, [0, 0, 0, 0], Some(only)).await;
        let [action] = offered.as_array().expect("an array").as_slice() else { panic!("one action: {offered}") };
        assert_eq!(action["kind"], "source.fixAll.gouji");
    }
    assert!(actions(&mut client, [0, 0, 0, 0], Some("source.fixAllOthers")).await.is_null());
    let offered = actions(&mut client, [0, 0, 0, 0], Some("source.fixAll")).await;
    let edits = offered[0]["edit"]["documentChanges"][0]["edits"].as_array().expect("edits").clone();
    assert!(edits.len() > 1 && edits.iter().all(|edit| edit["newText"].as_str().is_some_and(|new| new.len() < 1_000)));
    // Edits hold for the text before; from the last to the first none moves another.
    let changes: Vec<Value> =
        edits.iter().rev().map(|edit| json!({"range": edit["range"], "text": edit["newText"]})).collect();
    client.changes(2, json!(changes)).await;
    assert_eq!(actions(&mut client, [0, 0, 0, 0], Some("source.fixAll")).await, json!([]));
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn diagnostics_link_to_the_pages_that_the_client_keeps() {
    let linked = |setup: Setup| async {
        let mut client = setup.start().await;
        client.open(&report()).await;
        let diagnostics = client.published_for(1).await;
        client.ignore_diagnostics();
        client.finish().await;
        let repeated =
            diagnostics.into_iter().find(|found| found["code"] == "repeated-word").expect("the doubled word");
        repeated["codeDescription"]["href"].clone()
    };
    let base = "gouji-rule:/";
    assert_eq!(linked(Setup::new().locale("zh-cn").documentation(base)).await, "gouji-rule:/zh-CN/repeated-word.md");
    assert_eq!(linked(Setup::new().locale("en").documentation(base)).await, "gouji-rule:/repeated-word.md");
    let folder = Setup::new().locale("en").documentation("file:///usr/share/gouji/rules");
    assert_eq!(linked(folder).await, "file:///usr/share/gouji/rules/repeated-word.md");
    assert!(linked(Setup::new()).await.is_null(), "no pages are known");
    let silent = Setup::new().documentation(base).related();
    assert!(linked(silent).await.is_null(), "the client shows no links");
}

fn assert_nested(symbols: &Value) {
    let place = |position: &Value| (position["line"].as_u64(), position["character"].as_u64());
    for symbol in symbols.as_array().into_iter().flatten() {
        let (range, selection) = (&symbol["range"], &symbol["selectionRange"]);
        assert!(place(&range["start"]) <= place(&selection["start"]), "{symbol}");
        assert!(place(&selection["end"]) <= place(&range["end"]), "{symbol}");
        assert!(!symbol["name"].as_str().expect("a name").is_empty());
        assert_nested(&symbol["children"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outline_is_a_tree_or_a_list() {
    let mut client = Setup::new().nested_symbols().start().await;
    client.ignore_diagnostics();
    client.open(&report()).await;
    let tree = client.on_document("textDocument/documentSymbol").await;
    assert_nested(&tree);
    assert_eq!(tree[0]["name"], "一、总体情况");
    assert!(tree[0]["children"].as_array().is_some_and(|children| children.len() == 3), "{tree}");
    assert_eq!(tree[1]["children"][0]["name"], "主动公开政府信息情况表");
    client.finish().await;

    let mut client = Setup::new().start().await;
    client.ignore_diagnostics();
    client.open(&report()).await;
    let list = client.on_document("textDocument/documentSymbol").await;
    assert_eq!(list[0]["location"]["range"]["start"], json!({"line": 8, "character": 0}));
    assert_eq!(list[1]["containerName"], "一、总体情况");
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn folds_are_whole_lines() {
    let mut client = Setup::new().start().await;
    client.ignore_diagnostics();
    client.open(&report()).await;
    let folds = client.on_document("textDocument/foldingRange").await;
    let folds = folds.as_array().expect("folds");
    assert!(folds.len() > 8, "{folds:?}");
    for fold in folds {
        assert!(fold["startLine"].as_u64() < fold["endLine"].as_u64(), "{fold}");
    }
    assert_eq!(folds[0]["startLine"], 8);
    client.finish().await;
}

/// A report whose prose tells its tables.
fn told_report() -> String {
    gouji_properties::seeds::CLEAN.to_owned()
}

/// Line and column of the first `words` behind the first `from`.
fn place(text: &str, from: &str, words: &str) -> [u32; 2] {
    let (above, behind) = text.split_once(from).expect("it is there");
    let (between, _) =
        [from, behind].concat().split_once(words).map(|(a, b)| (a.to_owned(), b.len())).expect("it is there");
    let before = [above, &between].concat();
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
    [u32::try_from(line).expect("few lines"), u32::try_from(column).expect("short lines")]
}

fn two_digits([line, column]: [u32; 2]) -> Value {
    json_range([line, column, line, column + 2])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_of_the_prose_leads_to_its_cell_and_back() {
    let text = told_report();
    let (told, cell) = (place(&text, "共收到政府信息公开申请", "28件"), place(&text, "一、本年新收", "28"));
    let mut client = Setup::new().start().await;
    client.ignore_diagnostics();
    client.open(&text).await;
    let at = |[line, character]: [u32; 2], declared: bool| {
        json!({
            "textDocument": {"uri": DOCUMENT},
            "position": {"line": line, "character": character},
            "context": {"includeDeclaration": declared},
        })
    };
    let ranges = |found: &Value| -> Vec<Value> {
        let found = match found {
            Value::Array(found) => found.clone(),
            one => vec![one.clone()],
        };
        found.iter().map(|location| location["range"].clone()).collect()
    };
    let found = client.request("textDocument/definition", at(told, false)).await;
    assert_eq!(ranges(&found), [two_digits(cell)], "{found}");
    let found = ranges(&client.request("textDocument/references", at(cell, false)).await);
    assert_eq!(found[0], two_digits(told), "the prose comes first in the text");
    assert!(found.len() > 6 && !found.contains(&two_digits(cell)), "its addends, and not itself: {found:?}");
    let found = ranges(&client.request("textDocument/references", at(told, true)).await);
    assert_eq!(found, [two_digits(told), two_digits(cell)]);
    let nowhere = place(&text, "持续优化", "网站");
    assert!(client.request("textDocument/definition", at(nowhere, false)).await.is_null());
    assert!(client.request("textDocument/references", at(nowhere, false)).await.is_null());
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_title_tells_how_the_report_stands() {
    let text = told_report();
    let mut client = Setup::new().locale("zh-cn").start().await;
    client.ignore_diagnostics();
    client.open(&text).await;
    let [line, column] = place(&text, "青山县2024年", "2024");
    let hover = client.hover(line, column).await;
    let said = hover["contents"]["value"].as_str().expect("a text");
    assert_eq!(hover["range"]["start"], json!({"line": 0, "character": 0}));
    for words in ["2024", "读懂 2 处，与表格一致 2 处，不符 0 处"] {
        assert!(said.contains(words), "{said}");
    }
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_definition_is_a_link_for_clients_that_underline_the_figure() {
    let text = told_report();
    let (told, cell) = (place(&text, "共收到政府信息公开申请", "28件"), place(&text, "一、本年新收", "28"));
    let mut client = Setup::new().definition_links().start().await;
    client.ignore_diagnostics();
    client.open(&text).await;
    let position = json!({"line": told[0], "character": told[1]});
    let params = json!({"textDocument": {"uri": DOCUMENT}, "position": position});
    let found = client.request("textDocument/definition", params).await;
    let expected = json!([{
        "originSelectionRange": two_digits(told),
        "targetUri": DOCUMENT,
        "targetRange": two_digits(cell),
        "targetSelectionRange": two_digits(cell),
    }]);
    assert_eq!(found, expected, "as the client spells it");
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_total_is_highlighted_with_its_addends_and_the_prose() {
    const READ: u64 = 2;
    const WRITE: u64 = 3;
    let text = told_report();
    let (told, cell) = (place(&text, "共收到政府信息公开申请", "28件"), place(&text, "一、本年新收", "28"));
    let mut client = Setup::new().start().await;
    client.ignore_diagnostics();
    client.open(&text).await;
    let position = json!({"line": cell[0], "character": cell[1]});
    let params = json!({"textDocument": {"uri": DOCUMENT}, "position": position});
    let found = client.request("textDocument/documentHighlight", params).await;
    let found: Vec<(Value, u64)> = found
        .as_array()
        .expect("highlights")
        .iter()
        .map(|mark| (mark["range"].clone(), mark["kind"].as_u64().expect("a kind")))
        .collect();
    assert!(found.contains(&(two_digits(told), READ)) && found.contains(&(two_digits(cell), WRITE)), "{found:?}");
    let own_row = found.iter().filter(|(range, _)| range["start"]["line"] == cell[0]);
    assert_eq!(own_row.filter(|(_, kind)| *kind == READ).count(), 6, "{found:?}");
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_of_a_table_has_the_names_of_its_row_and_column_and_its_relation() {
    let text = told_report();
    let (told, cell) = (place(&text, "共收到政府信息公开申请", "28件"), place(&text, "一、本年新收", "28"));
    let mut client = Setup::new().start().await;
    client.ignore_diagnostics();
    client.open(&text).await;
    let at = |place: [u32; 2]| json!({"textDocument": {"uri": DOCUMENT}, "position": {"line": place[0], "character": place[1]}});
    let found = client.request("gouji/figure", at(cell)).await;
    assert_eq!(found["range"], two_digits(cell));
    assert_eq!((&found["row"], &found["column"]), (&json!("一、本年新收政府信息公开申请数量"), &json!("总计")));
    assert!(found["totals"].as_array().is_some_and(|totals| totals.contains(&found["range"])), "{found}");
    assert_eq!(found["addends"].as_array().map(Vec::len), Some(6), "{found}");
    for outside in [told, [0, 0], [9_999, 3]] {
        assert_eq!(client.request("gouji/figure", at(outside)).await, Value::Null);
    }
    client.finish().await;
}

//! Actions that rewrite tables: which client gets which form of edit, and when.

mod support;

use serde_json::{Value, json};
use support::{Client, DOCUMENT, Setup, json_range};

const FILL: &str = "refactor.rewrite.gouji.fillTotals";
const CARRY: &str = "refactor.rewrite.gouji.carryOver";
const TO_PIPES: &str = "refactor.rewrite.gouji.convertToMarkdown";
/// The line of the first row of table 3 in the clean report, from 0.
const ROW: u32 = 50;

/// The clean report whose first total of table 3 is wrong, and the next is blank.
fn text() -> String {
    let clean = gouji_properties::seeds::CLEAN;
    let wrong = clean.replacen("\t20\t5\t1\t0\t2\t0\t28", "\t20\t5\t1\t0\t2\t0\t82", 1);
    let text = wrong.replacen("\t3\t1\t0\t0\t0\t0\t4\n", "\t3\t1\t0\t0\t0\t0\t\n", 1);
    assert!(text.len() == clean.len() - 1 && text.lines().nth(50).is_some_and(|line| line.starts_with("一、本年新收")));
    text
}

async fn offered(client: &mut Client, line: u32, only: Option<&str>) -> Vec<Value> {
    let mut context = json!({"diagnostics": []});
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let range = json_range([line, 0, line, 0]);
    let params = json!({"textDocument": {"uri": DOCUMENT}, "range": range, "context": context});
    let actions = client.request("textDocument/codeAction", params).await;
    let actions = actions.as_array().cloned().unwrap_or_default();
    actions
        .into_iter()
        .filter(|action| action["kind"].as_str().is_some_and(|kind| kind.starts_with("refactor")))
        .collect()
}

async fn opened(setup: Setup) -> Client {
    let mut client = setup.locale("zh-cn").start().await;
    client.ignore_diagnostics();
    client.open(&text()).await;
    client
}

fn kinds(actions: &[Value]) -> Vec<&str> {
    actions.iter().filter_map(|action| action["kind"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_confirmed_one_by_one_if_the_client_can_ask() {
    let mut client = opened(Setup::new().annotations()).await;
    let actions = offered(&mut client, ROW, Some(FILL)).await;
    let [action] = actions.as_slice() else { panic!("{actions:?}") };
    assert_eq!(action["title"], "填写合计（2 格）");
    let annotations = &action["edit"]["changeAnnotations"];
    let edits = action["edit"]["documentChanges"][0]["edits"].as_array().expect("edits");
    let told: Vec<(&Value, &Value, &Value, &Value)> = edits
        .iter()
        .map(|edit| {
            let annotation = &annotations[edit["annotationId"].as_str().expect("an annotation")];
            (&edit["newText"], &annotation["label"], &annotation["description"], &annotation["needsConfirmation"])
        })
        .collect();
    let (first, second) = ("一、本年新收政府信息公开申请数量 × 总计", "二、上年结转政府信息公开申请数量 × 总计");
    assert_eq!(
        told,
        [
            (&json!("28"), &json!(first), &json!("82 → 28"), &json!(true)),
            (&json!("4"), &json!(second), &json!("空白 → 4"), &json!(true)),
        ]
    );
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_clients_get_plain_edits() {
    for setup in [Setup::new().document_changes(), Setup::new()] {
        let mut client = opened(setup).await;
        let actions = offered(&mut client, ROW, Some(FILL)).await;
        let edit = &actions[0]["edit"];
        assert!(edit["changeAnnotations"].is_null(), "{edit}");
        let plain = edit.pointer("/documentChanges/0/edits").unwrap_or(&edit["changes"][DOCUMENT]);
        assert_eq!(plain.as_array().map(Vec::len), Some(2), "{edit}");
        assert!(plain[0]["annotationId"].is_null());
        client.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_edit_comes_when_the_action_is_chosen_and_only_for_the_same_text() {
    let (mut client, capabilities) = Setup::new().annotations().lazy_actions().introduce().await;
    assert_eq!(capabilities["capabilities"]["codeActionProvider"]["resolveProvider"], true);
    client.ignore_diagnostics();
    client.open(&text()).await;
    let actions = offered(&mut client, ROW, None).await;
    assert_eq!(kinds(&actions), [FILL, TO_PIPES, "refactor.rewrite.gouji.convertToHtml"]);
    assert!(actions.iter().all(|action| action["edit"].is_null()), "{actions:?}");
    let chosen = client.request("codeAction/resolve", actions[0].clone()).await;
    assert_eq!(chosen["edit"]["documentChanges"][0]["edits"].as_array().map(Vec::len), Some(2));
    let document = &chosen["edit"]["documentChanges"][0]["textDocument"];
    assert_eq!(*document, json!({"uri": DOCUMENT, "version": 1}), "as the client spells it");
    client.changes(2, json!([{"range": json_range([0, 0, 0, 0]), "text": "\n"}])).await;
    assert_eq!(client.refused("codeAction/resolve", actions[0].clone()).await, -32801);
    let other = json!({"title": "another server's", "kind": FILL, "data": [1]});
    assert_eq!(client.request("codeAction/resolve", other.clone()).await, other);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn outside_of_tables_refactorings_are_offered_only_on_request() {
    let mut client = opened(Setup::new()).await;
    assert_eq!(kinds(&offered(&mut client, 0, None).await), Vec::<&str>::new());
    assert_eq!(kinds(&offered(&mut client, 0, Some("refactor")).await), [FILL]);
    assert_eq!(
        kinds(&offered(&mut client, 0, Some(CARRY)).await),
        Vec::<&str>::new(),
        "last year's report is not known"
    );
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_carried_over_from_last_years_report() {
    let (this, last) = ("file:///home/青山/2024.txt", "file:///home/青山/2023.txt");
    // It carries over something else than this year's carries in.
    let (clean, other) = (gouji_properties::seeds::CLEAN, gouji_properties::seeds::CLEAN.replace("2024", "2023"));
    let mut client = Setup::new().start().await;
    client.ignore_diagnostics();
    for (uri, text) in [(last, other.as_str()), (this, clean)] {
        let document = json!({"uri": uri, "languageId": "disclosure-report", "version": 1, "text": text});
        client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
    }
    // The years are compared as soon as both are analysed.
    while !client.published_of(this).await.iter().any(|found| found["code"] == "carried-over-mismatch") {}
    let range = json_range([ROW, 0, ROW, 0]);
    let context = json!({"diagnostics": [], "only": [CARRY]});
    let params = json!({"textDocument": {"uri": this}, "range": range, "context": context});
    let actions = client.request("textDocument/codeAction", params).await;
    let edits = actions[0]["edit"]["changes"][this].as_array().expect("edits").clone();
    let figures: Vec<&Value> = edits.iter().map(|edit| &edit["newText"]).collect();
    assert_eq!(figures, ["2", "0", "1", "3"].map(|figure| json!(figure)).iter().collect::<Vec<_>>());
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_converted_table_reads_the_same() {
    let mut client = opened(Setup::new().lazy_actions()).await;
    let actions = offered(&mut client, ROW, Some(TO_PIPES)).await;
    let chosen = client.request("codeAction/resolve", actions[0].clone()).await;
    let edits = chosen["edit"]["changes"][DOCUMENT].as_array().expect("edits");
    let [edit] = edits.as_slice() else { panic!("{edits:?}") };
    assert!(
        edit["newText"].as_str().is_some_and(|new| new.contains("| 二、上年结转政府信息公开申请数量 |  |  | 3 | 1 |"))
    );
    client.changes(2, json!([{"range": edit["range"], "text": edit["newText"]}])).await;
    assert_eq!(
        kinds(&offered(&mut client, ROW, Some("refactor")).await),
        [FILL, "refactor.rewrite.gouji.convertToTabs", "refactor.rewrite.gouji.convertToHtml"]
    );
    client.finish().await;
}

//! The diagnostics of files that are not open.

mod support;

use std::fs;

use serde_json::{Value, json};
use support::{Client, Setup};

const CLEAN: &str = gouji_properties::seeds::CLEAN;
const LAST: &str = gouji_properties::seeds::LAST_CLEAN;

struct Scene {
    folder: tempfile::TempDir,
    client: Client,
}

impl Scene {
    async fn new(files: &[(&str, &str)]) -> Self {
        Self::with(Setup::new(), files).await
    }

    async fn with(setup: Setup, files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        let setup = setup.workspace_diagnostics().folders(&[&format!("file://{}", folder.path().display())]);
        let (mut client, answer) = setup.introduce().await;
        assert_eq!(answer["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], true);
        client.ignore_diagnostics();
        Self { folder, client }
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.folder.path().join(name).display())
    }

    async fn ask(&mut self, previous: &Value, more: Value) -> i64 {
        let mut params = json!({"previousResultIds": previous});
        if !more.is_null() {
            params["partialResultToken"] = more;
        }
        self.client.ask("workspace/diagnostic", params).await
    }

    /// The answer to a request, with the rules that each file breaks.
    async fn answer(&mut self, id: i64) -> (Value, Vec<(String, Vec<String>)>) {
        let answer = self.client.answer(id).await;
        assert!(answer.get("error").is_none(), "{answer}");
        let items = answer["result"]["items"].clone();
        (ids(&items), rules(&items))
    }

    async fn write(&mut self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("a file");
        let changes = json!([{"uri": self.uri(name), "type": 2}]);
        self.client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes})).await;
    }
}

/// What a client sends back with its next request.
fn ids(items: &Value) -> Value {
    let items = items.as_array().expect("items").iter();
    items
        .filter(|item| item["resultId"].is_string())
        .map(|item| json!({"uri": item["uri"], "value": item["resultId"]}))
        .collect()
}

fn rules(items: &Value) -> Vec<(String, Vec<String>)> {
    let name =
        |item: &Value| item["uri"].as_str().and_then(|uri| uri.rsplit('/').next()).unwrap_or_default().to_owned();
    let rules = |item: &Value| -> Vec<String> {
        let found = item["items"].as_array().expect("diagnostics").iter();
        found.filter_map(|found| found["code"].as_str().map(str::to_owned)).collect()
    };
    items.as_array().expect("items").iter().map(|item| (name(item), rules(item))).collect()
}

fn repeated() -> String {
    let text = CLEAN.replacen("推进", "推进推进", 1);
    assert_ne!(text, CLEAN);
    text
}

fn expected(files: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    files
        .iter()
        .map(|(name, rules)| ((*name).to_owned(), rules.iter().map(|rule| (*rule).to_owned()).collect()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn closed_reports_are_checked_and_the_next_answer_waits_for_a_change() {
    let mut scene =
        Scene::new(&[("a.txt", &repeated()), ("b.txt", LAST), ("c.txt", "会议纪要\n"), ("d.html", "<p>会议纪要")])
            .await;
    let id = scene.ask(&json!([]), Value::Null).await;
    let (previous, found) = scene.answer(id).await;
    let texts = expected(&[("a.txt", &["repeated-word"]), ("b.txt", &[]), ("c.txt", &[])]);
    assert_eq!(found, texts, "documents have no places in a text");
    let id = scene.ask(&previous, Value::Null).await;
    // The server serves other requests while this one waits.
    let symbols = scene.client.request("workspace/symbol", json!({"query": ""})).await;
    assert_eq!(symbols.as_array().map(Vec::len), Some(2));
    assert!(scene.client.asked_to("nothing") == 0);
    scene.write("a.txt", CLEAN).await;
    let (_, found) = scene.answer(id).await;
    assert_eq!(found, expected(&[("a.txt", &[])]), "only the changed file");
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_compared_with_last_years_file() {
    let carried = CLEAN.replacen("数量\t\t\t3\t1\t0\t0\t0\t0\t4", "数量\t\t\t4\t1\t0\t0\t0\t0\t5", 1);
    let carried = carried.replacen("数量\t\t\t20\t5\t1\t0\t2\t0\t28", "数量\t\t\t19\t5\t1\t0\t2\t0\t27", 1);
    let mut scene = Scene::new(&[("2024.txt", &carried), ("2023.txt", LAST)]).await;
    let id = scene.ask(&json!([]), Value::Null).await;
    let (previous, found) = scene.answer(id).await;
    let has = |found: &[(String, Vec<String>)]| {
        let this = found.iter().find(|(name, _)| name == "2024.txt").expect("this year");
        this.1.iter().any(|rule| rule == "carried-over-mismatch")
    };
    assert!(has(&found), "{found:?}");
    let id = scene.ask(&previous, Value::Null).await;
    scene.write("2023.txt", "会议纪要\n").await;
    let (_, found) = scene.answer(id).await;
    assert_eq!((found.len(), has(&found)), (2, false), "both are examined again: {found:?}");
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_of_the_answer_come_first_if_the_client_reads_them() {
    let names: Vec<String> = (0..50).map(|number| format!("{number:02}.txt")).collect();
    let text = repeated();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), text.as_str())).collect();
    let mut scene = Scene::new(&files).await;
    let id = scene.ask(&json!([]), json!("token")).await;
    let (_, rest) = scene.answer(id).await;
    assert_eq!(rest, []);
    let mut parts = 0;
    let mut seen = Vec::new();
    while seen.len() < names.len() {
        let part = scene.client.wait(|message| message["method"] == "$/progress").await;
        assert_eq!(part["params"]["token"], "token");
        seen.extend(rules(&part["params"]["value"]["items"]));
        parts += 1;
    }
    assert!(parts > 1, "{parts} parts");
    assert_eq!(seen.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), names);
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opened_file_is_left_to_its_document() {
    let mut scene = Scene::new(&[("a.txt", &repeated())]).await;
    let id = scene.ask(&json!([]), Value::Null).await;
    let (previous, _) = scene.answer(id).await;
    let id = scene.ask(&previous, Value::Null).await;
    let document = json!({"uri": scene.uri("a.txt"), "languageId": "plaintext", "version": 1, "text": repeated()});
    scene.client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
    let (previous, found) = scene.answer(id).await;
    assert_eq!((previous, found), (json!([]), expected(&[("a.txt", &[])])));
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_waiting_request_ends_when_it_is_cancelled_and_at_shutdown() {
    let mut scene = Scene::new(&[]).await;
    let id = scene.ask(&json!([]), Value::Null).await;
    scene.client.notify("$/cancelRequest", json!({"id": id})).await;
    assert_eq!(scene.client.answer(id).await["error"]["code"], -32800);
    let id = scene.ask(&json!([]), Value::Null).await;
    let shutdown = scene.client.ask("shutdown", Value::Null).await;
    assert_eq!(scene.client.answer(id).await["result"], json!({"items": []}));
    assert!(scene.client.answer(shutdown).await["result"].is_null());
    scene.client.notify("exit", Value::Null).await;
    scene.client.end().await;
}

/// The kinds of the progress of a token up to its end, and the last percentage.
async fn progress(client: &mut Client, token: &Value) -> (Vec<String>, Value) {
    let (mut kinds, mut percentage) = (Vec::new(), Value::Null);
    while kinds.last().is_none_or(|kind| kind != "end") {
        let message =
            client.wait(|message| message["method"] == "$/progress" && message["params"]["token"] == *token).await;
        let value = &message["params"]["value"];
        kinds.push(value["kind"].as_str().expect("a kind").to_owned());
        if !value["percentage"].is_null() {
            percentage = value["percentage"].clone();
        }
    }
    (kinds, percentage)
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_is_shown_with_the_token_of_the_request() {
    let mut scene = Scene::new(&[("a.txt", CLEAN)]).await;
    let params = json!({"previousResultIds": [], "workDoneToken": "work"});
    let id = scene.client.ask("workspace/diagnostic", params).await;
    let shown = progress(&mut scene.client, &json!("work")).await;
    assert_eq!(shown, (["begin", "report", "end"].map(str::to_owned).to_vec(), json!(100)));
    scene.answer(id).await;
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_creates_progress_only_for_many_files_and_clients_that_show_it() {
    let names: Vec<String> = (0..21).map(|at| format!("{at}.txt")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "会议纪要\n")).collect();
    let mut scene = Scene::with(Setup::new().progress(), &many).await;
    let id = scene.ask(&json!([]), Value::Null).await;
    let create = scene.client.wait(|message| message["method"] == "window/workDoneProgress/create").await;
    scene.client.acknowledge(&create).await;
    let (kinds, percentage) = progress(&mut scene.client, &create["params"]["token"]).await;
    assert_eq!((kinds.len(), percentage), (4, json!(100)), "{kinds:?}");
    scene.answer(id).await;
    scene.client.finish().await;
    // A message that is left unread fails these.
    for (setup, files) in [(Setup::new().progress(), &many[..20]), (Setup::new(), &many[..])] {
        let mut scene = Scene::with(setup, files).await;
        let id = scene.ask(&json!([]), Value::Null).await;
        scene.answer(id).await;
        scene.client.finish().await;
    }
}

/// What the overview says of each report: agency, year, errors, and the applications received.
fn overview(answer: &Value) -> Vec<(&str, u64, u64, &str)> {
    let reports = answer["reports"].as_array().expect("reports").iter();
    reports
        .map(|report| {
            (
                report["agency"].as_str().expect("an agency"),
                report["year"].as_u64().expect("a year"),
                report["errors"].as_u64().expect("a number"),
                report["figures"]["received"].as_str().unwrap_or("null"),
            )
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_has_the_reports_of_the_workspace_with_findings_and_figures() {
    let wrong = CLEAN.replacen("\t28\n", "\t82\n", 1);
    let other = CLEAN.replace("青山县", "白水县");
    let files = [("a.txt", wrong.as_str()), ("b.txt", LAST), ("c.txt", other.as_str()), ("d.txt", "会议纪要\n")];
    let mut scene = Scene::new(&files).await;
    // The first answer to this request says that the workspace was read.
    let id = scene.ask(&json!([]), Value::Null).await;
    scene.answer(id).await;
    let answer = scene.client.request("gouji/overview", json!({})).await;
    let expected = [("白水县", 2024, 0, "28"), ("青山县", 2024, 1, "82"), ("青山县", 2023, 0, "29")];
    assert_eq!((overview(&answer), &answer["leftOut"]), (expected.to_vec(), &json!(0)));
    assert_eq!(answer["reports"][1]["uri"], scene.uri("a.txt"));
    // The tables of two years, one of them open later; only reports of the workspace are read.
    let years = json!({"before": scene.uri("b.txt"), "now": scene.uri("a.txt")});
    let compared = scene.client.request("gouji/compareYears", years.clone()).await;
    let received = |compared: &Value| compared["tables"][1]["rows"][0]["cells"][6].clone();
    let cell =
        |now: &str, difference: &str| json!({"column": "总计", "before": "29", "now": now, "difference": difference});
    assert_eq!(received(&compared), cell("82", "53"));
    let outside = json!({"before": "file:///etc/hosts", "now": scene.uri("a.txt")});
    assert_eq!(scene.client.request("gouji/compareYears", outside).await, json!({"tables": []}));
    // An open text counts, not its file.
    let document = json!({"uri": scene.uri("a.txt"), "languageId": "plaintext", "version": 1, "text": CLEAN});
    scene.client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
    // The worker stores the agency and the year of the open text a little later than it answers requests.
    let mut answer = Value::Null;
    for _ in 0..5_000 {
        answer = scene.client.request("gouji/overview", json!({})).await;
        if overview(&answer).len() == 3 {
            break;
        }
    }
    assert_eq!(overview(&answer)[1], ("青山县", 2024, 0, "28"));
    assert_eq!(received(&scene.client.request("gouji/compareYears", years).await), cell("28", "-1"));
    scene.client.finish().await;
}

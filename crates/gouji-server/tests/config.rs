//! `gouji.toml` and baselines, as the server follows them.

mod support;

use std::fs;

use serde_json::{Value, json};
use support::{Client, Setup, report, rules};

/// A folder with a document that is open as version 1.
struct Scene {
    folder: tempfile::TempDir,
    client: Client,
}

impl Scene {
    async fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut scene = Self { folder, client: Setup::new().locale("en").creation().start().await };
        files.iter().for_each(|(name, text)| scene.write(name, text));
        let document = json!({"uri": scene.uri("a.txt"), "languageId": "plaintext", "version": 1, "text": report()});
        scene.client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
        scene
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}/{name}", self.folder.path().display())
    }

    fn write(&mut self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("a file");
    }

    /// A file has changed, says the client.
    async fn changed(&mut self, name: &str, text: &str) {
        self.write(name, text);
        let change = json!({"uri": self.uri(name), "type": 2});
        self.client.notify("workspace/didChangeWatchedFiles", json!({"changes": [change]})).await;
    }

    /// What is published next for a file.
    async fn published(&mut self, name: &str) -> Vec<Value> {
        let uri = self.uri(name);
        self.client.published_of(&uri).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_configuration_reaches_open_documents() {
    let mut scene = Scene::new(&[("gouji.toml", "rules = { repeated-word = \"off\" }\n")]).await;
    assert!(!rules(&scene.published("a.txt").await).contains(&"repeated-word"));
    scene.changed("gouji.toml", "rules = { repeated-word = \"hint\", row-label = \"off\" }\n").await;
    let found = scene.published("a.txt").await;
    let doubled = found.iter().find(|found| found["code"] == "repeated-word").expect("it is on again");
    assert_eq!(doubled["severity"], 4);
    assert!(!rules(&found).contains(&"row-label"));
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_and_words_reach_open_documents() {
    let mut scene = Scene::new(&[("gouji.toml", "groups = { wording = \"off\" }\n")]).await;
    assert!(!rules(&scene.published("a.txt").await).contains(&"repeated-word"));
    scene.changed("gouji.toml", "[words.slips]\n\"统计期限\" = \"统计区间\"\n").await;
    let found = scene.published("a.txt").await;
    let own = found.iter().find(|found| found["code"] == "misspelt-word").expect("a word of the agency");
    assert!(own["message"].as_str().expect("words").contains("统计区间"), "{own}");
    assert!(rules(&found).contains(&"repeated-word"));
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_configuration_is_told_in_its_file_and_the_last_good_one_stays() {
    let mut scene = Scene::new(&[("gouji.toml", "rules = { repeated-word = \"off\" }\n")]).await;
    assert!(!rules(&scene.published("a.txt").await).contains(&"repeated-word"));
    scene.changed("gouji.toml", "[rules]\nrepeated-word = \"off\"\nrow-labl = \"off\"\n").await;
    let told = scene.published("gouji.toml").await;
    assert_eq!(told[0]["range"]["start"], json!({"line": 2, "character": 0}));
    assert_eq!((told.len(), &told[0]["severity"]), (1, &json!(1)));
    // The last good one stays, so that what is said of the document is the same and not said again.
    scene.changed("gouji.toml", "rules = { row-label = \"off\" }\n").await;
    assert!(scene.published("gouji.toml").await.is_empty());
    let found = scene.published("a.txt").await;
    assert!(rules(&found).contains(&"repeated-word") && !rules(&found).contains(&"row-label"));
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_baseline_accepts_is_not_shown() {
    let mut scene = Scene::new(&[]).await;
    let before = scene.published("a.txt").await;
    assert!(rules(&before).contains(&"repeated-word"));
    let mut baseline = gouji_config::Baseline::default();
    let text = report();
    let mut findings = gouji_lint::Analysis::new(&text).findings;
    findings.retain(|finding| finding.rule == "repeated-word");
    baseline.record("a.txt", &text, &findings);
    scene.write("gouji-baseline.json", &baseline.to_json().expect("it can be written"));
    let change = json!({"uri": scene.uri("gouji-baseline.json"), "type": 1});
    scene.client.notify("workspace/didChangeWatchedFiles", json!({"changes": [change]})).await;
    let after = scene.published("a.txt").await;
    assert_eq!(after.len() + findings.len(), before.len());
    assert!(!rules(&after).contains(&"repeated-word"));
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_fetch_diagnostics_are_told_to_fetch_again() {
    let mut client = Setup::new().pull().start().await;
    client.open(&report()).await;
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []})).await;
    let refresh = client.wait(|message| message["method"] == "workspace/diagnostic/refresh").await;
    client.body(json!({"jsonrpc": "2.0", "id": refresh["id"], "result": null}).to_string().as_bytes()).await;
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_says_which_files_it_follows() {
    let mut client = Setup::new().watching().start().await;
    let request = client.wait(|message| message["method"] == "client/registerCapability").await;
    let registration = &request["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    let globs = registration["registerOptions"]["watchers"].as_array().expect("watchers");
    let globs: Vec<&Value> = globs.iter().map(|watcher| &watcher["globPattern"]).collect();
    let [reports, config, baseline] = globs.as_slice() else { panic!("three patterns: {globs:?}") };
    assert!(reports.as_str().is_some_and(|glob| glob.contains("md") && glob.contains("txt")), "{reports}");
    assert_eq!((config.as_str(), baseline.as_str()), (Some("**/gouji.toml"), Some("**/gouji-baseline.json")));
    client.body(json!({"jsonrpc": "2.0", "id": request["id"], "result": null}).to_string().as_bytes()).await;
    client.finish().await;
}

/// What is offered for the doubled word that accepts it outside of the text: title and edit.
async fn accepting(scene: &mut Scene) -> Vec<(String, Value)> {
    let place = json!({"line": 16, "character": 139});
    let params = json!({
        "textDocument": {"uri": scene.uri("a.txt")},
        "range": {"start": place, "end": place},
        "context": {"diagnostics": []},
    });
    let offered = scene.client.request("textDocument/codeAction", params).await;
    let offered = offered.as_array().expect("actions").iter();
    let all: Vec<(String, Value)> =
        offered.map(|action| (action["title"].as_str().expect("a title").to_owned(), action["edit"].clone())).collect();
    let comments = all.iter().position(|(title, _)| title.contains("comment")).expect("comments are offered");
    let files = all.iter().position(|(title, _)| title.contains("gouji")).expect("files are offered");
    assert!(0 < files && files < comments, "fixes, then files, then comments: {all:?}");
    all[files..comments].to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finding_is_accepted_in_a_new_file_or_in_the_one_that_is_there() {
    let mut scene = Scene::new(&[]).await;
    scene.client.ignore_diagnostics();
    let offered = accepting(&mut scene).await;
    let titles: Vec<&str> = offered.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Accept this finding (noted in gouji-baseline.json, the text stays as it is)",
            "Turn off “Repeated word” in gouji.toml",
        ]
    );
    for ((_, edit), name) in offered.iter().zip(["gouji-baseline.json", "gouji.toml"]) {
        let (create, change) = (&edit["documentChanges"][0], &edit["documentChanges"][1]);
        assert_eq!((&create["kind"], &create["uri"]), (&json!("create"), &json!(scene.uri(name))));
        assert_eq!(change["textDocument"]["uri"], scene.uri(name));
    }
    assert_eq!(offered[1].1["documentChanges"][1]["edits"][0]["newText"], "[rules]\nrepeated-word = \"off\"\n");

    scene.changed("gouji.toml", "[rules]\nrow-label = \"off\"\n").await;
    let offered = accepting(&mut scene).await;
    let change = &offered[1].1["documentChanges"][0];
    assert_eq!(change["edits"][0]["newText"], "repeated-word = \"off\"\n");
    assert_eq!(change["edits"][0]["range"]["start"], json!({"line": 1, "character": 0}));
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_finding_is_gone_once_the_baseline_is_saved() {
    let mut scene = Scene::new(&[]).await;
    assert!(rules(&scene.published("a.txt").await).contains(&"repeated-word"));
    let offered = accepting(&mut scene).await;
    let text = offered[0].1["documentChanges"][1]["edits"][0]["newText"].as_str().expect("a text").to_owned();
    scene.changed("gouji-baseline.json", &text).await;
    let left = scene.published("a.txt").await;
    assert!(!left.is_empty() && !rules(&left).contains(&"repeated-word"), "{left:?}");
    scene.client.finish().await;
}

//! Reports of the workspace that have most of their prose in common.

mod support;

use std::fs;

use serde_json::{Value, json};
use support::{Client, Setup, report_with_prose as report};

struct Scene {
    folder: tempfile::TempDir,
    client: Client,
}

impl Scene {
    /// A workspace with these files.
    async fn new(setup: Setup, files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        let mut client = setup.folders(&[&format!("file://{}", folder.path().display())]).start().await;
        client.ignore_diagnostics();
        Self { folder, client }
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.folder.path().join(name).display())
    }

    async fn open(&mut self, name: &str, text: &str) {
        let document = json!({"uri": self.uri(name), "languageId": "disclosure-report", "version": 1, "text": text});
        self.client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
    }

    async fn edit(&mut self, name: &str, version: i32, text: &str) {
        let document = json!({"uri": self.uri(name), "version": version});
        let params = json!({"textDocument": document, "contentChanges": [{"text": text}]});
        self.client.notify("textDocument/didChange", params).await;
    }

    async fn write(&mut self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("a file");
        let changes = json!([{"uri": self.uri(name), "type": 2}]);
        self.client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes})).await;
    }

    /// Waits until the document has the finding, or has it no more. Returns the finding.
    async fn copy(&mut self, name: &str, wanted: bool) -> Option<Value> {
        let uri = self.uri(name);
        let is_published = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri.as_str()
        };
        loop {
            let message = self.client.wait(is_published).await;
            let found = message["params"]["diagnostics"].as_array().expect("an array");
            let copy = found.iter().find(|finding| finding["code"] == "copied-text").cloned();
            if copy.is_some() == wanted {
                return copy;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_report_is_compared_with_the_files_of_the_workspace() {
    let files = [("other.txt", report("白水县", "就业创业")), ("third.txt", report("红土县", "医疗卫生"))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let mut scene = Scene::new(Setup::new().related(), &files).await;
    let (copy, own) = (report("青山县", "就业创业"), report("青山县", "养老服务"));
    scene.open("open.txt", &copy).await;
    let finding = scene.copy("open.txt", true).await.expect("a copy");
    assert_eq!(finding["severity"], 4, "a hint");
    let place = &finding["relatedInformation"][0]["location"];
    assert_eq!(place["uri"], scene.uri("other.txt"));
    scene.edit("open.txt", 2, &own).await;
    scene.copy("open.txt", false).await;
    scene.edit("open.txt", 3, &copy).await;
    scene.copy("open.txt", true).await;
    // The file on the disk changes.
    scene.write("other.txt", &report("白水县", "生态环境")).await;
    scene.copy("open.txt", false).await;
    scene.write("third.txt", &report("红土县", "就业创业")).await;
    let finding = scene.copy("open.txt", true).await.expect("a copy");
    assert_eq!(finding["relatedInformation"][0]["location"]["uri"], scene.uri("third.txt"));
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_not_open_are_compared_with_each_other() {
    let files = [("a.txt", report("青山县", "就业创业")), ("b.txt", report("白水县", "就业创业"))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let mut scene = Scene::new(Setup::new().workspace_diagnostics(), &files).await;
    let rules = |answer: &Value| -> Vec<usize> {
        let items = answer["items"].as_array().expect("items").iter();
        items
            .map(|item| {
                item["items"]
                    .as_array()
                    .expect("diagnostics")
                    .iter()
                    .filter(|found| found["code"] == "copied-text")
                    .count()
            })
            .collect()
    };
    let answer = scene.client.request("workspace/diagnostic", json!({"previousResultIds": []})).await;
    assert_eq!(rules(&answer), [1, 1], "{answer}");
    let previous: Vec<Value> = answer["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| json!({"uri": item["uri"], "value": item["resultId"]}))
        .collect();
    let id = scene.client.ask("workspace/diagnostic", json!({"previousResultIds": previous})).await;
    scene.write("b.txt", &report("白水县", "生态环境")).await;
    let answer = scene.client.answer(id).await;
    assert_eq!(rules(&answer["result"]), [0, 0], "both are examined again: {answer}");
    scene.client.finish().await;
}

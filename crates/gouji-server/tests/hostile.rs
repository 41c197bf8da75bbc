//! A hostile workspace: the server answers, reports the files that it refuses, and ends on request.
#![cfg(unix)]

mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use support::{Client, Setup, report, rules};

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

/// A workspace folder with an open report, which counts for what `name` in it is.
struct Scene {
    folder: tempfile::TempDir,
    client: Client,
}

impl Scene {
    async fn new(prepare: impl Fn(&Path)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        prepare(folder.path());
        let uri = |path: PathBuf| format!("file://{}", path.display());
        let mut client = Setup::new().locale("en").folders(&[&uri(folder.path().to_owned())]).start().await;
        let document =
            json!({"uri": uri(folder.path().join("a.txt")), "languageId": "plaintext", "version": 1, "text": report()});
        client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
        Self { folder, client }
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.folder.path().join(name).display())
    }

    /// The next messages that are published for a file.
    async fn published(&mut self, name: &str) -> Vec<Value> {
        let uri = self.uri(name);
        self.client.published_of(&uri).await
    }

    /// Everything is still served after the files are said to have changed, and the server ends.
    async fn goes_on(mut self) {
        self.client.ignore_diagnostics();
        for _ in 0..2 {
            let changes = json!({"changes": [{"uri": self.uri("gouji.toml"), "type": 2}]});
            self.client.notify("workspace/didChangeWatchedFiles", changes).await;
            let document = json!({"textDocument": {"uri": self.uri("a.txt")}});
            let symbols = self.client.request("textDocument/documentSymbol", document).await;
            assert!(symbols.as_array().is_some_and(|symbols| !symbols.is_empty()));
        }
        self.client.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_baseline_that_is_a_pipe_stops_nothing() {
    for name in ["gouji-baseline.json", "b.json"] {
        let mut scene = Scene::new(|folder| {
            fs::write(folder.join("gouji.toml"), format!("baseline = \"{name}\"\n")).expect("a file");
            pipe(&folder.join(name));
        })
        .await;
        assert!(rules(&scene.published("a.txt").await).contains(&"repeated-word"), "{name}");
        let told = scene.published(name).await;
        assert!(told[0]["message"].as_str().is_some_and(|message| message.contains("not a regular file")), "{told:?}");
        scene.goes_on().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_configuration_that_leads_out_is_told_without_a_word_of_the_other_file() {
    let mut scene =
        Scene::new(|folder| symlink("/proc/self/environ", folder.join("gouji.toml")).expect("a link")).await;
    assert!(!scene.published("a.txt").await.is_empty());
    let told = scene.published("gouji.toml").await;
    assert_eq!(told.len(), 1);
    assert!(told[0]["message"].as_str().is_some_and(|message| message.contains("leads out")), "{told:?}");
    scene.goes_on().await;
}

/// Last year's report is found on disk although no ignore file of its folder can be read.
#[tokio::test(flavor = "multi_thread")]
async fn ignore_files_that_are_pipes_or_devices_do_not_stop_the_scan() {
    const CLEAN: &str = gouji_properties::seeds::CLEAN;
    const LAST: &str = gouji_properties::seeds::LAST_CLEAN;
    let mut scene = Scene::new(|folder| {
        fs::create_dir_all(folder.join("d/e")).expect("folders");
        fs::write(folder.join("d/2023.txt"), LAST).expect("a file");
        pipe(&folder.join(".gitignore"));
        pipe(&folder.join("d/.ignore"));
        symlink("/dev/zero", folder.join("d/e/.gitignore")).expect("a link");
        pipe(&folder.join("d/e/2022.txt"));
        symlink("/dev/zero", folder.join("d/e/2021.txt")).expect("a link");
    })
    .await;
    let carried = CLEAN.replacen("数量\t\t\t3\t1\t0\t0\t0\t0\t4", "数量\t\t\t4\t1\t0\t0\t0\t0\t5", 1);
    let carried = carried.replacen("数量\t\t\t20\t5\t1\t0\t2\t0\t28", "数量\t\t\t19\t5\t1\t0\t2\t0\t27", 1);
    let document = json!({"uri": scene.uri("b.txt"), "languageId": "plaintext", "version": 1, "text": carried});
    scene.client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
    while !rules(&scene.published("b.txt").await).contains(&"carried-over-mismatch") {}
    scene.goes_on().await;
}

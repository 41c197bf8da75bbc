//! Two years of one agency: editing either updates both, whether last year's is open or only lies on disk.

mod support;

use std::path::Path;

use serde_json::{Value, json};
use support::{Client, Setup};

const THIS: &str = "file:///home/青山/2024.txt";
const LAST: &str = "file:///home/青山/2023.txt";
const CLEAN: &str = gouji_properties::seeds::CLEAN;
/// The rows 一 and 四 of the clean report, and what stands in last year's so that the years agree.
const RECEIVED: (&str, &str) = ("数量\t\t\t20\t5\t1\t0\t2\t0\t28", "数量\t\t\t21\t6\t1\t0\t1\t0\t29");
const CARRIED: (&str, &str) = ("办理\t\t\t2\t0\t0\t0\t1\t0\t3", "办理\t\t\t3\t1\t0\t0\t0\t0\t4");

/// Last year's report, which carries over something else than this year's carries in.
fn other_last() -> String {
    CLEAN.replace("2024", "2023")
}

/// Last year's report, which carries over what this year's carries in.
fn last() -> String {
    other_last().replacen(RECEIVED.0, RECEIVED.1, 1).replacen(CARRIED.0, CARRIED.1, 1)
}

async fn open(client: &mut Client, uri: &str, text: &str) {
    let document = json!({"uri": uri, "languageId": "disclosure-report", "version": 1, "text": text});
    client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
}

async fn edit(client: &mut Client, uri: &str, version: i32, text: &str) {
    let document = json!({"uri": uri, "version": version});
    client
        .notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": [{"text": text}]}))
        .await;
}

async fn close(client: &mut Client, uri: &str) {
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}})).await;
}

fn mismatch(found: &[Value]) -> Option<&Value> {
    found.iter().find(|found| found["code"] == "carried-over-mismatch")
}

/// The next diagnostics of a document that are as `wanted`.
async fn published(client: &mut Client, uri: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    let told =
        |message: &Value| message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri;
    loop {
        let message = client.wait(told).await;
        let found = message["params"]["diagnostics"].as_array().expect("an array").clone();
        if wanted(&found) {
            return found;
        }
    }
}

async fn agree(client: &mut Client, uri: &str) {
    published(client, uri, |found| mismatch(found).is_none()).await;
}

async fn differ(client: &mut Client, uri: &str) -> Value {
    let found = published(client, uri, |found| mismatch(found).is_some()).await;
    mismatch(&found).cloned().expect("the mismatch")
}

/// A workspace folder with these files.
fn folder(files: &[(&str, &[u8])]) -> (tempfile::TempDir, impl Fn(&str) -> String + use<>) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        write(&folder.path().join(name), bytes);
    }
    let root = format!("file://{}", folder.path().display());
    (folder, move |name: &str| format!("{root}/{name}"))
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    std::fs::write(path, bytes).expect("a file");
}

fn line(text: &str, words: &str) -> usize {
    text.lines().position(|line| line.contains(words)).expect("the line")
}

#[tokio::test(flavor = "multi_thread")]
async fn editing_either_of_two_open_years_updates_this_one() {
    let mut client = Setup::new().related().start().await;
    client.ignore_diagnostics();
    // Wider than a UTF-16 unit, so that places in this text are not those of the other.
    let last = last().replacen("\n\n一、", "\n\n𠀀𠀀。\n\n一、", 1);
    open(&mut client, THIS, CLEAN).await;
    agree(&mut client, THIS).await;
    open(&mut client, LAST, &last).await;
    published(&mut client, LAST, |_| true).await;

    let other = last.replacen(RECEIVED.1, RECEIVED.0, 1).replacen(CARRIED.1, CARRIED.0, 1);
    edit(&mut client, LAST, 2, &other).await;
    let finding = differ(&mut client, THIS).await;
    assert_eq!(finding["range"]["start"]["line"], line(CLEAN, "二、上年结转"));
    for related in finding["relatedInformation"].as_array().expect("related places") {
        assert_eq!(related["location"]["uri"], LAST, "as the client spells it");
        assert_eq!(related["location"]["range"]["start"]["line"], line(&other, "四、结转下年度"));
    }
    edit(&mut client, LAST, 3, &last).await;
    agree(&mut client, THIS).await;

    let carried = CLEAN.replacen("数量\t\t\t3\t1\t0\t0\t0\t0\t4", "数量\t\t\t4\t1\t0\t0\t0\t0\t5", 1);
    let carried = carried.replacen("数量\t\t\t20\t5\t1\t0\t2\t0\t28", "数量\t\t\t19\t5\t1\t0\t2\t0\t27", 1);
    edit(&mut client, THIS, 2, &carried).await;
    differ(&mut client, THIS).await;
    // It is another agency's now.
    edit(&mut client, LAST, 4, &last.replace("青山县", "白水县")).await;
    agree(&mut client, THIS).await;
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn last_years_report_may_lie_on_disk_and_an_open_text_wins_over_it() {
    let (folder, uri) = folder(&[
        ("旧 年报/2023.txt", other_last().as_bytes()),
        ("旧 年报/gbk.txt", b"\xb0\xa1\xb0\xa1"),
        (".gitignore", b"drafts/\n"),
        ("drafts/2023.txt", last().as_bytes()),
    ]);
    write(&folder.path().join("large.txt"), &vec![b'x'; 5 << 20]);
    let mut client = Setup::new().related().folders(&[&uri("")]).start().await;
    client.ignore_diagnostics();
    let (this, last_uri) = (uri("新/年报.txt"), uri("旧 年报/2023.txt"));
    open(&mut client, &this, CLEAN).await;
    let finding = differ(&mut client, &this).await;
    let place = &finding["relatedInformation"][0]["location"];
    assert_eq!(place["range"]["start"]["line"], line(&other_last(), "四、结转下年度"));
    assert!(place["uri"].as_str().expect("a URI").ends_with("%E5%B9%B4%E6%8A%A5/2023.txt"), "{place}");

    open(&mut client, &last_uri, &last()).await;
    agree(&mut client, &this).await;
    close(&mut client, &last_uri).await;
    differ(&mut client, &this).await;
    client.finish().await;
}

/// Between the file and the open text nothing is taken away, nor between the open text and the file.
#[tokio::test(flavor = "multi_thread")]
async fn opening_and_closing_last_years_file_does_not_flicker() {
    let (_folder, uri) = folder(&[("2023.txt", other_last().as_bytes())]);
    let mut client = Setup::new().folders(&[&uri("")]).start().await;
    client.ignore_diagnostics();
    let (this, last) = (uri("2024.txt"), uri("2023.txt"));
    open(&mut client, &this, CLEAN).await;
    differ(&mut client, &this).await;
    open(&mut client, &last, &other_last()).await;
    published(&mut client, &last, |_| true).await;
    close(&mut client, &last).await;
    published(&mut client, &last, <[Value]>::is_empty).await;
    // Something else changes in this year's, and is told together with what is still found.
    edit(&mut client, &this, 2, &CLEAN.replacen("形式较为", "形式形式较为", 1)).await;
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": this}})).await;
    let all = |found: &[Value]| {
        assert!(mismatch(found).is_some(), "nothing is taken away in between");
        found.iter().any(|found| found["code"] == "repeated-word")
    };
    published(&mut client, &this, all).await;
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_on_disk_are_seen_when_the_client_tells_of_them() {
    let (folder, uri) = folder(&[("2023.txt", other_last().as_bytes())]);
    let (mut client, answer) = Setup::new().folders(&[&uri("")]).watching().introduce().await;
    client.ignore_diagnostics();
    assert_eq!(answer["capabilities"]["workspace"]["workspaceFolders"]["changeNotifications"], true);
    let asked = client.wait(|message| message["method"] == "client/registerCapability").await;
    let watched = &asked["params"]["registrations"][0];
    assert_eq!(watched["method"], "workspace/didChangeWatchedFiles");
    assert!(watched["registerOptions"]["watchers"][0]["globPattern"].as_str().expect("a pattern").contains("md"));
    client.body(json!({"jsonrpc": "2.0", "id": asked["id"], "result": null}).to_string().as_bytes()).await;

    let this = uri("2024.txt");
    open(&mut client, &this, CLEAN).await;
    differ(&mut client, &this).await;
    write(&folder.path().join("2023.txt"), last().as_bytes());
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri("2023.txt"), "type": 2}]})).await;
    agree(&mut client, &this).await;
    write(&folder.path().join("2023.txt"), other_last().as_bytes());
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri("2023.txt"), "type": 2}]})).await;
    differ(&mut client, &this).await;
    let event = json!({"event": {"added": [], "removed": [{"uri": uri(""), "name": "reports"}]}});
    client.notify("workspace/didChangeWorkspaceFolders", event).await;
    agree(&mut client, &this).await;
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_workspace_folders_nothing_on_disk_counts() {
    let (_folder, uri) = folder(&[("2023.txt", other_last().as_bytes())]);
    let mut client = Setup::new().start().await;
    open(&mut client, &uri("2024.txt"), CLEAN).await;
    published(&mut client, &uri("2024.txt"), |found| found.is_empty()).await;
    close(&mut client, &uri("2024.txt")).await;
    published(&mut client, &uri("2024.txt"), |found| found.is_empty()).await;
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_asks_is_told_to_ask_again_when_last_year_changes() {
    let mut client = Setup::new().pull().start().await;
    open(&mut client, THIS, CLEAN).await;
    let ask = json!({"textDocument": {"uri": THIS}});
    let found = client.request("textDocument/diagnostic", ask.clone()).await;
    assert!(mismatch(found["items"].as_array().expect("items")).is_none());
    open(&mut client, LAST, &other_last()).await;
    let refresh = client.wait(|message| message["method"] == "workspace/diagnostic/refresh").await;
    client.body(json!({"jsonrpc": "2.0", "id": refresh["id"], "result": null}).to_string().as_bytes()).await;
    let mut found = client.request("textDocument/diagnostic", ask.clone()).await;
    if mismatch(found["items"].as_array().expect("items")).is_none() {
        // What is new waits for a pause of the one who types in the other year.
        let refresh = client.wait(|message| message["method"] == "workspace/diagnostic/refresh").await;
        client.body(json!({"jsonrpc": "2.0", "id": refresh["id"], "result": null}).to_string().as_bytes()).await;
        found = client.request("textDocument/diagnostic", ask).await;
    }
    assert!(mismatch(found["items"].as_array().expect("items")).is_some());
    client.finish().await;
}

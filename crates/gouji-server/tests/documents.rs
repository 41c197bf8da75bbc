//! `gouji/document`: documents that the client cannot show as text. The server reads the file, and says why if it cannot.
//! `gouji/preview`: an open report as it will be published.

mod support;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use support::{Client, Setup};

const METHOD: &str = "gouji/document";
const CLEAN: &str = gouji_properties::seeds::CLEAN;
/// A figure of the clean report, in its row, and a wrong one in its place.
const RIGHT: &str = "数量\t\t\t20\t5\t1\t0\t2\t0\t28";
const WRONG: &str = "数量\t\t\t20\t5\t1\t0\t2\t0\t38";

/// A folder with files, which is the workspace of a client.
struct Scene {
    folder: tempfile::TempDir,
    client: Client,
}

impl Scene {
    async fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).expect("a file");
        }
        let uri = format!("file://{}", folder.path().display());
        let mut client = Setup::new().locale("en").folders(&[&uri]).document_views().start().await;
        client.ignore_diagnostics();
        Self { folder, client }
    }

    fn params(&self, name: &str) -> Value {
        json!({"textDocument": {"uri": format!("file://{}", self.folder.path().join(name).display())}})
    }

    async fn document(&mut self, name: &str) -> Value {
        let params = self.params(name);
        self.client.request(METHOD, params).await
    }

    /// Waits until the server has looked through the folder.
    async fn scanned(&mut self) {
        self.client.wait(|message| message["method"] == "gouji/documentsChanged").await;
    }
}

/// A web page with the report: each line a paragraph, and tables where it has tabs.
fn page(report: &str) -> String {
    let (mut page, mut rows) = (String::from("<html><body>"), String::new());
    for line in report.lines().chain([""]) {
        if line.contains('\t') {
            let cells: String = line.split('\t').map(|cell| format!("<td>{cell}</td>")).collect();
            rows += &format!("<tr>{cells}</tr>");
            continue;
        }
        if !rows.is_empty() {
            page += &format!("<table>{}</table>", std::mem::take(&mut rows));
        }
        page += &format!("<p>{line}</p>");
    }
    page
}

fn rules(answer: &Value) -> Vec<&str> {
    let findings = answer["findings"].as_array().unwrap_or_else(|| panic!("no findings: {answer}"));
    findings.iter().filter_map(|finding| finding["rule"].as_str()).collect()
}

/// The cell with an id, of any table.
fn cell(answer: &Value, id: &Value) -> Option<Value> {
    let blocks = answer["blocks"].as_array().expect("blocks");
    let rows = blocks.iter().filter_map(|block| block["rows"].as_array()).flatten();
    let cells = rows.filter_map(|row| row["cells"].as_array()).flatten();
    cells.filter(|cell| &cell["id"] == id).map(Value::clone).next()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_figure_is_found_in_its_cell() {
    assert!(CLEAN.contains(RIGHT));
    let wrong = page(&CLEAN.replacen(RIGHT, WRONG, 1));
    let mut scene = Scene::new(&[("a.html", wrong.as_bytes()), ("b.html", page(CLEAN).as_bytes())]).await;
    scene.scanned().await;
    assert_eq!(rules(&scene.document("b.html").await), Vec::<&str>::new());
    let answer = scene.document("a.html").await;
    let found = answer["findings"].as_array().expect("findings");
    let found = found.iter().find(|found| found["rule"] == "tally-mismatch").expect("a finding");
    let marked = cell(&answer, &found["place"]["id"]).expect("a cell");
    assert_eq!(marked["text"], "38", "{found}");
    assert_eq!((&found["place"]["start"], &found["place"]["end"]), (&json!(0), &json!(2)));
    assert!(found["place"]["name"].as_str().is_some_and(|name| name.starts_with("table ")), "{found}");
    assert!(found["fixes"].as_array().is_some_and(|fixes| !fixes.is_empty()), "{found}");
    assert_eq!(answer["notes"], json!([]));
    assert_eq!(answer["blocks"][0]["heading"], 1);
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_settings_of_the_folder_hold() {
    let wrong = page(&CLEAN.replacen(RIGHT, WRONG, 1));
    let off = "[rules]\ntally-mismatch = \"off\"\n";
    let mut scene = Scene::new(&[("a.html", wrong.as_bytes()), ("gouji.toml", off.as_bytes())]).await;
    scene.scanned().await;
    assert!(!rules(&scene.document("a.html").await).contains(&"tally-mismatch"));
    let toml = scene.folder.path().join("gouji.toml");
    fs::write(&toml, "exclude = [\"a.html\"]\n").expect("a file");
    let changes = json!({"changes": [{"uri": format!("file://{}", toml.display()), "type": 2}]});
    scene.client.notify("workspace/didChangeWatchedFiles", changes).await;
    let answer = scene.document("a.html").await;
    assert_eq!(rules(&answer), Vec::<&str>::new());
    assert!(answer["notes"][0].as_str().is_some_and(|note| note.contains("gouji.toml")), "{answer}");
    scene.client.finish().await;
}

/// Last year's report is found in any format, whether this year's report is a document or an open text.
#[tokio::test(flavor = "multi_thread")]
async fn two_years_are_compared_in_any_format() {
    // The clean report as last year's does not carry over the figures that this year's report carries in.
    let last = page(&CLEAN.replace("2024", "2023"));
    let mut scene = Scene::new(&[("2024.html", page(CLEAN).as_bytes()), ("2023.html", last.as_bytes())]).await;
    scene.scanned().await;
    let answer = scene.document("2024.html").await;
    assert!(rules(&answer).contains(&"carried-over-mismatch"), "{:?}", rules(&answer));

    let uri = format!("file://{}", scene.folder.path().join("2024.txt").display());
    let document = json!({"uri": uri, "languageId": "plaintext", "version": 1, "text": CLEAN});
    scene.client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
    loop {
        let found = scene.client.published_of(&uri).await;
        if support::rules(&found).contains(&"carried-over-mismatch") {
            break;
        }
    }
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_compared_with_the_reports_of_other_agencies() {
    let texts = [("青山县", "就业创业"), ("白水县", "就业创业"), ("红土县", "医疗卫生")];
    let [own, copied, other] = texts.map(|(agency, subject)| page(&support::report_with_prose(agency, subject)));
    let files = [("own.html", own), ("copied.html", copied), ("other.html", other)];
    let files = files.each_ref().map(|(name, page)| (*name, page.as_bytes()));
    let mut scene = Scene::new(&files).await;
    scene.scanned().await;
    let answer = scene.document("own.html").await;
    let findings = answer["findings"].as_array().expect("findings");
    let copy = findings.iter().find(|finding| finding["rule"] == "copied-text").expect("a copy");
    assert!(copy["message"].as_str().is_some_and(|message| message.contains("白水县")), "{copy}");
    assert!(!rules(&scene.document("other.html").await).contains(&"copied-text"));
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_has_a_message_with_the_next_step() {
    let files: [(&str, &[u8]); 6] = [
        ("damaged.docx", b"PK\x03\x04 and no more"),
        ("damaged.pdf", b"%PDF-1.7\n1 0 obj"),
        ("other.docx", b"text"),
        ("rich.doc", b"{\\rtf1"),
        ("empty.pdf", b""),
        ("plain.txt", CLEAN.as_bytes()),
    ];
    let mut scene = Scene::new(&files).await;
    scene.scanned().await;
    let sparse = fs::File::create(scene.folder.path().join("huge.docx")).expect("a file");
    sparse.set_len(1 << 30).expect("a sparse file");
    fs::create_dir(scene.folder.path().join("folder.docx")).expect("a folder");
    for (name, expected) in [
        ("damaged.docx", "save it as .docx"),
        ("damaged.pdf", "export the PDF again"),
        ("other.docx", "not a Word document"),
        ("rich.doc", "save it as .docx"),
        ("empty.pdf", "not a PDF"),
        ("plain.txt", "not a Word document"),
        ("missing.docx", "does not exist"),
        ("huge.docx", "larger than 64 MiB"),
        ("folder.docx", "not a regular file"),
    ] {
        let answer = scene.document(name).await;
        let message = answer["message"].as_str().unwrap_or_else(|| panic!("{name}: {answer}"));
        assert!(message.contains(expected) && message.contains(name), "{name}: {message}");
    }
    let params = json!({"textDocument": {"uri": "untitled:Untitled-1"}});
    let answer = scene.client.request(METHOD, params).await;
    assert!(answer["message"].as_str().is_some_and(|message| message.contains("as a file")), "{answer}");
    for wrong in [json!({}), json!({"textDocument": {"uri": 1}}), Value::Null] {
        assert_eq!(scene.client.refused(METHOD, wrong).await, -32602);
    }
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_is_no_report_is_shown_and_says_so() {
    let mut scene = Scene::new(&[("a.html", b"<html><p>Minutes of a meeting")]).await;
    scene.scanned().await;
    let answer = scene.document("a.html").await;
    assert_eq!(answer["blocks"][0]["text"], "Minutes of a meeting");
    assert!(answer["notes"][0].as_str().is_some_and(|note| note.contains("does not look like")), "{answer}");
    scene.client.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_before_initialize_is_refused_and_a_cancelled_one_is_answered() {
    let mut client = Client::silent();
    let params = json!({"textDocument": {"uri": "file:///a.docx"}});
    assert_eq!(client.refused(METHOD, params).await, -32002);
    client.request("initialize", Setup::new().params()).await;
    client.finish().await;

    // Many requests for a large document wait for each other, so the last is cancelled before it begins.
    let large = format!("<html>{}", "<p>x".repeat(200_000));
    let mut scene = Scene::new(&[("a.html", large.as_bytes())]).await;
    scene.scanned().await;
    let params = scene.params("a.html");
    let first = scene.client.ask(METHOD, params.clone()).await;
    let last = scene.client.ask(METHOD, params).await;
    scene.client.notify("$/cancelRequest", json!({"id": last})).await;
    assert_eq!(scene.client.answer(last).await["error"]["code"], -32800);
    let answer = scene.client.answer(first).await;
    assert!(answer["result"]["notes"].as_array().is_some_and(|notes| notes.len() == 2), "cut, and no report");
    scene.client.finish().await;
}

/// Pipes are never opened, because that would wait for a writer.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_pipe_is_refused() {
    let mut scene = Scene::new(&[("a.html", b"<p>1")]).await;
    scene.scanned().await;
    let pipe = scene.folder.path().join("pipe.docx");
    assert!(std::process::Command::new("mkfifo").arg::<&Path>(&pipe).status().expect("mkfifo runs").success());
    let answer = scene.document("pipe.docx").await;
    assert!(answer["message"].as_str().is_some_and(|message| message.contains("not a regular file")), "{answer}");
    scene.client.finish().await;
}

#[tokio::test]
async fn a_preview_is_about_the_open_text_and_names_the_place_of_every_cell() {
    let mut client = Setup::new().locale("en").start().await;
    client.ignore_diagnostics();
    client.open(&CLEAN.replace(RIGHT, WRONG)).await;
    let params = json!({"textDocument": {"uri": support::DOCUMENT}});
    let preview = client.request("gouji/preview", params.clone()).await;
    let findings = preview["findings"].as_array().expect("findings");
    let finding = findings.iter().find(|it| it["rule"] == "tally-mismatch").expect("the finding");
    let id = finding["place"]["id"].as_u64().expect("a place");
    let cell = |preview: &Value| {
        let blocks = preview["blocks"].as_array().cloned().unwrap_or_default();
        let rows = blocks.into_iter().flat_map(|block| block["rows"].as_array().cloned().unwrap_or_default());
        let mut cells = rows.flat_map(|row| row["cells"].as_array().cloned().unwrap_or_default());
        cells.find(|cell| cell["id"] == id).expect("the cell")
    };
    assert_eq!((&cell(&preview)["text"], &cell(&preview)["role"]), (&json!("38"), &json!("figure")));
    // The place of the cell is where a client writes the right figure.
    let range = preview["ranges"][usize::try_from(id).expect("small")].clone();
    assert_eq!(range, finding["range"]);
    assert_eq!(preview["version"], 1);
    client.changes(2, json!([{"range": range, "text": "28"}])).await;
    let mended = client.request("gouji/preview", params).await;
    assert_eq!((&mended["findings"], &cell(&mended)["text"]), (&json!([]), &json!("28")));
    client.finish().await;
}

#[tokio::test]
async fn a_text_that_is_no_report_has_no_preview_and_the_message_says_what_to_do() {
    let mut client = Setup::new().locale("en").start().await;
    client.ignore_diagnostics();
    client.open("A letter").await;
    let answer = client.request("gouji/preview", json!({"textDocument": {"uri": support::DOCUMENT}})).await;
    assert!(answer["message"].as_str().is_some_and(|message| message.contains("no annual report yet")), "{answer}");
    client.finish().await;
}

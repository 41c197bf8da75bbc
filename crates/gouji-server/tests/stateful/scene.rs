//! A workspace, a client with its own idea of every text, and the server between them.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gouji_properties::inputs::REQUESTS;
use serde_json::{Value, json};

use crate::expected::{Told, expected, told};
use crate::support::{Client, Setup};
use crate::text::{Edit, Text};

/// How diagnostics reach the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    Push,
    Pull,
}

/// What the author does before everything shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// Save: what waits for rest shows at once, and what lies on disk is read again.
    Save,
    /// Nothing at all.
    Rest,
}

pub struct Scene {
    folder: tempfile::TempDir,
    delivery: Delivery,
    client: Client,
    open: BTreeMap<PathBuf, Text>,
    version: i32,
    /// What was last sent for each document.
    shown: BTreeMap<String, Value>,
    /// Requests that are not answered yet.
    asked: Vec<i64>,
    /// Whether the configuration cannot be understood.
    broken: bool,
}

/// What is to be said of each open document, by its URI.
type Expected = BTreeMap<String, Vec<Told>>;

/// How long the server may say nothing while it has something to say.
const PATIENCE: Duration = Duration::from_secs(10);

/// Requests about all reports of the folder.
const ABOUT_THE_FOLDER: [&str; 2] = ["workspace/symbol", "gouji/overview"];

/// The error with which a request is refused for a reason that the user reads.
const REFUSED: i64 = -32803;
/// What a request may be refused with: the client cancelled it, the text has changed, or for a reason.
const GIVEN_UP: [i64; 4] = [-32800, -32801, -32802, REFUSED];

impl Scene {
    pub async fn new(delivery: Delivery) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let client = introduce(delivery, &folder).await;
        let (open, shown) = Default::default();
        Self { folder, delivery, client, open, version: 0, shown, asked: Vec::new(), broken: false }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn uri(&self, name: &str) -> String {
        uri(&self.path(name))
    }

    pub async fn open(&mut self, name: &str, text: &str) {
        self.version += 1;
        self.open.insert(self.path(name), Text::new(text));
        let uri = self.uri(name);
        open(&mut self.client, &uri, self.version, text).await;
    }

    pub async fn change(&mut self, name: &str, edits: &[Edit]) {
        self.version += 1;
        let path = self.path(name);
        // What is sent of a text that is not open means nothing.
        let mut closed = Text::new("");
        let text = self.open.get_mut(&path).unwrap_or(&mut closed);
        let changes: Vec<Value> = edits.iter().map(|edit| text.edit(edit)).collect();
        let document = json!({"uri": self.uri(name), "version": self.version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.client.notify("textDocument/didChange", params).await;
    }

    pub async fn close(&mut self, name: &str) {
        self.open.remove(&self.path(name));
        self.about(name, "textDocument/didClose").await;
    }

    pub async fn save(&mut self, name: &str) {
        self.about(name, "textDocument/didSave").await;
    }

    async fn about(&mut self, name: &str, method: &str) {
        let params = json!({"textDocument": {"uri": self.uri(name)}});
        self.client.notify(method, params).await;
    }

    /// A file becomes another, or none.
    pub async fn write(&mut self, name: &str, text: Option<&str>) {
        let path = self.path(name);
        let there = path.exists();
        match text {
            Some(text) => fs::write(&path, text).expect("a file"),
            None if there => fs::remove_file(&path).expect("it is there"),
            None => {}
        }
        let kind = if text.is_none() { 3 } else { 1 + i32::from(there) };
        let changes = json!([{"uri": self.uri(name), "type": kind}]);
        self.client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes})).await;
    }

    pub async fn configure(&mut self, text: Option<&str>) {
        self.broken = text.is_some_and(|text| gouji_config::Config::parse(text).is_err());
        self.write("gouji.toml", text).await;
    }

    pub async fn settings(&mut self, settings: Value) {
        self.client.notify("workspace/didChangeConfiguration", json!({"settings": settings})).await;
    }

    /// Asks, and does not wait for the answer.
    pub async fn ask(&mut self, name: &str, method: usize, at: [u32; 2]) {
        let id = self.client.ask(REQUESTS[method % REQUESTS.len()], asking(&self.uri(name), at)).await;
        self.asked.push(id);
    }

    /// Cancels what was asked last, be it answered or not.
    pub async fn cancel(&mut self) {
        if let Some(id) = self.asked.last() {
            self.client.notify("$/cancelRequest", json!({"id": id})).await;
        }
    }

    /// Waits until the server has said what there is to say, and compares that with what the core says, and a fresh server.
    pub async fn compare(&mut self, before: Before) {
        // With a configuration that cannot be understood the last good one holds, which a fresh server does not know.
        if self.broken {
            self.configure(None).await;
        }
        if before == Before::Save {
            for name in self.names() {
                self.save(&name).await;
            }
        }
        for id in std::mem::take(&mut self.asked) {
            let answer = self.client.answer(id).await;
            let code = answer["error"]["code"].as_i64();
            assert!(code.is_none_or(|code| GIVEN_UP.contains(&code)), "{answer}");
        }
        let mut fresh = introduce(self.delivery, &self.folder).await;
        for (path, text) in &self.open {
            open(&mut fresh, &uri(path), 1, &text.utf8()).await;
        }
        let expected = self.expected();
        let mut right = BTreeMap::new();
        settle(&mut fresh, self.delivery, &mut right, &expected, |found, wanted| told(found) == *wanted).await;
        // More than the core tells is compared: messages, and places that explain.
        right.retain(|uri, _| expected.contains_key(uri));
        settle(&mut self.client, self.delivery, &mut self.shown, &right, |found, wanted| found == wanted).await;
        for uri in expected.keys() {
            for (method, at) in REQUESTS.iter().flat_map(|method| [[0, 0], [40, 3], [47, 9]].map(|at| (*method, at))) {
                let asked = Instant::now();
                loop {
                    let known = answer(&mut self.client, method, asking(uri, at)).await;
                    let new = answer(&mut fresh, method, asking(uri, at)).await;
                    // A preview has the version of the text, which counts from 1 in the fresh server.
                    let [known, new] = [known, new].map(without_version);
                    // A server may still read the folder, and does not announce the end. Other answers do not depend on it.
                    if known == new || !ABOUT_THE_FOLDER.contains(&method) || asked.elapsed() > PATIENCE {
                        assert_eq!(known, new, "{method} at {at:?} of {uri}");
                        break;
                    }
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            }
        }
        fresh.finish().await;
    }

    fn names(&self) -> Vec<String> {
        let name = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
        self.open.keys().map(name).collect()
    }

    fn expected(&self) -> Expected {
        let open = self.open.iter().map(|(path, text)| (path.clone(), text.utf8())).collect();
        let files = fs::read_dir(self.folder.path()).expect("the folder").map(|entry| entry.expect("a file").path());
        let files =
            files.filter(|path| path.extension().is_some_and(|end| end != "toml") && !self.open.contains_key(path));
        let files = files.map(|path| (path.clone(), fs::read_to_string(path).expect("a file"))).collect();
        expected(&open, &files).into_iter().map(|(path, told)| (uri(&path), told)).collect()
    }

    pub async fn finish(self) {
        self.client.finish().await;
    }
}

fn without_version(mut answer: Value) -> Value {
    if let Some(answer) = answer.as_object_mut() {
        answer.remove("version");
    }
    answer
}

async fn introduce(delivery: Delivery, folder: &tempfile::TempDir) -> Client {
    let setup = Setup::new().folders(&[&uri(folder.path())]).nested_symbols().related().markdown();
    let setup = if delivery == Delivery::Pull { setup.pull() } else { setup };
    let mut client = setup.start().await;
    client.ignore_diagnostics();
    client.be_impatient(PATIENCE);
    client
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

async fn open(client: &mut Client, uri: &str, version: i32, text: &str) {
    let document = json!({"uri": uri, "languageId": "disclosure-report", "version": version, "text": text});
    client.notify("textDocument/didOpen", json!({"textDocument": document})).await;
}

/// The parameters of any request about a place.
fn asking(uri: &str, [line, character]: [u32; 2]) -> Value {
    let position = json!({"line": line, "character": character});
    let range = json!({"start": position, "end": {"line": line.saturating_add(9), "character": 0}});
    let context = json!({"diagnostics": [], "includeDeclaration": true, "triggerKind": 1});
    json!({
        "textDocument": {"uri": uri},
        "position": position,
        "positions": [position],
        "range": range,
        "context": context,
        "query": "2",
        "newName": "三",
        "ch": "|",
        "options": {"tabSize": 4, "insertSpaces": false},
    })
}

/// What a request is answered in the end: the server may ask to be asked again.
async fn answer(client: &mut Client, method: &str, params: Value) -> Value {
    loop {
        let id = client.ask(method, params.clone()).await;
        let mut answer = client.answer(id).await;
        if answer["error"]["data"]["retriggerRequest"] != true {
            let code = answer["error"]["code"].as_i64();
            assert!(code.is_none_or(|code| code == REFUSED), "{method}: {answer}");
            return if code.is_some() { answer["error"].take() } else { answer["result"].take() };
        }
    }
}

/// Waits until what the client shows is what is wanted of each open document, and nothing of any other.
async fn settle<T: Debug>(
    client: &mut Client,
    delivery: Delivery,
    shown: &mut BTreeMap<String, Value>,
    wanted: &BTreeMap<String, T>,
    is_right: impl Fn(&Value, &T) -> bool,
) {
    loop {
        if delivery == Delivery::Pull {
            shown.clear();
            for uri in wanted.keys() {
                let mut report = answer(client, "textDocument/diagnostic", asking(uri, [0, 0])).await;
                shown.insert(uri.clone(), report["items"].take());
            }
        }
        let are_right = wanted.iter().all(|(uri, wanted)| shown.get(uri).is_some_and(|found| is_right(found, wanted)));
        if are_right && shown.iter().all(|(uri, found)| wanted.contains_key(uri) || found == &json!([])) {
            return;
        }
        let news = match delivery {
            Delivery::Push => "textDocument/publishDiagnostics",
            Delivery::Pull => "workspace/diagnostic/refresh",
        };
        let Some(mut message) = client.try_wait(|message| message["method"] == news).await else {
            panic!("the server has no more to say.\nwanted: {wanted:#?}\nshown: {shown:#?}");
        };
        match delivery {
            Delivery::Push => {
                let params = &mut message["params"];
                let uri = params["uri"].as_str().expect("a URI").to_owned();
                shown.insert(uri, params["diagnostics"].take());
            }
            Delivery::Pull => client.acknowledge(&message).await,
        }
    }
}

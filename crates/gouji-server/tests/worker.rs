//! The server of `gouji-worker`, for a browser, answers as this one does: both get the same messages, and their answers are compared.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use gouji_ide::Clock;
use gouji_lsp::handlers::HANDLERS;
use gouji_worker::{Output, Server};
use serde_json::{Value, json};
use support::{Client, DOCUMENT, Setup, json_range, report};

/// A worker, and its messages that are not read yet.
struct Worker {
    server: Server,
    milliseconds: Arc<AtomicU64>,
    next: Option<u64>,
    unread: Vec<Value>,
    log: Vec<String>,
    last_id: i64,
    is_over: bool,
}

impl Worker {
    fn silent() -> Self {
        let milliseconds = Arc::new(AtomicU64::new(0));
        let time = Arc::clone(&milliseconds);
        let clock = Clock::new(move || Duration::from_millis(time.load(Ordering::Relaxed)));
        let start = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a time");
        let server = Server::new(clock, start);
        Self { server, milliseconds, next: None, unread: Vec::new(), log: Vec::new(), last_id: 0, is_over: false }
    }

    fn start(params: &Value) -> (Self, Value) {
        let mut worker = Self::silent();
        let answer = worker.request("initialize", params);
        worker.notify("initialized", &json!({}));
        (worker, answer)
    }

    fn take(&mut self, output: Output) {
        self.next = output.next;
        self.is_over = output.is_over;
        self.unread.extend(output.messages);
        self.log.extend(output.log);
    }

    fn send(&mut self, message: &Value) {
        let output = self.server.receive(message.to_string().as_bytes());
        self.take(output);
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The answer to a request, without its id.
    fn request(&mut self, method: &str, params: &Value) -> Value {
        self.last_id += 1;
        let id = self.last_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        let at = self.unread.iter().position(|message| message["id"] == id).expect("an answer");
        without_id(self.unread.remove(at))
    }

    fn store(&mut self, path: &Path) {
        let uri = format!("file://{}", path.display());
        let output = self.server.store(&uri, Some(fs::read(path).expect("a file")));
        self.take(output);
    }

    /// Works until only another message would give work. Returns the milliseconds that passed.
    fn settle(&mut self) -> u64 {
        let start = self.milliseconds.load(Ordering::Relaxed);
        while let Some(next) = self.next {
            self.milliseconds.fetch_max(next, Ordering::Relaxed);
            let output = self.server.run();
            self.take(output);
        }
        self.milliseconds.load(Ordering::Relaxed) - start
    }

    /// The parameters of the last `publishDiagnostics` about a document.
    fn published(&mut self, uri: &str) -> Option<Value> {
        let of_uri = |message: &&Value| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
        };
        let last = self.unread.iter().rev().find(of_uri).map(|message| message["params"].clone());
        self.unread.retain(|message| !of_uri(&message));
        last
    }
}

fn without_id(mut message: Value) -> Value {
    message.as_object_mut().expect("an object").remove("id");
    message
}

/// A client that supports nearly everything and pulls no diagnostics.
fn capable(folders: &[&str]) -> Setup {
    let setup = Setup::new().markdown().related().creation().lazy_actions().nested_symbols().definition_links();
    let setup = setup.snippets().places().prepared_rename().documentation("gouji-rule:/");
    if folders.is_empty() { setup } else { setup.folders(folders) }
}

/// The requests about the document `uri`, and wrong ones.
fn requests(uri: &str) -> Vec<(&'static str, Value)> {
    let document = json!({"uri": uri});
    let at = |line: u32, character: u32| json!({"textDocument": document, "position": {"line": line, "character": character}});
    let with = |mut params: Value, key: &str, value: Value| {
        params[key] = value;
        params
    };
    let whole = json!({"textDocument": document});
    let options = json!({"tabSize": 4, "insertSpaces": false});
    let ranged = |range: [u32; 4]| with(whole.clone(), "range", json_range(range));
    let actions = |range, context: Value| with(ranged(range), "context", context);
    let action = json!({"title": "t", "kind": "refactor.rewrite.gouji.fillTotals", "data": {"textDocument": document}});
    vec![
        ("textDocument/hover", at(8, 3)),
        ("textDocument/hover", at(4_000, 0)),
        ("textDocument/definition", at(57, 8)),
        ("textDocument/documentHighlight", at(57, 30)),
        ("textDocument/references", with(at(57, 30), "context", json!({"includeDeclaration": true}))),
        ("textDocument/codeAction", actions([16, 139, 16, 139], json!({"diagnostics": []}))),
        ("textDocument/codeAction", actions([0, 0, 200, 0], json!({"diagnostics": [], "only": ["source.fixAll"]}))),
        ("textDocument/codeAction", actions([0, 0, 200, 0], json!({"diagnostics": [], "only": ["refactor"]}))),
        ("codeAction/resolve", action),
        ("codeAction/resolve", json!({"title": "t"})),
        ("textDocument/documentSymbol", whole.clone()),
        ("textDocument/foldingRange", whole.clone()),
        ("textDocument/codeLens", whole.clone()),
        ("textDocument/selectionRange", with(whole.clone(), "positions", json!([{"line": 16, "character": 20}]))),
        ("textDocument/documentLink", whole.clone()),
        ("textDocument/prepareRename", at(8, 3)),
        ("textDocument/prepareRename", at(0, 0)),
        ("textDocument/rename", with(at(8, 0), "newName", json!("七、总体情况"))),
        ("textDocument/rename", with(at(16, 20), "newName", json!("x"))),
        ("textDocument/formatting", with(whole.clone(), "options", options.clone())),
        ("textDocument/rangeFormatting", with(ranged([50, 0, 90, 0]), "options", options.clone())),
        ("textDocument/onTypeFormatting", with(with(at(9, 0), "ch", json!("\n")), "options", options)),
        ("textDocument/completion", at(9, 0)),
        ("completionItem/resolve", json!({"label": "一、"})),
        ("textDocument/inlayHint", ranged([0, 0, 200, 0])),
        ("textDocument/diagnostic", whole.clone()),
        ("workspace/symbol", json!({"query": ""})),
        ("gouji/document", whole.clone()),
        ("gouji/preview", whole.clone()),
        ("gouji/figure", at(57, 30)),
        ("gouji/overview", json!({})),
        ("gouji/compareYears", json!({"before": uri, "now": uri})),
        // Wrong ones.
        ("no/suchMethod", json!({})),
        ("$/noSuchRequest", json!({})),
        ("textDocument/hover", json!({"position": 7})),
        ("textDocument/hover", json!({"textDocument": {"uri": ""}, "position": {"line": 0.5, "character": 0}})),
        ("textDocument/codeAction", json!([])),
        ("textDocument/diagnostic", json!({"textDocument": {"uri": 5}})),
        ("textDocument/didOpen", whole),
        ("initialize", json!({"capabilities": {}})),
    ]
}

/// Sends the requests to both, and compares the answers. Returns the methods.
async fn compare(client: &mut Client, worker: &mut Worker, uri: &str) -> BTreeSet<&'static str> {
    let mut methods = BTreeSet::new();
    for (method, params) in requests(uri) {
        let id = client.ask(method, params.clone()).await;
        let expected = without_id(client.answer(id).await);
        let answer = worker.request(method, &params);
        assert_eq!(answer, expected, "{method} {params}");
        methods.insert(method);
    }
    methods
}

/// Waits until the server has published for `uri` what the worker has.
async fn compare_published(client: &mut Client, worker: &mut Worker, uri: &str) {
    worker.settle();
    let expected = worker.published(uri).expect("the worker publishes");
    let found = client
        .try_wait(|message| message["method"] == "textDocument/publishDiagnostics" && message["params"] == expected);
    assert!(found.await.is_some(), "the server does not publish {expected:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_that_of_the_server() {
    let (mut client, expected) = capable(&[]).introduce().await;
    client.ignore_diagnostics();
    let (mut worker, answer) = Worker::start(&capable(&[]).params());
    assert_eq!(answer["result"], expected);
    let document = json!({"uri": DOCUMENT, "languageId": "disclosure-report", "version": 1, "text": report()});
    client.open(&report()).await;
    worker.notify("textDocument/didOpen", &json!({"textDocument": document}));
    compare_published(&mut client, &mut worker, DOCUMENT).await;
    let methods = compare(&mut client, &mut worker, DOCUMENT).await;
    let handled: BTreeSet<&str> = HANDLERS.iter().flat_map(|handler| handler.methods).copied().collect();
    let not_compared: Vec<&str> = handled.difference(&methods).copied().collect();
    // The notifications are sent below; workspace diagnostics are not answered by the worker.
    assert_eq!(
        not_compared,
        [
            "textDocument/didChange",
            "textDocument/didClose",
            "textDocument/didSave",
            "workspace/diagnostic",
            "workspace/didChangeConfiguration",
            "workspace/didChangeWatchedFiles",
            "workspace/didChangeWorkspaceFolders",
        ]
    );

    let changes = json!([{"range": json_range([16, 137, 16, 139]), "text": ""}, {"range": json_range([8, 0, 8, 0]), "text": "资金资金"}]);
    client.changes(2, changes.clone()).await;
    worker.notify(
        "textDocument/didChange",
        &json!({"textDocument": {"uri": DOCUMENT, "version": 2}, "contentChanges": changes}),
    );
    compare_published(&mut client, &mut worker, DOCUMENT).await;
    compare(&mut client, &mut worker, DOCUMENT).await;

    let settings = json!({"settings": {"gouji": {"inlayHints": {"totals": false}, "codeLens": false}}});
    client.notify("workspace/didChangeConfiguration", settings.clone()).await;
    worker.notify("workspace/didChangeConfiguration", &settings);
    compare(&mut client, &mut worker, DOCUMENT).await;

    client.close().await;
    worker.notify("textDocument/didClose", &json!({"textDocument": {"uri": DOCUMENT}}));
    compare_published(&mut client, &mut worker, DOCUMENT).await;
    assert!(worker.request("shutdown", &Value::Null)["result"].is_null());
    let refused = worker.request("textDocument/hover", &Value::Null);
    assert_eq!(refused["error"]["code"], -32600);
    worker.notify("exit", &Value::Null);
    assert!(worker.is_over && worker.unread.is_empty(), "{:?}", worker.unread);
    client.finish().await;
}

/// The files of a workspace, on the disk for the server and in memory for the worker.
#[tokio::test(flavor = "multi_thread")]
async fn files_of_the_workspace_count_as_for_the_server() {
    const CLEAN: &str = gouji_properties::seeds::CLEAN;
    const LAST: &str = gouji_properties::seeds::LAST_CLEAN;
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let uri = |name: &str| format!("file://{}", at(name).display());
    fs::write(at("gouji.toml"), "exclude = [\"x/\"]\n[rules]\nrepeated-word = \"off\"\n").expect("a file");
    fs::write(at("2023.txt"), LAST).expect("a file");
    fs::create_dir(at("x")).expect("a folder");
    fs::write(at("x/2022.txt"), LAST.replace("2023", "2022")).expect("a file");
    let text = CLEAN.replacen("数量\t\t\t3\t1\t0\t0\t0\t0\t4", "数量\t\t\t4\t1\t0\t0\t0\t0\t5", 1);
    let text = text.replacen("数量\t\t\t20\t5\t1\t0\t2\t0\t28", "数量\t\t\t19\t5\t1\t0\t2\t0\t27", 1);
    let text = text.replacen("推进", "推进推进", 1);
    let this = uri("2024.txt");
    let folders = [&*format!("file://{}", folder.path().display())];

    let (mut client, _) = capable(&folders).introduce().await;
    client.ignore_diagnostics();
    let (mut worker, _) = Worker::start(&capable(&folders).params());
    ["gouji.toml", "2023.txt", "x/2022.txt"].iter().for_each(|name| worker.store(&at(name)));
    let document = json!({"textDocument": {"uri": this, "languageId": "plaintext", "version": 1, "text": text}});
    client.notify("textDocument/didOpen", document.clone()).await;
    worker.notify("textDocument/didOpen", &document);
    worker.settle();
    let expected = worker.published(&this).expect("the worker publishes");
    let rules = support::rules(expected["diagnostics"].as_array().expect("an array"));
    assert!(rules.contains(&"carried-over-mismatch") && !rules.contains(&"repeated-word"), "{rules:?}");
    let equal =
        |message: &Value| message["method"] == "textDocument/publishDiagnostics" && message["params"] == expected;
    assert!(client.try_wait(equal).await.is_some(), "the server does not publish {expected:#}");
    compare(&mut client, &mut worker, &this).await;
    let closed = json!({"before": uri("2023.txt"), "now": this});
    let id = client.ask("gouji/compareYears", closed.clone()).await;
    let answer = worker.request("gouji/compareYears", &closed);
    assert!(answer["result"]["tables"].as_array().is_some_and(|tables| !tables.is_empty()), "{answer}");
    assert_eq!(answer, without_id(client.answer(id).await));
    let view = json!({"textDocument": {"uri": uri("2023.txt")}});
    let id = client.ask("gouji/document", view.clone()).await;
    assert_eq!(worker.request("gouji/document", &view), without_id(client.answer(id).await));

    // A changed configuration applies, and a broken one is reported.
    for text in ["[rules]\ncarried-over-mismatch = \"off\"\n", "rules = 5\n"] {
        fs::write(at("gouji.toml"), text).expect("a file");
        let changed = json!({"changes": [{"uri": uri("gouji.toml"), "type": 2}]});
        client.notify("workspace/didChangeWatchedFiles", changed).await;
        worker.store(&at("gouji.toml"));
        worker.settle();
        for uri in [&this, &uri("gouji.toml")] {
            let Some(expected) = worker.published(uri) else { continue };
            let equal = |message: &Value| {
                message["method"] == "textDocument/publishDiagnostics" && message["params"] == expected
            };
            assert!(client.try_wait(equal).await.is_some(), "the server does not publish {expected:#}");
        }
    }
    client.finish().await;
}

#[test]
fn a_file_system_of_the_editor_has_its_configuration_and_last_years_report() {
    const CLEAN: &str = gouji_properties::seeds::CLEAN;
    const LAST: &str = gouji_properties::seeds::LAST_CLEAN;
    let root = "vscode-vfs://github/owner/%E5%B9%B4%E6%8A%A5";
    let this = format!("{root}/2024.txt");
    let mut setup = capable(&[root]).params();
    setup["initializationOptions"]["documentViews"] = json!(true);
    let (mut worker, _) = Worker::start(&setup);
    let text = CLEAN.replacen("推进", "推进推进", 1);
    let document = json!({"uri": this, "languageId": "plaintext", "version": 1, "text": text});
    worker.notify("textDocument/didOpen", &json!({"textDocument": document}));
    worker.settle();
    let found = worker.published(&this).expect("diagnostics of the client's own URI");
    assert_eq!(support::rules(found["diagnostics"].as_array().expect("an array")), ["repeated-word"]);
    let lenses = |worker: &mut Worker| {
        worker.request("textDocument/codeLens", &json!({"textDocument": {"uri": this}})).to_string()
    };
    assert!(!lenses(&mut worker).contains("2023.txt"));

    let config =
        worker.server.store(&format!("{root}/gouji.toml"), Some(b"[rules]\nrepeated-word = \"off\"\n".to_vec()));
    worker.take(config);
    let last = worker.server.store(&format!("{root}/2023.txt"), Some(LAST.as_bytes().to_vec()));
    worker.take(last);
    worker.settle();
    let found = worker.published(&this).expect("the configuration applies");
    assert_eq!(found["diagnostics"], json!([]));
    assert!(worker.unread.iter().any(|message| message["method"] == "gouji/documentsChanged"), "{:?}", worker.unread);
    assert!(lenses(&mut worker).contains(&format!("{root}/2023.txt")), "{}", lenses(&mut worker));

    let gone = worker.server.store(&format!("{root}/gouji.toml"), None);
    worker.take(gone);
    worker.settle();
    let found = worker.published(&this).expect("the configuration is gone");
    assert_eq!(support::rules(found["diagnostics"].as_array().expect("an array")), ["repeated-word"]);
}

#[test]
fn a_finding_at_the_cursor_waits_for_a_pause() {
    let (mut worker, _) = Worker::start(&capable(&[]).params());
    let text = gouji_properties::seeds::CLEAN;
    let document = json!({"uri": DOCUMENT, "languageId": "", "version": 1, "text": text});
    worker.notify("textDocument/didOpen", &json!({"textDocument": document}));
    worker.settle();
    assert_eq!(worker.published(DOCUMENT).expect("diagnostics")["diagnostics"], json!([]));
    let line = text.lines().position(|line| line.contains("推进")).expect("a line of prose");
    let line = u32::try_from(line).expect("a small text");
    let change = json!({"range": json_range([line, 0, line, 0]), "text": "资金资金"});
    worker.notify(
        "textDocument/didChange",
        &json!({"textDocument": {"uri": DOCUMENT, "version": 2}, "contentChanges": [change]}),
    );
    let now = worker.milliseconds.load(Ordering::Relaxed);
    while worker.next.is_some_and(|next| next <= now) {
        let output = worker.server.run();
        worker.take(output);
    }
    let at_once = worker.published(DOCUMENT).map(|params| params["diagnostics"].clone());
    assert!(at_once.is_none_or(|found| found == json!([])), "the author still types");
    assert!(worker.settle() > 0, "time has passed");
    let later = worker.published(DOCUMENT).expect("diagnostics");
    assert_eq!(support::rules(later["diagnostics"].as_array().expect("an array")), ["repeated-word"]);
}

#[test]
fn a_client_that_pulls_is_asked_to_pull_again() {
    let (mut worker, answer) = Worker::start(&Setup::new().pull().workspace_diagnostics().params());
    assert_eq!(answer["result"]["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], false);
    let document = json!({"uri": DOCUMENT, "languageId": "", "version": 1, "text": report()});
    worker.notify("textDocument/didOpen", &json!({"textDocument": document}));
    let pull = |worker: &mut Worker| {
        worker.request("textDocument/diagnostic", &json!({"textDocument": {"uri": DOCUMENT}}))["result"].clone()
    };
    let first = pull(&mut worker);
    assert!(!first["items"].as_array().expect("items").is_empty());
    let again = json!({"textDocument": {"uri": DOCUMENT}, "previousResultId": first["resultId"]});
    assert_eq!(worker.request("textDocument/diagnostic", &again)["result"]["kind"], "unchanged");
    worker.settle();
    worker.unread.clear();
    let config =
        worker.server.store("file:///home/张三/gouji.toml", Some(b"[rules]\nrepeated-word = \"off\"\n".to_vec()));
    worker.take(config);
    worker.settle();
    let methods: Vec<&Value> = worker.unread.iter().map(|message| &message["method"]).collect();
    assert!(methods.contains(&&json!("workspace/diagnostic/refresh")), "{methods:?}");
    assert_ne!(pull(&mut worker)["resultId"], first["resultId"]);
    assert_eq!(worker.request("workspace/diagnostic", &json!({"previousResultIds": []}))["error"]["code"], -32601);
}

#[test]
fn nothing_but_initialize_is_answered_before_it() {
    let mut worker = Worker::silent();
    let document = json!({"uri": DOCUMENT, "languageId": "", "version": 1, "text": report()});
    worker.notify("textDocument/didOpen", &json!({"textDocument": document}));
    for method in ["textDocument/hover", "shutdown"] {
        assert_eq!(worker.request(method, &Value::Null)["error"]["code"], -32002, "{method}");
    }
    assert_eq!(worker.request("initialize", &json!({"capabilities": 5}))["error"]["code"], -32602);
    assert_eq!(worker.request("initialize", &Setup::new().params())["result"]["serverInfo"]["name"], "gouji");
    let hover = json!({"textDocument": {"uri": DOCUMENT}, "position": {"line": 8, "character": 3}});
    assert!(worker.request("textDocument/hover", &hover)["result"].is_null(), "the document was not opened");
    assert_eq!(worker.log, ["ignored a notification before initialize"]);
}

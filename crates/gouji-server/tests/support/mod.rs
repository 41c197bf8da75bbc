//! A client in the same process, on the clock of the test. It never sleeps: it waits for an answer or a version, and at the end
//! nothing that the server said may be left unread. A server in a process of its own has the client in `gouji-testkit`.

#![allow(dead_code, reason = "each test file uses its part")]

mod setup;

use std::collections::VecDeque;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use gouji_testkit::lsp::{Frame, FrameHeader, HeaderLine};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf};
use tokio::sync::{Mutex, OwnedMutexGuard, mpsc};
use tokio::task::JoinHandle;

pub use setup::Setup;

/// The document of tests that need only one. The blank and the Han characters are meant.
pub const DOCUMENT: &str = "file:///home/张三/我的 报告.txt";
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A report with one finding of each of several rules.
pub fn report() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/reports/xingan-2022.txt");
    std::fs::read_to_string(path).expect("the sample is there")
}

/// A client and its server.
pub struct Client {
    output: Option<WriteHalf<DuplexStream>>,
    input: mpsc::UnboundedReceiver<Value>,
    unread: VecDeque<Value>,
    server: JoinHandle<ExitCode>,
    last_id: i64,
    finished: Finished,
    diagnostics: Diagnostics,
    patience: Duration,
    /// Held while the client does not read.
    gate: Arc<Mutex<()>>,
    shut: Option<OwnedMutexGuard<()>>,
}

/// Whether the test reads diagnostics.
#[derive(PartialEq, Eq)]
enum Diagnostics {
    Read,
    Ignored,
}

#[derive(PartialEq, Eq)]
enum Finished {
    Yes,
    No,
}

impl Client {
    /// A client that has said nothing yet.
    pub fn silent() -> Self {
        let (here, there) = tokio::io::duplex(1 << 16);
        let (input, output) = tokio::io::split(there);
        let server = tokio::spawn(gouji_server::serve(input, output));
        let (input, output) = tokio::io::split(here);
        let (sender, receiver) = mpsc::unbounded_channel();
        let gate = Arc::new(Mutex::new(()));
        tokio::spawn(read(input, sender, Arc::clone(&gate)));
        Self {
            output: Some(output),
            input: receiver,
            unread: VecDeque::new(),
            server,
            last_id: 0,
            finished: Finished::No,
            diagnostics: Diagnostics::Read,
            patience: PATIENCE,
            gate,
            shut: None,
        }
    }

    /// Waits no longer than this for anything: where many cases fail, each as late as that.
    pub fn be_impatient(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// Reads one message more at most, until [`Client::read_again`].
    pub async fn stop_reading(&mut self) {
        self.shut = Some(Arc::clone(&self.gate).lock_owned().await);
    }

    /// Reads on.
    pub fn read_again(&mut self) {
        self.shut = None;
    }

    /// Diagnostics, and requests to fetch them, may stay unread.
    pub fn ignore_diagnostics(&mut self) {
        self.diagnostics = Diagnostics::Ignored;
    }

    /// Sends bytes as they are.
    pub async fn raw(&mut self, bytes: &[u8]) {
        let written = self.output.as_mut().expect("not closed").write_all(bytes);
        let written = tokio::time::timeout(self.patience, written).await;
        written.expect("the server does not read").expect("the server has hung up");
    }

    /// Sends bytes until the server reads no more: how many it takes.
    pub async fn raw_as_far_as_it_is_read(&mut self, bytes: &[u8]) -> usize {
        let output = self.output.as_mut().expect("not closed");
        let mut written = 0;
        while let Some(rest) = bytes.get(written..).filter(|rest| !rest.is_empty()) {
            match tokio::time::timeout(self.patience, output.write(rest)).await {
                Ok(more) => written += more.expect("the server has hung up"),
                Err(_) => break,
            }
        }
        written
    }

    /// Sends a body in a frame.
    pub async fn body(&mut self, body: &[u8]) {
        self.frame(&Frame::of_body(body)).await;
    }

    async fn frame(&mut self, frame: &Frame) {
        self.raw(frame.bytes()).await;
    }

    /// Sends a notification.
    pub async fn notify(&mut self, method: &str, params: Value) {
        self.frame(&Frame::notification(method, &params)).await;
    }

    /// Sends a request; its id.
    pub async fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        self.frame(&Frame::request(self.last_id, method, &params)).await;
        self.last_id
    }

    /// The answer to a request.
    pub async fn answer(&mut self, id: i64) -> Value {
        self.wait(|message| message["id"] == id && message.get("method").is_none()).await
    }

    /// The answer to a message whose sender cannot be told.
    pub async fn answer_to_nobody(&mut self) -> Value {
        self.wait(|message| message.get("id").is_some_and(Value::is_null)).await
    }

    /// The result of a request.
    pub async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params).await;
        let mut answer = self.answer(id).await;
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].take()
    }

    /// The code of the error with which a request is refused.
    pub async fn refused(&mut self, method: &str, params: Value) -> i64 {
        let id = self.ask(method, params).await;
        let answer = self.answer(id).await;
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {answer}"))
    }

    /// Opens [`DOCUMENT`] as version 1.
    pub async fn open(&mut self, text: &str) {
        let document = json!({"uri": DOCUMENT, "languageId": "disclosure-report", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document})).await;
    }

    /// Changes a range (start line, start column, end line, end column) of [`DOCUMENT`].
    pub async fn change(&mut self, version: i32, range: [u32; 4], text: &str) {
        let change = json!({"range": json_range(range), "text": text});
        self.changes(version, json!([change])).await;
    }

    /// Sends changes of [`DOCUMENT`].
    pub async fn changes(&mut self, version: i32, changes: Value) {
        let params = json!({"textDocument": {"uri": DOCUMENT, "version": version}, "contentChanges": changes});
        self.notify("textDocument/didChange", params).await;
    }

    /// Closes [`DOCUMENT`].
    pub async fn close(&mut self) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": DOCUMENT}})).await;
    }

    /// Saves [`DOCUMENT`].
    pub async fn save(&mut self) {
        self.notify("textDocument/didSave", json!({"textDocument": {"uri": DOCUMENT}})).await;
    }

    /// A request about a position of [`DOCUMENT`].
    pub async fn hover(&mut self, line: u32, character: u32) -> Value {
        let position = json!({"line": line, "character": character});
        self.request("textDocument/hover", json!({"textDocument": {"uri": DOCUMENT}, "position": position})).await
    }

    /// A request about all of [`DOCUMENT`].
    pub async fn on_document(&mut self, method: &str) -> Value {
        self.request(method, json!({"textDocument": {"uri": DOCUMENT}})).await
    }

    /// Answers a request of the server with nothing.
    pub async fn acknowledge(&mut self, request: &Value) {
        self.frame(&Frame::answer(&request["id"], &Value::Null)).await;
    }

    /// How many requests of that method the server has made that are not read yet.
    pub fn asked_to(&mut self, method: &str) -> usize {
        while let Ok(message) = self.input.try_recv() {
            self.unread.push_back(message);
        }
        self.unread.iter().filter(|message| message["method"] == method).count()
    }

    /// The next diagnostics that are sent.
    pub async fn published(&mut self) -> Value {
        self.wait(|message| message["method"] == "textDocument/publishDiagnostics").await["params"].take()
    }

    /// The diagnostics of a version; those of earlier ones are passed over.
    pub async fn published_for(&mut self, version: i32) -> Vec<Value> {
        loop {
            let mut params = self.published().await;
            assert_eq!(params["uri"], DOCUMENT, "as the client spells it");
            if params["version"] == version {
                return serde_json::from_value(params["diagnostics"].take()).expect("an array");
            }
        }
    }

    /// The diagnostics that are published next for `uri`.
    pub async fn published_of(&mut self, uri: &str) -> Vec<Value> {
        let wanted =
            |message: &Value| message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri;
        let mut message = self.wait(wanted).await;
        serde_json::from_value(message["params"]["diagnostics"].take()).expect("an array")
    }

    /// The first message that `wanted` wants.
    pub async fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        self.try_wait(wanted).await.expect("the server says nothing")
    }

    /// The same; `None` where none comes.
    pub async fn try_wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Option<Value> {
        if let Some(at) = self.unread.iter().position(&wanted) {
            return self.unread.remove(at);
        }
        loop {
            let message = tokio::time::timeout(self.patience, self.input.recv()).await.ok()?;
            let message = message.expect("the server has ended");
            if wanted(&message) {
                return Some(message);
            }
            self.unread.push_back(message);
        }
    }

    /// Says good-bye as the protocol asks, and asserts that everything was read.
    pub async fn finish(mut self) {
        self.request("shutdown", Value::Null).await;
        self.notify("exit", Value::Null).await;
        assert_eq!(self.end().await, ExitCode::SUCCESS);
    }

    /// Hangs up.
    pub async fn hang_up(mut self) -> ExitCode {
        let mut output = self.output.take().expect("not closed");
        output.shutdown().await.expect("the server reads");
        self.end().await
    }

    /// Waits for the server's end, and asserts that everything was read.
    pub async fn end(&mut self) -> ExitCode {
        self.finished = Finished::Yes;
        let ended = tokio::time::timeout(PATIENCE, &mut self.server).await;
        let code = ended.expect("the server does not end").expect("the server does not panic");
        while let Some(message) = self.input.recv().await {
            self.unread.push_back(message);
        }
        if self.diagnostics == Diagnostics::Ignored {
            let ignored = ["textDocument/publishDiagnostics", "workspace/diagnostic/refresh", "gouji/documentsChanged"];
            self.unread.retain(|message| !ignored.iter().any(|method| message["method"] == *method));
        }
        assert!(self.unread.is_empty(), "left unread: {:#?}", self.unread);
        code
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        assert!(self.finished == Finished::Yes || std::thread::panicking(), "the test does not finish its client");
    }
}

/// A range as JSON.
pub fn json_range([line, character, end_line, end_character]: [u32; 4]) -> Value {
    json!({
        "start": {"line": line, "character": character},
        "end": {"line": end_line, "character": end_character},
    })
}

/// The rules of diagnostics, sorted.
pub fn rules(diagnostics: &[Value]) -> Vec<&str> {
    let mut rules: Vec<&str> = diagnostics.iter().filter_map(|found| found["code"].as_str()).collect();
    rules.sort_unstable();
    rules
}

async fn read(input: ReadHalf<DuplexStream>, sender: mpsc::UnboundedSender<Value>, gate: Arc<Mutex<()>>) {
    let mut input = BufReader::new(input);
    loop {
        drop(gate.lock().await);
        let mut header = FrameHeader::default();
        loop {
            let mut line = String::new();
            if input.read_line(&mut line).await.unwrap_or(0) == 0 {
                return;
            }
            if header.line(&line) == HeaderLine::Last {
                break;
            }
        }
        let mut body = vec![0; header.length().expect("a length")];
        input.read_exact(&mut body).await.expect("a body");
        if sender.send(serde_json::from_slice(&body).expect("JSON")).is_err() {
            return;
        }
    }
}

/// The clean report of an agency with 400 Han characters of prose about these subjects.
pub fn report_with_prose(agency: &str, subject: &str) -> String {
    const PLACE: &str = "一是政策解读";
    let tasks =
        ["梳理目录", "编写指南", "公布清单", "更新栏目", "开展培训", "核对文件", "听取意见", "解答咨询", "组织检查"];
    let sentence =
        |task| format!("信息中心围绕{subject}会同有关单位{task}，方便群众查阅和办理，减少重复的咨询和等待。");
    let prose: String = tasks.into_iter().map(sentence).collect();
    let text = gouji_properties::seeds::CLEAN.replacen(PLACE, &format!("{prose}\n\n{PLACE}"), 1);
    assert_ne!(text, gouji_properties::seeds::CLEAN);
    text.replace("青山县", agency)
}

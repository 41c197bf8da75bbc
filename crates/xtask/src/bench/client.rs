//! A client of a language server over pipes. A thread of its own notes when each message has come whole.

use crate::process::interrupted;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::text::Place;

/// An answer that takes longer does not come.
const LIMIT: Duration = Duration::from_secs(120);

/// A message as it came.
pub struct Frame {
    /// When its last byte was read.
    pub at: Instant,
    body: Vec<u8>,
}

/// What is looked at of every message.
#[derive(Deserialize)]
pub struct Message {
    id: Option<Value>,
    method: Option<String>,
    params: Option<Params>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Params {
    uri: Option<String>,
    version: Option<i64>,
    diagnostics: Option<Vec<IgnoredAny>>,
    items: Option<Vec<IgnoredAny>>,
}

/// Diagnostics as they came.
#[derive(Clone, Copy, Debug)]
pub struct Published {
    pub at: Instant,
    pub version: i64,
    pub count: usize,
}

/// A document as the client has it.
pub struct Document {
    uri: String,
    text: String,
    pub version: i64,
}

pub struct Client {
    child: Child,
    input: ChildStdin,
    frames: Receiver<Frame>,
    started: Instant,
    /// When the reply to `initialize` had come.
    pub initialized: Instant,
    pub capabilities: Value,
    asked: u64,
}

impl Client {
    /// Starts a server and introduces a client with these capabilities.
    pub fn start(command: &mut Command, capabilities: &Value) -> Result<Self> {
        let started = Instant::now();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("could not start `{}`", crate::command::shown(command)))?;
        let input = child.stdin.take().context("a pipe")?;
        let output = child.stdout.take().context("a pipe")?;
        let (sender, frames) = mpsc::channel();
        thread::spawn(move || {
            let mut output = BufReader::with_capacity(1 << 16, output);
            while let Some(body) = read(&mut output) {
                if sender.send(Frame { at: Instant::now(), body }).is_err() {
                    break;
                }
            }
        });
        let mut client =
            Self { child, input, frames, started, initialized: started, capabilities: Value::Null, asked: 0 };
        let params = json!({
            "processId": std::process::id(), "locale": "zh-cn", "rootUri": null, "capabilities": capabilities,
        });
        let (at, result) = client.ask("initialize", &params)?;
        client.initialized = at;
        client.capabilities = result["capabilities"].clone();
        client.notify("initialized", &json!({}))?;
        Ok(client)
    }

    /// From the start of the process.
    pub fn since_start(&self, at: Instant) -> Duration {
        at - self.started
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Opens a document; its first diagnostics are still to come.
    pub fn open(&mut self, name: &str, text: &str) -> Result<Document> {
        let document = Document { uri: format!("file:///bench/{name}"), text: text.to_owned(), version: 1 };
        let language =
            if Path::new(name).extension().is_some_and(|end| end == "md") { "markdown" } else { "plaintext" };
        let item = json!({"uri": document.uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", &json!({"textDocument": item}))?;
        Ok(document)
    }

    /// Types what is typed at a place; when it was sent.
    pub fn insert(&mut self, document: &mut Document, place: &Place) -> Result<Instant> {
        document.text.insert_str(place.offset, place.typed);
        self.change(document, place, 0, place.typed)
    }

    /// Takes back what was typed once at a place; when it was sent.
    pub fn remove(&mut self, document: &mut Document, place: &Place) -> Result<Instant> {
        document.text.replace_range(place.offset..place.offset + place.typed.len(), "");
        self.change(document, place, place.typed.encode_utf16().count(), "")
    }

    /// The whole text goes along where the server does not take changes.
    fn change(&mut self, document: &mut Document, place: &Place, length: usize, text: &str) -> Result<Instant> {
        document.version += 1;
        let (line, start) = (place.line, place.character);
        let sync = &self.capabilities["textDocumentSync"];
        let change = if sync == 2 || sync["change"] == 2 {
            let end = start + length;
            json!({"range": {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}, "text": text})
        } else {
            json!({"text": document.text})
        };
        let identifier = json!({"uri": document.uri, "version": document.version});
        self.notify("textDocument/didChange", &json!({"textDocument": identifier, "contentChanges": [change]}))
    }

    /// Waits for the diagnostics of this version of a document; those of older versions are left out.
    pub fn published(&mut self, document: &Document) -> Result<Published> {
        loop {
            let published = self.any_published(document, LIMIT)?.context("no diagnostics came")?;
            if published.version >= document.version {
                return Ok(published);
            }
        }
    }

    /// The next diagnostics of a document, of whatever version, if any come in time.
    pub fn any_published(&mut self, document: &Document, limit: Duration) -> Result<Option<Published>> {
        let deadline = Instant::now() + limit;
        loop {
            let Some(frame) = self.receive(deadline)? else { return Ok(None) };
            let message: Message = serde_json::from_slice(&frame.body).context("a message that is no JSON")?;
            if message.method.as_deref() != Some("textDocument/publishDiagnostics") {
                self.answer(&message)?;
                continue;
            }
            let params = message.params.unwrap_or_default();
            if params.uri.as_ref() == Some(&document.uri) {
                // A server that does not tell the version has the newest one, as long as each change is awaited.
                let version = params.version.unwrap_or(document.version);
                return Ok(Some(Published {
                    at: frame.at,
                    version,
                    count: params.diagnostics.map_or(0, |all| all.len()),
                }));
            }
        }
    }

    /// Asks for something at a place of a document; when it was sent, when the answer had come, and the answer.
    pub fn ask_at(&mut self, method: &str, document: &Document, place: &Place) -> Result<(Duration, Value)> {
        let position = json!({"line": place.line, "character": place.character});
        let params = json!({"textDocument": {"uri": document.uri}, "position": position});
        let sent = Instant::now();
        let (at, answer) = self.ask(method, &params)?;
        Ok((at - sent, answer))
    }

    /// Asks for the diagnostics of a document; when the answer had come, and how many there are.
    pub fn pull(&mut self, document: &Document) -> Result<Published> {
        let (at, answer) = self.ask("textDocument/diagnostic", &json!({"textDocument": {"uri": document.uri}}))?;
        let count = answer["items"].as_array().map_or(0, Vec::len);
        Ok(Published { at, version: document.version, count })
    }

    fn ask(&mut self, method: &str, params: &Value) -> Result<(Instant, Value)> {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
        let deadline = Instant::now() + LIMIT;
        loop {
            let frame = self.receive(deadline)?.with_context(|| format!("{method} was not answered"))?;
            let message: Message = serde_json::from_slice(&frame.body).context("a message that is no JSON")?;
            if message.method.is_none() && message.id == Some(id.into()) {
                let mut answer: Value = serde_json::from_slice(&frame.body)?;
                if !answer["error"].is_null() {
                    bail!("{method}: {}", answer["error"]["message"]);
                }
                return Ok((frame.at, answer["result"].take()));
            }
            self.answer(&message)?;
        }
    }

    /// Answers what the server asks: it has no settings, and may register whatever it wants.
    fn answer(&mut self, message: &Message) -> Result<()> {
        let (Some(id), Some(method)) = (&message.id, &message.method) else { return Ok(()) };
        let items = message.params.as_ref().and_then(|params| params.items.as_ref()).map_or(0, Vec::len);
        let result = if method == "workspace/configuration" { json!(vec![Value::Null; items]) } else { Value::Null };
        self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result})).map(drop)
    }

    fn notify(&mut self, method: &str, params: &Value) -> Result<Instant> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    /// Sends a message that was written down before the clock is read.
    fn send(&mut self, message: &Value) -> Result<Instant> {
        ensure!(!interrupted(), "interrupted");
        let body = message.to_string();
        let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let sent = Instant::now();
        self.input.write_all(frame.as_bytes()).context("the server does not read")?;
        self.input.flush()?;
        Ok(sent)
    }

    fn receive(&mut self, deadline: Instant) -> Result<Option<Frame>> {
        match self.frames.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(frame) => Ok(Some(frame)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => bail!("the server has ended"),
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It has nothing to save.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The body of the next message; `None` at the end.
fn read(output: &mut BufReader<ChildStdout>) -> Option<Vec<u8>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse().ok(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    Some(body)
}

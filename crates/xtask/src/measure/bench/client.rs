//! A client that types into documents and measures the time.

use crate::tools::process::interrupted;
use anyhow::{Context, Result, ensure};
use gouji_testkit::lsp::{self, ANSWER_LIMIT, Frame};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::text::TypingPlace;

/// The arrival of diagnostics.
#[derive(Clone, Copy, Debug)]
pub struct Published {
    pub at: Instant,
    pub version: i64,
    pub count: usize,
}

/// An open document of the client.
pub struct TypedDocument {
    uri: String,
    text: String,
    pub version: i64,
}

pub struct TypingClient(lsp::Client);

impl TypingClient {
    /// Starts a server and initializes it with the capabilities of the client.
    pub fn start(command: &mut Command, capabilities: &Value) -> Result<Self> {
        let client = lsp::Client::start_timed(command.stderr(Stdio::null()), capabilities, &Value::Null);
        client.map(Self).with_context(|| format!("could not start `{}`", crate::tools::command::display(command)))
    }

    pub fn process(&self) -> u32 {
        self.0.process()
    }

    /// The time from the start of the process to the reply to `initialize`.
    pub fn initialized(&self) -> Duration {
        self.since_start(self.0.initialized)
    }

    /// The time from the start of the process to `at`.
    pub fn since_start(&self, at: Instant) -> Duration {
        at - self.0.started
    }

    /// Whether the server has a capability.
    pub fn offers(&self, provider: &str) -> bool {
        !matches!(self.0.capabilities[provider], Value::Null | Value::Bool(false))
    }

    /// Opens a document. Does not wait for its first diagnostics.
    pub fn open(&mut self, name: &str, text: &str) -> Result<TypedDocument> {
        let document = TypedDocument { uri: format!("file:///bench/{name}"), text: text.to_owned(), version: 1 };
        let language = match Path::new(name).extension().and_then(|end| end.to_str()) {
            Some("md") => "markdown",
            Some("typ") => "typst",
            _ => "plaintext",
        };
        let item = json!({"uri": document.uri, "languageId": language, "version": 1, "text": text});
        self.0.notify("textDocument/didOpen", &json!({"textDocument": item}))?;
        Ok(document)
    }

    /// Types the character of a place. Returns the time of sending.
    pub fn insert(&mut self, document: &mut TypedDocument, place: &TypingPlace) -> Result<Instant> {
        let insertion = self.insertion(document, place);
        self.send(&insertion)
    }

    /// Prepares the message that types the character of a place, and changes the document as if it were sent.
    pub fn insertion(&self, document: &mut TypedDocument, place: &TypingPlace) -> Frame {
        document.text.insert_str(place.offset, place.typed);
        self.change(document, place, 0, place.typed)
    }

    /// Sends a prepared message. Returns the time when sending began.
    pub fn send(&mut self, frame: &Frame) -> Result<Instant> {
        ensure!(!interrupted(), "已中断 · interrupted");
        Ok(self.0.write(frame)?)
    }

    /// Deletes the character that was typed at a place. Returns the time of sending.
    pub fn remove(&mut self, document: &mut TypedDocument, place: &TypingPlace) -> Result<Instant> {
        document.text.replace_range(place.offset..place.offset + place.typed.len(), "");
        let removal = self.change(document, place, place.typed.encode_utf16().count(), "");
        self.send(&removal)
    }

    /// A `didChange` message. It contains the whole text if the server does not accept incremental changes.
    fn change(&self, document: &mut TypedDocument, place: &TypingPlace, length: usize, text: &str) -> Frame {
        document.version += 1;
        let (line, start) = (place.line, place.character);
        let sync = &self.0.capabilities["textDocumentSync"];
        let change = if sync == 2 || sync["change"] == 2 {
            let end = start + length;
            json!({"range": {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}, "text": text})
        } else {
            json!({"text": document.text})
        };
        let identifier = json!({"uri": document.uri, "version": document.version});
        let params = json!({"textDocument": identifier, "contentChanges": [change]});
        Frame::notification("textDocument/didChange", &params)
    }

    /// Waits for the diagnostics of the present version of a document. Ignores those of older versions.
    pub fn published(&mut self, document: &TypedDocument) -> Result<Published> {
        loop {
            let published = self.any_published(document, ANSWER_LIMIT)?.context("no diagnostics came")?;
            if published.version >= document.version {
                return Ok(published);
            }
        }
    }

    /// Waits for the next diagnostics of any version of a document; `None` if none arrive in time.
    pub fn any_published(&mut self, document: &TypedDocument, limit: Duration) -> Result<Option<Published>> {
        let deadline = Instant::now() + limit;
        loop {
            let Some(message) = self.0.next(deadline)? else { return Ok(None) };
            let Some(diagnostics) = message.diagnostics().filter(|found| found.uri == document.uri) else { continue };
            // Some servers send no version. It is then the newest, as long as the client waits for each change.
            let version = diagnostics.version.unwrap_or(document.version);
            return Ok(Some(Published { at: message.at, version, count: diagnostics.count }));
        }
    }

    /// Sends a request about a place in a document. Returns the time until the answer, and the answer.
    pub fn ask_at(&mut self, method: &str, document: &TypedDocument, place: &TypingPlace) -> Result<(Duration, Value)> {
        self.ask(method, document, &json!({"position": {"line": place.line, "character": place.character}}))
    }

    /// Sends a request about a document with more parameters. Returns the time until the answer, and the answer.
    pub fn ask(&mut self, method: &str, document: &TypedDocument, more: &Value) -> Result<(Duration, Value)> {
        ensure!(!interrupted(), "已中断 · interrupted");
        let mut params = more.clone();
        params["textDocument"] = json!({"uri": document.uri});
        let sent = Instant::now();
        let (at, answer) = self.0.ask(method, &params)?;
        Ok((at - sent, answer))
    }

    /// Requests the diagnostics of a document. Returns the time of the answer and the number of diagnostics.
    pub fn pull(&mut self, document: &TypedDocument) -> Result<Published> {
        let params = json!({"textDocument": {"uri": document.uri}});
        let (at, answer) = self.0.ask("textDocument/diagnostic", &params)?;
        let count = answer["items"].as_array().map_or(0, Vec::len);
        Ok(Published { at, version: document.version, count })
    }
}

//! The server: it receives messages, and works when it is called.

use core::time::Duration;
use std::path::Path;
use std::sync::Arc;

use gouji_files::{FileStore, MAX_FILES, MAX_TOTAL_BYTES, MemoryFiles, Stored};
use gouji_ide::Clock;
use gouji_ide::documents::Documents;
use gouji_lsp::handlers::initialize;
use gouji_lsp::overview::Summaries;
use gouji_lsp::refresh::Subject;
use gouji_lsp::session::{Changes, Received, Session};
use gouji_lsp::uri;
use ls_types::InitializeParams;
use serde::Serialize;
use serde_json::{Value, json};

use crate::analysis::Analysis;
use crate::message::{self, Id, Incoming, ResponseError};
use crate::refresh::Refreshes;
use crate::requests;
use crate::virtual_uri;
use crate::workspace::Scan;

/// What a call produced.
#[derive(Debug, Default, Serialize)]
pub struct Output {
    /// The messages for the client, in their order.
    pub messages: Vec<Value>,
    /// Lines for the log. They contain no text of a document.
    pub log: Vec<String>,
    /// When to call [`Server::run`], in milliseconds of the server's clock; `None` if only a message of the client gives it work.
    pub next: Option<u64>,
    /// Whether the client has sent `exit`: no further call has an effect.
    pub is_over: bool,
}

/// What the client may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Nothing but `initialize`.
    Uninitialized,
    /// Everything.
    Running,
    /// Nothing but `exit`.
    ShutDown,
    /// Nothing.
    Over,
}

/// A language server for one client.
#[derive(Debug)]
pub struct Server {
    pub(crate) session: Session,
    pub(crate) summaries: Summaries,
    clock: Clock,
    /// The start of the session, since the beginning of 1970.
    start: Duration,
    files: Arc<MemoryFiles>,
    phase: Phase,
    pub(crate) analysis: Analysis,
    pub(crate) refreshes: Refreshes,
    pub(crate) scan: Option<Scan>,
    output: Output,
}

impl Server {
    /// Starts a session. `start` is the present time since the beginning of 1970. `clock` returns the time since `start`.
    pub fn new(clock: Clock, start: Duration) -> Self {
        let files = Arc::<MemoryFiles>::default();
        let documents = Documents::with_files(clock.clone(), FileStore::Memory(Arc::clone(&files)));
        Self {
            session: Session::new(documents),
            summaries: Summaries::default(),
            clock,
            start,
            files,
            phase: Phase::Uninitialized,
            analysis: Analysis::default(),
            refreshes: Refreshes::default(),
            scan: None,
            output: Output::default(),
        }
    }

    /// Receives a message: JSON in UTF-8. Requests are answered at once.
    pub fn receive(&mut self, message: &[u8]) -> Output {
        if self.phase != Phase::Over {
            match message::decode(message) {
                Incoming::Notification { method, params } => self.notified(&method, params),
                Incoming::Request { id, method, params } => {
                    let answer = self.requested(&method, params);
                    self.respond(&id, answer);
                }
                Incoming::Response(id) => {
                    if let Id::Number(number) = id {
                        self.refreshes.answered(number);
                    }
                }
                Incoming::Refused(id, error) => self.respond(&id, Err(error)),
            }
        }
        self.finish(Some(self.now()))
    }

    /// Does a part of the work that waits, such as the analysis of one document.
    pub fn run(&mut self) -> Output {
        if self.phase == Phase::Over {
            return self.finish(None);
        }
        let next = self.work();
        self.finish(next)
    }

    /// Stores a file of the workspace, or removes it. `uri` is its name for the client.
    pub fn store(&mut self, uri: &str, bytes: Option<Vec<u8>>) -> Output {
        let file = virtual_uri::to_file(uri);
        if let Some(path) = uri::path(file.as_deref().unwrap_or(uri)) {
            match bytes {
                Some(bytes) => {
                    if self.files.insert(&path, bytes) == Stored::Full {
                        let megabytes = MAX_TOTAL_BYTES >> 20;
                        self.warn(format!("ignored a file: only {MAX_FILES} files of {megabytes} MiB are kept"));
                    }
                }
                None => self.files.remove(&path),
            }
            self.session.files_changed(is_settings(&path), self.now());
        }
        self.finish(Some(self.now()))
    }

    /// The time since the start of the session.
    pub(crate) fn now(&self) -> Duration {
        self.clock.now()
    }

    /// The time since the beginning of 1970.
    pub(crate) fn time(&self) -> Duration {
        self.start.saturating_add(self.now())
    }

    /// The files of the workspace.
    pub(crate) fn files(&self) -> &MemoryFiles {
        &self.files
    }

    /// Adds a line to the log.
    pub(crate) fn warn(&mut self, line: String) {
        self.output.log.push(line);
    }

    /// Sends a notification.
    pub(crate) fn notify(&mut self, method: &str, params: impl Serialize) {
        match serde_json::to_value(params) {
            Ok(params) => self.send(message::notification(method, params)),
            Err(error) => self.warn(format!("a message cannot be written as JSON: {error}")),
        }
    }

    /// Sends a message, with the client's spelling of documents.
    pub(crate) fn send(&mut self, mut message: Value) {
        uri::decode_all(&mut message);
        virtual_uri::map_message(&mut message);
        self.output.messages.push(message);
    }

    fn respond(&mut self, id: &Id, answer: Result<Value, ResponseError>) {
        self.send(message::response(id, answer));
    }

    fn finish(&mut self, next: Option<Duration>) -> Output {
        let mut output = std::mem::take(&mut self.output);
        output.is_over = self.phase == Phase::Over;
        // Not earlier than it is due.
        let milliseconds = |time: Duration| u64::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX);
        output.next = if output.is_over { None } else { next.map(milliseconds) };
        output
    }

    fn notified(&mut self, method: &str, mut params: Option<Value>) {
        if let Some(params) = &mut params {
            virtual_uri::map_params(params);
        }
        match self.session.receive(method, params, self.now()) {
            Received::Done(Changes { warning, has_other_switches, .. }) => {
                if let Some(warning) = warning {
                    self.warn(warning);
                }
                if has_other_switches {
                    self.refreshes.request(Subject::Hints);
                    self.refreshes.request(Subject::Lenses);
                }
            }
            // A request is answered before the next message is read, so there is never one to cancel.
            Received::Other(_) if method == "exit" => self.phase = Phase::Over,
            Received::Other(_) => {}
        }
    }

    fn requested(&mut self, method: &str, mut params: Option<Value>) -> Result<Value, ResponseError> {
        if let Some(params) = &mut params {
            virtual_uri::map_params(params);
        }
        match (method, self.phase) {
            ("initialize", Phase::Uninitialized) => self.initialize(params),
            ("initialize", _) => Err(ResponseError::invalid_request()),
            ("shutdown", Phase::Running) => {
                self.session.shut_down();
                self.phase = Phase::ShutDown;
                match params {
                    None | Some(Value::Null) => Ok(Value::Null),
                    Some(params) => Err(ResponseError::invalid_params(format!("Unexpected params: {params}"))),
                }
            }
            _ if method != "shutdown" && !requests::is_known(method) => Err(ResponseError::unknown_method(method)),
            (_, Phase::Uninitialized) => Err(ResponseError::not_initialized()),
            (_, Phase::ShutDown | Phase::Over) => Err(ResponseError::invalid_request()),
            (_, Phase::Running) => requests::answer(self, method, params),
        }
    }

    fn initialize(&mut self, mut given: Option<Value>) -> Result<Value, ResponseError> {
        // The worker does not answer `workspace/diagnostic`, so it must not announce it.
        let options = given.as_mut().and_then(|given| given.get_mut("initializationOptions"));
        if let Some(options) = options.and_then(Value::as_object_mut) {
            options.remove("workspaceDiagnostics");
        }
        message::params::<InitializeParams>(given.clone())?;
        self.session.introduce(given.as_ref());
        self.phase = Phase::Running;
        let answer = initialize::handle(self.session.client());
        Ok(json!(answer))
    }
}

/// Whether a file may be a configuration or a baseline. A baseline may have any name.
fn is_settings(path: &Path) -> bool {
    !gouji_files::may_be_report(path)
}

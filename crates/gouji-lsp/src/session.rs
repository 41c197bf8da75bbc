//! The state of a session that the messages of the client change.
//!
//! A program passes every message in the order in which it arrives, before a handler answers it. So a request is about the text at the time
//! when the request arrived.

use core::time::Duration;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use gouji_ide::documents::{Documents, Event};
use ls_types::{InitializeParams, LSPAny};

use crate::client::ClientContext;
use crate::handlers::configuration::Switches;
use crate::handlers::{initialize, text_document_sync, watched_files, workspace_folders};
use crate::uri;

/// The state of a session.
#[derive(Debug, Default)]
pub struct Session {
    /// The open documents and the workspace.
    pub documents: Documents,
    /// The number of changes of configurations and baselines.
    settings_revision: AtomicU64,
    client: OnceLock<ClientContext>,
    switches: Mutex<Switches>,
    /// Whether the client has sent `shutdown`.
    is_shutting_down: AtomicBool,
}

/// The result of [`Session::receive`].
#[derive(Debug, PartialEq)]
pub enum Received {
    /// It has changed the session.
    Done(Changes),
    /// It does not concern the session. Its parameters are given back.
    Other(Option<LSPAny>),
}

/// The changes that a notification made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// A line for the log, if the notification was wrong. It contains no text of a document.
    pub warning: Option<String>,
    /// Whether files of the workspace may have changed, or whether other files are open.
    pub has_other_files: bool,
    /// Whether features were switched on or off whose answers the client shows.
    pub has_other_switches: bool,
}

impl Changes {
    fn warning(line: impl Into<String>) -> Self {
        Self { warning: Some(line.into()), ..Self::default() }
    }

    fn event(event: Option<Event>) -> Self {
        Self { warning: event.map(|event| event.to_string()), ..Self::default() }
    }
}

impl Session {
    /// A session with these documents.
    pub fn new(documents: Documents) -> Self {
        Self { documents, ..Self::default() }
    }

    /// Processes a notification that arrives at `now`, in the order of the messages.
    pub fn receive(&self, method: &str, params: Option<LSPAny>, now: Duration) -> Received {
        // A program would analyse a document that is opened now while it ends.
        if self.is_shutting_down() && method != "exit" {
            return Received::Done(Changes::warning("ignored a notification behind shutdown"));
        }
        let changes = match method {
            "textDocument/didOpen" => self.open(params, now),
            // The files of the workspace matter only after the analysis.
            "textDocument/didChange" => return Received::Done(self.change(params, now)),
            "textDocument/didSave" => self.with_document(params.as_ref(), |uri| {
                self.documents.save(uri, now);
                Changes::default()
            }),
            "textDocument/didClose" => {
                self.with_document(params.as_ref(), |uri| Changes::event(self.documents.close(uri, now)))
            }
            "workspace/didChangeWorkspaceFolders" => {
                let (added, removed) = workspace_folders::changes(params.as_ref());
                self.documents.change_folders(added, &removed);
                Changes::default()
            }
            // These two need an answer: it decides what the next message means.
            "initialize" | "shutdown" => Changes::warning("ignored a notification that ought to be a request"),
            "workspace/didChangeConfiguration" => self.change_switches(params.as_ref()),
            "workspace/didChangeWatchedFiles" => {
                self.files_changed(watched_files::concern_settings(params.as_ref()), now);
                Changes::default()
            }
            _ => return Received::Other(params),
        };
        Received::Done(Changes { has_other_files: true, ..changes })
    }

    /// Takes the parameters of `initialize` and returns them, if they can be understood.
    pub fn introduce(&self, given: Option<&LSPAny>) -> Option<InitializeParams> {
        let params = initialize::params(given);
        if let Some(params) = &params {
            // The first call counts.
            let _ = self.client.set(ClientContext::new(params));
            self.set_switches(Switches::initial(given));
            if let Some(folder) = workspace_folders::only_folder(params) {
                self.documents.settings().set_folder(folder);
            }
        }
        self.documents.change_folders(workspace_folders::initial(given), &[]);
        params
    }

    /// Notes that files of the workspace have changed. Any of them may change the findings of any document.
    pub fn files_changed(&self, are_settings: bool, now: Duration) {
        self.documents.files_changed();
        self.documents.settings().refresh();
        if are_settings {
            self.settings_revision.fetch_add(1, Ordering::Relaxed);
        }
        self.documents.analyse_again(now);
    }

    /// Whether the client has sent `initialize`.
    pub fn is_initialized(&self) -> bool {
        self.client.get().is_some()
    }

    /// Notes that the client has sent `shutdown`. Before `initialize` this has no effect: the answer is an error.
    pub fn shut_down(&self) {
        self.is_shutting_down.store(self.is_initialized(), Ordering::Relaxed);
    }

    /// Whether the client has sent `shutdown`.
    pub fn is_shutting_down(&self) -> bool {
        self.is_shutting_down.load(Ordering::Relaxed)
    }

    /// The client. Before `initialize` it supports nothing.
    pub fn client(&self) -> &ClientContext {
        self.client.get_or_init(ClientContext::default)
    }

    /// The features that are switched on.
    pub fn switches(&self) -> Switches {
        *self.switches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of changes of configurations and baselines.
    pub fn settings_revision(&self) -> u64 {
        self.settings_revision.load(Ordering::Relaxed)
    }

    /// Switches features on and off. Returns whether anything has changed.
    fn set_switches(&self, switches: Switches) -> bool {
        let mut current = self.switches.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *current, switches) != switches
    }

    fn change_switches(&self, params: Option<&LSPAny>) -> Changes {
        let switches = self.switches().changed(params);
        let has_other_switches = self.is_initialized() && self.set_switches(switches);
        Changes { has_other_switches, ..Changes::default() }
    }

    fn open(&self, params: Option<LSPAny>, now: Duration) -> Changes {
        self.read(params, text_document_sync::did_open, |document| {
            let origin = uri::origin(&document.uri);
            self.documents.open(document.uri, origin, document.version, &document.text, now)
        })
    }

    fn change(&self, params: Option<LSPAny>, now: Duration) -> Changes {
        self.read(params, text_document_sync::did_change, |document| {
            let encoding = self.client().profile.encoding;
            self.documents.change(&document.uri, document.version, encoding, document.changes, now)
        })
    }

    fn with_document(&self, params: Option<&LSPAny>, act: impl FnOnce(&str) -> Changes) -> Changes {
        match uri::of_document(params) {
            Some(uri) if self.is_initialized() => act(uri),
            _ => Changes::warning("ignored a notification without a document"),
        }
    }

    fn read<T>(
        &self,
        params: Option<LSPAny>,
        read: impl FnOnce(LSPAny) -> Option<T>,
        act: impl FnOnce(T) -> Option<Event>,
    ) -> Changes {
        if !self.is_initialized() {
            return Changes::warning("ignored a notification before initialize");
        }
        let Some(params) = params else { return Changes::default() };
        match read(params) {
            Some(document) => Changes::event(act(document)),
            // The log does not say what is wrong: the error may quote the document.
            None => Changes::warning("ignored a notification whose parameters cannot be understood"),
        }
    }
}

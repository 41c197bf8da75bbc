//! The first to see every message, one after another in the order of the wire.
//!
//! Handlers are futures and may overtake each other; documents must not. So everything that changes a document is done
//! here, before the next message is looked at, and every request takes the document along as it stands now.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures::FutureExt;
use futures::task::AtomicWaker;
use serde::de::DeserializeOwned;
use tower::Service;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::ls_types::{InitializeParams, LSPAny, TextDocumentContentChangeEvent};

use crate::documentation::Documentation;
use crate::documents::Snapshot;
use crate::load::Load;
use crate::log::note;
use crate::profile::Profile;
use crate::request::{self, REQUEST};
use crate::running::Running;
use crate::session::Session;
use crate::transport::Answer;
use crate::turns::Turn;
use crate::uri;

/// How long `shutdown` waits for the answers to what was asked before. A client that does not read them must not keep the
/// server.
const LONGEST_SHUTDOWN: Duration = Duration::from_secs(10);

/// The ingress in front of the service `S`.
pub(crate) struct Ingress<S> {
    inner: S,
    session: Arc<Session>,
    running: Arc<Running>,
    gate: Arc<Gate>,
}

/// Shut while `initialize` or `shutdown` is being answered: both decide what becomes of the next message. Clients that
/// do not wait for the answer are served all the same.
#[derive(Default)]
struct Gate {
    shut: AtomicBool,
    waker: AtomicWaker,
}

impl Gate {
    fn shut(self: &Arc<Self>) -> GateKeeper {
        self.shut.store(true, Ordering::Release);
        GateKeeper(Arc::clone(self))
    }
}

/// Opens the gate when it is dropped, however the answer came about.
struct GateKeeper(Arc<Gate>);

impl Drop for GateKeeper {
    fn drop(&mut self) {
        self.0.shut.store(false, Ordering::Release);
        self.0.waker.wake();
    }
}

impl<S> Ingress<S> {
    pub fn new(inner: S, session: Arc<Session>, running: Arc<Running>) -> Self {
        Self { inner, session, running, gate: Arc::default() }
    }

    /// The document that a request speaks of, as it stands now.
    fn seen_by(&self, request: &Request) -> Option<Arc<Snapshot>> {
        let document = request.id().and_then(|_| uri::of_document(request.params()));
        document.and_then(|uri| self.session.documents.snapshot(uri))
    }

    /// Does what has to be done in the order of the wire. `None` where the message needs no handler any more.
    fn admit(&self, request: Request) -> Option<Request> {
        let (method, id, mut params) = request.into_parts();
        match (&*method, &id) {
            // A document that was opened now would be analysed, and sometimes told of, while the server ends.
            (method, None) if self.session.is_leaving() && method != "exit" => {
                note("ignored a notification behind shutdown")
            }
            ("textDocument/didOpen", None) => self.open(params),
            ("textDocument/didChange", None) => {
                self.change(params);
                // What lies on disk concerns an edit no sooner than it is analysed.
                self.session.changed.notify_one();
                return None;
            }
            ("textDocument/didSave", None) => self.with_document(params, |session, uri| session.documents.save(uri)),
            ("textDocument/didClose", None) => self.with_document(params, |session, uri| session.documents.close(uri)),
            ("workspace/didChangeWorkspaceFolders", None) => self.change_folders(params.as_ref()),
            // The answer decides what comes next; who wants none is mistaken.
            ("initialize" | "shutdown", None) => note("ignored a notification that ought to be a request"),
            // Nothing is configured through the protocol; whatever is sent is accepted.
            ("workspace/didChangeConfiguration", None) => {}
            // Whichever it was: what is watched may change what is said of any document.
            ("workspace/didChangeWatchedFiles", None) => {
                self.session.documents.disk_changed();
                self.session.documents.settings().refresh();
                self.session.documents.examine_again(Instant::now());
            }
            _ => {
                match &*method {
                    "initialize" => self.introduce(params.as_ref()),
                    "shutdown" => self.session.leave(),
                    "$/cancelRequest" => self.cancel(params.as_ref()),
                    _ => {}
                }
                if let Some(params) = &mut params {
                    uri::tidy(params);
                }
                let request = Request::build(method);
                let request = if let Some(params) = params { request.params(params) } else { request };
                let request = if let Some(id) = id { request.id(id) } else { request };
                return Some(request.finish());
            }
        }
        self.session.changed.notify_one();
        self.session.errands.notify_one();
        None
    }

    fn introduce(&self, given: Option<&LSPAny>) {
        let params: Option<InitializeParams> = given.cloned().and_then(|params| serde_json::from_value(params).ok());
        if let Some(params) = params {
            self.session.introduce(Profile::of(&params), Documentation::of(&params));
            self.session.documents.settings().introduce(&params);
            if let Some(process) = params.process_id {
                let _ = self.session.client_process.set(process);
            }
        }
        self.session.documents.change_folders(uri::workspace_folders(given), &[]);
        self.session.errands.notify_one();
    }

    fn change_folders(&self, params: Option<&LSPAny>) {
        let event = params.and_then(|params| params.get("event"));
        let folders = |key| uri::folders(event.and_then(|event| event.get(key)));
        self.session.documents.change_folders(folders("added"), &folders("removed"));
    }

    fn open(&self, params: Option<LSPAny>) {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Open {
            text_document: OpenDocument,
        }
        #[derive(serde::Deserialize)]
        struct OpenDocument {
            uri: String,
            version: i32,
            text: String,
        }
        if let Some(Open { text_document: document }) = self.read(params) {
            self.session.documents.open(document.uri, document.version, &document.text);
        }
    }

    fn change(&self, params: Option<LSPAny>) {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Change {
            text_document: ChangedDocument,
            content_changes: Vec<TextDocumentContentChangeEvent>,
        }
        #[derive(serde::Deserialize)]
        struct ChangedDocument {
            uri: String,
            version: i32,
        }
        if let Some(Change { text_document: document, content_changes }) = self.read(params) {
            let encoding = self.session.profile().encoding;
            let now = Instant::now();
            self.session.documents.change(&document.uri, document.version, encoding, content_changes, now);
        }
    }

    fn with_document(&self, params: Option<LSPAny>, act: impl FnOnce(&Session, &str)) {
        match uri::of_document(params.as_ref()) {
            Some(uri) if self.session.is_introduced() => act(&self.session, uri),
            _ => note("ignored a notification without a document"),
        }
    }

    fn read<T: DeserializeOwned>(&self, params: Option<LSPAny>) -> Option<T> {
        if !self.session.is_introduced() {
            note("ignored a notification before initialize");
            return None;
        }
        // What is wrong is not logged: it may quote the document.
        let read = serde_json::from_value(params?).ok();
        if read.is_none() {
            note("ignored a notification whose parameters cannot be understood");
        }
        read
    }

    fn cancel(&self, params: Option<&LSPAny>) {
        let id = params.and_then(|params| params.get("id")).and_then(|id| serde_json::from_value(id.clone()).ok());
        if let Some(id) = id {
            self.running.cancel(&id);
        }
    }
}

impl<S> Service<Request> for Ingress<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Option<Answer>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Option<Answer>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.gate.waker.register(context.waker());
        if self.gate.shut.load(Ordering::Acquire) {
            return Poll::Pending;
        }
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let (id, method) = (request.id().cloned(), request.method().to_owned());
        // Notifications of that kind may be passed over, requests may not.
        if let Some(id) = id.clone().filter(|_| method.starts_with("$/")) {
            let refusal = Response::from_error(id, Error::method_not_found());
            return Box::pin(std::future::ready(Ok(Some(Answer::at_once(refusal)))));
        }
        let is_shutdown = id.is_some() && method == "shutdown";
        let decides = is_shutdown || method == "initialize";
        let (snapshot, admitted) =
            match catch_unwind(AssertUnwindSafe(|| (self.seen_by(&request), self.admit(request)))) {
                Ok((snapshot, Some(request))) => (snapshot, request),
                Ok((_, None)) => return Box::pin(async { Ok(None) }),
                Err(_) => return Box::pin(std::future::ready(Ok(failed(&method, id).map(Answer::at_once)))),
            };
        let load = Load::of(admitted.params(), snapshot.as_deref());
        let turn = Turn::default();
        let (turns, cancelled) = (self.session.turns.clone(), Arc::default());
        let context = request::Request { snapshot, cancelled, turns, turn: turn.clone() };
        let ticket = id.clone().map(|id| self.running.admit(id, &context.cancelled, load));
        // What comes behind `shutdown` may end the server: first everything that was asked before is answered.
        let others = is_shutdown.then(|| Arc::clone(&self.running));
        let keeper = decides.then(|| self.gate.shut());
        let handler = match catch_unwind(AssertUnwindSafe(|| self.inner.call(admitted))) {
            Ok(handler) => handler,
            Err(_) => return Box::pin(std::future::ready(Ok(failed(&method, id).map(Answer::at_once)))),
        };
        let answer = AssertUnwindSafe(REQUEST.scope(context, handler)).catch_unwind();
        Box::pin(async move {
            if let Some(others) = others {
                let _ = tokio::time::timeout(LONGEST_SHUTDOWN, others.others_are_answered()).await;
            }
            let answer = answer.await;
            drop((ticket, keeper));
            let response = answer.unwrap_or_else(|_| Ok(failed(&method, id)))?;
            Ok(response.map(|response| Answer { response, turn }))
        })
    }
}

/// The answer where a handler panicked. The panic's message may quote the document, so it is not logged.
fn failed(method: &str, id: Option<Id>) -> Option<Response> {
    note(format_args!("the handler of {method} failed; the server goes on"));
    id.map(|id| Response::from_error(id, Error::internal_error()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// Panics when it is called, later, or not at all.
    struct Fragile;

    impl Service<Request> for Fragile {
        type Response = Option<Response>;
        type Error = ();
        type Future = Pin<Box<dyn Future<Output = Result<Option<Response>, ()>> + Send>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ()>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, request: Request) -> Self::Future {
            assert_ne!(request.method(), "panics/atOnce");
            Box::pin(async move {
                assert_ne!(request.method(), "panics/later");
                Ok(request.id().map(|id| Response::from_ok(id.clone(), json!(null))))
            })
        }
    }

    #[tokio::test]
    async fn what_is_opened_behind_shutdown_is_not_looked_at() {
        let session = Arc::new(Session::default());
        let mut ingress = Ingress::new(Fragile, Arc::clone(&session), Arc::default());
        let mut is_opened = async |uri: &str| {
            let document = json!({"uri": uri, "languageId": "", "version": 1, "text": ""});
            let open = Request::build("textDocument/didOpen").params(json!({"textDocument": document}));
            ingress.call(open.finish()).await.expect("it never fails");
            let opened = session.documents.snapshot(uri).is_some();
            ingress.call(Request::build("shutdown").id(1).finish()).await.expect("it never fails");
            opened
        };
        assert!(!is_opened("before:initialize").await);
        session.introduce(Profile::default(), Documentation::default());
        assert!(is_opened("before:shutdown").await, "a shutdown before initialize is refused");
        assert!(!is_opened("behind:shutdown").await);
    }

    #[tokio::test]
    async fn a_panic_is_answered_and_the_server_lives_on() {
        let mut ingress = Ingress::new(Fragile, Arc::default(), Arc::default());
        for (method, code) in [("panics/atOnce", Some(-32603)), ("panics/later", Some(-32603)), ("works", None)] {
            let answer = ingress.call(Request::build(method).id(1).finish()).await.expect("it never fails");
            assert_eq!(answer.expect("an answer").response.error().map(|error| error.code.code()), code, "{method}");
        }
        let notified = ingress.call(Request::build("panics/later").finish()).await;
        assert!(matches!(notified, Ok(None)));
        assert_eq!(ingress.running.count(), 0, "nothing is left running");
    }
}

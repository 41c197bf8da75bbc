//! Receives every message in the order of the wire, before its handler.
//!
//! Handlers are futures and may overtake each other, but the changes of a document must not. So the ingress changes the documents itself
//! before it receives the next message, and gives every request a snapshot of its document.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use futures::FutureExt;
use futures::task::AtomicWaker;
use gouji_ide::documents::Snapshot;
use gouji_lsp::session::{Changes, Received};
use gouji_lsp::uri;
use tower::Service;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::ls_types::LSPAny;

use crate::load::Load;
use crate::log::warn;
use crate::pending_requests::PendingRequests;
use crate::request::{self, REQUEST};
use crate::session::Session;
use crate::transport::Answer;
use crate::work_permits::WorkPermit;

/// How long `shutdown` waits for the answers to earlier requests. A client that does not read them must not keep the server running.
const MAX_SHUTDOWN: Duration = Duration::from_secs(10);

/// The ingress in front of the service `S`.
pub(crate) struct Ingress<S> {
    inner: S,
    session: Arc<Session>,
    pending: Arc<PendingRequests>,
    gate: Arc<Gate>,
}

/// Stops the messages after `initialize` or `shutdown` until the answer is ready, because both decide what the next message means. So
/// clients that do not wait for the answer are served too.
#[derive(Default)]
struct Gate {
    is_shut: AtomicBool,
    waker: AtomicWaker,
}

impl Gate {
    fn shut(self: &Arc<Self>) -> GateKeeper {
        self.is_shut.store(true, Ordering::Release);
        GateKeeper(Arc::clone(self))
    }
}

/// Opens the gate when it is dropped, also after a panic.
struct GateKeeper(Arc<Gate>);

impl Drop for GateKeeper {
    fn drop(&mut self) {
        self.0.is_shut.store(false, Ordering::Release);
        self.0.waker.wake();
    }
}

impl<S> Ingress<S> {
    pub fn new(inner: S, session: Arc<Session>, pending: Arc<PendingRequests>) -> Self {
        Self { inner, session, pending, gate: Arc::default() }
    }

    /// The snapshot for a request.
    fn snapshot(&self, request: &Request) -> Option<Arc<Snapshot>> {
        let document = request.id().and_then(|_| uri::of_document(request.params()));
        document.and_then(|uri| self.session.documents.snapshot(uri))
    }

    /// Processes a message in the order of the wire. `None` if no handler has to answer it.
    fn admit(&self, request: Request) -> Option<Request> {
        let (method, id, mut params) = request.into_parts();
        if id.is_none() {
            match self.session.receive(&method, params, self.session.now()) {
                Received::Done(changes) => {
                    self.react(changes);
                    return None;
                }
                Received::Other(given) => params = given,
            }
        }
        match &*method {
            "initialize" => self.initialize(params.as_ref()),
            "shutdown" => self.session.shut_down(),
            "$/cancelRequest" => self.cancel(params.as_ref()),
            _ => {}
        }
        if let Some(params) = &mut params {
            uri::encode_document(params);
        }
        let request = Request::build(method);
        let request = if let Some(params) = params { request.params(params) } else { request };
        let request = if let Some(id) = id { request.id(id) } else { request };
        Some(request.finish())
    }

    /// Wakes the tasks that a notification concerns.
    fn react(&self, Changes { warning, has_other_files, has_other_switches }: Changes) {
        if let Some(warning) = warning {
            warn(warning);
        }
        if has_other_switches {
            self.session.hints_changed.notify_one();
            self.session.lenses_changed.notify_one();
        }
        self.session.changed.notify_one();
        if has_other_files {
            self.session.scan_wanted.notify_one();
            self.session.workspace_changed();
        }
    }

    fn initialize(&self, given: Option<&LSPAny>) {
        if let Some(process) = self.session.introduce(given).and_then(|params| params.process_id) {
            let _ = self.session.client_process.set(process);
        }
        self.session.scan_wanted.notify_one();
    }

    fn cancel(&self, params: Option<&LSPAny>) {
        let id = params.and_then(|params| params.get("id")).and_then(|id| serde_json::from_value(id.clone()).ok());
        if let Some(id) = id {
            self.pending.cancel(&id);
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
        if self.gate.is_shut.load(Ordering::Acquire) {
            return Poll::Pending;
        }
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let (id, method) = (request.id().cloned(), request.method().to_owned());
        // The protocol allows to ignore such notifications, but not such requests.
        if let Some(id) = &id
            && method.starts_with("$/")
        {
            let refusal = Response::from_error(id.clone(), Error::method_not_found());
            return Box::pin(std::future::ready(Ok(Some(Answer::new(refusal)))));
        }
        let is_shutdown = id.is_some() && method == "shutdown";
        let decides = is_shutdown || method == "initialize";
        let (snapshot, admitted) =
            match catch_unwind(AssertUnwindSafe(|| (self.snapshot(&request), self.admit(request)))) {
                Ok((snapshot, Some(request))) => (snapshot, request),
                Ok((_, None)) => return Box::pin(async { Ok(None) }),
                Err(_) => return Box::pin(std::future::ready(Ok(failed(&method, id).map(Answer::new)))),
            };
        let load = Load::new(admitted.params(), snapshot.as_deref());
        let permit = WorkPermit::default();
        let (permits, cancelled) = (self.session.permits.clone(), Arc::default());
        let context = request::Request { snapshot, cancelled, permits, permit: permit.clone() };
        let ticket = id.clone().map(|id| self.pending.admit(id, &context.cancelled, load));
        // The message after `shutdown` may end the server, so `shutdown` waits for the answers to earlier requests.
        let others = is_shutdown.then(|| Arc::clone(&self.pending));
        let keeper = decides.then(|| self.gate.shut());
        let handler = match catch_unwind(AssertUnwindSafe(|| self.inner.call(admitted))) {
            Ok(handler) => handler,
            Err(_) => return Box::pin(std::future::ready(Ok(failed(&method, id).map(Answer::new)))),
        };
        let answer = AssertUnwindSafe(REQUEST.scope(context, handler)).catch_unwind();
        Box::pin(async move {
            if let Some(others) = others {
                let _ = tokio::time::timeout(MAX_SHUTDOWN, others.wait_for_others()).await;
            }
            let answer = answer.await;
            drop((ticket, keeper));
            let response = answer.unwrap_or_else(|_| Ok(failed(&method, id)))?;
            Ok(response.map(|response| Answer { response, permit }))
        })
    }
}

/// The answer after a panic. The message of the panic may quote the document, so it is not logged.
fn failed(method: &str, id: Option<Id>) -> Option<Response> {
    warn(format_args!("the handler of {method} failed; the server goes on"));
    id.map(|id| Response::from_error(id, Error::internal_error()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A service that panics when it is called, or later, or never.
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
    async fn a_document_opened_after_shutdown_is_ignored() {
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
        session.introduce(Some(&json!({"capabilities": {}})));
        assert!(is_opened("before:shutdown").await, "a shutdown before initialize is refused");
        assert!(!is_opened("behind:shutdown").await);
    }

    #[tokio::test]
    async fn a_panic_is_answered_and_the_server_goes_on() {
        let mut ingress = Ingress::new(Fragile, Arc::default(), Arc::default());
        for (method, code) in [("panics/atOnce", Some(-32603)), ("panics/later", Some(-32603)), ("works", None)] {
            let answer = ingress.call(Request::build(method).id(1).finish()).await.expect("it never fails");
            assert_eq!(answer.expect("an answer").response.error().map(|error| error.code.code()), code, "{method}");
        }
        let notified = ingress.call(Request::build("panics/later").finish()).await;
        assert!(matches!(notified, Ok(None)));
        assert_eq!(ingress.pending.count(), 0, "no request is pending");
    }
}

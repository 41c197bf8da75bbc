//! What a request sees: the document as it stood when the request arrived, and whether it has been cancelled.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tower_lsp::jsonrpc::{Error, Result};

use crate::documents::{Analysed, Snapshot};

tokio::task_local! {
    /// Set by the ingress round every request.
    pub(crate) static REQUEST: Request;
}

/// The request that a handler answers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    /// The document that it speaks of, where that is open.
    pub snapshot: Option<Arc<Snapshot>>,
    /// Raised when the client cancels it.
    pub cancelled: Arc<AtomicBool>,
}

/// Works out `answer` for the request's document, off the transport's task; `None` where it is not open.
pub(crate) async fn on_document<T, F>(answer: F) -> Result<Option<T>>
where
    T: Send + 'static,
    F: FnOnce(&Snapshot, &Arc<Analysed>) -> Option<T> + Send + 'static,
{
    let request = REQUEST.try_with(Request::clone).unwrap_or_default();
    let Some(snapshot) = request.snapshot else { return Ok(None) };
    let work = move || match snapshot.analysed(&request.cancelled) {
        Ok(analysed) => Ok(answer(&snapshot, &analysed)),
        Err(_) => Err(Error::request_cancelled()),
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer,
        // The ingress turns the panic into an answer.
        Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
        Err(_) => Err(Error::request_cancelled()),
    }
}

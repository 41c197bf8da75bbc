//! The context of a request: the document as it was when the request arrived, and whether the client has cancelled it.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use gouji_ide::documents::{Analysed, Snapshot};
use gouji_text::{CancelToken, Cancelled};
use serde_json::json;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use crate::work_permits::{WorkPermit, WorkPermits};

tokio::task_local! {
    /// The ingress sets it for every request.
    pub(crate) static REQUEST: Request;
}

/// The protocol's code for a request that is right but cannot be fulfilled.
const REQUEST_FAILED: i64 = -32803;

/// The request that a handler answers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    /// The document of the request, if it is open.
    pub snapshot: Option<Arc<Snapshot>>,
    /// Raised when the client cancels the request.
    pub cancelled: Arc<AtomicBool>,
    /// The permits of the server.
    pub permits: WorkPermits,
    /// The permit of this request.
    pub permit: WorkPermit,
}

/// Computes `answer` for the document of the request on another thread; `None` if the document is not open. The answer is about the text
/// as it was when the request arrived, even if the document has changed since. It stops if the client cancels the request.
pub(crate) async fn on_document<T, F>(answer: F) -> Result<Option<T>>
where
    T: Send + 'static,
    F: FnOnce(&Snapshot, &Arc<Analysed>, CancelToken<'_>) -> std::result::Result<Option<T>, Cancelled> + Send + 'static,
{
    let request = request();
    let Some(snapshot) = request.snapshot.clone() else { return Ok(None) };
    let cancelled = Arc::clone(&request.cancelled);
    on_another_thread(request, move || {
        let analysed = snapshot.analysed_late(&cancelled);
        let answered = analysed.and_then(|analysed| answer(&snapshot, &analysed, CancelToken::new(&cancelled)));
        answered.map_err(|Cancelled| Error::request_cancelled())
    })
    .await
}

/// Computes `answer` on another thread for a request that is about no open document. It stops if the client cancels the request.
pub(crate) async fn without_document<T, F>(answer: F) -> Result<T>
where
    T: Send + 'static,
    F: FnOnce(CancelToken<'_>) -> std::result::Result<T, Cancelled> + Send + 'static,
{
    let request = request();
    let cancelled = Arc::clone(&request.cancelled);
    on_another_thread(request, move || {
        answer(CancelToken::new(&cancelled)).map_err(|Cancelled| Error::request_cancelled())
    })
    .await
}

/// Computes `answer` like [`on_document`], but only if the document has not changed since the request arrived.
pub(crate) async fn on_current_document<T, F>(answer: F) -> Result<Option<T>>
where
    T: Send + 'static,
    F: FnOnce(&Snapshot, &Arc<Analysed>, CancelToken<'_>) -> T + Send + 'static,
{
    let request = request();
    let Some(snapshot) = request.snapshot.clone() else { return Ok(None) };
    // If the client cancels the request, the analysis goes on, because the worker needs it too.
    on_another_thread(request, move || match snapshot.analysed(snapshot.superseded()) {
        Ok(analysed) => Ok(Some(answer(&snapshot, &analysed, CancelToken::never()))),
        Err(Cancelled) => Err(server_cancelled()),
    })
    .await
}

fn request() -> Request {
    REQUEST.try_with(Request::clone).unwrap_or_default()
}

/// Does the work on another thread as soon as the request gets its permit.
async fn on_another_thread<T: Send + 'static>(
    Request { permits, permit, .. }: Request,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    permit.acquire(&permits).await;
    let work = move || {
        // The permit lasts until the end of the work, even if the client has cancelled the request and has its answer.
        let _permit = permit;
        work()
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer,
        // The ingress catches the panic and answers.
        Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
        Err(_) => Err(Error::request_cancelled()),
    }
}

/// The answer, or an error with the reason for which there is none. Clients show the reason to the user.
pub(crate) fn explained<T>(answer: Option<std::result::Result<T, String>>) -> Result<Option<T>> {
    answer.transpose().map_err(failed)
}

/// The error of a request that is right but cannot be fulfilled, with the reason for the user.
pub(crate) fn failed(reason: String) -> Error {
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: Cow::Owned(reason), data: None }
}

/// The answer to a request for diagnostics of a text that has changed since: the client has to ask again.
fn server_cancelled() -> Error {
    Error {
        code: ErrorCode::ServerError(-32802),
        message: Cow::Borrowed("The document has changed"),
        data: Some(json!({"retriggerRequest": true})),
    }
}

#[cfg(test)]
mod tests {
    use std::panic::AssertUnwindSafe;
    use std::sync::{Condvar, Mutex};
    use std::time::Duration;

    use futures::FutureExt;

    use gouji_ide::Origin;
    use gouji_ide::documents::{Change, Documents};
    use gouji_ide::line_index::Encoding;

    use super::*;
    use crate::work_permits::MAX_PARALLEL;

    const URI: &str = "file:///a.txt";

    fn opened(text: &str) -> Documents {
        let documents = Documents::default();
        documents.open(URI.to_owned(), Origin::Other, 1, text, Duration::ZERO);
        documents
    }

    /// A request about a text that has changed since.
    fn late() -> Request {
        let documents = opened("旧");
        let snapshot = documents.snapshot(URI);
        let change = Change { range: None, text: "新".to_owned() };
        documents.change(URI, 2, Encoding::Utf16, vec![change], Duration::ZERO);
        Request { snapshot, ..Request::default() }
    }

    #[tokio::test]
    async fn the_client_has_to_ask_again_for_diagnostics_of_a_changed_text() {
        let answer = REQUEST.scope(late(), on_current_document(|_, _, _| ())).await;
        let error = answer.expect_err("the text has changed");
        assert_eq!((error.code.code(), error.data), (-32802, Some(json!({"retriggerRequest": true}))));
    }

    #[tokio::test]
    async fn other_answers_are_about_the_text_at_the_time_of_the_request() {
        let answer = REQUEST.scope(late(), on_document(|_, analysed, _| Ok(Some(analysed.text.to_string())))).await;
        assert_eq!(answer, Ok(Some("旧".to_owned())));
    }

    #[tokio::test]
    async fn a_cancelled_request_about_a_changed_text_stops() {
        let late = late();
        late.cancelled.store(true, std::sync::atomic::Ordering::Relaxed);
        let answer = REQUEST.scope(late, on_document(|_, _, _| Ok(Some(())))).await;
        assert_eq!(answer, Err(Error::request_cancelled()));
    }

    /// Counts the requests that are computed at the same time. Each waits until the largest allowed number is reached.
    #[tokio::test(flavor = "multi_thread")]
    async fn few_requests_are_computed_at_the_same_time_and_the_others_later() {
        const REQUESTS: usize = 40;
        let documents = opened("一");
        let (permits, gate) = (WorkPermits::default(), Arc::new((Mutex::new(Count::default()), Condvar::new())));
        let requests = (0..REQUESTS).map(|_| {
            let gate = Arc::clone(&gate);
            let request = Request { snapshot: documents.snapshot(URI), permits: permits.clone(), ..Request::default() };
            tokio::spawn(REQUEST.scope(request, on_document(move |_, _, _| Ok(Some(work(&gate).done)))))
        });
        for answer in futures::future::join_all(requests).await {
            assert!(answer.expect("none panics").is_ok_and(|done| done.is_some()));
        }
        let count = gate.0.lock().expect("none panics");
        assert_eq!((count.most, count.done), (MAX_PARALLEL, REQUESTS));
    }

    #[derive(Clone, Copy, Default)]
    struct Count {
        working: usize,
        most: usize,
        done: usize,
    }

    fn work((count, changed): &(Mutex<Count>, Condvar)) -> Count {
        let mut count = count.lock().expect("none panics");
        count.working += 1;
        count.most = count.most.max(count.working);
        changed.notify_all();
        let is_shut = |count: &mut Count| count.most < MAX_PARALLEL;
        let mut count = changed.wait_while(count, is_shut).expect("none panics");
        count.working -= 1;
        count.done += 1;
        *count
    }

    /// The ingress answers the panic; it has a test of its own.
    #[tokio::test]
    async fn a_panic_in_a_feature_reaches_the_ingress_and_later_requests_are_answered() {
        let documents = opened("一");
        let request = Request { snapshot: documents.snapshot(URI), ..Request::default() };
        let fragile = on_document(|_, analysed, _| -> std::result::Result<Option<()>, Cancelled> {
            panic!("the document says {}", analysed.text)
        });
        let panicked = AssertUnwindSafe(REQUEST.scope(request.clone(), fragile)).catch_unwind().await;
        assert!(panicked.is_err());
        let answer = REQUEST.scope(request, on_document(|_, analysed, _| Ok(Some(analysed.text.to_string())))).await;
        assert_eq!(answer, Ok(Some("一".to_owned())));
    }
}

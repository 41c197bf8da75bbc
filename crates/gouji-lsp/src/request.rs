//! What a request sees: the document as it stood when the request arrived, and whether it has been cancelled.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use gouji_core::{Cancelled, Watch};
use serde_json::json;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use crate::documents::{Analysed, Snapshot};
use crate::turns::{Turn, Turns};

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
    /// Where it takes its turn from.
    pub turns: Turns,
    /// Its turn.
    pub turn: Turn,
}

/// Works out `answer` for the request's document, off the transport's task; `None` where it is not open. The answer is
/// about the text as it was asked for, though the document may have moved on.
pub(crate) async fn on_document<T, F>(answer: F) -> Result<Option<T>>
where
    T: Send + 'static,
    F: FnOnce(&Snapshot, &Arc<Analysed>) -> Option<T> + Send + 'static,
{
    on_document_watched(|snapshot, analysed, _| Ok(answer(snapshot, analysed))).await
}

/// The same where the answer takes time: it is given up when the client cancels it.
pub(crate) async fn on_document_watched<T, F>(answer: F) -> Result<Option<T>>
where
    T: Send + 'static,
    F: FnOnce(&Snapshot, &Arc<Analysed>, Watch<'_>) -> std::result::Result<Option<T>, Cancelled> + Send + 'static,
{
    let request = request();
    let Some(snapshot) = request.snapshot.clone() else { return Ok(None) };
    let cancelled = Arc::clone(&request.cancelled);
    off_the_task(request, move || {
        let analysed = snapshot.analysed_late(&cancelled);
        let answered = analysed.and_then(|analysed| answer(&snapshot, &analysed, Watch::new(&cancelled)));
        answered.map_err(|Cancelled| Error::request_cancelled())
    })
    .await
}

/// The same where the answer is of no use once the document has moved on.
pub(crate) async fn on_present_document<T, F>(answer: F) -> Result<Option<T>>
where
    T: Send + 'static,
    F: FnOnce(&Snapshot, &Arc<Analysed>) -> Option<T> + Send + 'static,
{
    let request = request();
    let Some(snapshot) = request.snapshot.clone() else { return Ok(None) };
    // Where the client cancels, the analysis goes on: the worker needs it as well.
    off_the_task(request, move || match snapshot.analysed(snapshot.superseded()) {
        Ok(analysed) => Ok(answer(&snapshot, &analysed)),
        Err(Cancelled) => Err(server_cancelled()),
    })
    .await
}

fn request() -> Request {
    REQUEST.try_with(Request::clone).unwrap_or_default()
}

/// Does the work when it is the request's turn.
async fn off_the_task<T: Send + 'static>(
    Request { turns, turn, .. }: Request,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    turn.take(&turns).await;
    let work = move || {
        // Kept to the end of the work, also where the client has cancelled the request and its answer is sent.
        let _turn = turn;
        work()
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer,
        // The ingress turns the panic into an answer.
        Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
        Err(_) => Err(Error::request_cancelled()),
    }
}

/// The answer to who asked for diagnostics of a text that has changed since: to be asked again.
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

    use futures::FutureExt;

    use super::*;
    use crate::documents::Documents;
    use crate::positions::Encoding;
    use crate::turns::AT_ONCE;

    const URI: &str = "file:///a.txt";

    /// A request about a text that has changed since.
    fn late() -> Request {
        let documents = Documents::default();
        documents.open(URI.to_owned(), 1, "旧");
        let snapshot = documents.snapshot(URI);
        let change = serde_json::from_value(json!({"text": "新"})).expect("a change");
        documents.change(URI, 2, Encoding::Utf16, vec![change], std::time::Instant::now());
        Request { snapshot, ..Request::default() }
    }

    #[tokio::test]
    async fn diagnostics_of_a_text_that_has_changed_are_to_be_asked_for_again() {
        let answer = REQUEST.scope(late(), on_present_document(|_, _| Some(()))).await;
        let error = answer.expect_err("nobody needs it any more");
        assert_eq!((error.code.code(), error.data), (-32802, Some(json!({"retriggerRequest": true}))));
    }

    #[tokio::test]
    async fn other_answers_are_about_the_text_that_was_asked_for() {
        let answer = REQUEST.scope(late(), on_document(|_, analysed| Some(analysed.text.to_string()))).await;
        assert_eq!(answer, Ok(Some("旧".to_owned())));
    }

    #[tokio::test]
    async fn a_cancelled_request_about_a_text_that_has_changed_is_given_up() {
        let late = late();
        late.cancelled.store(true, std::sync::atomic::Ordering::Relaxed);
        let answer = REQUEST.scope(late, on_document(|_, _| Some(()))).await;
        assert_eq!(answer, Err(Error::request_cancelled()));
    }

    /// Counts how many work at the same time; the gate holds them until as many as may work do so.
    #[tokio::test(flavor = "multi_thread")]
    async fn few_requests_work_at_the_same_time_and_the_others_after_them() {
        const REQUESTS: usize = 40;
        let documents = Documents::default();
        documents.open(URI.to_owned(), 1, "一");
        let (turns, gate) = (Turns::default(), Arc::new((Mutex::new(Count::default()), Condvar::new())));
        let requests = (0..REQUESTS).map(|_| {
            let gate = Arc::clone(&gate);
            let request = Request { snapshot: documents.snapshot(URI), turns: turns.clone(), ..Request::default() };
            tokio::spawn(REQUEST.scope(request, on_document(move |_, _| Some(work(&gate).done))))
        });
        for answer in futures::future::join_all(requests).await {
            assert!(answer.expect("none panics").is_ok_and(|done| done.is_some()));
        }
        let count = gate.0.lock().expect("none panics");
        assert_eq!((count.most, count.done), (AT_ONCE, REQUESTS));
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
        let is_shut = |count: &mut Count| count.most < AT_ONCE;
        let mut count = changed.wait_while(count, is_shut).expect("none panics");
        count.working -= 1;
        count.done += 1;
        *count
    }

    /// The ingress answers it: see its own test.
    #[tokio::test]
    async fn a_panic_in_a_feature_reaches_the_ingress_and_the_document_is_served_on() {
        let documents = Documents::default();
        documents.open(URI.to_owned(), 1, "一");
        let request = Request { snapshot: documents.snapshot(URI), ..Request::default() };
        let fragile = on_document(|_, analysed| -> Option<()> { panic!("the document says {}", analysed.text) });
        let panicked = AssertUnwindSafe(REQUEST.scope(request.clone(), fragile)).catch_unwind().await;
        assert!(panicked.is_err());
        let answer = REQUEST.scope(request, on_document(|_, analysed| Some(analysed.text.to_string()))).await;
        assert_eq!(answer, Ok(Some("一".to_owned())));
    }
}

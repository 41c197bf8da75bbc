//! What a request sees: the document as it stood when the request arrived, and whether it has been cancelled.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde_json::json;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

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

/// Works out `answer` for the request's document, off the transport's task; `None` where it is not open. The answer is
/// about the text as it was asked for, though the document may have moved on.
pub(crate) async fn on_document<T, F>(answer: F) -> Result<Option<T>>
where
    T: Send + 'static,
    F: FnOnce(&Snapshot, &Arc<Analysed>) -> Option<T> + Send + 'static,
{
    let Request { snapshot, cancelled } = request();
    let Some(snapshot) = snapshot else { return Ok(None) };
    off_the_task(move || match snapshot.analysed_late(&cancelled) {
        Ok(analysed) => Ok(answer(&snapshot, &analysed)),
        Err(_) => Err(Error::request_cancelled()),
    })
    .await
}

/// The same where the answer is of no use once the document has moved on.
pub(crate) async fn on_present_document<T, F>(answer: F) -> Result<Option<T>>
where
    T: Send + 'static,
    F: FnOnce(&Snapshot, &Arc<Analysed>) -> Option<T> + Send + 'static,
{
    let Some(snapshot) = request().snapshot else { return Ok(None) };
    // Where the client cancels, the analysis goes on: the worker needs it as well.
    off_the_task(move || match snapshot.analysed(snapshot.superseded()) {
        Ok(analysed) => Ok(answer(&snapshot, &analysed)),
        Err(_) => Err(server_cancelled()),
    })
    .await
}

fn request() -> Request {
    REQUEST.try_with(Request::clone).unwrap_or_default()
}

async fn off_the_task<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
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

    use futures::FutureExt;

    use super::*;
    use crate::documents::Documents;
    use crate::positions::Encoding;

    const URI: &str = "file:///a.txt";

    /// A request about a text that has changed since.
    fn late() -> Request {
        let documents = Documents::default();
        documents.open(URI.to_owned(), 1, "旧");
        let snapshot = documents.snapshot(URI);
        let change = serde_json::from_value(json!({"text": "新"})).expect("a change");
        documents.change(URI, 2, Encoding::Utf16, vec![change], std::time::Instant::now());
        Request { snapshot, cancelled: Arc::default() }
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

    /// The ingress answers it: see its own test.
    #[tokio::test]
    async fn a_panic_in_a_feature_reaches_the_ingress_and_the_document_is_served_on() {
        let documents = Documents::default();
        documents.open(URI.to_owned(), 1, "一");
        let request = Request { snapshot: documents.snapshot(URI), cancelled: Arc::default() };
        let fragile = on_document(|_, analysed| -> Option<()> { panic!("the document says {}", analysed.text) });
        let panicked = AssertUnwindSafe(REQUEST.scope(request.clone(), fragile)).catch_unwind().await;
        assert!(panicked.is_err());
        let answer = REQUEST.scope(request, on_document(|_, analysed| Some(analysed.text.to_string()))).await;
        assert_eq!(answer, Ok(Some("一".to_owned())));
    }
}

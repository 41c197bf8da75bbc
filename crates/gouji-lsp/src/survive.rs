//! A panic costs what was being done, never the server.

use std::fmt::Display;
use std::panic::AssertUnwindSafe;

use futures::FutureExt;

use crate::log::note;

/// What `work` gives; `None` where it panicked. The panic's message may quote a document, so only `what` is logged.
pub(crate) async fn survive<T>(what: impl Display, work: impl Future<Output = T>) -> Option<T> {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.map_err(|_| note(format_args!("{what} failed; the server goes on"))).ok()
}

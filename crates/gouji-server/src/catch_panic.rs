//! A panic ends the current task, but never the server.

use std::fmt::Display;
use std::panic::AssertUnwindSafe;

use futures::FutureExt;

use crate::log::warn;

/// The result of `work`; `None` if it panicked. The message of a panic may quote a document, so the log has `what` only.
pub(crate) async fn catch_panic<T>(what: impl Display, work: impl Future<Output = T>) -> Option<T> {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.map_err(|_| warn(format_args!("{what} failed; the server goes on"))).ok()
}

//! Requests that work at the same time: few, however many are made. The others wait.

use std::sync::{Arc, OnceLock};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests that work at the same time. Each may hold an analysis and an answer.
pub(crate) const AT_ONCE: usize = 4;

/// The turns that there are.
#[derive(Clone, Debug)]
pub(crate) struct Turns(Arc<Semaphore>);

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

/// The turn of one request: none until it is taken, then kept until the last copy is dropped. There is one where the work is
/// done, which may go on when nobody waits for it any more, and one until the answer is on its way to the client.
#[derive(Clone, Debug, Default)]
pub(crate) struct Turn(Arc<OnceLock<OwnedSemaphorePermit>>);

impl Turn {
    /// Waits for a turn, and keeps it.
    pub async fn take(&self, turns: &Turns) {
        // Turns are never closed.
        if let Ok(permit) = Arc::clone(&turns.0).acquire_owned().await {
            let _ = self.0.set(permit);
        }
    }
}

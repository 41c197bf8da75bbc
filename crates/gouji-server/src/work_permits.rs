//! Limits the number of requests that are computed at the same time. The other requests wait.

use std::num::NonZeroUsize;
use std::sync::{Arc, OnceLock};
use std::thread;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The number of requests that are computed at the same time. Each may hold an analysis and an answer in memory.
pub(crate) const MAX_PARALLEL: usize = 4;

/// The number of threads that read files of the workspace at the same time: one for each processor core, as on the command line. One of them
/// may scan the folders while another examines files, so there are at least two.
pub(crate) fn parallel_readers() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get).clamp(2, MAX_PARALLEL)
}

/// The permits of the server.
#[derive(Clone, Debug)]
pub(crate) struct WorkPermits(Arc<Semaphore>);

impl Default for WorkPermits {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MAX_PARALLEL)))
    }
}

/// The permit of one request. It is empty until [`WorkPermit::acquire`], then it lasts until the last copy is dropped. One copy is held by
/// the computation, which may go on when its request is cancelled; another copy is held until the answer is sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct WorkPermit(Arc<OnceLock<OwnedSemaphorePermit>>);

impl WorkPermit {
    /// Waits for a free permit, and keeps it. Returns at once if the request has its permit: requests that wait for a second one could
    /// hold all permits, and none would ever be free.
    pub async fn acquire(&self, permits: &WorkPermits) {
        if self.0.get().is_some() {
            return;
        }
        // The semaphore is never closed, so this cannot fail.
        if let Ok(permit) = Arc::clone(&permits.0).acquire_owned().await {
            let _ = self.0.set(permit);
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[test]
    fn a_request_with_a_permit_waits_for_no_other() {
        let permits = WorkPermits::default();
        let all: Vec<WorkPermit> = (0..MAX_PARALLEL).map(|_| WorkPermit::default()).collect();
        for permit in all.iter().chain(&all) {
            assert!(permit.acquire(&permits).now_or_never().is_some());
        }
        assert!(WorkPermit::default().acquire(&permits).now_or_never().is_none(), "all permits are taken");
    }
}

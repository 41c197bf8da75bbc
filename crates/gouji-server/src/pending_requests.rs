//! The requests that are not answered yet.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tower_lsp::jsonrpc::Id;

use crate::load::{Load, MAX_BYTES};

/// The requests that are not answered yet, each with the flag that cancels it.
#[derive(Debug, Default)]
pub(crate) struct PendingRequests {
    state: Mutex<PendingState>,
    /// The number of requests since the start.
    admitted: AtomicU64,
    /// Wakes when a request is answered.
    answered: Notify,
}

#[derive(Debug, Default)]
struct PendingState {
    /// The requests by their number. The id is no key, because a client may use an id twice.
    requests: HashMap<u64, PendingRequest>,
    /// The requests about each revision.
    revisions: HashMap<u64, Revision>,
    /// The estimated memory of all requests.
    bytes: usize,
}

/// The requests about one revision of a document.
#[derive(Debug, Default)]
struct Revision {
    requests: usize,
    /// The memory that is counted for all of them: the largest estimate. The estimates differ if last year's report changes
    /// between two requests.
    bytes: usize,
}

#[derive(Debug)]
struct PendingRequest {
    id: Id,
    cancelled: Arc<AtomicBool>,
    load: Load,
}

impl PendingState {
    fn add(&mut self, number: u64, request: PendingRequest) {
        self.bytes += request.load.params;
        if let Some((revision, bytes)) = request.load.snapshot {
            let revision = self.revisions.entry(revision).or_default();
            let more = bytes.saturating_sub(revision.bytes);
            revision.bytes += more;
            revision.requests += 1;
            self.bytes += more;
        }
        self.requests.insert(number, request);
    }

    fn remove(&mut self, number: u64) {
        let Some(PendingRequest { load, .. }) = self.requests.remove(&number) else { return };
        self.bytes -= load.params;
        if let Some((number, _)) = load.snapshot
            && let Some(revision) = self.revisions.get_mut(&number)
        {
            revision.requests -= 1;
            if revision.requests == 0 {
                self.bytes -= revision.bytes;
                self.revisions.remove(&number);
            }
        }
    }
}

impl PendingRequests {
    /// Adds a request until its ticket is dropped. `load` is its memory.
    pub fn admit(self: &Arc<Self>, id: Id, cancelled: &Arc<AtomicBool>, load: Load) -> Ticket {
        let number = self.admitted.fetch_add(1, Ordering::Relaxed);
        self.state().add(number, PendingRequest { id, cancelled: Arc::clone(cancelled), load });
        Ticket { requests: Arc::clone(self), number }
    }

    /// Cancels all requests with this id.
    pub fn cancel(&self, id: &Id) {
        for request in self.state().requests.values().filter(|request| request.id == *id) {
            request.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Whether there is memory for another request.
    pub fn has_room(&self) -> bool {
        self.state().bytes < MAX_BYTES
    }

    /// Waits until only the caller's own request is pending.
    pub async fn wait_for_others(&self) {
        while self.count() > 1 {
            self.answered.notified().await;
        }
    }

    /// The number of pending requests.
    pub fn count(&self) -> usize {
        self.state().requests.len()
    }

    fn state(&self) -> MutexGuard<'_, PendingState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps a request pending until it is dropped.
#[derive(Debug)]
pub(crate) struct Ticket {
    requests: Arc<PendingRequests>,
    number: u64,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.requests.state().remove(self.number);
        self.requests.answered.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[test]
    fn waiting_for_others_waits_for_all_of_them() {
        let pending = Arc::new(PendingRequests::default());
        let [own, one, other] = [1, 2, 3].map(|id| pending.admit(Id::Number(id), &Arc::default(), Load::default()));
        let wait = pending.wait_for_others();
        let mut wait = std::pin::pin!(wait);
        for ticket in [one, other] {
            assert_eq!(wait.as_mut().now_or_never(), None);
            drop(ticket);
        }
        assert_eq!(wait.now_or_never(), Some(()));
        drop(own);
        assert_eq!(pending.count(), 0);
    }

    #[test]
    fn requests_with_the_same_id_are_counted_and_cancelled_separately() {
        let pending = Arc::new(PendingRequests::default());
        let flags: [Arc<AtomicBool>; 2] = Default::default();
        let own = pending.admit(Id::Number(1), &Arc::default(), Load::default());
        let [one, other] = flags.each_ref().map(|flag| pending.admit(Id::from("same"), flag, Load::default()));
        let mut wait = std::pin::pin!(pending.wait_for_others());
        drop(one);
        assert_eq!(wait.as_mut().now_or_never(), None, "the other one is still pending");
        pending.cancel(&Id::from("same"));
        assert_eq!(flags.map(|flag| flag.load(Ordering::Relaxed)), [false, true]);
        drop(other);
        assert_eq!(wait.now_or_never(), Some(()));
        drop(own);
    }

    #[test]
    fn a_revision_counts_once_for_all_its_requests() {
        let pending = Arc::new(PendingRequests::default());
        let admit = |revision, bytes| {
            let load = Load { params: 1, snapshot: Some((revision, bytes)) };
            pending.admit(Id::Number(1), &Arc::default(), load)
        };
        let of_one: Vec<Ticket> = (0..100).map(|_| admit(1, MAX_BYTES / 2)).collect();
        assert!(pending.has_room());
        let of_another = admit(2, MAX_BYTES / 2);
        assert!(!pending.has_room());
        drop(of_another);
        assert!(pending.has_room());
        drop(of_one);
        let state = pending.state();
        assert_eq!((state.bytes, state.revisions.len()), (0, 0), "no memory is counted any more");
    }

    #[test]
    fn a_revision_whose_last_year_changes_counts_with_the_larger_memory() {
        for sizes in [[10, 300], [300, 10]] {
            let pending = Arc::new(PendingRequests::default());
            let admit = |bytes| {
                let load = Load { params: 1, snapshot: Some((1, bytes)) };
                pending.admit(Id::Number(1), &Arc::default(), load)
            };
            let [one, other] = sizes.map(admit);
            assert_eq!(pending.state().bytes, 302);
            drop(one);
            drop(other);
            let state = pending.state();
            assert_eq!((state.bytes, state.revisions.len()), (0, 0));
        }
    }
}

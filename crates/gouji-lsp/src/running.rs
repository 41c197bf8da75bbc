//! The requests that are being answered.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tower_lsp::jsonrpc::Id;

use crate::load::{Load, MOST_BYTES};

/// The requests that are being answered, with the flag that gives each of them up.
#[derive(Debug, Default)]
pub(crate) struct Running {
    state: Mutex<State>,
    /// How many requests there have been.
    admitted: AtomicU64,
    /// One has been answered.
    answered: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// By the order of their coming: a client may use an id twice.
    requests: HashMap<u64, Pending>,
    /// How many of them are about each revision.
    revisions: HashMap<u64, usize>,
    /// What all of them hold.
    bytes: usize,
}

#[derive(Debug)]
struct Pending {
    id: Id,
    cancelled: Arc<AtomicBool>,
    load: Load,
}

impl State {
    fn add(&mut self, number: u64, request: Pending) {
        self.bytes += request.load.params;
        if let Some((revision, bytes)) = request.load.snapshot {
            let requests = self.revisions.entry(revision).or_default();
            self.bytes += if *requests == 0 { bytes } else { 0 };
            *requests += 1;
        }
        self.requests.insert(number, request);
    }

    fn remove(&mut self, number: u64) {
        let Some(Pending { load, .. }) = self.requests.remove(&number) else { return };
        self.bytes -= load.params;
        if let Some((revision, bytes)) = load.snapshot
            && let Some(requests) = self.revisions.get_mut(&revision)
        {
            *requests -= 1;
            if *requests == 0 {
                self.revisions.remove(&revision);
                self.bytes -= bytes;
            }
        }
    }
}

impl Running {
    /// Keeps a request, which holds `load`, among them until the ticket is dropped.
    pub fn admit(self: &Arc<Self>, id: Id, cancelled: &Arc<AtomicBool>, load: Load) -> Ticket {
        let number = self.admitted.fetch_add(1, Ordering::Relaxed);
        self.state().add(number, Pending { id, cancelled: Arc::clone(cancelled), load });
        Ticket { running: Arc::clone(self), number }
    }

    /// Gives up whatever is still being answered under that id.
    pub fn cancel(&self, id: &Id) {
        for request in self.state().requests.values().filter(|request| request.id == *id) {
            request.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Whether what they hold leaves room for one more.
    pub fn has_room(&self) -> bool {
        self.state().bytes < MOST_BYTES
    }

    /// Waits until no other request than the caller's own is being answered.
    pub async fn others_are_answered(&self) {
        while self.count() > 1 {
            self.answered.notified().await;
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.state().requests.len()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps a request among those that are being answered.
#[derive(Debug)]
pub(crate) struct Ticket {
    running: Arc<Running>,
    number: u64,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.running.state().remove(self.number);
        self.running.answered.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[test]
    fn who_waits_for_the_others_waits_for_all_of_them() {
        let running = Arc::new(Running::default());
        let [own, one, other] = [1, 2, 3].map(|id| running.admit(Id::Number(id), &Arc::default(), Load::default()));
        let wait = running.others_are_answered();
        let mut wait = std::pin::pin!(wait);
        for ticket in [one, other] {
            assert_eq!(wait.as_mut().now_or_never(), None);
            drop(ticket);
        }
        assert_eq!(wait.now_or_never(), Some(()));
        drop(own);
        assert_eq!(running.count(), 0);
    }

    #[test]
    fn requests_of_one_id_are_waited_for_and_cancelled_each() {
        let running = Arc::new(Running::default());
        let flags: [Arc<AtomicBool>; 2] = Default::default();
        let own = running.admit(Id::Number(1), &Arc::default(), Load::default());
        let [one, other] = flags.each_ref().map(|flag| running.admit(Id::from("same"), flag, Load::default()));
        let mut wait = std::pin::pin!(running.others_are_answered());
        drop(one);
        assert_eq!(wait.as_mut().now_or_never(), None, "the other is still being answered");
        running.cancel(&Id::from("same"));
        assert_eq!(flags.map(|flag| flag.load(Ordering::Relaxed)), [false, true]);
        drop(other);
        assert_eq!(wait.now_or_never(), Some(()));
        drop(own);
    }

    #[test]
    fn a_revision_counts_once_however_many_requests_are_about_it() {
        let running = Arc::new(Running::default());
        let admit = |revision, bytes| {
            let load = Load { params: 1, snapshot: Some((revision, bytes)) };
            running.admit(Id::Number(1), &Arc::default(), load)
        };
        let of_one: Vec<Ticket> = (0..100).map(|_| admit(1, MOST_BYTES / 2)).collect();
        assert!(running.has_room());
        let of_another = admit(2, MOST_BYTES / 2);
        assert!(!running.has_room());
        drop(of_another);
        assert!(running.has_room());
        drop(of_one);
        let state = running.state();
        assert_eq!((state.bytes, state.revisions.len()), (0, 0), "nothing is left behind");
    }
}

//! The requests that are being answered.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tower_lsp::jsonrpc::Id;

/// By the order of their coming: a client may use an id twice.
type Flags = HashMap<u64, (Id, Arc<AtomicBool>)>;

/// The requests that are being answered, with the flag that gives each of them up.
#[derive(Debug, Default)]
pub(crate) struct Running {
    flags: Mutex<Flags>,
    /// How many requests there have been.
    admitted: AtomicU64,
    /// One has been answered.
    answered: Notify,
}

impl Running {
    /// Keeps a request among them until the ticket is dropped.
    pub fn admit(self: &Arc<Self>, id: Id, cancelled: &Arc<AtomicBool>) -> Ticket {
        let number = self.admitted.fetch_add(1, Ordering::Relaxed);
        self.flags().insert(number, (id, Arc::clone(cancelled)));
        Ticket { running: Arc::clone(self), number }
    }

    /// Gives up whatever is still being answered under that id.
    pub fn cancel(&self, id: &Id) {
        for (_, flag) in self.flags().values().filter(|(other, _)| other == id) {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Waits until no other request than the caller's own is being answered.
    pub async fn others_are_answered(&self) {
        while self.count() > 1 {
            self.answered.notified().await;
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.flags().len()
    }

    fn flags(&self) -> MutexGuard<'_, Flags> {
        self.flags.lock().unwrap_or_else(PoisonError::into_inner)
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
        self.running.flags().remove(&self.number);
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
        let [own, one, other] = [1, 2, 3].map(|id| running.admit(Id::Number(id), &Arc::default()));
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
        let own = running.admit(Id::Number(1), &Arc::default());
        let [one, other] = flags.each_ref().map(|flag| running.admit(Id::from("same"), flag));
        let mut wait = std::pin::pin!(running.others_are_answered());
        drop(one);
        assert_eq!(wait.as_mut().now_or_never(), None, "the other is still being answered");
        running.cancel(&Id::from("same"));
        assert_eq!(flags.map(|flag| flag.load(Ordering::Relaxed)), [false, true]);
        drop(other);
        assert_eq!(wait.now_or_never(), Some(()));
        drop(own);
    }
}

//! The requests that are being answered.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tower_lsp::jsonrpc::Id;

type Flags = HashMap<Id, Arc<AtomicBool>>;

/// The requests that are being answered, with the flag that gives each of them up.
#[derive(Debug, Default)]
pub(crate) struct Running {
    flags: Mutex<Flags>,
    /// One has been answered.
    answered: Notify,
}

impl Running {
    /// Keeps a request among them until the ticket is dropped.
    pub fn admit(self: &Arc<Self>, id: Id, cancelled: &Arc<AtomicBool>) -> Ticket {
        self.flags().insert(id.clone(), Arc::clone(cancelled));
        Ticket { running: Arc::clone(self), id }
    }

    /// Gives a request up, where it is still being answered.
    pub fn cancel(&self, id: &Id) {
        if let Some(flag) = self.flags().get(id) {
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
    id: Id,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.running.flags().remove(&self.id);
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
}

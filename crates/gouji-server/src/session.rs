//! The state of one server, which its tasks share.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use gouji_ide::Clock;
use gouji_ide::documents::Documents;
use gouji_lsp::ClientContext;
use gouji_lsp::handlers::configuration::Switches;
use tokio::sync::{Notify, Semaphore, watch};

use crate::overview::Summaries;
use crate::work_permits::WorkPermits;

/// The state of one server.
#[derive(Debug)]
pub(crate) struct Session {
    /// The start of the session. Times inside `documents` count from here.
    start: Instant,
    /// The open documents and the workspace.
    pub documents: Documents,
    /// Wakes the worker that analyses documents.
    pub changed: Notify,
    /// Wakes the task that reads files of the workspace.
    pub scan_wanted: Notify,
    /// Wakes the task that asks the client to request hints again.
    pub hints_changed: Arc<Notify>,
    /// The same for code lenses.
    pub lenses_changed: Arc<Notify>,
    /// Changes when files of the workspace may have changed.
    pub workspace: watch::Sender<u64>,
    /// The number of changes of configurations and baselines.
    settings_revision: AtomicU64,
    /// Limits the requests that are computed at the same time.
    pub permits: WorkPermits,
    /// The permit to convert a document. Each may take as much memory as the limits of `gouji-convert` allow.
    pub conversion: Arc<Semaphore>,
    /// The summaries of the files of the workspace.
    pub summaries: Summaries,
    /// The process of the client, if the client named it.
    pub client_process: OnceLock<u32>,
    client: OnceLock<ClientContext>,
    switches: Mutex<Switches>,
    /// Whether the client has sent `shutdown`.
    is_shutting_down: AtomicBool,
}

impl Default for Session {
    fn default() -> Self {
        let start = Instant::now();
        Self {
            start,
            documents: Documents::new(Clock::new(move || start.elapsed())),
            changed: Notify::new(),
            scan_wanted: Notify::new(),
            hints_changed: Arc::default(),
            lenses_changed: Arc::default(),
            workspace: watch::Sender::new(0),
            settings_revision: AtomicU64::new(0),
            permits: WorkPermits::default(),
            conversion: Arc::new(Semaphore::new(1)),
            summaries: Summaries::default(),
            client_process: OnceLock::new(),
            client: OnceLock::new(),
            switches: Mutex::default(),
            is_shutting_down: AtomicBool::new(false),
        }
    }
}

impl Session {
    /// The time since the start of the session.
    pub fn now(&self) -> Duration {
        self.start.elapsed()
    }

    /// Converts a time since the start of the session.
    pub fn instant(&self, time: Duration) -> Instant {
        self.start + time
    }

    /// Stores the client of `initialize`. The first call counts.
    pub fn initialize(&self, client: ClientContext) {
        let _ = self.client.set(client);
    }

    /// Whether the client has sent `initialize`.
    pub fn is_initialized(&self) -> bool {
        self.client.get().is_some()
    }

    /// Notes that the client has sent `shutdown`. Before `initialize` this has no effect: the answer is an error.
    pub fn shut_down(&self) {
        self.is_shutting_down.store(self.is_initialized(), Ordering::Relaxed);
        // A request for the diagnostics of the workspace may wait for a change.
        self.workspace_changed();
    }

    /// Whether the client has sent `shutdown`.
    pub fn is_shutting_down(&self) -> bool {
        self.is_shutting_down.load(Ordering::Relaxed)
    }

    /// The client. Before `initialize` it supports nothing.
    pub fn client(&self) -> &ClientContext {
        self.client.get_or_init(ClientContext::default)
    }

    /// The features that are switched on.
    pub fn switches(&self) -> Switches {
        *self.switches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Switches features on and off. Returns whether anything has changed.
    pub fn set_switches(&self, switches: Switches) -> bool {
        let mut current = self.switches.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *current, switches) != switches
    }

    /// Notes that files of the workspace may have changed.
    pub fn workspace_changed(&self) {
        self.workspace.send_modify(|changes| *changes += 1);
    }

    /// The number of changes of configurations and baselines.
    pub fn settings_revision(&self) -> u64 {
        self.settings_revision.load(Ordering::Relaxed)
    }

    /// Notes that a configuration or a baseline may have changed.
    pub fn settings_changed(&self) {
        self.settings_revision.fetch_add(1, Ordering::Relaxed);
    }
}

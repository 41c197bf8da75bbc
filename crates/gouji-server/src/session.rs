//! The state of one server, which its tasks share.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use gouji_ide::Clock;
use gouji_ide::documents::Documents;
use gouji_lsp::overview::Summaries;
use gouji_lsp::session::Session as ProtocolSession;
use tokio::sync::{Notify, Semaphore, watch};

use crate::work_permits::{WorkPermits, parallel_readers};

/// The state of one server.
#[derive(Debug)]
pub(crate) struct Session {
    /// The start of the session. Times inside `documents` count from here.
    start: Instant,
    /// The state that messages change.
    protocol: ProtocolSession,
    /// Wakes the worker that analyses documents.
    pub changed: Notify,
    /// Wakes the task that reads files of the workspace.
    pub scan_wanted: Notify,
    /// The permits of the threads that read files of the workspace, one for each processor core.
    pub file_readers: Arc<Semaphore>,
    /// Wakes the task that asks the client to request hints again.
    pub hints_changed: Arc<Notify>,
    /// The same for code lenses.
    pub lenses_changed: Arc<Notify>,
    /// Changes when files of the workspace may have changed.
    pub workspace: watch::Sender<u64>,
    /// Limits the requests that are computed at the same time.
    pub permits: WorkPermits,
    /// The permit to convert a document. Each may take as much memory as the limits of `gouji-convert` allow.
    pub conversion: Arc<Semaphore>,
    /// The summaries of the files of the workspace.
    pub summaries: Summaries,
    /// The process of the client, if the client named it.
    pub client_process: OnceLock<u32>,
}

impl Default for Session {
    fn default() -> Self {
        let start = Instant::now();
        Self {
            start,
            protocol: ProtocolSession::new(Documents::new(Clock::new(move || start.elapsed()))),
            changed: Notify::new(),
            scan_wanted: Notify::new(),
            file_readers: Arc::new(Semaphore::new(parallel_readers())),
            hints_changed: Arc::default(),
            lenses_changed: Arc::default(),
            workspace: watch::Sender::new(0),
            permits: WorkPermits::default(),
            conversion: Arc::new(Semaphore::new(1)),
            summaries: Summaries::default(),
            client_process: OnceLock::new(),
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

    /// Notes that the client has sent `shutdown`. Before `initialize` this has no effect: the answer is an error.
    pub fn shut_down(&self) {
        self.protocol.shut_down();
        // A request for the diagnostics of the workspace may wait for a change.
        self.workspace_changed();
    }

    /// Notes that files of the workspace may have changed.
    pub fn workspace_changed(&self) {
        self.workspace.send_modify(|changes| *changes += 1);
    }
}

impl Deref for Session {
    type Target = ProtocolSession;

    fn deref(&self) -> &ProtocolSession {
        &self.protocol
    }
}

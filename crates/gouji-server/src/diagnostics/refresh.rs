//! Asks clients that pull diagnostics to pull them again.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::JoinSet;
use tower_lsp::Client;

/// How long the server waits for the answer before it may ask again.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// Sends `workspace/diagnostic/refresh`. At most one answer is pending at a time.
pub(super) struct Refresh {
    wanted: Arc<Notify>,
    /// The task that sends the requests. It ends when this value is dropped.
    _task: JoinSet<()>,
}

impl Refresh {
    pub fn new(client: Client) -> Self {
        let wanted = Arc::new(Notify::new());
        let mut task = JoinSet::new();
        task.spawn(send(client, Arc::clone(&wanted)));
        Self { wanted, _task: task }
    }

    /// Sends the request as soon as the last one is answered.
    pub fn request(&self) {
        self.wanted.notify_one();
    }
}

async fn send(client: Client, wanted: Arc<Notify>) {
    loop {
        wanted.notified().await;
        // The answer does not matter.
        let _ = tokio::time::timeout(ANSWER_TIMEOUT, client.workspace_diagnostic_refresh()).await;
    }
}

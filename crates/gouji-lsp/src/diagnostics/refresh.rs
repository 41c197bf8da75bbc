//! Tells clients that fetch diagnostics to fetch them again.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::JoinSet;
use tower_lsp::Client;

/// How long a client may take to answer before it is told again.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tells the client one after another: however often it is asked to, no more than one answer is waited for.
pub(super) struct Refresh {
    wanted: Arc<Notify>,
    /// Ends with its owner.
    _telling: JoinSet<()>,
}

impl Refresh {
    pub fn new(client: Client) -> Self {
        let wanted = Arc::new(Notify::new());
        let mut telling = JoinSet::new();
        telling.spawn(tell(client, Arc::clone(&wanted)));
        Self { wanted, _telling: telling }
    }

    /// Has the client told, after its answer to the time before.
    pub fn ask(&self) {
        self.wanted.notify_one();
    }
}

async fn tell(client: Client, wanted: Arc<Notify>) {
    loop {
        wanted.notified().await;
        // Whatever it answers, or whether: it has been told.
        let _ = tokio::time::timeout(PATIENCE, client.workspace_diagnostic_refresh()).await;
    }
}

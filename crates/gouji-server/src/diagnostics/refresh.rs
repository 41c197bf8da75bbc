//! Asks clients to make requests again whose answers have changed.

use std::sync::Arc;
use std::time::Duration;

use gouji_lsp::profile::Profile;
use gouji_lsp::refresh::Subject;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tower_lsp::Client;

/// How long the server waits for the answer before it may ask again.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// The answer does not matter.
async fn ask(subject: Subject, client: &Client) {
    let _ = match subject {
        Subject::Diagnostics => client.workspace_diagnostic_refresh().await,
        Subject::Hints => client.inlay_hint_refresh().await,
        Subject::Lenses => client.code_lens_refresh().await,
    };
}

/// Sends the requests of one subject, such as `workspace/diagnostic/refresh`. At most one answer is pending at a time.
pub(super) struct Refresh {
    wanted: Arc<Notify>,
    /// The task that sends the requests. It ends when this value is dropped.
    _task: JoinSet<()>,
}

impl Refresh {
    /// Sends a request whenever `wanted` wakes and the client supports it. The profile is known later than the task.
    pub fn new(
        client: Client,
        subject: Subject,
        wanted: Arc<Notify>,
        profile: impl Fn() -> Profile + Send + 'static,
    ) -> Self {
        let mut task = JoinSet::new();
        let waking = Arc::clone(&wanted);
        task.spawn(async move {
            loop {
                waking.notified().await;
                if subject.is_supported(profile()) {
                    let _ = tokio::time::timeout(ANSWER_TIMEOUT, ask(subject, &client)).await;
                }
            }
        });
        Self { wanted, _task: task }
    }

    /// Sends the request as soon as the last one is answered.
    pub fn request(&self) {
        self.wanted.notify_one();
    }
}

//! The progress of a long request, which the client shows to the user.

use std::sync::atomic::{AtomicU64, Ordering};

use gouji_l10n::{Catalogue, Message, msg};
use gouji_lsp::ClientContext;
use gouji_lsp::profile::Support;
use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::ls_types::notification::Progress as ProgressNotification;
use tower_lsp::ls_types::request::WorkDoneProgressCreate;
use tower_lsp::ls_types::{
    ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};

/// Makes the tokens of the server different.
static LAST_TOKEN: AtomicU64 = AtomicU64::new(0);

/// The progress of one request. It ends with [`ClientProgress::end`], or when it is dropped because the client has cancelled the request.
#[derive(Debug)]
pub(crate) struct ClientProgress {
    client: Client,
    catalogue: &'static Catalogue,
    /// `None` after the end.
    token: Option<ProgressToken>,
    /// Number of steps; 0 if it is unknown.
    total: usize,
}

impl ClientProgress {
    /// Begins to show progress with the token of a request. Without a token the server creates one, if the client supports it; else there is
    /// no progress. `total` is the number of steps; 0 if it is unknown.
    pub async fn begin(
        client: &Client,
        context: &ClientContext,
        token: Option<ProgressToken>,
        title: impl Into<Message>,
        total: usize,
    ) -> Option<Self> {
        let token = match token {
            Some(token) => token,
            None => create(client, context).await?,
        };
        let begin = WorkDoneProgressBegin {
            title: context.catalogue.text(title),
            cancellable: Some(false),
            message: None,
            percentage: (total > 0).then_some(0),
        };
        send(client, token.clone(), WorkDoneProgress::Begin(begin)).await;
        Some(Self { client: client.clone(), catalogue: context.catalogue, token: Some(token), total })
    }

    /// Shows that `done` steps are done.
    pub async fn report(&self, done: usize) {
        let Some(token) = &self.token else { return };
        let message = self.catalogue.text(msg::ProgressCount { done, total: self.total });
        let percentage = done.saturating_mul(100).checked_div(self.total).and_then(|done| u32::try_from(done).ok());
        let report = WorkDoneProgressReport { cancellable: Some(false), message: Some(message), percentage };
        send(&self.client, token.clone(), WorkDoneProgress::Report(report)).await;
    }

    /// Ends the progress. The client gets the end before the answer.
    pub async fn end(mut self) {
        if let Some(token) = self.token.take() {
            send(&self.client, token, WorkDoneProgress::End(WorkDoneProgressEnd { message: None })).await;
        }
    }
}

impl Drop for ClientProgress {
    fn drop(&mut self) {
        if let (Some(token), Ok(runtime)) = (self.token.take(), Handle::try_current()) {
            let client = self.client.clone();
            let end = WorkDoneProgress::End(WorkDoneProgressEnd { message: None });
            runtime.spawn(async move { send(&client, token, end).await });
        }
    }
}

async fn send(client: &Client, token: ProgressToken, value: WorkDoneProgress) {
    let params = ProgressParams { token, value: ProgressParamsValue::WorkDone(value) };
    client.send_notification::<ProgressNotification>(params).await;
}

/// Creates a token; `None` if the client does not support or accept it.
async fn create(client: &Client, context: &ClientContext) -> Option<ProgressToken> {
    if context.profile.progress == Support::No {
        return None;
    }
    let number = LAST_TOKEN.fetch_add(1, Ordering::Relaxed);
    let token = ProgressToken::String(format!("gouji-{number}"));
    let params = WorkDoneProgressCreateParams { token: token.clone() };
    client.send_request::<WorkDoneProgressCreate>(params).await.ok().map(|()| token)
}

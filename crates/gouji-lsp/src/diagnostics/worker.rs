//! The one worker that analyses documents. The newest revision wins; work that is superseded stops.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use gouji_core::Cancelled;
use tower_lsp::Client;
use tower_lsp::ls_types::{Diagnostic, Uri};

use super::wire::{Publish, PublishParams, diagnostics, troubles};
use crate::documents::{Analysed, Snapshot, Task};
use crate::log::note;
use crate::profile::Delivery;
use crate::session::Session;

/// Works until it is aborted.
pub(crate) async fn run(client: Client, session: Arc<Session>) {
    let mut worker = Worker { client, session, sent: HashMap::new(), failures: HashSet::new() };
    loop {
        worker.tell_troubles().await;
        match worker.session.documents.next_task(Instant::now()) {
            Task::Examine(snapshot) => worker.examine(&snapshot).await,
            Task::Reconsider(snapshot) => worker.reconsider(&snapshot).await,
            Task::Forget(uri) => worker.forget(uri).await,
            Task::Wait(None) => worker.session.changed.notified().await,
            Task::Wait(Some(until)) => {
                let due = tokio::time::sleep_until(until.into());
                tokio::select! {
                    () = worker.session.changed.notified() => {}
                    () = due => {}
                }
            }
        }
    }
}

struct Worker {
    client: Client,
    session: Arc<Session>,
    /// What was last sent for each document.
    sent: HashMap<String, Vec<Diagnostic>>,
    /// Rules that failed, by document.
    failures: HashSet<(String, &'static str)>,
}

impl Worker {
    async fn examine(&mut self, snapshot: &Arc<Snapshot>) {
        let started = Instant::now();
        let Some(analysed) = self.analysed(snapshot).await else { return };
        self.note_failures(snapshot, &analysed);
        self.session.documents.adopt(snapshot, &analysed, started.elapsed());
        // What is last year's now may lie on disk.
        self.session.errands.notify_one();
        match self.session.profile().diagnostics {
            Delivery::Push => self.publish(snapshot, &analysed).await,
            // The client asks when it changes a text, but cannot know that another text changes what is found in it.
            Delivery::PullAndRefresh if snapshot.is_otherwise_beside(&analysed) => self.refresh(),
            Delivery::PullAndRefresh | Delivery::Pull => {}
        }
    }

    fn refresh(&self) {
        // The client may take its time to answer.
        let client = self.client.clone();
        tokio::spawn(async move { drop(client.workspace_diagnostic_refresh().await) });
    }

    async fn reconsider(&mut self, snapshot: &Arc<Snapshot>) {
        match self.session.profile().diagnostics {
            Delivery::Push => {
                if let Some(analysed) = self.analysed(snapshot).await {
                    self.publish(snapshot, &analysed).await;
                }
            }
            Delivery::PullAndRefresh => self.refresh(),
            Delivery::Pull => {}
        }
    }

    /// Shows what is wrong with configurations, in their files.
    async fn tell_troubles(&self) {
        let session = Arc::clone(&self.session);
        let news = match session.documents.settings().is_stale() {
            true => tokio::task::spawn_blocking(move || session.documents.settings().news()).await.unwrap_or_default(),
            false => session.documents.settings().news(),
        };
        for (path, trouble) in news {
            let Some(uri) = Uri::from_file_path(&path) else { continue };
            let diagnostics = trouble.map(|trouble| troubles(&self.session, &trouble)).unwrap_or_default();
            self.send(PublishParams { uri: uri.to_string(), version: None, diagnostics }).await;
        }
    }

    /// Notes, once a document, which rules failed on it.
    fn note_failures(&mut self, snapshot: &Snapshot, analysed: &Analysed) {
        for failed in &analysed.analysis.failed {
            if self.failures.insert((snapshot.uri.clone(), failed.rule)) {
                note(format_args!("rule {} failed on a document; the others ran", failed.rule));
            }
        }
    }

    async fn forget(&mut self, uri: String) {
        self.failures.retain(|(document, _)| *document != uri);
        if self.sent.remove(&uri).is_some() {
            self.send(PublishParams { uri, version: None, diagnostics: Vec::new() }).await;
        }
    }

    /// `None` where the work was superseded or failed.
    async fn analysed(&self, snapshot: &Arc<Snapshot>) -> Option<Arc<Analysed>> {
        let work = Arc::clone(snapshot);
        match tokio::task::spawn_blocking(move || work.analysed(work.superseded())).await {
            Ok(Ok(analysed)) => Some(analysed),
            Ok(Err(Cancelled)) => None,
            Err(_) => {
                note("a document could not be analysed; the server goes on");
                self.session.documents.give_up(snapshot);
                None
            }
        }
    }

    async fn publish(&mut self, snapshot: &Snapshot, analysed: &Analysed) {
        let Some(verdict) = self.session.documents.settle(snapshot, analysed, Instant::now()) else { return };
        let set = diagnostics(&self.session, snapshot, &analysed.analysis.findings, &verdict.show);
        if self.sent.get(&snapshot.uri) == Some(&set) {
            return;
        }
        self.sent.insert(snapshot.uri.clone(), set.clone());
        let (uri, version) = (snapshot.uri.clone(), Some(snapshot.version));
        self.send(PublishParams { uri, version, diagnostics: set }).await;
    }

    async fn send(&self, params: PublishParams) {
        self.client.send_notification::<Publish>(params).await;
    }
}

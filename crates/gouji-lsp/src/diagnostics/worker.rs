//! The one worker that analyses documents. The newest revision wins; work that is superseded stops.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use gouji_core::Cancelled;
use tower_lsp::Client;
use tower_lsp::ls_types::{Diagnostic, Uri};

use super::analyst::Analyst;
use super::refresh::Refresh;
use super::wire::{Publish, PublishParams, diagnostics, troubles};
use crate::documents::{Analysed, Snapshot, Task};
use crate::log::note;
use crate::profile::Delivery;
use crate::session::Session;
use crate::survive::survive;

/// Works until it is aborted.
pub(crate) async fn run(client: Client, session: Arc<Session>) {
    let (refresh, analyst) = (Refresh::new(client.clone()), Analyst::new());
    let mut worker = Worker { client, session, refresh, analyst, sent: HashMap::new(), failures: HashSet::new() };
    loop {
        survive("telling of configurations", worker.tell_troubles()).await;
        match worker.session.documents.next_task(Instant::now()) {
            Task::Wait(until) => worker.rest(until).await,
            task => {
                let session = Arc::clone(&worker.session);
                attempt(&session, &task, worker.perform(&task)).await;
            }
        }
    }
}

/// Does the work of a task. Where it panics the task is given up, lest it be tried again and again.
async fn attempt(session: &Session, task: &Task, work: impl Future<Output = ()>) {
    let done = survive("the diagnostics of a document", work).await;
    if let (None, Task::Examine(snapshot) | Task::Reconsider(snapshot)) = (done, task) {
        session.documents.give_up(snapshot);
    }
}

struct Worker {
    client: Client,
    session: Arc<Session>,
    refresh: Refresh,
    analyst: Analyst,
    /// What was last sent for each document.
    sent: HashMap<String, Vec<Diagnostic>>,
    /// Rules that failed, by document.
    failures: HashSet<(String, &'static str)>,
}

impl Worker {
    async fn perform(&mut self, task: &Task) {
        match task {
            Task::Examine(snapshot) => self.examine(snapshot).await,
            Task::Reconsider(snapshot) => self.reconsider(snapshot).await,
            Task::Forget(uri) => self.forget(uri.clone()).await,
            Task::Wait(_) => {}
        }
    }

    /// Waits for news, and no longer than `until`.
    async fn rest(&self, until: Option<Instant>) {
        let due = async {
            match until {
                Some(until) => tokio::time::sleep_until(until.into()).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = self.session.changed.notified() => {}
            () = due => {}
        }
    }

    async fn examine(&mut self, snapshot: &Arc<Snapshot>) {
        let Some(analysed) = self.analysed(snapshot).await else { return };
        self.note_failures(snapshot, &analysed);
        let before = self.session.documents.adopt(snapshot, &analysed, analysed.took);
        // What is last year's now may lie on disk.
        self.session.errands.notify_one();
        match self.session.profile().diagnostics {
            Delivery::Push => self.publish(snapshot, &analysed).await,
            // The client asks when it changes a text, but cannot know that another text changes what is found in it.
            Delivery::PullAndRefresh if snapshot.is_otherwise_beside(&analysed) => self.refresh.ask(),
            Delivery::PullAndRefresh | Delivery::Pull => {}
        }
        drop(before);
    }

    async fn reconsider(&mut self, snapshot: &Arc<Snapshot>) {
        match self.session.profile().diagnostics {
            Delivery::Push => {
                if let Some(analysed) = self.analysed(snapshot).await {
                    self.publish(snapshot, &analysed).await;
                }
            }
            Delivery::PullAndRefresh => self.refresh.ask(),
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

    /// `None` where the work was superseded.
    async fn analysed(&self, snapshot: &Arc<Snapshot>) -> Option<Arc<Analysed>> {
        let work = Arc::clone(snapshot);
        match self.analyst.work(move || work.analysed(work.superseded())).await {
            Ok(Ok(analysed)) => Some(analysed),
            Ok(Err(Cancelled)) => None,
            // Whoever gave the task takes care of it.
            Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
            Err(_) => None,
        }
    }

    async fn publish(&mut self, snapshot: &Snapshot, analysed: &Analysed) {
        let Some(verdict) = self.session.documents.settle(snapshot, analysed, Instant::now()) else { return };
        let set = diagnostics(&self.session, snapshot, &analysed.analysis, &verdict.show);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::positions::Encoding;

    const URI: &str = "file:///a.txt";

    fn next(session: &Session) -> Task {
        session.documents.next_task(Instant::now())
    }

    #[tokio::test]
    async fn a_task_that_panics_is_given_up_until_the_text_changes() {
        let session = Session::default();
        session.documents.open(URI.to_owned(), 1, "一");
        let task = next(&session);
        assert!(matches!(task, Task::Examine(_)));
        attempt(&session, &task, async { panic!("the document says 一") }).await;
        assert!(matches!(next(&session), Task::Wait(None)), "it is not tried again");
        let change = serde_json::from_value(serde_json::json!({"text": "二"})).expect("a change");
        session.documents.change(URI, 2, Encoding::Utf16, vec![change], Instant::now());
        let task = next(&session);
        let Task::Examine(snapshot) = &task else { panic!("a text that has changed is tried") };
        let analysed = snapshot.analysed(snapshot.superseded()).expect("it is the present text");
        attempt(&session, &task, async {
            session.documents.adopt(snapshot, &analysed, std::time::Duration::ZERO);
        })
        .await;
        assert!(matches!(next(&session), Task::Wait(None)));
    }
}

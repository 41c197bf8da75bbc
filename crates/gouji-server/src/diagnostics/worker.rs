//! The worker that analyses documents. It analyses the newest revision; the analysis of an older one stops.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use gouji_ide::documents::{Analysed, Snapshot, Task};
use gouji_lsp::handlers::diagnostic::diagnostics;
use gouji_lsp::profile::Delivery;
use gouji_lsp::publish::{Publish, PublishParams, configuration_problems};
use gouji_lsp::refresh::Subject;
use gouji_lsp::uri;
use gouji_text::Cancelled;
use tower_lsp::Client;
use tower_lsp::ls_types::Diagnostic;

use super::analysis_thread::AnalysisThread;
use super::refresh::Refresh;
use crate::catch_panic::catch_panic;
use crate::log::warn;
use crate::session::Session;

/// Runs until it is aborted.
pub(crate) async fn run(client: Client, session: Arc<Session>) {
    let refresh = |subject, wanted| {
        let session = Arc::clone(&session);
        Refresh::new(client.clone(), subject, wanted, move || session.client().profile)
    };
    let diagnostics = refresh(Subject::Diagnostics, Arc::default());
    let hints = refresh(Subject::Hints, Arc::clone(&session.hints_changed));
    let lenses = refresh(Subject::Lenses, Arc::clone(&session.lenses_changed));
    let (sent, failures) = (HashMap::new(), HashSet::new());
    let mut worker =
        Worker { client, session, diagnostics, hints, lenses, thread: AnalysisThread::new(), sent, failures };
    loop {
        catch_panic("telling of configurations", worker.publish_configuration_problems()).await;
        match worker.session.documents.next_task(worker.session.now()) {
            Task::Wait(until) => worker.wait(until).await,
            task => {
                let session = Arc::clone(&worker.session);
                attempt(&session, &task, worker.perform(&task)).await;
            }
        }
    }
}

/// Does the work of a task. If it panics, the task is abandoned: otherwise it would be tried again and again.
async fn attempt(session: &Session, task: &Task, work: impl Future<Output = ()>) {
    let done = catch_panic("the diagnostics of a document", work).await;
    if let (None, Task::Analyse(snapshot) | Task::ShowHidden(snapshot)) = (done, task) {
        session.documents.abandon(snapshot, session.now());
    }
}

struct Worker {
    client: Client,
    session: Arc<Session>,
    diagnostics: Refresh,
    hints: Refresh,
    lenses: Refresh,
    thread: AnalysisThread,
    /// The diagnostics that were last sent for each document.
    sent: HashMap<String, Vec<Diagnostic>>,
    /// The rules that failed, with their documents.
    failures: HashSet<(String, &'static str)>,
}

impl Worker {
    async fn perform(&mut self, task: &Task) {
        match task {
            Task::Analyse(snapshot) => self.analyse(snapshot).await,
            Task::ShowHidden(snapshot) => self.show_hidden(snapshot).await,
            Task::Forget(uri) => self.forget(uri.clone()).await,
            Task::Wait(_) => {}
        }
    }

    /// Waits for a change, but not longer than `until`.
    async fn wait(&self, until: Option<Duration>) {
        let due = async {
            match until {
                Some(until) => tokio::time::sleep_until(self.session.instant(until).into()).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = self.session.changed.notified() => {}
            () = due => {}
        }
    }

    async fn analyse(&mut self, snapshot: &Arc<Snapshot>) {
        let Some(analysed) = self.analysed(snapshot).await else { return };
        self.log_failures(snapshot, &analysed);
        let now = self.session.now();
        let before = self.session.documents.store_analysis(snapshot, &analysed, analysed.took, now);
        // Last year's report of this one may be a file that was not read yet.
        self.session.scan_wanted.notify_one();
        match self.session.client().profile.diagnostics {
            Delivery::Push => self.publish(snapshot, &analysed).await,
            // The client pulls after its own edits, but it cannot know that another text has changed the findings.
            Delivery::PullAndRefresh if snapshot.has_other_findings(&analysed) => self.diagnostics.request(),
            Delivery::PullAndRefresh | Delivery::Pull => {}
        }
        if snapshot.has_other_last_year() {
            self.hints.request();
        }
        if snapshot.has_other_last_year() || snapshot.has_other_findings(&analysed) {
            self.lenses.request();
        }
        drop(before);
    }

    async fn show_hidden(&mut self, snapshot: &Arc<Snapshot>) {
        match self.session.client().profile.diagnostics {
            Delivery::Push => {
                if let Some(analysed) = self.analysed(snapshot).await {
                    self.publish(snapshot, &analysed).await;
                }
            }
            Delivery::PullAndRefresh => self.diagnostics.request(),
            Delivery::Pull => {}
        }
    }

    /// Sends the problems of configurations that have changed.
    async fn publish_configuration_problems(&self) {
        let session = Arc::clone(&self.session);
        let changed = if session.documents.settings().is_outdated() {
            let read = move || session.documents.settings().changed_problems();
            tokio::task::spawn_blocking(read).await.unwrap_or_default()
        } else {
            session.documents.settings().changed_problems()
        };
        for (path, trouble) in changed {
            let Some(uri) = uri::from_path(&path) else { continue };
            let problems = |trouble| configuration_problems(self.session.client(), &trouble);
            let diagnostics = trouble.map(problems).unwrap_or_default();
            self.send(PublishParams { uri, version: None, diagnostics }).await;
        }
    }

    /// Logs the rules that failed, once per document.
    fn log_failures(&mut self, snapshot: &Snapshot, analysed: &Analysed) {
        for failed in &analysed.analysis.failed {
            if self.failures.insert((snapshot.id.clone(), failed.rule)) {
                warn(format_args!("rule {} failed on a document; the others ran", failed.rule));
            }
        }
    }

    async fn forget(&mut self, uri: String) {
        self.failures.retain(|(document, _)| *document != uri);
        if self.sent.remove(&uri).is_some() {
            self.send(PublishParams { uri, version: None, diagnostics: Vec::new() }).await;
        }
    }

    /// The analysis of the snapshot; `None` if the document has changed.
    async fn analysed(&self, snapshot: &Arc<Snapshot>) -> Option<Arc<Analysed>> {
        // To wake a thread takes as long as a quick analysis. The runtime has another thread, which receives messages meanwhile.
        if snapshot.is_quick() {
            return snapshot.analysed(snapshot.superseded()).ok();
        }
        let work = Arc::clone(snapshot);
        match self.thread.run(move || work.analysed(work.superseded())).await {
            Ok(Ok(analysed)) => Some(analysed),
            Ok(Err(Cancelled)) => None,
            // `attempt` catches the panic.
            Err(failed) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
            Err(_) => None,
        }
    }

    async fn publish(&mut self, snapshot: &Snapshot, analysed: &Analysed) {
        let Some(visible) = self.session.documents.show(snapshot, analysed, self.session.now()) else { return };
        let set = diagnostics(self.session.client(), snapshot, &analysed.analysis, &visible.show);
        if self.sent.get(&snapshot.id) == Some(&set) {
            return;
        }
        self.sent.insert(snapshot.id.clone(), set.clone());
        let (uri, version) = (snapshot.id.clone(), Some(snapshot.version));
        self.send(PublishParams { uri, version, diagnostics: set }).await;
    }

    async fn send(&self, params: PublishParams) {
        self.client.send_notification::<Publish>(params).await;
    }
}

#[cfg(test)]
mod tests {
    use gouji_ide::Origin;
    use gouji_ide::documents::Change;
    use gouji_ide::line_index::Encoding;

    use super::*;

    const URI: &str = "file:///a.txt";

    fn next(session: &Session) -> Task {
        session.documents.next_task(session.now())
    }

    #[tokio::test]
    async fn a_task_that_panics_is_abandoned_until_the_text_changes() {
        let session = Session::default();
        session.documents.open(URI.to_owned(), Origin::Other, 1, "一", session.now());
        let task = next(&session);
        assert!(matches!(task, Task::Analyse(_)));
        attempt(&session, &task, async { panic!("the document says 一") }).await;
        assert!(matches!(next(&session), Task::Wait(None)), "it is not tried again");
        let change = Change { range: None, text: "二".to_owned() };
        session.documents.change(URI, 2, Encoding::Utf16, vec![change], session.now());
        let task = next(&session);
        let Task::Analyse(snapshot) = &task else { panic!("a changed text is tried") };
        let analysed = snapshot.analysed(snapshot.superseded()).expect("it is the current text");
        attempt(&session, &task, async {
            session.documents.store_analysis(snapshot, &analysed, Duration::ZERO, session.now());
        })
        .await;
        assert!(matches!(next(&session), Task::Wait(None)));
    }
}

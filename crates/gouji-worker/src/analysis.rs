//! The analysis of documents, and the diagnostics that the client gets. It corresponds to the worker of `gouji-server`.

use core::time::Duration;
use std::collections::{HashMap, HashSet};

use gouji_ide::documents::{Analysed, Snapshot, Task};
use gouji_lsp::handlers::diagnostic::diagnostics;
use gouji_lsp::profile::Delivery;
use gouji_lsp::publish::{Publish, PublishParams, configuration_problems};
use gouji_lsp::refresh::Subject;
use gouji_lsp::uri;
use ls_types::Diagnostic;
use ls_types::notification::Notification;

use crate::server::Server;

/// What the client was sent.
#[derive(Debug, Default)]
pub(crate) struct Analysis {
    /// The diagnostics that were last sent for each document.
    sent: HashMap<String, Vec<Diagnostic>>,
    /// The rules that failed, with their documents.
    failures: HashSet<(String, &'static str)>,
}

impl Server {
    /// Does one task and returns when to call again; `None` if only a message of the client gives work.
    pub(crate) fn work(&mut self) -> Option<Duration> {
        let now = self.now();
        self.publish_configuration_problems();
        let next = match self.session.documents.next_task(now) {
            Task::Analyse(snapshot) => {
                self.analyse(&snapshot);
                Some(now)
            }
            Task::ShowHidden(snapshot) => {
                self.show_hidden(&snapshot);
                Some(now)
            }
            Task::Forget(uri) => {
                self.forget(uri);
                Some(now)
            }
            // Open documents come first.
            Task::Wait(until) => {
                if self.scan_files() {
                    Some(now)
                } else {
                    until
                }
            }
        };
        for request in self.refreshes.due(self.session.client().profile, now) {
            self.send(request);
        }
        [next, self.refreshes.next()].into_iter().flatten().min()
    }

    fn analyse(&mut self, snapshot: &Snapshot) {
        let Ok(analysed) = snapshot.analysed(snapshot.superseded()) else { return };
        for failed in &analysed.analysis.failed {
            if self.analysis.failures.insert((snapshot.id.clone(), failed.rule)) {
                self.warn(format!("rule {} failed on a document; the others ran", failed.rule));
            }
        }
        self.session.documents.store_analysis(snapshot, &analysed, analysed.took, self.now());
        match self.session.client().profile.diagnostics {
            Delivery::Push => self.publish(snapshot, &analysed),
            // The client pulls after its own edits, but it cannot know that another text has changed the findings.
            Delivery::PullAndRefresh if snapshot.has_other_findings(&analysed) => {
                self.refreshes.request(Subject::Diagnostics);
            }
            Delivery::PullAndRefresh | Delivery::Pull => {}
        }
        if snapshot.has_other_last_year() {
            self.refreshes.request(Subject::Hints);
        }
        if snapshot.has_other_last_year() || snapshot.has_other_findings(&analysed) {
            self.refreshes.request(Subject::Lenses);
        }
    }

    fn show_hidden(&mut self, snapshot: &Snapshot) {
        match self.session.client().profile.diagnostics {
            Delivery::Push => {
                if let Ok(analysed) = snapshot.analysed(snapshot.superseded()) {
                    self.publish(snapshot, &analysed);
                }
            }
            Delivery::PullAndRefresh => self.refreshes.request(Subject::Diagnostics),
            Delivery::Pull => {}
        }
    }

    fn publish(&mut self, snapshot: &Snapshot, analysed: &Analysed) {
        let Some(visible) = self.session.documents.show(snapshot, analysed, self.now()) else { return };
        let set = diagnostics(self.session.client(), snapshot, &analysed.analysis, &visible.show);
        if self.analysis.sent.get(&snapshot.id) == Some(&set) {
            return;
        }
        self.analysis.sent.insert(snapshot.id.clone(), set.clone());
        let (uri, version) = (snapshot.id.clone(), Some(snapshot.version));
        self.notify(Publish::METHOD, PublishParams { uri, version, diagnostics: set });
    }

    fn forget(&mut self, uri: String) {
        self.analysis.failures.retain(|(document, _)| *document != uri);
        if self.analysis.sent.remove(&uri).is_some() {
            self.notify(Publish::METHOD, PublishParams { uri, version: None, diagnostics: Vec::new() });
        }
    }

    /// Sends the problems of configurations that have changed.
    fn publish_configuration_problems(&mut self) {
        for (path, trouble) in self.session.documents.settings().changed_problems() {
            let Some(uri) = uri::from_path(&path) else { continue };
            let problems = trouble.map(|trouble| configuration_problems(self.session.client(), &trouble));
            let diagnostics = problems.unwrap_or_default();
            self.notify(Publish::METHOD, PublishParams { uri, version: None, diagnostics });
        }
    }
}

//! The documents that are open in the editor.

use core::time::Duration;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::document::Document;
use super::schedule::Due;
use super::snapshot::Snapshot;
use crate::Clock;
use crate::settings::Settings;

/// The open documents by their names.
#[derive(Debug, Default)]
pub(super) struct OpenDocuments {
    pub by_id: BTreeMap<String, Document>,
    /// Documents that were closed since the last call of [`OpenDocuments::next_task`].
    closed: Vec<String>,
    revision: u64,
}

/// The next task of the worker that analyses documents.
#[derive(Debug)]
pub enum Task {
    /// Remove the findings of a closed document.
    Forget(String),
    /// Analyse a document that has changed.
    Analyse(Arc<Snapshot>),
    /// Show findings that were hidden while the user typed.
    ShowHidden(Arc<Snapshot>),
    /// Wait until this time since the start of the session; `None` until the next change.
    Wait(Option<Duration>),
}

impl OpenDocuments {
    /// A new revision. Revisions count the changes of all documents.
    pub fn next_revision(&mut self) -> u64 {
        self.revision += 1;
        self.revision
    }

    /// Requests another analysis of every document.
    pub fn analyse_again(&mut self, now: Duration) {
        let revision = self.next_revision();
        self.by_id.values_mut().for_each(|document| document.analyse_again(revision, now));
    }

    /// Removes a document and cancels its analyses.
    pub fn close(&mut self, id: &str) -> Option<Document> {
        let mut document = self.by_id.remove(id)?;
        document.cancel_analyses();
        self.closed.push(id.to_owned());
        Some(document)
    }

    /// The next task: the one with the earliest time.
    pub fn next_task(&mut self, settings: &Arc<Settings>, clock: &Clock, now: Duration) -> Task {
        if let Some(id) = self.closed.pop() {
            return Task::Forget(id);
        }
        let next = self.by_id.values_mut().map(|document| (document.due(), document)).min_by_key(|(due, _)| *due);
        let Some((due, document)) = next else { return Task::Wait(None) };
        match due {
            Due::Never => Task::Wait(None),
            Due::At(due) if due > now => Task::Wait(Some(due)),
            Due::Now | Due::At(_) if document.is_analysed() => {
                Task::ShowHidden(document.begin_showing(settings, clock))
            }
            Due::Now | Due::At(_) => Task::Analyse(document.begin_analysis(settings, clock, now)),
        }
    }
}

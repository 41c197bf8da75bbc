//! The open documents and the workspace. [`Documents`] owns them; all other code works on [`Snapshot`]s.
//!
//! There are three owners inside: `open` keeps the open documents, `workspace` keeps the index of files and finds last year's reports,
//! and `schedule` (when to analyse) with `visibility` (what to show) decides about one document.

mod document;
mod edit;
mod open;
mod schedule;
mod snapshot;
pub mod visibility;
mod workspace;

use core::fmt;
use core::time::Duration;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gouji_files::FileStore;
use gouji_report::ReadingCache;

use crate::line_index::Encoding;
use crate::settings::Settings;
use crate::{Clock, Origin};
use document::{Document, Effect};
use open::OpenDocuments;
use visibility::Visible;
use workspace::{FileLikeness, Workspace};

pub use edit::{Change, Replacement};
pub use open::Task;
pub use schedule::MAX_LATENCY;
pub use snapshot::{Analysed, MAX_FINDINGS_OF_RULE, Snapshot};
pub use workspace::{
    AlikeDocument, AlikePlace, ClosedFile, Files, IndexedFile, LastYearPlace, LastYearReport, ReportName, ReportPlace,
    ScanTask, Stamp, WorkspaceReport,
};

/// The open documents and the workspace of one session. A document is known by its name, as the client spells it. Every time counts from
/// the start of the session.
#[derive(Debug, Default)]
pub struct Documents {
    state: Mutex<State>,
    settings: Arc<Settings>,
    clock: Clock,
}

#[derive(Debug, Default)]
struct State {
    open: OpenDocuments,
    workspace: Workspace,
}

/// A message of the client that is wrong. Its text for the log never contains text of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The client opened a document that is open. The new text replaces the old one.
    OpenedTwice,
    /// The client changed a document that is not open.
    ChangedWhileClosed,
    /// The client sent a version that is older than the current one.
    OldVersion {
        /// The version that was sent.
        sent: i32,
        /// The current version.
        current: i32,
    },
    /// The client closed a document that is not open.
    ClosedWhileClosed,
}

impl fmt::Display for Event {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OpenedTwice => formatter.write_str("a document was opened twice"),
            Self::ChangedWhileClosed => formatter.write_str("ignored a change of a document that is not open"),
            Self::OldVersion { sent, current } => {
                write!(formatter, "ignored version {sent} of a document behind version {current}")
            }
            Self::ClosedWhileClosed => formatter.write_str("ignored the closing of a document that is not open"),
        }
    }
}

impl Documents {
    /// No documents. `clock` measures how long an analysis takes.
    pub fn new(clock: Clock) -> Self {
        Self { clock, ..Self::default() }
    }

    /// The same with the files of the workspace in `files`.
    pub fn with_files(clock: Clock, files: FileStore) -> Self {
        Self { clock, settings: Arc::new(Settings::new(files)), ..Self::default() }
    }

    /// The lock is never held during an analysis. A panic of another task while it held the lock does not stop the server.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a document. If it is open already, the new text replaces the old one.
    pub fn open(&self, id: String, origin: Origin, version: i32, text: &str, now: Duration) -> Option<Event> {
        let State { open, workspace } = &mut *self.state();
        let document = Document::new(id.clone(), origin, version, open.next_revision(), text);
        let mut before = open.by_id.insert(id.clone(), document)?;
        before.cancel_analyses();
        workspace.document_closed(open, &id, &before, now);
        Some(Event::OpenedTwice)
    }

    /// Applies the changes of one notification in their order.
    pub fn change(
        &self,
        id: &str,
        version: i32,
        encoding: Encoding,
        changes: Vec<Change>,
        now: Duration,
    ) -> Option<Event> {
        let State { open, .. } = &mut *self.state();
        let revision = open.next_revision();
        let Some(document) = open.by_id.get_mut(id) else { return Some(Event::ChangedWhileClosed) };
        if version < document.version() {
            return Some(Event::OldVersion { sent: version, current: document.version() });
        }
        document.change(version, revision, encoding, changes, now);
        None
    }

    /// Notes that a document was saved: hidden findings show now, and the file has changed.
    pub fn save(&self, id: &str, now: Duration) {
        let State { open, workspace } = &mut *self.state();
        workspace.files_changed();
        if let Some(document) = open.by_id.get_mut(id) {
            document.save(now);
        }
    }

    /// The settings of all documents.
    pub fn settings(&self) -> &Arc<Settings> {
        &self.settings
    }

    /// Requests another analysis of every document, because the settings or other files changed.
    pub fn analyse_again(&self, now: Duration) {
        self.state().open.analyse_again(now);
    }

    /// Closes a document.
    pub fn close(&self, id: &str, now: Duration) -> Option<Event> {
        let State { open, workspace } = &mut *self.state();
        let Some(document) = open.close(id) else { return Some(Event::ClosedWhileClosed) };
        workspace.files_changed();
        workspace.document_closed(open, id, &document, now);
        None
    }

    /// Adds and removes workspace folders.
    pub fn change_folders(&self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        self.state().workspace.change_folders(added, removed);
    }

    /// Notes that files may have changed.
    pub fn files_changed(&self) {
        self.state().workspace.files_changed();
    }

    /// What to read from the disk next.
    pub fn next_scan_task(&self) -> Option<ScanTask> {
        self.state().workspace.next_scan_task()
    }

    /// Stores the files of a scan. Compares each with all others before, which takes time.
    pub fn store_scan(&self, files: Files, now: Duration) {
        let likeness = FileLikeness::new(&files);
        let before = {
            let State { open, workspace } = &mut *self.state();
            workspace.store_scan(open, (files, likeness), now)
        };
        drop(before);
    }

    /// Stores a report that was read from the disk; `None` (unreadable, or no report) removes it as a candidate for last year's report.
    pub fn store_file(&self, path: &Path, report: Option<LastYearReport>, now: Duration) {
        let State { open, workspace } = &mut *self.state();
        workspace.store_file(open, path, report, now);
    }

    /// The reports of the workspace with a known agency and year, open or on disk.
    pub fn reports(&self) -> Vec<WorkspaceReport> {
        let State { open, workspace } = &mut *self.state();
        workspace.reports(open)
    }

    /// The files of the workspace that are not open, in the order of their paths.
    pub fn closed_files(&self) -> Vec<ClosedFile> {
        let State { open, workspace } = &mut *self.state();
        workspace.closed_files(open)
    }

    /// A snapshot of the file `path`, which has this text, with the reports with which it is compared. It is no document, and nothing is
    /// stored. `passages` are those of the files that were read before.
    pub fn closed_snapshot(
        &self,
        id: String,
        path: PathBuf,
        text: &str,
        others: (Option<Arc<LastYearReport>>, Option<Arc<AlikeDocument>>),
        passages: Arc<Mutex<ReadingCache>>,
    ) -> Snapshot {
        Snapshot::of_file(id, path, text, others, passages, Arc::clone(&self.settings), self.clock.clone())
    }

    /// The place of last year's report of a file in the workspace, which need not be open. `None` until the workspace is scanned.
    pub fn last_year_of_file(&self, path: &Path) -> Option<LastYearPlace> {
        let State { open, workspace } = &*self.state();
        workspace.last_year_of_file(open, path)
    }

    /// The place of the report in the workspace that has most of its prose in common with a file, which need not be open. `None` until the
    /// workspace is scanned.
    pub fn alike_of_file(&self, path: &Path) -> Option<AlikePlace> {
        self.state().workspace.alike_of_file(path)
    }

    /// The current revision of a document.
    pub fn snapshot(&self, id: &str) -> Option<Arc<Snapshot>> {
        self.state().open.by_id.get_mut(id).map(|document| document.snapshot(&self.settings, &self.clock))
    }

    /// The next task of the worker: the one with the earliest time.
    pub fn next_task(&self, now: Duration) -> Task {
        self.state().open.next_task(&self.settings, &self.clock, now)
    }

    /// Stores an analysis that took `took`, unless the document has changed. If the report is last year's report of other documents, they
    /// are analysed again. Returns the previous report: to free it takes time, so the caller does it last.
    pub fn store_analysis(
        &self,
        snapshot: &Snapshot,
        analysed: &Arc<Analysed>,
        took: Duration,
        now: Duration,
    ) -> Option<Arc<LastYearReport>> {
        let State { open, workspace } = &mut *self.state();
        let document = open.by_id.get_mut(&snapshot.id)?;
        let (before, was_analysed) = (document.as_last_year.clone(), document.was_analysed());
        let (effect, report) = (document.store_analysis(snapshot, analysed, took), document.as_last_year.clone());
        let is_first = !was_analysed && document.was_analysed();
        let file = if is_first { workspace.first_analysis(open, &snapshot.id) } else { None };
        match (effect, report) {
            (Effect::Text, Some(report)) => workspace.text_changed(open, &report, now),
            (Effect::Identity, _) => workspace.identity_changed(open, &snapshot.id, file, now),
            _ => {}
        }
        if effect != Effect::Nothing {
            workspace.find_alike(open, &snapshot.id, now);
        }
        before
    }

    /// Marks the snapshot as analysed, because its analysis failed. It is not tried again until the text changes.
    pub fn abandon(&self, snapshot: &Snapshot, now: Duration) {
        let State { open, workspace } = &mut *self.state();
        let Some(document) = open.by_id.get_mut(&snapshot.id) else { return };
        if document.revision() == snapshot.revision && document.abandon() {
            let file = workspace.first_analysis(open, &snapshot.id);
            workspace.identity_changed(open, &snapshot.id, file, now);
        }
    }

    /// Decides which findings of the snapshot the client shows from now on; `None` if the document has changed.
    pub fn show(&self, snapshot: &Snapshot, analysed: &Analysed, now: Duration) -> Option<Visible> {
        self.state().open.by_id.get_mut(&snapshot.id)?.show(snapshot, analysed, now)
    }
}

#[cfg(test)]
mod tests {
    use super::visibility::REST;
    use super::*;
    use crate::line_index::{LineCol, LineColRange};

    const ID: &str = "report";
    const TEXT: &str = "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n加强培训，完善制度。\n";
    const NOW: Duration = Duration::from_secs(1);

    fn opened() -> Documents {
        let documents = Documents::default();
        documents.open(ID.to_owned(), Origin::Other, 1, TEXT, Duration::ZERO);
        documents
    }

    /// Inserts a repeated word into the prose and analyses the text immediately.
    fn type_a_slip(documents: &Documents) -> (Arc<Snapshot>, Arc<Analysed>) {
        let at = LineCol::new(4, 0);
        let change = Change { range: Some(LineColRange::new(at, at)), text: "资金资金".to_owned() };
        documents.change(ID, 2, Encoding::Utf16, vec![change], NOW);
        let Task::Analyse(snapshot) = documents.next_task(NOW) else { panic!("the text has changed") };
        let analysed = snapshot.analysed(snapshot.superseded()).expect("nobody cancels it");
        documents.store_analysis(&snapshot, &analysed, Duration::ZERO, NOW);
        (snapshot, analysed)
    }

    fn shows_the_slip(analysed: &Analysed, visible: &Visible) -> bool {
        visible.show.iter().any(|at| analysed.analysis.findings[*at].rule == "repeated-word")
    }

    #[test]
    fn new_findings_on_the_edited_line_wait_until_the_typist_rests() {
        let documents = opened();
        let (snapshot, analysed) = type_a_slip(&documents);
        for (later, shows) in [(Duration::ZERO, false), (REST - Duration::from_millis(1), false), (REST, true)] {
            let visible = documents.show(&snapshot, &analysed, NOW + later).expect("it is the current text");
            assert_eq!(shows_the_slip(&analysed, &visible), shows, "after {later:?}");
        }
    }

    #[test]
    fn saving_ends_the_wait() {
        let documents = opened();
        let (snapshot, analysed) = type_a_slip(&documents);
        let visible = documents.show(&snapshot, &analysed, NOW).expect("it is the current text");
        assert!(!shows_the_slip(&analysed, &visible));
        assert!(matches!(documents.next_task(NOW), Task::Wait(Some(_))));
        documents.save(ID, NOW);
        assert!(matches!(documents.next_task(NOW), Task::ShowHidden(_)));
        let visible = documents.show(&snapshot, &analysed, NOW).expect("it is the current text");
        assert!(shows_the_slip(&analysed, &visible));
    }

    #[test]
    fn wrong_messages_are_events_and_change_nothing() {
        let documents = opened();
        let change = |id: &str, version| documents.change(id, version, Encoding::Utf16, Vec::new(), NOW);
        assert_eq!(change("other", 2), Some(Event::ChangedWhileClosed));
        assert_eq!(change(ID, 0), Some(Event::OldVersion { sent: 0, current: 1 }));
        assert_eq!(change(ID, 1), None);
        assert_eq!(documents.close("other", NOW), Some(Event::ClosedWhileClosed));
        assert_eq!(documents.open(ID.to_owned(), Origin::Other, 1, "", NOW), Some(Event::OpenedTwice));
        assert_eq!(documents.close(ID, NOW), None);
    }
}

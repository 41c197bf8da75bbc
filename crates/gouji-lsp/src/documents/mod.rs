//! The open documents. They have one owner, the [`Documents`]; everybody else works on [`Snapshot`]s.

#[cfg(test)]
mod burst;
mod change;
pub(crate) mod disk;
mod document;
mod other;
mod pairs;
mod snapshot;
mod turn;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tower_lsp::ls_types::TextDocumentContentChangeEvent;

use crate::diagnostics::calm::{Quiet, REST, Verdict, decide, pause};
use crate::log::note;
use crate::positions::Encoding;
use crate::settings::Settings;
use disk::{Disk, Files};
use document::{Document, Spread};
use pairs::Pairs;
use turn::Due;

pub use change::Replacement;
pub use other::Other;
pub(crate) use snapshot::MOST_OF_RULE;
pub use snapshot::{Analysed, Snapshot};

/// The open documents by their URI, as the client spells it.
#[derive(Debug, Default)]
pub struct Documents {
    store: Mutex<Store>,
    settings: Arc<Settings>,
}

#[derive(Debug, Default)]
struct Store {
    open: BTreeMap<String, Document>,
    /// Closed since the worker last asked.
    closed: Vec<String>,
    disk: Disk,
    pairs: Pairs,
    revision: u64,
}

/// What the diagnostics worker does next.
#[derive(Debug)]
pub(crate) enum Task {
    /// The document was closed.
    Forget(String),
    /// The document has changed since it was last looked at.
    Examine(Arc<Snapshot>),
    /// Findings that waited for quiet are due.
    Reconsider(Arc<Snapshot>),
    /// Nothing before that moment.
    Wait(Option<Instant>),
}

/// What is to be read from disk.
#[derive(Debug)]
pub(crate) enum Errand {
    /// Look through these folders, of whose files this is known.
    Scan(Vec<PathBuf>, Files),
    /// Read these files.
    Read(Vec<PathBuf>),
}

impl Documents {
    /// Never held across an await or an analysis. A panic while it was held is no reason to stop serving.
    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a document; one that is open already begins anew.
    pub fn open(&self, uri: String, version: i32, text: &str) {
        let mut store = self.store();
        store.revision += 1;
        let document = Document::open(uri.clone(), version, store.revision, text);
        let mut before = store.open.insert(uri.clone(), document);
        if let Some(before) = &mut before {
            note("a document was opened twice");
            before.retire();
        }
        store.pair_opened(&uri, before, Instant::now());
    }

    /// Applies the changes of one notification, one after another.
    pub fn change(
        &self,
        uri: &str,
        version: i32,
        encoding: Encoding,
        changes: Vec<TextDocumentContentChangeEvent>,
        now: Instant,
    ) {
        let mut store = self.store();
        store.revision += 1;
        let revision = store.revision;
        let Some(document) = store.open.get_mut(uri) else {
            note("ignored a change of a document that is not open");
            return;
        };
        if version < document.version() {
            note(format_args!("ignored version {version} of a document behind version {}", document.version()));
            return;
        }
        document.change(version, revision, encoding, changes, now);
    }

    /// The document was saved: its author rests.
    pub fn save(&self, uri: &str) {
        let mut store = self.store();
        store.disk.is_stale = true;
        if let Some(document) = store.open.get_mut(uri) {
            (document.edited, document.stirred) = (None, None);
            document.reconsider = document.reconsider.map(|_| Instant::now());
        }
    }

    /// What is checked in which document.
    pub(crate) fn settings(&self) -> &Arc<Settings> {
        &self.settings
    }

    /// Has every document examined again, as something beside them has changed.
    pub(crate) fn examine_again(&self, now: Instant) {
        let store = &mut *self.store();
        store.revision += 1;
        store.open.values_mut().for_each(|document| document.examine_again(store.revision, now));
    }

    /// Closes a document.
    pub fn close(&self, uri: &str) {
        let mut store = self.store();
        match store.open.remove(uri) {
            Some(mut document) => {
                document.retire();
                store.closed.push(uri.to_owned());
                store.disk.is_stale = true;
                store.pair_closed(uri, &document, Instant::now());
            }
            None => note("ignored the closing of a document that is not open"),
        }
    }

    /// The workspace has these folders more, and those less.
    pub(crate) fn change_folders(&self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        let mut store = self.store();
        store.disk.folders.retain(|folder| !removed.contains(folder));
        store.disk.folders.extend(added);
        store.disk.is_stale = true;
    }

    /// Something may have changed on disk.
    pub(crate) fn disk_changed(&self) {
        self.store().disk.is_stale = true;
    }

    /// What is to be read from disk next.
    pub(crate) fn next_errand(&self) -> Option<Errand> {
        let disk = &mut self.store().disk;
        if std::mem::take(&mut disk.is_stale) && !(disk.folders.is_empty() && disk.files.is_empty()) {
            return Some(Errand::Scan(disk.folders.clone(), disk.files.clone()));
        }
        let mut wanted = std::mem::take(&mut disk.wanted);
        wanted.sort();
        wanted.dedup();
        (!wanted.is_empty()).then_some(Errand::Read(wanted))
    }

    /// Takes over what was found in the workspace folders.
    pub(crate) fn scanned(&self, files: Files, now: Instant) {
        self.store().pair_scanned(files, now);
    }

    /// Takes over a report that was read from disk. One that cannot be read is nobody's last year's any more.
    pub(crate) fn read(&self, path: &Path, other: Option<Other>, now: Instant) {
        let mut store = self.store();
        // It may have been read twice.
        if let Some(file) = store.disk.files.get_mut(path).filter(|file| file.other.is_none()) {
            file.identity = other.as_ref().and_then(Other::identity);
            file.other = other.map(Arc::new);
        }
        store.pair_read(path, now);
    }

    /// The document as it stands.
    pub fn snapshot(&self, uri: &str) -> Option<Arc<Snapshot>> {
        self.store().open.get_mut(uri).map(|document| document.snapshot(&self.settings))
    }

    /// What the worker does next: whatever has been due the longest.
    pub(crate) fn next_task(&self, now: Instant) -> Task {
        let mut store = self.store();
        if let Some(uri) = store.closed.pop() {
            return Task::Forget(uri);
        }
        let next = store.open.values_mut().map(|document| (document.due(), document)).min_by_key(|(due, _)| *due);
        let Some((due, document)) = next else { return Task::Wait(None) };
        match due {
            Due::Never => Task::Wait(None),
            Due::At(due) if due > now => Task::Wait(Some(due)),
            Due::AtOnce | Due::At(_) if document.is_examined() => {
                document.reconsider = None;
                Task::Reconsider(document.snapshot(&self.settings))
            }
            Due::AtOnce | Due::At(_) => Task::Examine(document.examine(&self.settings, now)),
        }
    }

    /// Takes over what an analysis that took `took` has brought, unless the document has moved on. Those of which it is
    /// last year's report are examined anew. Returns what the document was before: to free it takes time, which the caller
    /// has when everything else is done.
    pub fn adopt(&self, snapshot: &Snapshot, analysed: &Arc<Analysed>, took: Duration) -> Option<Arc<Other>> {
        let mut store = self.store();
        let document = store.open.get_mut(&snapshot.uri)?;
        let (before, was_examined) = (document.other.clone(), document.examined.is_some());
        let (spread, other) = (document.adopt(snapshot, analysed, took), document.other.clone());
        let is_first = !was_examined && document.examined.is_some();
        let file = if is_first { store.note_examined(&snapshot.uri) } else { None };
        match (spread, other) {
            (Spread::Text, Some(other)) => store.pass_on(&other, Instant::now()),
            (Spread::Identity, _) => store.pair_examined(&snapshot.uri, file, Instant::now()),
            _ => {}
        }
        before
    }

    /// Gives the snapshot up: it cannot be analysed.
    pub(crate) fn give_up(&self, snapshot: &Snapshot) {
        let mut store = self.store();
        let document = store.open.get_mut(&snapshot.uri);
        let Some(document) = document.filter(|document| document.revision() == snapshot.revision) else { return };
        if document.examined.replace(snapshot.revision).is_none() {
            let file = store.note_examined(&snapshot.uri);
            store.pair_examined(&snapshot.uri, file, Instant::now());
        }
    }

    /// Decides what the client shows of the findings from now on; `None` where the document has moved on.
    pub(crate) fn settle(&self, snapshot: &Snapshot, analysed: &Analysed, now: Instant) -> Option<Verdict> {
        let mut store = self.store();
        let document = store.open.get_mut(&snapshot.uri)?;
        let found = document.found(snapshot, analysed)?;
        let pause = pause(document.pace());
        // Typing in last year's report stirs this one too.
        let stirred = document.edited.map(|(at, _)| at).max(document.stirred);
        let quiet = match stirred {
            Some(at) if now < at + pause => Quiet::Typing,
            Some(at) if now < at + REST => Quiet::Paused,
            _ => Quiet::Resting,
        };
        let verdict = decide(&document.shown, &found, document.edited_line(), quiet);
        let reconsider = match (verdict.waits_for, stirred) {
            (Some(Quiet::Paused), Some(at)) => Some(at + pause),
            (Some(Quiet::Resting), Some(at)) => Some(at + REST),
            _ => None,
        };
        document.show(&found, &verdict, reconsider);
        Some(verdict)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URI: &str = "file:///report.txt";
    const TEXT: &str = "青山县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n加强培训，完善制度。\n";

    /// Appends to the prose a word that stands twice, and looks at it at once.
    fn type_a_slip(documents: &Documents, now: Instant) -> (Arc<Snapshot>, Arc<Analysed>) {
        let change = serde_json::json!({
            "range": {"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 0}},
            "text": "资金资金",
        });
        let change = serde_json::from_value(change).expect("a change");
        documents.change(URI, 2, Encoding::Utf16, vec![change], now);
        let Task::Examine(snapshot) = documents.next_task(now) else { panic!("the change is looked at") };
        let analysed = snapshot.analysed(snapshot.superseded()).expect("nobody gave it up");
        documents.adopt(&snapshot, &analysed, Duration::ZERO);
        (snapshot, analysed)
    }

    fn shows_the_slip(analysed: &Analysed, verdict: &Verdict) -> bool {
        verdict.show.iter().any(|at| analysed.analysis.findings[*at].rule == "repeated-word")
    }

    #[test]
    fn what_is_new_on_the_edited_line_waits_for_rest() {
        let documents = Documents::default();
        documents.open(URI.to_owned(), 1, TEXT);
        let now = Instant::now();
        let (snapshot, analysed) = type_a_slip(&documents, now);
        for (later, shows) in [(Duration::ZERO, false), (REST - Duration::from_millis(1), false), (REST, true)] {
            let verdict = documents.settle(&snapshot, &analysed, now + later).expect("it is the present text");
            assert_eq!(shows_the_slip(&analysed, &verdict), shows, "after {later:?}");
        }
    }

    #[test]
    fn saving_ends_the_wait() {
        let documents = Documents::default();
        documents.open(URI.to_owned(), 1, TEXT);
        let now = Instant::now();
        let (snapshot, analysed) = type_a_slip(&documents, now);
        let verdict = documents.settle(&snapshot, &analysed, now).expect("it is the present text");
        assert!(!shows_the_slip(&analysed, &verdict));
        assert!(matches!(documents.next_task(now), Task::Wait(Some(_))));
        documents.save(URI);
        assert!(matches!(documents.next_task(Instant::now()), Task::Reconsider(_)));
        let verdict = documents.settle(&snapshot, &analysed, now).expect("it is the present text");
        assert!(shows_the_slip(&analysed, &verdict));
    }
}

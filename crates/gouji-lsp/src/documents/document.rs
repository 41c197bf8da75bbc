//! One open document.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use gouji_core::series::Identity;
use gouji_core::{Passages, Span, Syntax};
use ropey::Rope;
use tower_lsp::ls_types::TextDocumentContentChangeEvent;

use super::change::{Replacement, Shift};
use super::other::Other;
use super::snapshot::{Analysed, Snapshot};
use super::turn::{Due, Turn};
use crate::diagnostics::calm::{Shown, Verdict};
use crate::positions::Encoding;
use crate::settings::Settings;
use crate::uri;

/// An open document: its text, its tree, and what the client shows of it.
#[derive(Debug)]
pub(crate) struct Document {
    uri: String,
    path: Option<PathBuf>,
    version: i32,
    revision: u64,
    rope: Rope,
    syntax: Option<Syntax>,
    /// The passages of its last states, for whoever analyses the present one.
    passages: Arc<Mutex<Passages>>,
    /// What is known of the present text.
    known: Option<Arc<Analysed>>,
    /// Made on demand, dropped by the next change.
    snapshot: Option<Arc<Snapshot>>,
    /// The edits that wait for an analysis.
    turn: Turn,
    /// The last edit: when, and the byte behind it.
    pub edited: Option<(Instant, usize)>,
    /// What the client shows, at its place in the present text.
    pub shown: Vec<Shown>,
    /// The revision that was last analysed to its end.
    pub examined: Option<u64>,
    /// When findings that wait for quiet are due.
    pub reconsider: Option<Instant>,
    /// Whose report of which year the text last was.
    pub identity: Option<Identity>,
    /// The report that the text last was, as others see it.
    pub other: Option<Arc<Other>>,
    /// Last year's report.
    pub last: Option<Arc<Other>>,
    /// When last year's report last became another.
    pub stirred: Option<Instant>,
}

/// What an analysis changes beyond the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spread {
    /// Nothing.
    Nothing,
    /// The report reads otherwise.
    Text,
    /// It is another agency's or year's report, or none any more, or was not looked at before.
    Identity,
}

impl Document {
    pub fn open(uri: String, version: i32, revision: u64, text: &str) -> Self {
        Self {
            path: uri::path(&uri),
            uri,
            known: None,
            identity: None,
            other: None,
            last: None,
            stirred: None,
            version,
            revision,
            rope: Rope::from_str(text),
            syntax: None,
            passages: Arc::default(),
            snapshot: None,
            turn: Turn::default(),
            edited: None,
            shown: Vec::new(),
            examined: None,
            reconsider: None,
        }
    }

    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    pub const fn version(&self) -> i32 {
        self.version
    }

    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Applies the changes of one notification, one after another: each is meant for the text that the one before left.
    pub fn change(
        &mut self,
        version: i32,
        revision: u64,
        encoding: Encoding,
        changes: Vec<TextDocumentContentChangeEvent>,
        now: Instant,
    ) {
        if let Some(past) = self.snapshot.take().filter(|past| self.turn.since(past.revision).is_none()) {
            past.supersede();
        }
        self.turn.wait(now);
        self.version = version;
        self.revision = revision;
        self.known = None;
        for change in changes {
            let replacement = Replacement::of(&self.rope, encoding, change);
            if !replacement.is_empty() {
                self.replace(&replacement, now);
            }
        }
    }

    fn replace(&mut self, replacement: &Replacement, now: Instant) {
        replacement.apply(&mut self.rope);
        let shift @ Shift { replaced, inserted } = replacement.shift();
        if let Some(syntax) = &mut self.syntax {
            syntax.edit(replaced, inserted);
        }
        for shown in &mut self.shown {
            shown.span = shift.map(shown.span);
        }
        self.turn.edit(shift);
        self.edited = Some((now, replaced.start + inserted));
    }

    /// Tells whoever works on the document that what they work out is of no use any more.
    pub fn retire(&mut self) {
        for snapshot in self.snapshot.take().into_iter().chain(self.turn.forgive()) {
            snapshot.supersede();
        }
    }

    /// Has the present text examined again, as something beside it has changed.
    pub fn examine_again(&mut self, revision: u64, now: Instant) {
        self.retire();
        self.revision = revision;
        // Clients that fetch diagnostics are told to fetch them again.
        self.reconsider = Some(now);
    }

    pub fn snapshot(&mut self, settings: &Arc<Settings>) -> Arc<Snapshot> {
        let snapshot = self.snapshot.get_or_insert_with(|| {
            let (uri, rope, syntax) = (self.uri.clone(), self.rope.clone(), self.syntax.clone());
            let (settings, passages) = (Arc::clone(settings), Arc::clone(&self.passages));
            let snapshot = Snapshot::new(uri, self.version, self.revision, rope, syntax, settings, passages);
            Arc::new(snapshot.beside(self.last.clone(), self.known.clone()))
        });
        Arc::clone(snapshot)
    }

    /// When the worker is to look at it.
    pub fn due(&self) -> Due {
        match (self.is_examined(), self.edited, self.reconsider) {
            (false, Some((edited, _)), _) => Due::At(self.turn.due(edited)),
            (false, None, _) => Due::AtOnce,
            (true, _, Some(reconsider)) => Due::At(reconsider),
            (true, _, None) => Due::Never,
        }
    }

    /// Whether the present text was analysed to its end.
    pub fn is_examined(&self) -> bool {
        self.examined == Some(self.revision)
    }

    /// The snapshot that the worker analyses now.
    pub fn examine(&mut self, settings: &Arc<Settings>, now: Instant) -> Arc<Snapshot> {
        let snapshot = self.snapshot(settings);
        self.turn.begin(&snapshot, now);
        snapshot
    }

    /// How long an analysis takes after an edit.
    pub const fn pace(&self) -> Duration {
        self.turn.pace
    }

    /// The edits since the snapshot; `None` where the document has moved on and nothing more is to be said of it.
    fn since(&self, snapshot: &Snapshot) -> Option<&[Shift]> {
        if snapshot.revision == self.revision { Some(&[]) } else { self.turn.since(snapshot.revision) }
    }

    /// What was found in the snapshot, at its place in the present text; `None` as with [`Document::since`].
    pub fn found(&self, snapshot: &Snapshot, analysed: &Analysed) -> Option<Vec<Shown>> {
        let since = self.since(snapshot)?;
        let mut found: Vec<Shown> = analysed.analysis.findings.iter().map(Shown::of).collect();
        for found in &mut found {
            found.span = since.iter().fold(found.span, |span, shift| shift.map(span));
        }
        Some(found)
    }

    /// Takes over what is known of the snapshot after an analysis that took `took`, so that the next parse starts from it.
    pub fn adopt(&mut self, snapshot: &Snapshot, analysed: &Arc<Analysed>, took: Duration) -> Spread {
        let Some(since) = self.since(snapshot) else { return Spread::Nothing };
        let mut syntax = analysed.syntax.clone();
        for Shift { replaced, inserted } in since {
            syntax.edit(*replaced, *inserted);
        }
        self.syntax = Some(syntax);
        if snapshot.is_edited() {
            self.turn.pace = took;
        }
        let is_first = self.examined.is_none();
        self.examined = Some(snapshot.revision);
        if self.is_examined() {
            self.known = Some(Arc::clone(analysed));
            self.turn.end();
        }
        let before = self.other.as_ref().map(|other| &other.report);
        let report = analysed.analysis.report.as_ref();
        if before.zip(report).is_some_and(|(before, now)| Arc::ptr_eq(before, now)) {
            return Spread::Nothing;
        }
        self.other = report.map(|report| {
            let (uri, path, rope) = (self.uri.clone(), self.path.clone(), snapshot.rope.clone());
            Arc::new(Other::new(uri, path, rope, Arc::clone(report)))
        });
        let identity = self.other.as_ref().and_then(|other| other.identity());
        if identity == self.identity && !is_first {
            return Spread::Text;
        }
        self.identity = identity;
        Spread::Identity
    }

    /// Last year's report has become another, or is none any more: the same text is examined anew.
    pub fn set_last(&mut self, last: Option<Arc<Other>>, revision: u64, now: Instant) {
        self.retire();
        if !self.is_examined() {
            // Nobody knows what a client that fetches diagnostics was told of it: it is told to fetch them again.
            self.reconsider = Some(now);
        }
        self.revision = revision;
        self.last = last;
        self.stirred = Some(now);
    }

    /// Remembers what the client is shown from now on.
    pub fn show(&mut self, found: &[Shown], verdict: &Verdict, reconsider: Option<Instant>) {
        self.shown = verdict.show.iter().filter_map(|at| found.get(*at)).cloned().collect();
        self.reconsider = reconsider;
    }

    /// The line of the last edit, with its break.
    pub fn edited_line(&self) -> Option<Span> {
        self.edited.map(|(_, byte)| crate::positions::line_span(&self.rope, byte))
    }
}

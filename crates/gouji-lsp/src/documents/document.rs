//! One open document.

use std::sync::Arc;
use std::time::Instant;

use gouji_core::{Span, Syntax};
use ropey::Rope;
use tower_lsp::ls_types::TextDocumentContentChangeEvent;

use super::change::Replacement;
use super::snapshot::{Analysed, Snapshot};
use crate::diagnostics::calm::{Shown, Verdict};
use crate::positions::Encoding;
use crate::settings::Settings;

/// An open document: its text, its tree, and what the client shows of it.
#[derive(Debug)]
pub(crate) struct Document {
    uri: String,
    version: i32,
    revision: u64,
    rope: Rope,
    syntax: Option<Syntax>,
    /// Made on demand, dropped by the next change.
    snapshot: Option<Arc<Snapshot>>,
    /// The last edit: when, and the byte behind it.
    pub edited: Option<(Instant, usize)>,
    /// What the client shows, at its place in the present text.
    pub shown: Vec<Shown>,
    /// The revision that was last analysed to its end.
    pub examined: Option<u64>,
    /// When findings that wait for quiet are due.
    pub reconsider: Option<Instant>,
}

impl Document {
    pub fn open(uri: String, version: i32, revision: u64, text: &str) -> Self {
        Self {
            uri,
            version,
            revision,
            rope: Rope::from_str(text),
            syntax: None,
            snapshot: None,
            edited: None,
            shown: Vec::new(),
            examined: None,
            reconsider: None,
        }
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
        self.retire();
        self.version = version;
        self.revision = revision;
        for change in changes {
            let replacement = Replacement::of(&self.rope, encoding, change);
            if !replacement.is_empty() {
                self.replace(&replacement, now);
            }
        }
    }

    fn replace(&mut self, replacement: &Replacement, now: Instant) {
        let edit = replacement.apply(&mut self.rope);
        if let Some(syntax) = &mut self.syntax {
            syntax.edit(&edit);
        }
        for shown in &mut self.shown {
            shown.span = replacement.map(shown.span);
        }
        self.edited = Some((now, edit.new_end_byte));
    }

    /// Tells whoever works on the present snapshot that it is one no longer.
    pub fn retire(&mut self) {
        if let Some(snapshot) = self.snapshot.take() {
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
            let (rope, syntax) = (self.rope.clone(), self.syntax.clone());
            Arc::new(Snapshot::new(self.uri.clone(), self.version, self.revision, rope, syntax, Arc::clone(settings)))
        });
        Arc::clone(snapshot)
    }

    /// Takes over the tree of the present text, so that the next parse starts from it.
    pub fn adopt(&mut self, analysed: &Analysed) {
        self.syntax = Some(analysed.syntax.clone());
        self.examined = Some(self.revision);
    }

    /// Remembers what the client is shown from now on.
    pub fn show(&mut self, analysed: &Analysed, verdict: &Verdict, reconsider: Option<Instant>) {
        let found = &analysed.analysis.findings;
        self.shown = verdict.show.iter().filter_map(|at| found.get(*at)).map(Shown::of).collect();
        self.reconsider = reconsider;
    }

    /// The line of the last edit, with its break.
    pub fn edited_line(&self) -> Option<Span> {
        self.edited.map(|(_, byte)| crate::positions::line_span(&self.rope, byte))
    }
}

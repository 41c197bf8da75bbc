//! One open document.

use core::time::Duration;
use std::path::Path;
use std::sync::{Arc, Mutex};

use gouji_report::Lines;
use gouji_report::ReadingCache;
use gouji_report::likeness::ProseDigest;
use gouji_report::years::Identity;
use ropey::Rope;

use super::edit::{Change, Replacement, Shift};
use super::schedule::{Due, Schedule};
use super::snapshot::{Analysed, Snapshot};
use super::visibility::{Shown, Visible, visible_findings};
use super::workspace::{AlikeDocument, LastYearReport};
use crate::Clock;
use crate::line_index::{Encoding, line_span};
use crate::origin::Origin;
use crate::settings::Settings;

/// A longer text is not compared with other agencies, because the comparison holds a lock. No report is so long.
const MAX_COMPARED_BYTES: usize = 1 << 20;

/// An open document: its text, what is known about the text, and what the client shows.
#[derive(Debug)]
pub(super) struct Document {
    id: String,
    origin: Origin,
    version: i32,
    revision: u64,
    rope: Rope,
    /// The lines of the last analysed text, updated for every edit since.
    lines: Option<Lines>,
    /// The passages of the last texts, which the next analysis reuses.
    passages: Arc<Mutex<ReadingCache>>,
    /// The analysis of the current text.
    analysis: Option<Arc<Analysed>>,
    /// The snapshot of the current revision. It is made on demand, and the next change drops it.
    snapshot: Option<Arc<Snapshot>>,
    schedule: Schedule,
    /// The byte after the last edit; `None` if the document was not edited since it was opened or saved.
    edited_at: Option<usize>,
    /// The findings that the client shows, at their places in the current text.
    shown: Vec<Shown>,
    /// The agency and the year of the last analysed text.
    pub identity: Option<Identity>,
    /// The last analysed report, for the documents for which it is last year's report.
    pub as_last_year: Option<Arc<LastYearReport>>,
    /// Last year's report of this document.
    pub last_year: Option<Arc<LastYearReport>>,
    /// The report that has most of its prose in common.
    pub alike: Option<Arc<AlikeDocument>>,
}

/// What an analysis changes for other documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing.
    Nothing,
    /// The report has another content.
    Text,
    /// The report has another agency or year, or it is the first analysis, or the text is no report any more.
    Identity,
}

impl Document {
    pub fn new(id: String, origin: Origin, version: i32, revision: u64, text: &str) -> Self {
        Self {
            id,
            origin,
            version,
            revision,
            rope: Rope::from_str(text),
            lines: None,
            passages: Arc::default(),
            analysis: None,
            snapshot: None,
            schedule: Schedule::default(),
            edited_at: None,
            shown: Vec::new(),
            identity: None,
            as_last_year: None,
            last_year: None,
            alike: None,
        }
    }

    /// The path of the document's file.
    pub fn path(&self) -> Option<&Path> {
        self.origin.path()
    }

    pub const fn version(&self) -> i32 {
        self.version
    }

    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Applies the changes of one notification in their order: each one counts in the text after the previous one.
    pub fn change(&mut self, version: i32, revision: u64, encoding: Encoding, changes: Vec<Change>, now: Duration) {
        if let Some(past) = self.snapshot.take()
            && self.schedule.edits_since(past.revision).is_none()
        {
            past.supersede();
        }
        self.schedule.wait(now);
        self.version = version;
        self.revision = revision;
        self.analysis = None;
        for change in changes {
            let replacement = Replacement::new(&self.rope, encoding, change);
            if !replacement.is_empty() {
                self.replace(&replacement, now);
            }
        }
    }

    fn replace(&mut self, replacement: &Replacement, now: Duration) {
        replacement.apply(&mut self.rope);
        let shift @ Shift { replaced, inserted } = replacement.shift();
        if let Some(lines) = &mut self.lines {
            lines.edit(replaced, inserted);
        }
        for shown in &mut self.shown {
            shown.span = shift.map(shown.span);
        }
        self.schedule.edit(shift, now);
        self.edited_at = Some(replaced.start + inserted);
    }

    /// Notes that the document was saved.
    pub fn save(&mut self, now: Duration) {
        self.edited_at = None;
        self.schedule.save(now);
    }

    /// Cancels every analysis of the document.
    pub fn cancel_analyses(&mut self) {
        for snapshot in self.snapshot.take().into_iter().chain(self.schedule.cancel_must_finish()) {
            snapshot.supersede();
        }
    }

    /// Requests another analysis of the same text, because the settings or another file changed.
    pub fn analyse_again(&mut self, revision: u64, now: Duration) {
        self.cancel_analyses();
        self.revision = revision;
        self.schedule.analyse_again(now);
    }

    pub fn snapshot(&mut self, settings: &Arc<Settings>, clock: &Clock) -> Arc<Snapshot> {
        let snapshot = self.snapshot.get_or_insert_with(|| {
            Arc::new(Snapshot {
                id: self.id.clone(),
                origin: self.origin.clone(),
                version: self.version,
                revision: self.revision,
                rope: self.rope.clone(),
                outdated_lines: self.lines.clone(),
                last_duration: self.schedule.last_duration(),
                same_text_analysis: self.analysis.clone(),
                last_year: self.last_year.clone(),
                alike: self.alike.clone(),
                settings: Arc::clone(settings),
                clock: clock.clone(),
                passages: Arc::clone(&self.passages),
                superseded: false.into(),
                analysed: Mutex::default(),
                analysed_late: Mutex::default(),
            })
        });
        Arc::clone(snapshot)
    }

    /// The time of the next task.
    pub fn due(&self) -> Due {
        self.schedule.due(self.revision)
    }

    /// Whether the analysis of the current text is complete.
    pub fn is_analysed(&self) -> bool {
        self.schedule.is_analysed(self.revision)
    }

    /// Whether any text of the document was analysed.
    pub const fn was_analysed(&self) -> bool {
        self.schedule.was_analysed()
    }

    /// The snapshot that the worker analyses now.
    pub fn begin_analysis(&mut self, settings: &Arc<Settings>, clock: &Clock, now: Duration) -> Arc<Snapshot> {
        let snapshot = self.snapshot(settings, clock);
        self.schedule.begin(&snapshot, now);
        snapshot
    }

    /// The snapshot whose hidden findings may show now.
    pub fn begin_showing(&mut self, settings: &Arc<Settings>, clock: &Clock) -> Arc<Snapshot> {
        self.schedule.begin_showing();
        self.snapshot(settings, clock)
    }

    /// The edits since the snapshot; `None` if the analysis of an older revision was not bound to finish.
    fn edits_since(&self, snapshot: &Snapshot) -> Option<&[Shift]> {
        if snapshot.revision == self.revision { Some(&[]) } else { self.schedule.edits_since(snapshot.revision) }
    }

    /// The findings of the snapshot at their places in the current text; `None` as for [`Document::edits_since`].
    fn found(&self, snapshot: &Snapshot, analysed: &Analysed) -> Option<Vec<Shown>> {
        let edits = self.edits_since(snapshot)?;
        let mut found: Vec<Shown> = analysed.analysis.findings.iter().map(Shown::new).collect();
        for found in &mut found {
            found.span = edits.iter().fold(found.span, |span, edit| edit.map(span));
        }
        Some(found)
    }

    /// Stores the analysis of the snapshot, which took `took`. The next analysis starts from it.
    pub fn store_analysis(&mut self, snapshot: &Snapshot, analysed: &Arc<Analysed>, took: Duration) -> Effect {
        let Some(edits) = self.edits_since(snapshot) else { return Effect::Nothing };
        let mut lines = analysed.lines.clone();
        for Shift { replaced, inserted } in edits {
            lines.edit(*replaced, *inserted);
        }
        self.lines = Some(lines);
        let is_first = !self.was_analysed();
        let took = snapshot.is_edited().then_some(took);
        self.schedule.complete(snapshot.revision, self.revision, took);
        if self.is_analysed() {
            self.analysis = Some(Arc::clone(analysed));
        }
        let before = self.as_last_year.as_ref().map(|before| &before.report);
        let report = analysed.analysis.report.as_ref();
        if before.zip(report).is_some_and(|(before, now)| Arc::ptr_eq(before, now)) {
            return Effect::Nothing;
        }
        self.as_last_year = report.map(|report| {
            let (id, path, rope) = (self.id.clone(), self.path().map(Path::to_owned), snapshot.rope.clone());
            Arc::new(LastYearReport::new(id, path, rope, Arc::clone(report)))
        });
        let identity = self.as_last_year.as_ref().and_then(|report| report.identity());
        if identity == self.identity && !is_first {
            return Effect::Text;
        }
        self.identity = identity;
        Effect::Identity
    }

    /// Marks the current text as analysed, because its analysis failed. Returns whether it is the first analysis.
    pub fn abandon(&mut self) -> bool {
        self.schedule.abandon(self.revision)
    }

    /// Replaces last year's report. The same text is analysed again.
    pub fn set_last_year(&mut self, last_year: Option<Arc<LastYearReport>>, revision: u64, now: Duration) {
        self.cancel_analyses();
        self.schedule.last_year_changed(self.revision, now);
        self.revision = revision;
        self.last_year = last_year;
    }

    /// Replaces the report that has most of its prose in common. The same text is analysed again.
    pub fn set_alike(&mut self, alike: Option<Arc<AlikeDocument>>, revision: u64, now: Duration) {
        self.cancel_analyses();
        self.schedule.last_year_changed(self.revision, now);
        self.revision = revision;
        self.alike = alike;
    }

    /// The sentences of the last analysed report; `None` for a text that is too long to be compared.
    pub fn digest(&self) -> Option<&ProseDigest> {
        let report = self.as_last_year.as_ref().filter(|report| report.rope.len_bytes() <= MAX_COMPARED_BYTES)?;
        Some(report.digest())
    }

    /// Decides which findings of the snapshot the client shows from now on; `None` as for [`Document::edits_since`].
    pub fn show(&mut self, snapshot: &Snapshot, analysed: &Analysed, now: Duration) -> Option<Visible> {
        let found = self.found(snapshot, analysed)?;
        let edited_line = self.edited_at.map(|byte| line_span(&self.rope, byte));
        let visible = visible_findings(&self.shown, &found, edited_line, self.schedule.idle(now));
        self.schedule.show_later(visible.waits_for);
        self.shown = visible.show.iter().filter_map(|at| found.get(*at)).cloned().collect();
        Some(visible)
    }
}

//! When a document is analysed, and when hidden findings show.

use core::time::Duration;
use std::sync::Arc;

use super::edit::Shift;
use super::snapshot::Snapshot;
use super::visibility::{Idle, REST, SHORTEST_PAUSE, pause};

/// How long an edit may wait until an analysis starts that later edits do not cancel.
pub const MAX_LATENCY: Duration = Duration::from_millis(400);

/// The time of a document's next task. All times count from the start of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    /// The document was just opened.
    Now,
    /// The task starts at this time.
    At(Duration),
    /// The document has no task.
    Never,
}

/// The times of one document that decide when its next task starts.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    /// Time of the last edit; `None` if the document was not edited since it was opened or saved.
    last_edit: Option<Duration>,
    /// Time of the oldest edit that no guaranteed analysis covers yet.
    oldest_edit: Option<Duration>,
    /// Time when last year's report last changed; `None` if it did not since the document was opened or saved.
    last_year_changed_at: Option<Duration>,
    /// How long the last analysis after an edit took; zero before the first one.
    last_duration: Duration,
    /// The analysis that later edits do not cancel.
    must_finish: Option<MustFinish>,
    /// The revision of the last completed analysis.
    analysed: Option<u64>,
    /// Time when hidden findings may show.
    show_at: Option<Duration>,
}

/// An analysis that runs to completion, even if the document is edited meanwhile.
#[derive(Debug)]
struct MustFinish {
    snapshot: Arc<Snapshot>,
    /// The edits since its snapshot.
    edits: Vec<Shift>,
}

impl Schedule {
    /// Notes that edits wait for an analysis from now on.
    pub fn wait(&mut self, now: Duration) {
        self.oldest_edit.get_or_insert(now);
    }

    /// Notes an edit. The analysis that must finish does not know it.
    pub fn edit(&mut self, shift: Shift, now: Duration) {
        if let Some(must_finish) = &mut self.must_finish {
            must_finish.edits.push(shift);
        }
        self.last_edit = Some(now);
    }

    /// Notes that the document was saved: hidden findings may show now.
    pub fn save(&mut self, now: Duration) {
        (self.last_edit, self.last_year_changed_at) = (None, None);
        self.show_at = self.show_at.map(|_| now);
    }

    /// Notes that last year's report changed. `revision` is the document's revision before the change.
    pub fn last_year_changed(&mut self, revision: u64, now: Duration) {
        if !self.is_analysed(revision) {
            // A client that pulls diagnostics may have pulled those of this revision. It has to pull again.
            self.show_at = Some(now);
        }
        self.last_year_changed_at = Some(now);
    }

    /// Notes that the settings or another file changed: a client that pulls diagnostics has to pull again.
    pub fn analyse_again(&mut self, now: Duration) {
        self.show_at = Some(now);
    }

    /// The time of the next task of the document at `revision`.
    pub fn due(&self, revision: u64) -> Due {
        match (self.is_analysed(revision), self.last_edit, self.show_at) {
            (false, Some(last_edit), _) => Due::At(self.next_analysis(last_edit)),
            (false, None, _) => Due::Now,
            (true, _, Some(show_at)) => Due::At(show_at),
            (true, _, None) => Due::Never,
        }
    }

    /// The time of the next analysis. A fast analysis starts after every edit. A slow one waits for a pause, because the next edit would
    /// cancel it, but no edit waits longer than [`MAX_LATENCY`].
    fn next_analysis(&self, last_edit: Duration) -> Duration {
        let delay = if self.last_duration > SHORTEST_PAUSE { pause(self.last_duration) } else { Duration::ZERO };
        let latest = self.oldest_edit.map(|oldest| oldest + MAX_LATENCY);
        latest.map_or(last_edit + delay, |latest| latest.min(last_edit + delay))
    }

    /// Whether the analysis of `revision` is complete.
    pub fn is_analysed(&self, revision: u64) -> bool {
        self.analysed == Some(revision)
    }

    /// How long the last analysis after an edit took; zero before the first one.
    pub const fn last_duration(&self) -> Duration {
        self.last_duration
    }

    /// Whether any revision was analysed.
    pub const fn was_analysed(&self) -> bool {
        self.analysed.is_some()
    }

    /// Starts the analysis of the current revision. If the oldest edit is older than [`MAX_LATENCY`], this analysis must run to
    /// completion and later edits no longer cancel it.
    pub fn begin(&mut self, snapshot: &Arc<Snapshot>, now: Duration) {
        let is_overdue = self.oldest_edit.is_some_and(|oldest| now >= oldest + MAX_LATENCY);
        self.must_finish = is_overdue.then(|| MustFinish { snapshot: Arc::clone(snapshot), edits: Vec::new() });
        if is_overdue {
            self.oldest_edit = None;
        }
    }

    /// Starts to show hidden findings.
    pub fn begin_showing(&mut self) {
        self.show_at = None;
    }

    /// Completes the analysis of the revision `analysed` of a document at `revision`. `took` is the duration if the text was edited before.
    pub fn complete(&mut self, analysed: u64, revision: u64, took: Option<Duration>) {
        self.last_duration = took.unwrap_or(self.last_duration);
        self.analysed = Some(analysed);
        if analysed == revision {
            self.oldest_edit = None;
        }
    }

    /// Marks a revision as analysed that cannot be analysed. Returns whether it is the first analysis of the document.
    pub fn abandon(&mut self, revision: u64) -> bool {
        self.analysed.replace(revision).is_none()
    }

    /// The edits since the snapshot of that revision, if its analysis must finish.
    pub fn edits_since(&self, revision: u64) -> Option<&[Shift]> {
        let must_finish = self.must_finish.as_ref().filter(|must_finish| must_finish.snapshot.revision == revision);
        must_finish.map(|must_finish| must_finish.edits.as_slice())
    }

    /// Lets later edits cancel every analysis again. Returns the snapshot of the analysis that had to finish.
    pub fn cancel_must_finish(&mut self) -> Option<Arc<Snapshot>> {
        self.must_finish.take().map(|must_finish| must_finish.snapshot)
    }

    /// The time since the last edit of this text or of last year's report: typing there changes the findings here too.
    pub fn idle(&self, now: Duration) -> Idle {
        match self.last_change() {
            Some(at) if now < at + pause(self.last_duration) => Idle::Typing,
            Some(at) if now < at + REST => Idle::Paused,
            _ => Idle::Resting,
        }
    }

    /// Plans the time when the findings show that wait for `waits_for`.
    pub fn show_later(&mut self, waits_for: Option<Idle>) {
        self.show_at = match (waits_for, self.last_change()) {
            (Some(Idle::Paused), Some(at)) => Some(at + pause(self.last_duration)),
            (Some(Idle::Resting), Some(at)) => Some(at + REST),
            _ => None,
        };
    }

    fn last_change(&self) -> Option<Duration> {
        self.last_edit.max(self.last_year_changed_at)
    }
}

#[cfg(test)]
mod tests;

//! When the edits of a document are analysed, however fast they follow each other.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::change::Shift;
use super::snapshot::Snapshot;
use crate::diagnostics::calm::{LONGEST_WAIT, SHORTEST_PAUSE, pause};

/// When the worker is to look at a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    AtOnce,
    At(Instant),
    Never,
}

/// The edits of a document that wait for an analysis.
#[derive(Debug, Default)]
pub(super) struct Turn {
    /// When the first of the edits was made that no analysis is sure to tell of.
    waiting: Option<Instant>,
    /// How long the last analysis of an edited text took.
    pub pace: Duration,
    owed: Option<Owed>,
}

/// What runs to its end, whatever is typed meanwhile.
#[derive(Debug)]
struct Owed {
    snapshot: Arc<Snapshot>,
    /// The edits since.
    since: Vec<Shift>,
}

impl Turn {
    /// Edits are made that wait from now on, where none do so already.
    pub fn wait(&mut self, now: Instant) {
        self.waiting.get_or_insert(now);
    }

    /// Remembers an edit for the analysis that is owed and does not know of it.
    pub fn edit(&mut self, shift: Shift) {
        if let Some(owed) = &mut self.owed {
            owed.since.push(shift);
        }
    }

    /// When a text that was last edited at `edited` is analysed. Where that is quick, at every edit. Where it is slow, at a
    /// pause, as the next edit would supersede it; but nobody waits for ever for one who does not pause.
    pub fn due(&self, edited: Instant) -> Instant {
        let delay = if self.pace > SHORTEST_PAUSE { pause(self.pace) } else { Duration::ZERO };
        let latest = self.waiting.map(|waiting| waiting + LONGEST_WAIT);
        latest.map_or(edited + delay, |latest| latest.min(edited + delay))
    }

    /// The analysis of `snapshot`, as the document stands, begins. Where an edit has waited too long, it is owed.
    pub fn begin(&mut self, snapshot: &Arc<Snapshot>, now: Instant) {
        let is_overdue = self.waiting.is_some_and(|waiting| now >= waiting + LONGEST_WAIT);
        self.owed = is_overdue.then(|| Owed { snapshot: Arc::clone(snapshot), since: Vec::new() });
        if is_overdue {
            self.waiting = None;
        }
    }

    /// An analysis of the present text has come to its end.
    pub fn end(&mut self) {
        self.waiting = None;
    }

    /// The edits since the snapshot of that revision, where its analysis is owed.
    pub fn since(&self, revision: u64) -> Option<&[Shift]> {
        let owed = self.owed.as_ref().filter(|owed| owed.snapshot.revision == revision);
        owed.map(|owed| owed.since.as_slice())
    }

    /// Nothing is owed any more: the snapshot whose analysis was.
    pub fn forgive(&mut self) -> Option<Arc<Snapshot>> {
        self.owed.take().map(|owed| owed.snapshot)
    }
}

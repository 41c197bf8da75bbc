//! A document as it stood at one moment.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use gouji_config::Effective;
use gouji_core::analysis::analyze;
use gouji_core::report::Report;
use gouji_core::{Analysis, Cancelled, Passages, Syntax, Watch};
use ropey::Rope;

use super::other::Other;
use crate::settings::Settings;

/// Findings of one rule that are kept of a text. No report has so many, and editors show no more of a file.
pub(crate) const MOST_OF_RULE: usize = 1_000;

/// The same limit while fixes are applied. It is higher, so that one round fixes all findings; editors do not show them.
const MOST_MENDED: usize = 50_000;

/// A document at one revision. Cheap to make; its analysis is worked out once, by whoever asks first.
#[derive(Debug)]
pub struct Snapshot {
    /// The document's URI, as the client spells it.
    pub uri: String,
    /// The client's version.
    pub version: i32,
    /// The server's own count: grows with every change of any document, and of what lies beside one.
    pub revision: u64,
    /// The text.
    pub rope: Rope,
    /// The lines that were last parsed, told of every edit since; `None` where there are none yet.
    pub(super) stale: Option<Syntax>,
    /// What is known of the same text beside another last year's report, or by other settings.
    pub(super) known: Option<Arc<Analysed>>,
    /// Last year's report, open or on disk.
    pub(super) last: Option<Arc<Other>>,
    settings: Arc<Settings>,
    /// The passages of the document, whatever its revision.
    passages: Arc<Mutex<Passages>>,
    superseded: AtomicBool,
    analysed: Slot,
    /// The same for those who ask although the document has moved on.
    late: Slot,
}

/// Worked out once, by whoever comes first; the others wait.
type Slot = Mutex<Option<Arc<Analysed>>>;

/// A text with everything that is known of it.
#[derive(Debug)]
pub struct Analysed {
    /// The text.
    pub text: Arc<String>,
    /// Its lines.
    pub syntax: Syntax,
    /// The report and what was found.
    pub analysis: Analysis,
    /// How long that took.
    pub took: Duration,
    /// What holds for the document.
    effective: Effective,
}

impl Analysed {
    /// What would be known of another text in its place, by its own figures alone. More findings of a rule are kept of it.
    ///
    /// # Errors
    /// [`Cancelled`] where `watch` says so before the end.
    pub fn instead(&self, text: &str, watch: Watch<'_>) -> Result<Analysis, Cancelled> {
        let syntax = Syntax::parse_watched(text, watch)?;
        let policy = self.effective.policy.clone().keeping(MOST_MENDED);
        let mut analysis = analyze(text, &syntax, &policy, watch)?;
        self.effective.accept(text, &mut analysis.findings);
        Ok(analysis)
    }
}

impl Snapshot {
    pub(super) fn new(
        uri: String,
        version: i32,
        revision: u64,
        rope: Rope,
        stale: Option<Syntax>,
        settings: Arc<Settings>,
        passages: Arc<Mutex<Passages>>,
    ) -> Self {
        let (superseded, analysed, late) = Default::default();
        Self {
            uri,
            version,
            revision,
            rope,
            stale,
            known: None,
            last: None,
            settings,
            passages,
            superseded,
            analysed,
            late,
        }
    }

    pub(super) fn beside(mut self, last: Option<Arc<Other>>, known: Option<Arc<Analysed>>) -> Self {
        (self.last, self.known) = (last, known);
        self
    }

    /// The text beside this one that findings call `source`.
    pub fn beside_it(&self, source: &str) -> Option<&Other> {
        self.last.as_deref().filter(|last| last.uri == source)
    }

    /// Bytes of the text and of last year's.
    pub(crate) fn bytes_with_last(&self) -> usize {
        self.rope.len_bytes() + self.last.as_ref().map_or(0, |last| last.rope.len_bytes())
    }

    /// Last year's report, where it is known.
    pub fn last_report(&self) -> Option<&Report> {
        self.last.as_deref().map(|last| &*last.report)
    }

    /// Whether the text is analysed as it is after an edit: neither for the first time nor again.
    pub(super) const fn is_edited(&self) -> bool {
        self.stale.is_some() && self.known.is_none()
    }

    /// Whether the same text was known before, and now other things are found in it.
    pub fn is_otherwise_beside(&self, analysed: &Analysed) -> bool {
        self.known.as_ref().is_some_and(|known| known.analysis.findings != analysed.analysis.findings)
    }

    /// Raised as soon as the document has changed again.
    pub fn superseded(&self) -> &AtomicBool {
        &self.superseded
    }

    pub(super) fn supersede(&self) {
        self.superseded.store(true, Ordering::Relaxed);
    }

    /// What is known of the text. Takes time on first use: not for the transport's task.
    ///
    /// # Errors
    /// [`Cancelled`] where `cancelled` was raised before the end; the next caller starts anew.
    pub fn analysed(&self, cancelled: &AtomicBool) -> Result<Arc<Analysed>, Cancelled> {
        fill(
            &self.analysed,
            || self.settings.effective(&self.uri),
            |effective| {
                let mut passages = self.passages.lock().unwrap_or_else(PoisonError::into_inner);
                self.analyse(effective, Watch::new(cancelled), &mut passages)
            },
        )
    }

    /// The same for an answer that is owed even where the document moves on meanwhile. The worker, who waits for whoever
    /// came first, never waits for a text that nobody sees any more.
    ///
    /// # Errors
    /// [`Cancelled`] where `cancelled` was raised and the document has moved on.
    pub fn analysed_late(&self, cancelled: &AtomicBool) -> Result<Arc<Analysed>, Cancelled> {
        self.analysed(&self.superseded).or_else(|Cancelled| {
            // The document's passages are the worker's.
            let analyse = |effective| self.analyse(effective, Watch::new(cancelled), &mut Passages::default());
            fill(&self.late, || self.settings.effective(&self.uri), analyse)
        })
    }

    fn analyse(
        &self,
        mut effective: Effective,
        watch: Watch<'_>,
        passages: &mut Passages,
    ) -> Result<Analysed, Cancelled> {
        watch.check()?;
        let started = Instant::now();
        effective.policy = effective.policy.keeping(MOST_OF_RULE);
        let (text, syntax, report) = self.read(watch, passages)?;
        let last = self.last.as_ref().map(|last| last.neighbour());
        let mut analysis = Analysis::beside(&text, report, last, &effective.policy, watch)?;
        effective.accept(&text, &mut analysis.findings);
        Ok(Analysed { text, syntax, analysis, took: started.elapsed(), effective })
    }

    /// What depends on the text alone.
    fn read(&self, watch: Watch<'_>, passages: &mut Passages) -> Result<Read, Cancelled> {
        if let Some(known) = &self.known {
            return Ok((Arc::clone(&known.text), known.syntax.clone(), known.analysis.report.clone()));
        }
        let text = Arc::new(whole(&self.rope));
        let syntax = match &self.stale {
            Some(stale) => stale.reparse(&text, watch)?,
            None => Syntax::parse_watched(&text, watch)?,
        };
        let report = Report::read_again(&text, &syntax, passages, watch)?.map(Arc::new);
        Ok((text, syntax, report))
    }
}

/// The text in one piece. Its length is known, so nothing more is taken for it.
pub(super) fn whole(rope: &Rope) -> String {
    let mut text = String::with_capacity(rope.len_bytes());
    text.extend(rope.chunks());
    text
}

type Read = (Arc<String>, Syntax, Option<Arc<Report>>);

/// Returns the analysis of the slot. If there is none, `analyse` computes it under the result of `settings`, which reads files and is
/// therefore called without a lock.
fn fill(
    slot: &Slot,
    settings: impl Fn() -> Effective,
    analyse: impl FnOnce(Effective) -> Result<Analysed, Cancelled>,
) -> Result<Arc<Analysed>, Cancelled> {
    let locked = || slot.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(analysed) = &*locked() {
        return Ok(Arc::clone(analysed));
    }
    let effective = settings();
    let mut slot = locked();
    if let Some(analysed) = &*slot {
        return Ok(Arc::clone(analysed));
    }
    Ok(Arc::clone(slot.insert(Arc::new(analyse(effective)?))))
}

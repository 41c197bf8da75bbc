//! A document at one revision.

use core::time::Duration;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use gouji_config::Effective;
use gouji_lint::Analysis;
use gouji_lint::analysis::{OtherReports, analyze};
use gouji_report::{Lines, ReadingCache, Report};
use gouji_text::{CancelToken, Cancelled};
use ropey::Rope;

use super::workspace::{AlikeDocument, LastYearReport};
use crate::Clock;
use crate::origin::Origin;
use crate::settings::Settings;

/// The longest quick analysis.
const QUICK: Duration = Duration::from_millis(2);

/// The largest number of findings of one rule in an analysis. No report has so many, and editors show no more of a file.
pub const MAX_FINDINGS_OF_RULE: usize = 1_000;

/// The same limit while fixes are applied. It is higher, so that one round fixes all findings; editors do not show them.
const MAX_FIXED_FINDINGS_OF_RULE: usize = 50_000;

/// A document at one revision. A snapshot is cheap to make; the first caller that needs its analysis computes it.
#[derive(Debug)]
pub struct Snapshot {
    /// The name of the document.
    pub id: String,
    pub(super) origin: Origin,
    /// The client's version.
    pub version: i32,
    /// A number that grows with every change of any document, of the settings and of the reports with which it is compared.
    pub revision: u64,
    /// The text.
    pub rope: Rope,
    /// The lines of the last analysed text, updated for every edit since; `None` before the first analysis.
    pub(super) outdated_lines: Option<Lines>,
    /// How long the last analysis after an edit took; zero before the first one.
    pub(super) last_duration: Duration,
    /// The analysis of the same text with another last year's report or other settings.
    pub(super) same_text_analysis: Option<Arc<Analysed>>,
    /// Last year's report, from an open document or a file.
    pub(super) last_year: Option<Arc<LastYearReport>>,
    /// The report that has most of its prose in common, from a file.
    pub(super) alike: Option<Arc<AlikeDocument>>,
    pub(super) settings: Arc<Settings>,
    /// Measures how long the analysis takes.
    pub(super) clock: Clock,
    /// The passages of all revisions of the document, or those of the files that were read before this one.
    pub(super) passages: Arc<Mutex<ReadingCache>>,
    pub(super) superseded: AtomicBool,
    pub(super) analysed: AnalysisSlot,
    /// The analysis for requests that need it although the document has changed since.
    pub(super) analysed_late: AnalysisSlot,
}

/// An analysis that the first caller computes while the others wait.
type AnalysisSlot = Mutex<Option<Arc<Analysed>>>;

/// A text and everything that is known about it.
#[derive(Debug)]
pub struct Analysed {
    /// The text.
    pub text: Arc<String>,
    /// The lines of the text, from which the next reading starts; none of a file, which is read once.
    pub lines: Lines,
    /// The report and the findings.
    pub analysis: Analysis,
    /// How long the analysis took.
    pub took: Duration,
    /// Last year's report, with which the text was compared.
    last_year: Option<Arc<LastYearReport>>,
    /// The settings of the document.
    effective: Effective,
}

impl Analysed {
    /// Analyses another text with the same settings, but without last year's report. The limit of findings of one rule is higher.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancel` is set before the end.
    pub fn reanalyse(&self, text: &str, cancel: CancelToken<'_>) -> Result<Analysis, Cancelled> {
        let parsed = Lines::parse_cancellable(text, cancel)?;
        let policy = self.effective.policy.clone().with_limit(MAX_FIXED_FINDINGS_OF_RULE);
        let mut analysis = analyze(text, &parsed, &policy, cancel)?;
        self.effective.filter_accepted(text, &mut analysis.findings);
        Ok(analysis)
    }
}

impl Snapshot {
    /// A file that is not open.
    pub(super) fn of_file(
        id: String,
        path: PathBuf,
        text: &str,
        (last_year, alike): (Option<Arc<LastYearReport>>, Option<Arc<AlikeDocument>>),
        passages: Arc<Mutex<ReadingCache>>,
        settings: Arc<Settings>,
        clock: Clock,
    ) -> Self {
        Self {
            id,
            origin: Origin::File(path),
            version: 0,
            revision: 0,
            rope: Rope::from_str(text),
            outdated_lines: None,
            last_duration: Duration::ZERO,
            same_text_analysis: None,
            last_year,
            alike,
            settings,
            clock,
            passages,
            superseded: AtomicBool::new(false),
            analysed: AnalysisSlot::default(),
            analysed_late: AnalysisSlot::default(),
        }
    }

    /// The other text that related information of a finding names `source`.
    pub fn related_text(&self, source: &str) -> Option<&LastYearReport> {
        let alike = self.alike.as_ref().map(|alike| &*alike.report);
        self.last_year.as_deref().into_iter().chain(alike).find(|report| report.id == source)
    }

    /// The number of bytes of the text and of last year's report.
    pub fn bytes_with_last_year(&self) -> usize {
        self.rope.len_bytes() + self.last_year.as_ref().map_or(0, |last_year| last_year.rope.len_bytes())
    }

    /// Last year's report with its text, if it is known.
    pub fn last_year(&self) -> Option<&LastYearReport> {
        self.last_year.as_deref()
    }

    /// Last year's report, if it is known.
    pub fn last_year_report(&self) -> Option<&Report> {
        self.last_year.as_deref().map(|last_year| &*last_year.report)
    }

    /// Where the document comes from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Whether this is the first analysis after an edit. The first analysis of the document and a repeated analysis of the same text are
    /// not.
    pub(super) const fn is_edited(&self) -> bool {
        self.outdated_lines.is_some() && self.same_text_analysis.is_none()
    }

    /// Whether the analysis will probably be so short that another thread would not help, because the last one was.
    pub fn is_quick(&self) -> bool {
        self.is_edited() && (Duration::from_nanos(1)..=QUICK).contains(&self.last_duration)
    }

    /// Whether the same text had other findings before.
    pub fn has_other_findings(&self, analysed: &Analysed) -> bool {
        let before = self.same_text_analysis.as_ref();
        before.is_some_and(|before| before.analysis.findings != analysed.analysis.findings)
    }

    /// Whether the same text was compared with another last year's report before.
    pub fn has_other_last_year(&self) -> bool {
        let before = self.same_text_analysis.as_ref().map(|before| before.last_year.as_ref().map(Arc::as_ptr));
        before.is_some_and(|before| before != self.last_year.as_ref().map(Arc::as_ptr))
    }

    /// The flag that is raised as soon as the document changes again.
    pub fn superseded(&self) -> &AtomicBool {
        &self.superseded
    }

    pub(super) fn supersede(&self) {
        self.superseded.store(true, Ordering::Relaxed);
    }

    /// The analysis of the text. The first call takes time, so the task that reads messages must not make it.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancelled` is raised before the end; the next caller starts again.
    pub fn analysed(&self, cancelled: &AtomicBool) -> Result<Arc<Analysed>, Cancelled> {
        fill(
            &self.analysed,
            || self.settings.effective(&self.origin),
            |effective| {
                let mut passages = self.passages.lock().unwrap_or_else(PoisonError::into_inner);
                self.analyse(effective, CancelToken::new(cancelled), &mut passages)
            },
        )
    }

    /// The analysis for an answer that the client needs even if the document changes meanwhile. It has a slot of its own, so that the
    /// worker, which waits for the first slot, never waits for the analysis of an old text.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancelled` is raised and the document has changed.
    pub fn analysed_late(&self, cancelled: &AtomicBool) -> Result<Arc<Analysed>, Cancelled> {
        self.analysed(&self.superseded).or_else(|Cancelled| {
            // The worker uses the document's passages for the current text.
            let analyse =
                |effective| self.analyse(effective, CancelToken::new(cancelled), &mut ReadingCache::default());
            fill(&self.analysed_late, || self.settings.effective(&self.origin), analyse)
        })
    }

    fn analyse(
        &self,
        mut effective: Effective,
        cancel: CancelToken<'_>,
        passages: &mut ReadingCache,
    ) -> Result<Analysed, Cancelled> {
        cancel.check()?;
        let started = self.clock.now();
        effective.policy = effective.policy.with_limit(MAX_FINDINGS_OF_RULE);
        let (text, parsed, report) = self.read(cancel, passages)?;
        let others = OtherReports {
            last: self.last_year.as_ref().map(|last_year| last_year.neighbour()),
            alike: self.alike.as_ref().map(|alike| alike.alike_report()),
        };
        let mut analysis = Analysis::with_others(&text, report, others, &effective.policy, cancel)?;
        effective.filter_accepted(&text, &mut analysis.findings);
        if effective.is_excluded {
            // The report stays for the other features, such as hover.
            analysis = Analysis { report: analysis.report, ..Analysis::default() };
        }
        let took = self.clock.now().saturating_sub(started);
        Ok(Analysed { text, lines: parsed, analysis, took, last_year: self.last_year.clone(), effective })
    }

    /// Reads the report. The result depends on the text alone.
    fn read(&self, cancel: CancelToken<'_>, passages: &mut ReadingCache) -> Result<Read, Cancelled> {
        if let Some(known) = &self.same_text_analysis {
            return Ok((Arc::clone(&known.text), known.lines.clone(), known.analysis.report.clone()));
        }
        let text = Arc::new(whole(&self.rope));
        // A file is read once, so no later reading starts from its lines.
        if !passages.is_of_one_text() {
            let report = Report::read_cancellable(&text, passages, cancel)?.map(Arc::new);
            return Ok((text, Lines::default(), report));
        }
        let parsed = match &self.outdated_lines {
            Some(lines) => lines.reparse(&text, cancel)?,
            None => Lines::parse_cancellable(&text, cancel)?,
        };
        let report = Report::read_incremental(&text, &parsed, passages, cancel)?.map(Arc::new);
        Ok((text, parsed, report))
    }
}

/// Copies the text into one string. The length is known, so the string is allocated once.
pub(super) fn whole(rope: &Rope) -> String {
    let mut text = String::with_capacity(rope.len_bytes());
    text.extend(rope.chunks());
    text
}

type Read = (Arc<String>, Lines, Option<Arc<Report>>);

/// Returns the analysis of the slot. If the slot is empty, `analyse` computes it with the result of `settings`, which reads files and is
/// therefore called without a lock.
fn fill(
    slot: &AnalysisSlot,
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

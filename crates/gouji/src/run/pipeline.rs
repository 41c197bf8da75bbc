//! Loads a report from a path and checks it. The threads of a run call these functions independently of each other.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use gouji_config::{Effective, Resolver};
use gouji_convert::{Encoding, LeftOut};
use gouji_l10n::{Message, msg};
use gouji_lint::Analysis;
use gouji_report::likeness::ProseDigest;
use gouji_report::years::Identity;
use gouji_report::{ReadingCache, Report};
use gouji_text::CancelToken;

use crate::print::names;
use crate::run::checked::CheckedReport;
use crate::run::comparisons::{Comparison, LoadedPartners};
use crate::run::documents::Document;
use crate::run::inputs::{Input, Origin};
use crate::run::retention::Retention;
use crate::run::source::{self, Source};
use crate::run::unread::Cause;

/// A report and its text, as loaded from a file or standard input.
#[derive(Debug)]
pub struct LoadedReport {
    /// Its path, as the user wrote it or as the folder's listing gives it. Findings refer to it by this name.
    pub source: String,
    /// Its text.
    pub text: Arc<str>,
    /// The encoding of its file.
    pub encoding: Encoding,
    /// Places and omissions of the document, if the text was converted from one.
    pub document: Option<Arc<Document>>,
    /// The report that was read from the text.
    pub report: Arc<Report>,
}

/// The result of checking one report.
#[derive(Clone, Debug)]
pub struct CheckResult<R> {
    /// The output of the command for the report, or the checked report itself.
    pub result: R,
    /// Number of accepted findings that no longer occur.
    pub obsolete: usize,
    /// Messages about rules that failed.
    pub troubles: Vec<Message>,
}

/// A report of the run that waits for its turn: it is checked again if a report turns up with which it is compared.
#[derive(Debug)]
pub struct PendingReport<R> {
    /// Its path, as the user wrote it or as the folder's listing gives it.
    pub path: PathBuf,
    /// Whether the user named it. A named file may be a link to another folder.
    origin: Origin,
    /// The agency and the year of the report.
    pub identity: Option<Identity>,
    /// The sentences of its prose, as numbers.
    pub digest: Option<ProseDigest>,
    /// Parts of the document that are not in the text.
    pub left_out: LeftOut,
    /// The report; `None` if it must be read again.
    pub loaded: Option<Arc<LoadedReport>>,
    retention: Retention,
    /// The result of checking the report by itself. Taken once; `None` if the report must be checked again.
    single: Mutex<Option<Result<CheckResult<R>, NotChecked>>>,
}

/// Why a report was not checked.
#[derive(Debug)]
pub enum NotChecked {
    /// These configuration files or baselines are invalid. The report is not checked with another configuration, which would
    /// give other findings.
    Misconfigured(Vec<PathBuf>),
    /// It was read before, but cannot be read again.
    Unreadable(Cause),
}

thread_local! {
    static PASSAGES: RefCell<ReadingCache> = RefCell::new(ReadingCache::shared());
}

/// Reads the report at `path`.
///
/// # Errors
/// The message for the user if the file cannot be read or is not a report.
pub fn read(path: &Path, origin: Origin) -> Result<LoadedReport, Cause> {
    read_text(source::read(path, origin)?, path)
}

/// Reads the report from the text of the file at `path`.
///
/// # Errors
/// The message for the user if the text is not a report.
pub fn read_text(Source { text, encoding, document }: Source, path: &Path) -> Result<LoadedReport, Cause> {
    let report = PASSAGES.with_borrow_mut(|passages| Report::read_with_cache(&text, passages)).map(Arc::new);
    let report = report.ok_or_else(|| source::no_report(path))?;
    Ok(LoadedReport {
        source: names::portable(path),
        text: text.into(),
        encoding,
        document: document.map(Arc::new),
        report,
    })
}

/// Checks a report together with the reports with which it is compared.
///
/// # Errors
/// If the report cannot be checked.
pub fn check<R>(
    resolver: &Resolver,
    comparison: &Comparison<'_, R>,
    make: impl Fn(CheckedReport) -> R,
) -> Result<CheckResult<R>, NotChecked> {
    let report = comparison.report;
    let single = report.take_single_result();
    if comparison.is_single()
        && let Some(single) = single
    {
        return single;
    }
    let effective = effective_config(resolver, &report.path)?;
    let loaded = report.load()?;
    Ok(check_loaded(&effective, &report.path, &loaded, comparison.load_partners()).map(make))
}

/// Checks a loaded report by itself.
///
/// # Errors
/// If its configuration is invalid.
pub fn check_alone<R>(
    resolver: &Resolver,
    path: &Path,
    loaded: LoadedReport,
    make: impl Fn(CheckedReport) -> R,
) -> Result<CheckResult<R>, NotChecked> {
    let effective = effective_config(resolver, path)?;
    Ok(check_loaded(&effective, path, &loaded, LoadedPartners::default()).map(make))
}

/// The configuration of a file, unless one of its files is invalid.
fn effective_config(resolver: &Resolver, path: &Path) -> Result<Effective, NotChecked> {
    let effective = resolver.effective(path);
    if effective.broken.is_empty() { Ok(effective) } else { Err(NotChecked::Misconfigured(effective.broken)) }
}

fn check_loaded(
    effective: &Effective,
    path: &Path,
    loaded: &LoadedReport,
    partners: LoadedPartners,
) -> CheckResult<CheckedReport> {
    let (analysis, obsolete) =
        analyze_with_policy(effective, &loaded.text, Some(Arc::clone(&loaded.report)), &partners);
    let trouble = |rule| msg::CliRuleFailed { rule, path: names::shown(path) }.into();
    let troubles = analysis.failed.iter().map(|failed| trouble(failed.rule)).collect();
    let (text, document) = (Arc::clone(&loaded.text), loaded.document.clone());
    let encoding = loaded.encoding;
    let result = CheckedReport { path: path.to_owned(), text, encoding, document, analysis, partners };
    CheckResult { result, obsolete, troubles }
}

/// Analyses a report with a configuration. Also returns the number of accepted findings that no longer occur.
pub fn analyze_with_policy(
    effective: &Effective,
    text: &str,
    report: Option<Arc<Report>>,
    partners: &LoadedPartners,
) -> (Analysis, usize) {
    // This token never cancels, so the analysis finishes.
    let analysis =
        Analysis::with_others(text, report, partners.other_reports(), &effective.policy, CancelToken::never());
    let mut analysis = analysis.unwrap_or_else(|_| Analysis::with_policy(text, &effective.policy));
    let obsolete = effective.filter_accepted(text, &mut analysis.findings);
    (analysis, obsolete)
}

impl<R> CheckResult<R> {
    /// Converts the result with `make`.
    fn map<S>(self, make: impl Fn(R) -> S) -> CheckResult<S> {
        CheckResult { result: make(self.result), obsolete: self.obsolete, troubles: self.troubles }
    }
}

impl<R> PendingReport<R> {
    /// Checks a loaded report by itself. Keeps the report as `retention` says, and the result if `may_keep` returns `true`. Without a
    /// `digest`, the report is not compared with the prose of others.
    pub fn new(
        resolver: &Resolver,
        input: &Input,
        loaded: LoadedReport,
        digest: Option<ProseDigest>,
        retention: Retention,
        make: impl Fn(CheckedReport) -> R,
        may_keep: impl Fn(&R) -> bool,
    ) -> Self {
        let path = input.path();
        let left_out = loaded.document.as_ref().map(|document| document.left_out).unwrap_or_default();
        let identity = Identity::from_report(&loaded.source, &loaded.report);
        let single = effective_config(resolver, path)
            .map(|effective| check_loaded(&effective, path, &loaded, LoadedPartners::default()));
        let loaded = (retention != Retention::None).then(|| Arc::new(loaded));
        let single = single.map(|single| single.map(make));
        let single = match single {
            Ok(checked) if !may_keep(&checked.result) => None,
            single => Some(single),
        };
        Self {
            path: path.to_owned(),
            origin: input.origin(),
            identity,
            digest,
            left_out,
            loaded,
            retention,
            single: Mutex::new(single),
        }
    }

    /// Drops the report if it need not be kept to the end of the run.
    pub fn release(&mut self) {
        if self.retention != Retention::ToTheEnd {
            self.loaded = None;
        }
    }

    fn take_single_result(&self) -> Option<Result<CheckResult<R>, NotChecked>> {
        self.single.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The report, read again if it was not kept.
    ///
    /// # Errors
    /// If it cannot be read any more.
    pub fn load(&self) -> Result<Arc<LoadedReport>, NotChecked> {
        if let Some(loaded) = &self.loaded {
            return Ok(Arc::clone(loaded));
        }
        // Inputs that can be read only once, such as pipes, were kept.
        read(&self.path, self.origin).map(Arc::new).map_err(NotChecked::Unreadable)
    }
}

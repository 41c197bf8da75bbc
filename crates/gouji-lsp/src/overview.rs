//! The reports of the workspace with their findings and main figures, for `gouji/overview`; and two of them side by side, for
//! `gouji/compareYears`.
//!
//! Files that are not open are read and checked for the answer. The program keeps their summaries, so that the next answer reads only the
//! files that have changed.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use gouji_ide::documents::{Analysed, ClosedFile, ReportPlace};
use gouji_ide::features::compare_years::compare_years as compared_tables;
use gouji_ide::features::overview::{ReportSummary, summary};
use gouji_report::Report;
use gouji_text::{CancelToken, Cancelled};

use crate::closed_files::{self, LastYears};
use crate::handlers::compare_years::{self, CompareYearsAnswer, CompareYearsParams};
use crate::handlers::diagnostic::file_result_id;
use crate::handlers::overview::{OverviewAnswer, convert};
use crate::reading::ReportReader;
use crate::session::Session;
use crate::uri;

/// The largest number of reports in an answer. The newest are in it.
const MAX_REPORTS: usize = 2_000;

/// The summaries of files, each with the id of the state of the file.
#[derive(Debug, Default)]
pub struct Summaries(Mutex<HashMap<PathBuf, (String, ReportSummary)>>);

/// The answer to `gouji/overview`. Reads files.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn overview(
    session: &Session,
    summaries: &Summaries,
    cancel: CancelToken<'_>,
) -> Result<OverviewAnswer, Cancelled> {
    let mut reports = session.documents.reports();
    reports.sort_by_key(|report| Reverse(report.year));
    let left_out = reports.len().saturating_sub(MAX_REPORTS);
    reports.truncate(MAX_REPORTS);
    reports.sort_by_cached_key(|report| (report.agency.clone(), Reverse(report.year), report.file_name()));
    let mut files: HashMap<PathBuf, ClosedFile> =
        session.documents.closed_files().into_iter().map(|file| (file.path.clone(), file)).collect();
    let (mut converted, mut current) = (Vec::new(), HashMap::new());
    let reader = ReportReader::default();
    for report in &reports {
        cancel.check()?;
        let found = match &report.place {
            ReportPlace::Open(id) => open_summary(session, id),
            ReportPlace::OnDisk(path) => files.remove(path).and_then(|file| {
                let (id, found) = file_summary(session, summaries, file, &reader)?;
                current.insert(path.clone(), (id, found.clone()));
                Some(found)
            }),
        };
        converted.extend(found.and_then(|found| convert(report, &found)));
    }
    // Summaries of files that are gone are dropped.
    *summaries.0.lock().unwrap_or_else(PoisonError::into_inner) = current;
    Ok(OverviewAnswer { reports: converted, left_out })
}

/// The answer to `gouji/compareYears`. Reads files.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn compare(
    session: &Session,
    params: &CompareYearsParams,
    cancel: CancelToken<'_>,
) -> Result<CompareYearsAnswer, Cancelled> {
    let (Some(before), Some(now)) = (report(session, &params.before), report(session, &params.now)) else {
        return Ok(CompareYearsAnswer::default());
    };
    cancel.check()?;
    let locale = session.client().catalogue.locale();
    Ok(compare_years::convert(compared_tables(&before, &now, locale)))
}

/// A report of the workspace by its URI; `None` if it is none. Only files of the workspace are read.
fn report(session: &Session, uri: &str) -> Option<Arc<Report>> {
    if let Some(snapshot) = session.documents.snapshot(uri) {
        return snapshot.analysed_late(snapshot.superseded()).ok()?.analysis.report.clone();
    }
    let path = uri::path(uri)?;
    let file = session.documents.closed_files().into_iter().find(|file| file.path == path)?;
    let (_, analysed) = closed_files::analyse(session, file, &LastYears::new(), &ReportReader::default())?;
    analysed.analysis.report.clone()
}

/// The summary of an open document. If it changes meanwhile, its diagnostics change too, and the client asks again.
fn open_summary(session: &Session, id: &str) -> Option<ReportSummary> {
    let snapshot = session.documents.snapshot(id)?;
    let analysed = snapshot.analysed_late(snapshot.superseded()).ok()?;
    of_analysis(&analysed)
}

/// The summary of a file, and the id of its state; `None` if it cannot be read or is no report any more.
fn file_summary(
    session: &Session,
    summaries: &Summaries,
    file: ClosedFile,
    reader: &ReportReader,
) -> Option<(String, ReportSummary)> {
    let id = file_result_id(&file, session.settings_revision());
    let known = summaries.0.lock().unwrap_or_else(PoisonError::into_inner).get(&file.path).cloned();
    if let Some((known_id, summary)) = known
        && known_id == id
    {
        return Some((id, summary));
    }
    let (_, analysed) = closed_files::analyse(session, file, &LastYears::new(), reader)?;
    Some((id, of_analysis(&analysed)?))
}

fn of_analysis(analysed: &Analysed) -> Option<ReportSummary> {
    let report = analysed.analysis.report.as_deref()?;
    Some(summary(report, &analysed.analysis.findings))
}

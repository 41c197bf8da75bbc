//! Answers `gouji/overview`: the reports of the workspace with their findings and main figures; and `gouji/compareYears`.
//!
//! Files that are not open are read and checked for the answer. The session keeps their summaries, so that the next answer reads only the
//! files that have changed.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use gouji_ide::documents::{Analysed, ClosedFile, ReportPlace};
use gouji_ide::features::compare_years::compare_years as compared_tables;
use gouji_ide::features::overview::{ReportSummary, summary};
use gouji_lsp::handlers::compare_years::{self, CompareYearsAnswer, CompareYearsParams};
use gouji_lsp::handlers::diagnostic::file_result_id;
use gouji_lsp::handlers::overview::{OverviewAnswer, OverviewParams, convert};
use gouji_lsp::uri;
use gouji_report::Report;
use gouji_text::{CancelToken, Cancelled};
use tower_lsp::jsonrpc::Result;

use crate::request;
use crate::session::Session;
use crate::workspace_diagnostics;

/// The largest number of reports in an answer. The newest are in it.
const MAX_REPORTS: usize = 2_000;

/// The summaries of files, each with the id of the state of the file.
#[derive(Debug, Default)]
pub(crate) struct Summaries(Mutex<HashMap<PathBuf, (String, ReportSummary)>>);

/// Answers the request.
///
/// # Errors
/// If the client cancels the request.
pub(crate) async fn answer(session: Arc<Session>, _: OverviewParams) -> Result<OverviewAnswer> {
    request::without_document(move |cancel| overview(&session, cancel)).await
}

fn overview(session: &Session, cancel: CancelToken<'_>) -> std::result::Result<OverviewAnswer, Cancelled> {
    let mut reports = session.documents.reports();
    reports.sort_by_key(|report| Reverse(report.year));
    let left_out = reports.len().saturating_sub(MAX_REPORTS);
    reports.truncate(MAX_REPORTS);
    reports.sort_by_cached_key(|report| (report.agency.clone(), Reverse(report.year), report.file_name()));
    let mut files: HashMap<PathBuf, ClosedFile> =
        session.documents.closed_files().into_iter().map(|file| (file.path.clone(), file)).collect();
    let (mut converted, mut summaries) = (Vec::new(), HashMap::new());
    for report in &reports {
        cancel.check()?;
        let found = match &report.place {
            ReportPlace::Open(id) => open_summary(session, id),
            ReportPlace::OnDisk(path) => files.remove(path).and_then(|file| {
                let (id, found) = file_summary(session, file)?;
                summaries.insert(path.clone(), (id, found.clone()));
                Some(found)
            }),
        };
        converted.extend(found.and_then(|found| convert(report, &found)));
    }
    // Summaries of files that are gone are dropped.
    *session.summaries.0.lock().unwrap_or_else(PoisonError::into_inner) = summaries;
    Ok(OverviewAnswer { reports: converted, left_out })
}

/// Answers `gouji/compareYears`.
///
/// # Errors
/// If the client cancels the request.
pub(crate) async fn compare(session: Arc<Session>, params: CompareYearsParams) -> Result<CompareYearsAnswer> {
    request::without_document(move |cancel| {
        let (Some(before), Some(now)) = (report(&session, &params.before), report(&session, &params.now)) else {
            return Ok(CompareYearsAnswer::default());
        };
        cancel.check()?;
        let locale = session.client().catalogue.locale();
        Ok(compare_years::convert(compared_tables(&before, &now, locale)))
    })
    .await
}

/// A report of the workspace by its URI; `None` if it is none. Only files of the workspace are read.
fn report(session: &Session, uri: &str) -> Option<Arc<Report>> {
    if let Some(snapshot) = session.documents.snapshot(uri) {
        return snapshot.analysed_late(snapshot.superseded()).ok()?.analysis.report.clone();
    }
    let path = uri::path(uri)?;
    let file = session.documents.closed_files().into_iter().find(|file| file.path == path)?;
    let (_, analysed) = workspace_diagnostics::analysed_file(session, file)?;
    analysed.analysis.report.clone()
}

/// The summary of an open document. If it changes meanwhile, its diagnostics change too, and the client asks again.
fn open_summary(session: &Session, id: &str) -> Option<ReportSummary> {
    let snapshot = session.documents.snapshot(id)?;
    let analysed = snapshot.analysed_late(snapshot.superseded()).ok()?;
    of_analysis(&analysed)
}

/// The summary of a file, and the id of its state; `None` if it cannot be read or is no report any more.
fn file_summary(session: &Session, file: ClosedFile) -> Option<(String, ReportSummary)> {
    let id = file_result_id(&file, session.settings_revision());
    let known = session.summaries.0.lock().unwrap_or_else(PoisonError::into_inner).get(&file.path).cloned();
    if let Some((known_id, summary)) = known
        && known_id == id
    {
        return Some((id, summary));
    }
    let (_, analysed) = workspace_diagnostics::analysed_file(session, file)?;
    Some((id, of_analysis(&analysed)?))
}

fn of_analysis(analysed: &Analysed) -> Option<ReportSummary> {
    let report = analysed.analysis.report.as_deref()?;
    Some(summary(report, &analysed.analysis.findings))
}

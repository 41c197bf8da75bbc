//! The diagnostics of text files that are not open, which the client pulls with `workspace/diagnostic`.
//!
//! A client asks again as soon as it has an answer. So the request stays open until a file has changed since the client's last answer.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use futures::StreamExt as _;
use futures::stream;
use gouji_ide::documents::{ClosedFile, LastYearReport};
use gouji_l10n::msg;
use gouji_lsp::closed_files::{self, LastYears};
use gouji_lsp::handlers::diagnostic::{diagnostics, file_report, file_result_id};
use gouji_lsp::publish::{PartialDiagnostics, PartialDiagnosticsParams};
use gouji_lsp::reading::{self, ReportReader, ReportReaders};
use gouji_lsp::uri;
use gouji_text::{CancelToken, Cancelled};
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    Diagnostic, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportPartialResult,
    WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport,
};

use crate::progress::ClientProgress;
use crate::request;
use crate::session::Session;
use crate::work_permits::parallel_readers;

/// The number of files that are examined before their diagnostics are sent.
const CHUNK: usize = 20;
/// The largest number of diagnostics in an answer, except for those of the last chunk. The client gets the others with its next request.
const MAX_DIAGNOSTICS: usize = 20_000;

/// What has changed since the client's last answer.
struct Changes {
    /// Files to examine, each with its URI and the id of its diagnostics.
    files: Vec<(ClosedFile, Uri, String)>,
    /// Files that are gone or open.
    gone: Vec<Uri>,
}

/// Answers the request as soon as there is something new.
pub(crate) async fn answer(
    client: &Client,
    session: &Arc<Session>,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    let mut workspace = session.workspace.subscribe();
    let previous = params.previous_result_ids.into_iter().map(|previous| (previous.uri, previous.value));
    let previous: Arc<HashMap<Uri, String>> = Arc::new(previous.collect());
    let is_shutting_down = || session.is_shutting_down();
    let changes = loop {
        workspace.mark_unchanged();
        // Not with a permit of the server, which this request would hold while it waits for a change.
        let (session, previous) = (Arc::clone(session), Arc::clone(&previous));
        let changes = tokio::task::spawn_blocking(move || Changes::new(&session, &previous)).await;
        let changes = changes.map_err(|_| Error::internal_error())?;
        if !changes.is_empty() || is_shutting_down() {
            break changes;
        }
        // The session lives as long as the server, so this cannot fail.
        let _ = workspace.changed().await;
    };
    let token = params.partial_result_params.partial_result_token;
    let total = changes.files.len();
    // A few files are examined before anybody could read the progress.
    let work_done = params.work_done_progress_params.work_done_token;
    let is_long = total > CHUNK || work_done.is_some();
    let progress = if is_long {
        ClientProgress::begin(client, session.client(), work_done, msg::ProgressCheck, total).await
    } else {
        None
    };
    let mut done = 0;
    let mut items: Vec<_> = changes.gone.into_iter().map(|uri| file_report(uri, None, Vec::new())).collect();
    let mut count = 0;
    let readers = Arc::new(ReportReaders::default());
    let mut chunks = stream::iter(chunks(changes.files))
        .map(|chunk| {
            let (session, readers) = (Arc::clone(session), Arc::clone(&readers));
            async move {
                // The semaphore is never closed, so this cannot fail.
                let _permit = session.file_readers.clone().acquire_owned().await;
                let examine =
                    move |cancel: CancelToken<'_>| readers.with(|reader| examine(&session, chunk, reader, cancel));
                request::without_document(examine).await
            }
        })
        .buffered(parallel_readers());
    while count < MAX_DIAGNOSTICS && !is_shutting_down() {
        let Some(examined) = chunks.next().await else { break };
        let (examined, found) = examined?;
        done += examined.len();
        count += found;
        if let Some(progress) = &progress {
            progress.report(done).await;
        }
        items.extend(examined);
        if let Some(token) = &token {
            let value = WorkspaceDiagnosticReportPartialResult { items: std::mem::take(&mut items) };
            let params = PartialDiagnosticsParams { token: token.clone(), value };
            client.send_notification::<PartialDiagnostics>(params).await;
        }
    }
    if let Some(progress) = progress {
        progress.end().await;
    }
    Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }))
}

impl Changes {
    fn new(session: &Session, previous: &HashMap<Uri, String>) -> Self {
        let settings = session.settings_revision();
        let mut gone: HashSet<&Uri> = previous.keys().collect();
        let mut files = Vec::new();
        // A place in the converted text of a Word document, PDF file or web page is no place in the file. The view of documents shows their
        // findings.
        let files_of_text =
            session.documents.closed_files().into_iter().filter(|file| !reading::is_document(&file.path));
        for file in files_of_text {
            let Some(uri) = uri::from_path(&file.path).and_then(|uri| uri.parse::<Uri>().ok()) else { continue };
            gone.remove(&uri);
            let id = file_result_id(&file, settings);
            if previous.get(&uri) != Some(&id) {
                files.push((file, uri, id));
            }
        }
        let mut gone: Vec<Uri> = gone.into_iter().cloned().collect();
        gone.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        Self { files, gone }
    }

    const fn is_empty(&self) -> bool {
        self.files.is_empty() && self.gone.is_empty()
    }
}

fn chunks<T>(files: Vec<T>) -> Vec<Vec<T>> {
    let mut chunks = Vec::new();
    let mut files = files.into_iter();
    loop {
        let chunk: Vec<T> = files.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return chunks;
        }
        chunks.push(chunk);
    }
}

/// The diagnostics of the files, and their number.
fn examine(
    session: &Session,
    files: Vec<(ClosedFile, Uri, String)>,
    reader: &ReportReader,
    cancel: CancelToken<'_>,
) -> std::result::Result<(Vec<WorkspaceDocumentDiagnosticReport>, usize), Cancelled> {
    let (mut reports, mut count) = (Vec::new(), 0);
    let mut last_years = LastYears::new();
    for (file, uri, id) in files {
        cancel.check()?;
        let items = findings(session, file, &mut last_years, reader).unwrap_or_default();
        count += items.len();
        reports.push(file_report(uri, Some(id), items));
    }
    Ok((reports, count))
}

/// The diagnostics of a file; `None` if it cannot be read or is no report.
fn findings(
    session: &Session,
    file: ClosedFile,
    last_years: &mut LastYears,
    reader: &ReportReader,
) -> Option<Vec<Diagnostic>> {
    let path = file.path.clone();
    let (snapshot, analysed) = closed_files::analyse(session, file, last_years, reader)?;
    if let Some(report) = &analysed.analysis.report {
        let uri = uri::from_path(&path)?;
        let report = LastYearReport::new(uri, Some(path.clone()), snapshot.rope.clone(), Arc::clone(report));
        last_years.insert(path, Arc::new(report));
    }
    let all: Vec<usize> = (0..analysed.analysis.findings.len()).collect();
    Some(diagnostics(session.client(), &snapshot, &analysed.analysis, &all))
}

//! `textDocument/diagnostic` and `workspace/diagnostic`: diagnostics that the client pulls.

use core::time::Duration;
use std::hash::{DefaultHasher, Hash, Hasher};

use gouji_ide::documents::{ClosedFile, Documents, LastYearPlace, MAX_FINDINGS_OF_RULE, Snapshot};
use gouji_l10n::msg;
use gouji_lint::Analysis;
use gouji_text::Span;
use ls_types::{
    Diagnostic, DiagnosticOptions, DiagnosticServerCapabilities, DiagnosticSeverity, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri, WorkDoneProgressOptions,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
};

use super::{Context, Handler};
use crate::client::ClientContext;
use crate::profile::{Delivery, Support};
use crate::to_proto::{SOURCE, diagnostic, range};

pub(super) const HANDLER: Handler = Handler {
    file: "diagnostic",
    methods: &["textDocument/diagnostic", "workspace/diagnostic"],
    announce: |profile, capabilities| {
        let options = DiagnosticOptions {
            identifier: Some("gouji".to_owned()),
            inter_file_dependencies: true,
            workspace_diagnostics: profile.workspace_diagnostics == Support::Yes,
            work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
        };
        capabilities.diagnostic_provider = match profile.diagnostics {
            Delivery::Push => None,
            Delivery::Pull | Delivery::PullAndRefresh => Some(DiagnosticServerCapabilities::Options(options)),
        };
    },
};

/// The diagnostics that the client shows now.
pub fn handle(context: &Context<'_>, documents: &Documents, now: Duration) -> Vec<Diagnostic> {
    let Context { client, snapshot, analysed, .. } = *context;
    let all = || (0..analysed.analysis.findings.len()).collect();
    let show = match client.profile.diagnostics {
        // The worker asks the client to pull again when hidden findings may show.
        Delivery::PullAndRefresh => documents.show(snapshot, analysed, now).map_or_else(all, |visible| visible.show),
        Delivery::Pull | Delivery::Push => all(),
    };
    diagnostics(client, snapshot, &analysed.analysis, &show)
}

/// The answer with these diagnostics. If the client has the same ones already, the answer only says so.
pub fn report(items: Vec<Diagnostic>, previous_result_id: Option<&str>) -> DocumentDiagnosticReportResult {
    let id = result_id(&items);
    let report = if previous_result_id == Some(id.as_str()) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(id), items },
        })
    };
    DocumentDiagnosticReportResult::Report(report)
}

/// An id of the findings of a file that is not open. It is known before the file is read: the findings depend on the file, on last year's
/// report and on the settings.
pub fn file_result_id(file: &ClosedFile, settings_revision: u64) -> String {
    let mut hasher = DefaultHasher::new();
    file.stamp.hash(&mut hasher);
    match &file.last_year {
        None => 0_u8.hash(&mut hasher),
        Some(LastYearPlace::Open(report, revision)) => (1_u8, &report.id, revision).hash(&mut hasher),
        Some(LastYearPlace::OnDisk(path, stamp)) => (2_u8, path, stamp).hash(&mut hasher),
    }
    file.alike.as_ref().map(|alike| (&alike.path, alike.stamp, &alike.copied)).hash(&mut hasher);
    settings_revision.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The diagnostics of a file that is not open; none if `result_id` is `None`, because the file is gone or open.
pub fn file_report(uri: Uri, result_id: Option<String>, items: Vec<Diagnostic>) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}

/// Converts the findings with these indices. If the analysis has dropped findings, one more diagnostic says so.
pub fn diagnostics(
    client: &ClientContext,
    snapshot: &Snapshot,
    analysis: &Analysis,
    show: &[usize],
) -> Vec<Diagnostic> {
    let shown = show.iter().filter_map(|at| analysis.findings.get(*at));
    let dropped = (analysis.left_out > 0).then(|| dropped(client, snapshot, analysis.left_out));
    shown.map(|finding| diagnostic(client, snapshot, finding)).chain(dropped).collect()
}

/// The diagnostic that gives the number of dropped findings. It concerns the whole text and has no rule.
fn dropped(client: &ClientContext, snapshot: &Snapshot, count: usize) -> Diagnostic {
    let message = msg::FindingsLeftOut { most: MAX_FINDINGS_OF_RULE, count };
    Diagnostic {
        range: range(client.profile.encoding, &snapshot.rope, Span::at(0)),
        severity: Some(DiagnosticSeverity::INFORMATION),
        source: Some(SOURCE.to_owned()),
        message: client.catalogue.text(message),
        ..Diagnostic::default()
    }
}

/// An id of a set of diagnostics. Equal sets have the same id.
fn result_id(diagnostics: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(diagnostics).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

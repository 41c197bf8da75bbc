//! `textDocument/diagnostic`: diagnostics that the client pulls.

use core::time::Duration;
use std::hash::{DefaultHasher, Hash, Hasher};

use gouji_ide::documents::{Documents, MAX_FINDINGS_OF_RULE, Snapshot};
use gouji_l10n::msg;
use gouji_lint::Analysis;
use gouji_text::Span;
use ls_types::{
    Diagnostic, DiagnosticOptions, DiagnosticServerCapabilities, DiagnosticSeverity, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
};

use super::{Context, Handler};
use crate::client::ClientContext;
use crate::profile::Delivery;
use crate::to_proto::{SOURCE, diagnostic, range};

pub(super) const HANDLER: Handler = Handler {
    file: "diagnostic",
    methods: &["textDocument/diagnostic"],
    announce: |profile, capabilities| {
        let options = DiagnosticOptions {
            identifier: Some("gouji".to_owned()),
            inter_file_dependencies: true,
            ..DiagnosticOptions::default()
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

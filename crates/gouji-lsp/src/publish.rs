//! The diagnostics that the server sends on its own.

use gouji_config::Trouble;
use ls_types::notification::Notification;
use ls_types::{Diagnostic, DiagnosticSeverity, ProgressToken, WorkspaceDiagnosticReportPartialResult};
use ropey::Rope;

use crate::client::ClientContext;
use crate::to_proto::{SOURCE, range};

/// `textDocument/publishDiagnostics`, with the URI as the client spells it.
#[derive(Debug)]
pub enum Publish {}

/// The parameters of [`Publish`].
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct PublishParams {
    /// The document, as the client spells it.
    pub uri: String,
    /// The version of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    /// The diagnostics, which replace those of the last notification.
    pub diagnostics: Vec<Diagnostic>,
}

impl Notification for Publish {
    type Params = PublishParams;
    const METHOD: &'static str = "textDocument/publishDiagnostics";
}

/// `$/progress` with a part of the answer to `workspace/diagnostic`.
#[derive(Debug)]
pub enum PartialDiagnostics {}

/// The parameters of [`PartialDiagnostics`].
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct PartialDiagnosticsParams {
    /// The token of the request.
    pub token: ProgressToken,
    /// The part of the answer.
    pub value: WorkspaceDiagnosticReportPartialResult,
}

impl Notification for PartialDiagnostics {
    type Params = PartialDiagnosticsParams;
    const METHOD: &'static str = "$/progress";
}

/// The problems of a configuration file.
pub fn configuration_problems(client: &ClientContext, trouble: &Trouble) -> Vec<Diagnostic> {
    let rope = Rope::from_str(&trouble.text);
    let problems = trouble.problems.iter().map(|problem| Diagnostic {
        range: range(client.profile.encoding, &rope, problem.span),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: client.catalogue.render(&problem.message),
        ..Diagnostic::default()
    });
    problems.collect()
}

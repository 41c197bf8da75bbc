//! `workspace/symbol`: the reports of the workspace by agency and year.

use gouji_ide::documents::{Documents, ReportPlace, WorkspaceReport};
use gouji_ide::features::workspace_symbols::matching;
use gouji_text::{CancelToken, Cancelled};
use ls_types::{Location, OneOf, Range, SymbolInformation, SymbolKind, WorkspaceSymbolParams, WorkspaceSymbolResponse};

use super::Handler;
use crate::uri;

pub(super) const HANDLER: Handler = Handler {
    file: "workspace_symbol",
    methods: &["workspace/symbol"],
    announce: |_, capabilities| capabilities.workspace_symbol_provider = Some(OneOf::Left(true)),
};

/// Answers the request.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(
    documents: &Documents,
    params: &WorkspaceSymbolParams,
    cancel: CancelToken<'_>,
) -> Result<Option<WorkspaceSymbolResponse>, Cancelled> {
    let found = matching(documents.reports(), &params.query, cancel)?;
    Ok(Some(WorkspaceSymbolResponse::Flat(found.iter().filter_map(convert).collect())))
}

#[allow(deprecated, reason = "the type has a deprecated field without a default")]
fn convert(report: &WorkspaceReport) -> Option<SymbolInformation> {
    let uri = match &report.place {
        ReportPlace::Open(id) => uri::encode(id)?,
        ReportPlace::OnDisk(path) => uri::from_path(path)?.parse().ok()?,
    };
    Some(SymbolInformation {
        name: report.name(),
        kind: SymbolKind::FILE,
        tags: None,
        deprecated: None,
        location: Location { uri, range: Range::default() },
        container_name: Some(report.file_name()),
    })
}

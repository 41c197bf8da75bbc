//! `textDocument/documentHighlight`: a figure with its total, its addends, and the prose that repeats it.

use gouji_ide::features::related::{Access, highlights};
use gouji_text::Cancelled;
use ls_types::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, OneOf};

use super::{Context, Handler};
use crate::to_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "document_highlight",
    methods: &["textDocument/documentHighlight"],
    announce: |_, capabilities| capabilities.document_highlight_provider = Some(OneOf::Left(true)),
};

/// Answers the request.
///
/// # Errors
/// Never: the answer is fast. All handlers have the same type.
pub fn handle(
    context: &Context<'_>,
    params: &DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>, Cancelled> {
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    let offset = context.offset(params.text_document_position_params.position);
    // No answer would let VS Code mark every occurrence of the word at the cursor, which has no meaning among Han characters.
    let found = highlights(report, offset).unwrap_or_default();
    let convert = |(span, access)| DocumentHighlight {
        range: to_proto::range(context.encoding(), &context.snapshot.rope, span),
        kind: Some(match access {
            Access::Write => DocumentHighlightKind::WRITE,
            Access::Read => DocumentHighlightKind::READ,
        }),
    };
    Ok(Some(found.into_iter().map(convert).collect()))
}

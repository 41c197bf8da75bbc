//! `textDocument/references`: from a cell to the figures in the prose that repeat it.

use gouji_ide::features::definition;
use gouji_text::Cancelled;
use ls_types::{Location, OneOf, ReferenceParams};

use super::{Context, Handler};
use crate::to_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "references",
    methods: &["textDocument/references"],
    announce: |_, capabilities| capabilities.references_provider = Some(OneOf::Left(true)),
};

/// Answers the request.
///
/// # Errors
/// Never: the answer is fast. All handlers have the same type.
pub fn handle(context: &Context<'_>, params: &ReferenceParams) -> Result<Option<Vec<Location>>, Cancelled> {
    let place = &params.text_document_position;
    let offset = context.offset(place.position);
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    let Some(mut found) = definition::references(report, offset) else { return Ok(None) };
    if params.context.include_declaration
        && let Some((_, cells)) = definition::definition(report, offset)
    {
        found.extend(cells);
    }
    Ok(Some(to_proto::locations(context.encoding(), context.snapshot, &place.text_document.uri, &found)))
}

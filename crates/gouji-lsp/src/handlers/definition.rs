//! `textDocument/definition`: from a figure in the prose to the cells that it repeats.

use gouji_ide::features::definition;
use gouji_text::Cancelled;
use ls_types::{GotoDefinitionParams, GotoDefinitionResponse, OneOf};

use super::{Context, Handler};
use crate::to_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "definition",
    methods: &["textDocument/definition"],
    announce: |_, capabilities| capabilities.definition_provider = Some(OneOf::Left(true)),
};

/// Answers the request.
///
/// # Errors
/// Never: the answer is fast. All handlers have the same type.
pub fn handle(
    context: &Context<'_>,
    params: &GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>, Cancelled> {
    let place = &params.text_document_position_params;
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    let Some((_, cells)) = definition::definition(report, context.offset(place.position)) else { return Ok(None) };
    let uri = &place.text_document.uri;
    let locations = to_proto::locations(context.encoding(), context.snapshot, uri, &cells);
    Ok(Some(GotoDefinitionResponse::Array(locations)))
}

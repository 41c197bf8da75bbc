//! `textDocument/definition`: from a figure in the prose to the cells that it repeats.

use gouji_ide::features::definition;
use gouji_text::{Cancelled, Span};
use ls_types::{GotoDefinitionParams, GotoDefinitionResponse, LocationLink, OneOf};

use super::{Context, Handler};
use crate::profile::Definitions;
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
    let Some((figure, cells)) = definition::definition(report, context.offset(place.position)) else { return Ok(None) };
    let (uri, rope) = (&place.text_document.uri, &context.snapshot.rope);
    Ok(Some(match context.client.profile.definitions {
        Definitions::Places => {
            let locations = to_proto::locations(context.encoding(), context.snapshot, uri, &cells);
            GotoDefinitionResponse::Array(locations)
        }
        Definitions::Links => {
            // The editor underlines the figure only, and not the words around it.
            let origin = to_proto::range(context.encoding(), rope, figure);
            let link = |cell: &Span| {
                let range = to_proto::range(context.encoding(), rope, *cell);
                LocationLink {
                    origin_selection_range: Some(origin),
                    target_uri: uri.clone(),
                    target_range: range,
                    target_selection_range: range,
                }
            };
            GotoDefinitionResponse::Link(cells.iter().map(link).collect())
        }
    }))
}

//! `textDocument/references`: from a figure to its total or addends, and to the prose that repeats it.

use gouji_ide::features::related::{RelatedFigures, related_figures};
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
    let Some(related) = related_figures(report, offset) else { return Ok(None) };
    let RelatedFigures { figure, addends, totals, sources, repeats } = related;
    let is_prose = !sources.is_empty();
    let mut found = [addends, totals, repeats].concat();
    if is_prose {
        // A figure in the prose is a reference itself. The cells that it repeats are the declaration.
        found.push(figure);
    }
    if params.context.include_declaration {
        found.extend(if is_prose { sources } else { vec![figure] });
    }
    found.sort_unstable();
    found.dedup();
    Ok(Some(to_proto::locations(context.encoding(), context.snapshot, &place.text_document.uri, &found)))
}

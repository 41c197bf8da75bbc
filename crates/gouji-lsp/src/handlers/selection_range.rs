//! `textDocument/selectionRange`: the selection grows over figure, cell, row, table and section.

use gouji_ide::features::selection::selection_ranges;
use gouji_text::{Cancelled, Span};
use ls_types::{SelectionRange, SelectionRangeParams, SelectionRangeProviderCapability};

use super::{Context, Handler};
use crate::to_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "selection_range",
    methods: &["textDocument/selectionRange"],
    announce: |_, capabilities| {
        capabilities.selection_range_provider = Some(SelectionRangeProviderCapability::Simple(true));
    },
};

/// Answers the request.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(context: &Context<'_>, params: &SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>, Cancelled> {
    let offsets: Vec<usize> = params.positions.iter().map(|position| context.offset(*position)).collect();
    let report = context.analysed.analysis.report.as_deref();
    let found = selection_ranges(&context.analysed.text, report, &offsets, context.cancel)?;
    Ok(Some(found.iter().filter_map(|spans| convert(context, spans)).collect()))
}

/// Converts growing spans to a chain that begins with the smallest.
fn convert(context: &Context<'_>, spans: &[Span]) -> Option<SelectionRange> {
    let range = |span: &Span| to_proto::range(context.encoding(), &context.snapshot.rope, *span);
    let outer = |parent: Option<SelectionRange>, span: &Span| {
        Some(SelectionRange { range: range(span), parent: parent.map(Box::new) })
    };
    spans.iter().rev().fold(None, outer)
}

//! `gouji/figure`: the figure of a table at a position, with the names of its row and column and the figures that are bound to it.
//!
//! The protocol has no request for the names. An editor shows them where the header of a table is out of sight.

use gouji_ide::features::current_figure::{CurrentFigure, current_figure};
use gouji_text::{Cancelled, Span};
use ls_types::{Range, TextDocumentPositionParams};
use serde::Serialize;

use super::{Context, Handler, announce_experimental};
use crate::to_proto;

/// The method.
pub const METHOD: &str = "gouji/figure";

pub(super) const HANDLER: Handler = Handler {
    file: "figure",
    methods: &[METHOD],
    announce: |_, capabilities| announce_experimental(capabilities, "figure"),
};

/// The answer.
#[derive(Clone, Debug, Serialize)]
pub struct FigureJson {
    /// The cell.
    range: Range,
    /// The label of the row; empty if the form has none.
    row: String,
    /// The label of the column; empty if the form has none.
    column: String,
    /// The totals among the figures of the relation.
    totals: Vec<Range>,
    /// The addends among the figures of the relation.
    addends: Vec<Range>,
}

/// Answers the request. There is no answer if the position is not at a figure of an official table.
///
/// # Errors
/// Never: the answer is fast. All handlers have the same type.
pub fn handle(context: &Context<'_>, params: &TextDocumentPositionParams) -> Result<Option<FigureJson>, Cancelled> {
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    let found = current_figure(report, context.offset(params.position));
    let range = |span: Span| to_proto::range(context.encoding(), &context.snapshot.rope, span);
    Ok(found.map(|CurrentFigure { span, row, column, totals, addends }| FigureJson {
        range: range(span),
        row,
        column,
        totals: totals.into_iter().map(range).collect(),
        addends: addends.into_iter().map(range).collect(),
    }))
}

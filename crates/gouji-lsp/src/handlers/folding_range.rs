//! `textDocument/foldingRange`.

use gouji_ide::documents::Snapshot;
use gouji_ide::features::folding;
use gouji_ide::line_index::line_of;
use gouji_text::{Cancelled, Span};
use ls_types::{FoldingRange, FoldingRangeKind, FoldingRangeProviderCapability};

use super::{Context, Handler};

pub(super) const HANDLER: Handler = Handler {
    file: "folding_range",
    methods: &["textDocument/foldingRange"],
    announce: |_, capabilities| {
        capabilities.folding_range_provider = Some(FoldingRangeProviderCapability::Simple(true));
    },
};

/// Answers the request.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(context: &Context<'_>) -> Result<Option<Vec<FoldingRange>>, Cancelled> {
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    let folds = folding::folds(&context.analysed.text, report, context.cancel)?;
    Ok(Some(folds.into_iter().filter_map(|fold| convert(context.snapshot, fold)).collect()))
}

/// Converts a fold, which has whole lines; `None` if it has one line only.
fn convert(snapshot: &Snapshot, span: Span) -> Option<FoldingRange> {
    let line = |byte| u32::try_from(line_of(&snapshot.rope, byte)).ok();
    let (start_line, end_line) = (line(span.start)?, line(span.end)?);
    (start_line < end_line).then(|| FoldingRange {
        start_line,
        end_line,
        kind: Some(FoldingRangeKind::Region),
        ..FoldingRange::default()
    })
}

//! `textDocument/rangeFormatting`: formats the lines of a range.

use gouji_text::Cancelled;
use ls_types::{DocumentRangeFormattingParams, OneOf, TextEdit};

use super::{Context, Handler, formatting};
use crate::from_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "range_formatting",
    methods: &["textDocument/rangeFormatting"],
    announce: |_, capabilities| capabilities.document_range_formatting_provider = Some(OneOf::Left(true)),
};

/// Answers the request. Texts that are no reports are left alone.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(
    context: &Context<'_>,
    params: &DocumentRangeFormattingParams,
) -> Result<Option<Vec<TextEdit>>, Cancelled> {
    formatting::edits(context, Some(context.encoding().span(&context.snapshot.rope, from_proto::range(params.range))))
}

//! `textDocument/formatting`: aligns Markdown tables, and joins blank lines.

use gouji_ide::features::formatting;
use gouji_text::{Cancelled, Span};
use ls_types::{OneOf, TextEdit};

use super::{Context, Handler};
use crate::to_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "formatting",
    methods: &["textDocument/formatting"],
    announce: |_, capabilities| capabilities.document_formatting_provider = Some(OneOf::Left(true)),
};

/// Answers the request. Texts that are no reports are left alone.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(context: &Context<'_>) -> Result<Option<Vec<TextEdit>>, Cancelled> {
    edits(context, None)
}

/// The edits that change lines in `within`, or all of them.
pub(super) fn edits(context: &Context<'_>, within: Option<Span>) -> Result<Option<Vec<TextEdit>>, Cancelled> {
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    let found = formatting::format(&context.analysed.text, report, within, context.cancel)?;
    Ok(Some(convert(context, &found)))
}

/// Converts edits of the document.
pub(super) fn convert(context: &Context<'_>, edits: &[gouji_text::TextEdit]) -> Vec<TextEdit> {
    edits.iter().map(|edit| to_proto::text_edit(context.encoding(), &context.snapshot.rope, edit)).collect()
}

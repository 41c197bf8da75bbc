//! `textDocument/onTypeFormatting`: the next number on a new line, and the alignment of a table after a pipe.

use gouji_ide::features::formatting::{align_table_at, on_new_line};
use gouji_text::Cancelled;
use ls_types::{DocumentOnTypeFormattingOptions, DocumentOnTypeFormattingParams, TextEdit};

use super::{Context, Handler, formatting};

pub(super) const HANDLER: Handler = Handler {
    file: "on_type_formatting",
    methods: &["textDocument/onTypeFormatting"],
    announce: |_, capabilities| {
        capabilities.document_on_type_formatting_provider = Some(DocumentOnTypeFormattingOptions {
            first_trigger_character: "\n".to_owned(),
            more_trigger_character: Some(vec!["|".to_owned()]),
        });
    },
};

/// Answers the request. Texts that are no reports are left alone.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(
    context: &Context<'_>,
    params: &DocumentOnTypeFormattingParams,
) -> Result<Option<Vec<TextEdit>>, Cancelled> {
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    let (text, offset) = (&context.analysed.text, context.offset(params.text_document_position.position));
    let found = match params.ch.as_str() {
        "\n" => on_new_line(text, report, offset).into_iter().collect(),
        "|" => align_table_at(text, report, offset, context.cancel)?,
        _ => Vec::new(),
    };
    Ok(Some(formatting::convert(context, &found)))
}

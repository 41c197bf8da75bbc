//! `textDocument/rename` and `textDocument/prepareRename`: a new number for a heading; the headings after it follow.

use gouji_ide::features::rename;
use gouji_l10n::Message;
use gouji_text::Cancelled;
use ls_types::{
    OneOf, PrepareRenameResponse, RenameOptions, RenameParams, TextDocumentPositionParams, WorkDoneProgressOptions,
    WorkspaceEdit,
};

use super::{Context, Handler};
use crate::profile::Support;
use crate::to_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "rename",
    methods: &["textDocument/rename", "textDocument/prepareRename"],
    announce: |profile, capabilities| {
        // Other clients would not understand the options.
        capabilities.rename_provider = Some(match profile.rename {
            Support::No => OneOf::Left(true),
            Support::Yes => OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }),
        });
    },
};

/// The answer, or the reason for which it is not possible, for the user.
pub type RenameAnswer<T> = Result<T, String>;

/// Answers `textDocument/prepareRename`: the numeral.
///
/// # Errors
/// Never: the answer is fast. All handlers have the same type.
pub fn prepare(
    context: &Context<'_>,
    params: &TextDocumentPositionParams,
) -> Result<Option<RenameAnswer<PrepareRenameResponse>>, Cancelled> {
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    let found = rename::prepare_rename(report, context.offset(params.position));
    Ok(Some(found.map_err(|reason| explain(context, &reason)).map(|numeral| {
        PrepareRenameResponse::RangeWithPlaceholder {
            range: to_proto::range(context.encoding(), &context.snapshot.rope, numeral),
            placeholder: numeral.slice(&context.analysed.text).to_owned(),
        }
    })))
}

/// Answers `textDocument/rename`.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(context: &Context<'_>, params: &RenameParams) -> Result<Option<RenameAnswer<WorkspaceEdit>>, Cancelled> {
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    let place = &params.text_document_position;
    let (text, offset) = (&context.analysed.text, context.offset(place.position));
    let found = rename::rename(text, report, offset, &params.new_name, context.cancel)?;
    Ok(Some(
        found
            .map_err(|reason| explain(context, &reason))
            .map(|edits| to_proto::workspace_edit(context.client, context.snapshot, &place.text_document.uri, &edits)),
    ))
}

fn explain(context: &Context<'_>, reason: &Message) -> String {
    context.client.catalogue.render(reason)
}

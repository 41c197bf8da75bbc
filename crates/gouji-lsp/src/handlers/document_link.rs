//! `textDocument/documentLink`: web addresses, names of rules in comments, and numbers of superseded documents.

use gouji_ide::features::links::{CITATION_RULE, Link, LinkKind, links};
use gouji_text::Cancelled;
use ls_types::{DocumentLink, DocumentLinkOptions, Uri, WorkDoneProgressOptions};

use super::{Context, Handler};
use crate::to_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "document_link",
    methods: &["textDocument/documentLink"],
    announce: |_, capabilities| {
        capabilities.document_link_provider = Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        });
    },
};

/// Answers the request. Texts that are no reports have no links.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(context: &Context<'_>) -> Result<Option<Vec<DocumentLink>>, Cancelled> {
    if context.analysed.analysis.report.is_none() {
        return Ok(None);
    }
    let found = links(&context.analysed.text, context.cancel)?;
    Ok(Some(found.into_iter().filter_map(|link| convert(context, link)).collect()))
}

/// Converts a link; `None` if the address is no URI, or the client does not have the pages of the rules.
fn convert(context: &Context<'_>, link: Link) -> Option<DocumentLink> {
    let words = link.span.slice(&context.analysed.text);
    let client = context.client;
    let target: Uri = match link.kind {
        LinkKind::Address => words.parse().ok()?,
        LinkKind::Rule => client.documentation.page(words, client.catalogue.locale())?.href,
        LinkKind::SupersededDocument => client.documentation.page(CITATION_RULE, client.catalogue.locale())?.href,
    };
    let range = to_proto::range(context.encoding(), &context.snapshot.rope, link.span);
    Some(DocumentLink { range, target: Some(target), tooltip: None, data: None })
}

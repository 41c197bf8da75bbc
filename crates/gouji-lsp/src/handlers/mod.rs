//! The handlers. Each file has one capability of the server: how the server announces it, and how it answers its methods.

pub mod code_action;
pub mod code_lens;
pub mod compare_years;
pub mod completion;
pub mod configuration;
pub mod definition;
pub mod diagnostic;
pub mod document;
pub mod document_highlight;
pub mod document_link;
pub mod document_symbol;
pub mod figure;
pub mod folding_range;
pub mod formatting;
pub mod hover;
pub mod initialize;
pub mod inlay_hint;
pub mod on_type_formatting;
pub mod overview;
pub mod preview;
pub mod range_formatting;
pub mod references;
pub mod rename;
pub mod selection_range;
pub mod text_document_sync;
pub mod watched_files;
pub mod workspace_folders;
pub mod workspace_symbol;

use gouji_ide::documents::{Analysed, Snapshot};
use gouji_ide::line_index::Encoding;
use gouji_text::CancelToken;
use ls_types::{Position, ServerCapabilities};
use serde_json::json;

use crate::client::ClientContext;
use crate::from_proto;
use crate::profile::Profile;

/// One handler.
#[derive(Clone, Copy, Debug)]
pub struct Handler {
    /// The name of its file, without `.rs`.
    pub file: &'static str,
    /// The methods that it answers.
    pub methods: &'static [&'static str],
    /// Adds its capability to those of the server. It adds none if the client registers it later.
    pub announce: fn(Profile, &mut ServerCapabilities),
}

/// All handlers, in the order of their names.
pub const HANDLERS: [Handler; 28] = [
    code_action::HANDLER,
    code_lens::HANDLER,
    compare_years::HANDLER,
    completion::HANDLER,
    configuration::HANDLER,
    definition::HANDLER,
    diagnostic::HANDLER,
    document::HANDLER,
    document_highlight::HANDLER,
    document_link::HANDLER,
    document_symbol::HANDLER,
    figure::HANDLER,
    folding_range::HANDLER,
    formatting::HANDLER,
    hover::HANDLER,
    initialize::HANDLER,
    inlay_hint::HANDLER,
    on_type_formatting::HANDLER,
    overview::HANDLER,
    preview::HANDLER,
    range_formatting::HANDLER,
    references::HANDLER,
    rename::HANDLER,
    selection_range::HANDLER,
    text_document_sync::HANDLER,
    watched_files::HANDLER,
    workspace_folders::HANDLER,
    workspace_symbol::HANDLER,
];

/// Announces a method that is not in the protocol.
fn announce_experimental(capabilities: &mut ServerCapabilities, name: &str) {
    let experimental = capabilities.experimental.get_or_insert_with(|| json!({}));
    if let Some(experimental) = experimental.as_object_mut() {
        experimental.insert(name.to_owned(), true.into());
    }
}

/// What a handler answers from: the client, and the document as it was when the request arrived.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The client.
    pub client: &'a ClientContext,
    /// The document.
    pub snapshot: &'a Snapshot,
    /// The analysis of the document.
    pub analysed: &'a Analysed,
    /// Tells whether the client has cancelled the request.
    pub cancel: CancelToken<'a>,
}

impl Context<'_> {
    fn encoding(&self) -> Encoding {
        self.client.profile.encoding
    }

    /// The byte offset of a position in the document.
    pub(crate) fn offset(&self, position: Position) -> usize {
        self.encoding().place(&self.snapshot.rope, from_proto::position(position)).byte
    }
}

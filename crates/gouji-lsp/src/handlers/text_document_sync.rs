//! `textDocument/didOpen`, `didChange`, `didSave` and `didClose`.
//!
//! The parameters have types of their own, because the protocol's types accept valid URIs only, and some clients send others.

use gouji_ide::documents::Change;
use ls_types::{
    LSPAny, SaveOptions, TextDocumentContentChangeEvent, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};
use serde::Deserialize;

use super::Handler;
use crate::from_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "text_document_sync",
    methods: &["textDocument/didOpen", "textDocument/didChange", "textDocument/didSave", "textDocument/didClose"],
    announce: |_, capabilities| {
        capabilities.text_document_sync = Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        }));
    },
};

/// A document that the client opens.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct OpenedDocument {
    /// The document, as the client spells it.
    pub uri: String,
    /// The version of the text.
    pub version: i32,
    /// The text.
    pub text: String,
}

/// The changes of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedDocument {
    /// The document, as the client spells it.
    pub uri: String,
    /// The version after the changes.
    pub version: i32,
    /// The changes in their order.
    pub changes: Vec<Change>,
}

/// Reads the parameters of `textDocument/didOpen`.
pub fn did_open(params: LSPAny) -> Option<OpenedDocument> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        text_document: OpenedDocument,
    }
    let params: Params = serde_json::from_value(params).ok()?;
    Some(params.text_document)
}

/// Reads the parameters of `textDocument/didChange`.
pub fn did_change(params: LSPAny) -> Option<ChangedDocument> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Params {
        text_document: OpenedDocument,
        content_changes: Vec<TextDocumentContentChangeEvent>,
    }
    #[derive(Deserialize)]
    struct OpenedDocument {
        uri: String,
        version: i32,
    }
    let Params { text_document: OpenedDocument { uri, version }, content_changes } =
        serde_json::from_value(params).ok()?;
    let changes = content_changes.into_iter().map(from_proto::change).collect();
    Some(ChangedDocument { uri, version, changes })
}

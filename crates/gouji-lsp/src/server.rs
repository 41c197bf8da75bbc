//! The handlers, one a method. They find the document in [`crate::request`], ask a feature, and convert its answer.

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    InitializeParams, InitializeResult, SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};
use tower_lsp::{Client, LanguageServer};

use crate::session::Session;

/// The server behind the ingress.
pub(crate) struct Server {
    client: Client,
    session: Arc<Session>,
}

impl Server {
    pub const fn new(client: Client, session: Arc<Session>) -> Self {
        Self { client, session }
    }

    /// The way to the client.
    pub fn client(&self) -> Client {
        self.client.clone()
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Ok(InitializeResult {
            capabilities: capabilities(&self.session),
            server_info: Some(ServerInfo { name: "gouji".to_owned(), version: Some(version) }),
            ..InitializeResult::default()
        })
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}

fn capabilities(session: &Session) -> ServerCapabilities {
    let profile = session.profile();
    ServerCapabilities {
        position_encoding: Some(profile.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        ..ServerCapabilities::default()
    }
}

//! The server behind the ingress. Each method calls its handler in [`gouji_lsp::handlers`].

use std::sync::Arc;

use gouji_lsp::handlers::{
    Context, code_action, definition, diagnostic, document, document_symbol, folding_range, hover, initialize,
    references, watched_files,
};
use gouji_text::Cancelled;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeActionParams, CodeActionResponse, Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReportResult,
    DocumentSymbolParams, DocumentSymbolResponse, FoldingRange, FoldingRangeParams, GotoDefinitionParams,
    GotoDefinitionResponse, Hover, HoverParams, InitializeParams, InitializeResult, InitializedParams, Location,
    ReferenceParams,
};
use tower_lsp::{Client, LanguageServer};

use crate::log::warn;
use crate::request;
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

    /// Sends messages to the client.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// Answers from the document as it was when the request arrived.
    async fn on_document<T, F>(&self, handler: F) -> Result<Option<T>>
    where
        T: Send + 'static,
        F: FnOnce(&Session, &Context<'_>) -> std::result::Result<Option<T>, Cancelled> + Send + 'static,
    {
        let session = Arc::clone(&self.session);
        request::on_document(move |snapshot, analysed, cancel| {
            handler(&session, &Context { client: session.client(), snapshot, analysed, cancel })
        })
        .await
    }

    /// Answers `gouji/document`.
    pub async fn document(&self, params: document::Params) -> Result<document::Answer> {
        crate::document::answer(Arc::clone(&self.session), params).await
    }

    /// Answers from the document if it has not changed since the request arrived.
    async fn on_current_document<T, F>(&self, handler: F) -> Result<Option<T>>
    where
        T: Send + 'static,
        F: FnOnce(&Session, &Context<'_>) -> T + Send + 'static,
    {
        let session = Arc::clone(&self.session);
        request::on_current_document(move |snapshot, analysed, cancel| {
            handler(&session, &Context { client: session.client(), snapshot, analysed, cancel })
        })
        .await
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        Ok(initialize::handle(self.session.client()))
    }

    async fn initialized(&self, _: InitializedParams) {
        if let Some(registration) = watched_files::registration(self.session.client().profile) {
            // The client may answer late, so a task of its own waits for the answer.
            let client = self.client.clone();
            tokio::spawn(async move {
                if client.register_capability(vec![registration]).await.is_err() {
                    warn("the client does not watch files");
                }
            });
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.on_document(move |_, context| hover::handle(context, &params)).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.on_document(move |_, context| definition::handle(context, &params)).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.on_document(move |_, context| references::handle(context, &params)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let Some(kinds) = code_action::kinds(&params) else { return Ok(None) };
        self.on_document(move |session, context| {
            code_action::handle(context, session.documents.settings(), &params, kinds)
        })
        .await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.on_document(move |_, context| document_symbol::handle(context, &params)).await
    }

    async fn folding_range(&self, _: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.on_document(move |_, context| folding_range::handle(context)).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let items = self.on_current_document(pull).await?.unwrap_or_default();
        Ok(diagnostic::report(items, params.previous_result_id.as_deref()))
    }
}

/// The diagnostics that the client shows from now on. The worker then waits for the time when hidden ones may show.
fn pull(session: &Session, context: &Context<'_>) -> Vec<Diagnostic> {
    let items = diagnostic::handle(context, &session.documents, session.now());
    session.changed.notify_one();
    items
}

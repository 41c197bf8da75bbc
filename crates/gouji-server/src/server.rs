//! The server behind the ingress. Each method calls its handler in [`gouji_lsp::handlers`].

use std::sync::Arc;

use gouji_l10n::msg;
use gouji_lsp::document_file;
use gouji_lsp::handlers::code_action::Unresolved;
use gouji_lsp::handlers::{
    Context, code_action, code_lens, compare_years, completion, definition, diagnostic, document, document_highlight,
    document_link, document_symbol, figure, folding_range, formatting, hover, initialize, inlay_hint,
    on_type_formatting, overview, preview, range_formatting, references, rename, selection_range, watched_files,
    workspace_symbol,
};
use gouji_text::Cancelled;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionItem, CompletionParams,
    CompletionResponse, Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentFormattingParams,
    DocumentHighlight, DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentOnTypeFormattingParams,
    DocumentRangeFormattingParams, DocumentSymbolParams, DocumentSymbolResponse, FoldingRange, FoldingRangeParams,
    GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams, InitializeResult,
    InitializedParams, InlayHint, InlayHintParams, Location, PrepareRenameResponse, ReferenceParams, RenameParams,
    SelectionRange, SelectionRangeParams, TextDocumentPositionParams, TextEdit, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReportResult, WorkspaceEdit, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use tower_lsp::{Client, LanguageServer};

use crate::log::warn;
use crate::progress::ClientProgress;
use crate::request;
use crate::session::Session;
use crate::today::report_years;
use crate::workspace_diagnostics;

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
    pub async fn document(&self, params: document::DocumentParams) -> Result<document::DocumentAnswer> {
        let token = params.work_done_token.clone();
        let title = msg::ProgressDocument { path: document::file_name(&params) };
        let progress = match token {
            Some(token) => ClientProgress::begin(&self.client, self.session.client(), Some(token), title, 0).await,
            None => None,
        };
        let answer = self.read_document(params).await;
        if let Some(progress) = progress {
            progress.end().await;
        }
        answer
    }

    /// One document is converted at a time, so that few take the memory of one.
    async fn read_document(&self, params: document::DocumentParams) -> Result<document::DocumentAnswer> {
        let session = Arc::clone(&self.session);
        // The semaphore is never closed, so there is always a permit.
        let permit = Arc::clone(&session.conversion).acquire_owned().await;
        request::without_document(move |cancel| {
            let _permit = permit;
            document_file::answer(&session, &params, cancel)
        })
        .await
    }

    /// Answers `gouji/overview`.
    pub async fn overview(&self, _: overview::OverviewParams) -> Result<overview::OverviewAnswer> {
        let session = Arc::clone(&self.session);
        request::without_document(move |cancel| gouji_lsp::overview::overview(&session, &session.summaries, cancel))
            .await
    }

    /// Answers `gouji/compareYears`.
    pub async fn compare_years(
        &self,
        params: compare_years::CompareYearsParams,
    ) -> Result<compare_years::CompareYearsAnswer> {
        let session = Arc::clone(&self.session);
        request::without_document(move |cancel| gouji_lsp::overview::compare(&session, &params, cancel)).await
    }

    /// Answers `gouji/preview`.
    pub async fn preview(&self, _: document::DocumentParams) -> Result<Option<preview::PreviewAnswer>> {
        self.on_document(move |_, context| preview::handle(context)).await
    }

    /// Answers `gouji/figure`.
    pub async fn figure(&self, params: TextDocumentPositionParams) -> Result<Option<figure::FigureJson>> {
        self.on_document(move |_, context| figure::handle(context, &params)).await
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

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        self.on_document(move |_, context| document_highlight::handle(context, &params)).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.on_document(move |_, context| references::handle(context, &params)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let Some(kinds) = code_action::kinds(&params) else { return Ok(None) };
        self.on_document(move |session, context| {
            code_action::handle(context, session.documents.settings(), &params, &kinds)
        })
        .await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let given = action.clone();
        let resolved = self.on_document(move |_, context| code_action::resolve(context, &given).map(Some)).await?;
        match resolved {
            Some(Err(Unresolved::Changed)) => Err(Error::content_modified()),
            Some(Err(Unresolved::Refused(reason))) => Err(request::failed(reason)),
            Some(Ok(resolved)) => Ok(resolved),
            None => Ok(action),
        }
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.on_document(move |_, context| document_symbol::handle(context, &params)).await
    }

    async fn folding_range(&self, _: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.on_document(move |_, context| folding_range::handle(context)).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.on_document(move |session, context| code_lens::handle(context, session.switches(), &params)).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.on_document(move |_, context| selection_range::handle(context, &params)).await
    }

    async fn document_link(&self, _: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.on_document(move |_, context| document_link::handle(context)).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let session = Arc::clone(&self.session);
        request::without_document(move |cancel| workspace_symbol::handle(&session.documents, &params, cancel)).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        request::explained(self.on_document(move |_, context| rename::prepare(context, &params)).await?)
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        request::explained(self.on_document(move |_, context| rename::handle(context, &params)).await?)
    }

    async fn formatting(&self, _: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.on_document(move |_, context| formatting::handle(context)).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.on_document(move |_, context| range_formatting::handle(context, &params)).await
    }

    async fn on_type_formatting(&self, params: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.on_document(move |_, context| on_type_formatting::handle(context, &params)).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.on_document(move |_, context| completion::handle(context, report_years(), &params)).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        Ok(completion::resolve(self.session.client(), item))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.on_document(move |session, context| inlay_hint::handle(context, session.switches(), &params)).await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        workspace_diagnostics::answer(&self.client, &self.session, params).await
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

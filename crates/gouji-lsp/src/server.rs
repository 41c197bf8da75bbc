//! The handlers, one a method. They find the document in [`crate::request`], ask a feature, and convert its answer.

use std::sync::Arc;
use std::time::Instant;

use gouji_core::Finding;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeActionKind, CodeActionParams, CodeActionResponse, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, DocumentSymbolParams, DocumentSymbolResponse, FoldingRange, FoldingRangeParams,
    FullDocumentDiagnosticReport, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams,
    InitializeResult, InitializedParams, Location, ReferenceParams, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, ServerInfo, UnchangedDocumentDiagnosticReport,
};
use tower_lsp::{Client, LanguageServer};

use crate::capabilities::{FIX_ALL, capabilities, watched_files};
use crate::convert;
use crate::diagnostics::wire::{diagnostics, result_id};
use crate::features::accept::AcceptScope;
use crate::features::{accept, code_actions, definition, fix_all, folding, hover, symbols};
use crate::log::note;
use crate::profile::{Delivery, Watching};
use crate::request::{on_document, on_document_watched, on_present_document};
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
            capabilities: capabilities(self.session.profile()),
            server_info: Some(ServerInfo { name: "gouji".to_owned(), version: Some(version) }),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        if self.session.profile().watching == Watching::Registered {
            // The client may take its time to answer.
            let client = self.client.clone();
            tokio::spawn(async move {
                if client.register_capability(vec![watched_files()]).await.is_err() {
                    note("the client does not watch files");
                }
            });
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let session = Arc::clone(&self.session);
        let position = params.text_document_position_params.position;
        on_document(move |snapshot, analysed| {
            let offset = session.profile().encoding.place(&snapshot.rope, position).byte;
            let found =
                hover::hover(analysed.analysis.report.as_ref()?, snapshot.last_report(), offset, session.catalogue())?;
            Some(convert::hover(&session, snapshot, &found))
        })
        .await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let session = Arc::clone(&self.session);
        let place = params.text_document_position_params;
        on_document(move |snapshot, analysed| {
            let offset = session.profile().encoding.place(&snapshot.rope, place.position).byte;
            let (_, cells) = definition::definition(analysed.analysis.report.as_ref()?, offset)?;
            let uri = &place.text_document.uri;
            Some(GotoDefinitionResponse::Array(convert::locations(&session, snapshot, uri, &cells)))
        })
        .await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let session = Arc::clone(&self.session);
        let place = params.text_document_position;
        on_document(move |snapshot, analysed| {
            let offset = session.profile().encoding.place(&snapshot.rope, place.position).byte;
            let report = analysed.analysis.report.as_ref()?;
            let mut found = definition::references(report, offset)?;
            let defined = definition::definition(report, offset).filter(|_| params.context.include_declaration);
            found.extend(defined.into_iter().flat_map(|(_, cells)| cells));
            Some(convert::locations(&session, snapshot, &place.text_document.uri, &found))
        })
        .await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let asked = |kind: &CodeActionKind| {
            let within = |only: &CodeActionKind| {
                let rest = kind.as_str().strip_prefix(only.as_str());
                rest.is_some_and(|rest| only.as_str().is_empty() || rest.is_empty() || rest.starts_with('.'))
            };
            params.context.only.as_ref().map(|only| only.iter().any(within))
        };
        // Mending everything takes longer, and is no answer to what is wrong at the cursor: only where it is asked for.
        let (quick_fix, fix_all) = (asked(&CodeActionKind::QUICKFIX) != Some(false), asked(&FIX_ALL) == Some(true));
        if !quick_fix && !fix_all {
            return Ok(None);
        }
        let session = Arc::clone(&self.session);
        on_document_watched(move |snapshot, analysed, watch| {
            // What the client says of diagnostics may be older than the text; our own findings are not.
            let range = session.profile().encoding.span(&snapshot.rope, params.range);
            let uri = &params.text_document.uri;
            let mut actions = CodeActionResponse::new();
            if quick_fix {
                let found = code_actions::code_actions(&analysed.analysis.findings, range);
                actions.extend(found.map(|action| convert::quick_fix(&session, snapshot, uri, &action)));
                watch.check()?;
                let acceptance = session.documents.settings().acceptance(&snapshot.uri);
                let change = |finding: &Finding, scope| match scope {
                    AcceptScope::Finding => acceptance.as_ref()?.accept(&analysed.text, finding),
                    AcceptScope::Rule => acceptance.as_ref()?.switch_off(finding.rule),
                };
                let in_files = accept::file_actions(&analysed.analysis.findings, range, change);
                actions.extend(in_files.iter().filter_map(|action| convert::file_action(&session, snapshot, action)));
                watch.check()?;
                let comments = accept::accepting(&analysed.text, &analysed.analysis.findings, range);
                actions.extend(comments.map(|action| convert::quick_fix(&session, snapshot, uri, &action)));
            }
            if fix_all && let Some(edits) = fix_all::fix_all(analysed, watch)? {
                actions.push(convert::fix_all(&session, snapshot, uri, &edits));
            }
            Ok(Some(actions))
        })
        .await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let session = Arc::clone(&self.session);
        on_document_watched(move |snapshot, analysed, watch| {
            let Some(report) = &analysed.analysis.report else { return Ok(None) };
            let symbols = symbols::symbols(&analysed.text, report, session.catalogue(), watch)?;
            Ok(Some(convert::symbols(&session, snapshot, &params.text_document.uri, symbols)))
        })
        .await
    }

    async fn folding_range(&self, _: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        on_document_watched(|snapshot, analysed, watch| {
            let Some(report) = &analysed.analysis.report else { return Ok(None) };
            let folds = folding::folds(&analysed.text, report, watch)?;
            Ok(Some(folds.into_iter().filter_map(|fold| convert::fold(snapshot, fold)).collect()))
        })
        .await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let session = Arc::clone(&self.session);
        let items = on_present_document(move |snapshot, analysed| {
            let found = &analysed.analysis.findings;
            let everything = || (0..found.len()).collect();
            let show = match session.profile().diagnostics {
                // What waits for quiet is fetched when the worker tells the client to ask again.
                Delivery::PullAndRefresh => session
                    .documents
                    .settle(snapshot, analysed, Instant::now())
                    .map_or_else(everything, |verdict| verdict.show),
                Delivery::Pull | Delivery::Push => everything(),
            };
            session.changed.notify_one();
            Some(diagnostics(&session, snapshot, &analysed.analysis, &show))
        });
        let items = items.await?.unwrap_or_default();
        let id = result_id(&items);
        let report = if params.previous_result_id.as_ref() == Some(&id) {
            DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
            })
        } else {
            DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
                related_documents: None,
                full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(id), items },
            })
        };
        Ok(DocumentDiagnosticReportResult::Report(report))
    }
}

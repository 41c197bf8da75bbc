//! The requests, each with its handler in `gouji-lsp`.

use std::sync::Arc;

use gouji_ide::documents::Snapshot;
use gouji_ide::features::report_years::report_years;
use gouji_lsp::handlers::code_action::Unresolved;
use gouji_lsp::handlers::{
    Context, HANDLERS, code_action, code_lens, compare_years, completion, definition, diagnostic, document,
    document_highlight, document_link, document_symbol, figure, folding_range, formatting, hover, inlay_hint,
    on_type_formatting, overview, preview, range_formatting, references, rename, selection_range, workspace_symbol,
};
use gouji_lsp::session::Session;
use gouji_lsp::{document_file, uri};
use gouji_text::{CancelToken, Cancelled};
use ls_types::CodeActionParams;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::message::{self, ResponseError};
use crate::server::Server;

type Answer = Result<Value, ResponseError>;

/// A request that stays open until a file changes. The worker has no list of such requests.
const NOT_ANSWERED: &str = "workspace/diagnostic";

/// Whether the worker has this method.
pub(crate) fn is_known(method: &str) -> bool {
    let is_handled = HANDLERS.iter().any(|handler| handler.methods.contains(&method));
    is_handled && method != NOT_ANSWERED
}

/// Answers a request with a known method.
pub(crate) fn answer(server: &Server, method: &str, mut params: Option<Value>) -> Answer {
    let session = &server.session;
    let document = uri::of_document(params.as_ref());
    let snapshot = document.and_then(|uri| session.documents.snapshot(uri));
    if let Some(params) = &mut params {
        uri::encode_document(params);
    }
    let request = Request { session, snapshot, params };
    match method {
        "textDocument/hover" => request.on_document(hover::handle),
        "textDocument/definition" => request.on_document(definition::handle),
        "textDocument/documentHighlight" => request.on_document(document_highlight::handle),
        "textDocument/references" => request.on_document(references::handle),
        "textDocument/codeAction" => code_actions(request),
        "codeAction/resolve" => resolve_action(request),
        "textDocument/documentSymbol" => request.on_document(document_symbol::handle),
        "textDocument/foldingRange" => {
            request.on_document(|context, _: &ls_types::FoldingRangeParams| folding_range::handle(context))
        }
        "textDocument/codeLens" => {
            request.on_document(|context, params| code_lens::handle(context, session.switches(), params))
        }
        "textDocument/selectionRange" => request.on_document(selection_range::handle),
        "textDocument/documentLink" => {
            request.on_document(|context, _: &ls_types::DocumentLinkParams| document_link::handle(context))
        }
        "textDocument/prepareRename" => explained(request, rename::prepare),
        "textDocument/rename" => explained(request, rename::handle),
        "textDocument/formatting" => {
            request.on_document(|context, _: &ls_types::DocumentFormattingParams| formatting::handle(context))
        }
        "textDocument/rangeFormatting" => request.on_document(range_formatting::handle),
        "textDocument/onTypeFormatting" => request.on_document(on_type_formatting::handle),
        "textDocument/completion" => {
            let years = report_years(server.time());
            request.on_document(|context, params| completion::handle(context, years, params))
        }
        "completionItem/resolve" => {
            let item = message::params(request.params)?;
            json(completion::resolve(session.client(), item))
        }
        "textDocument/inlayHint" => {
            request.on_document(|context, params| inlay_hint::handle(context, session.switches(), params))
        }
        "textDocument/diagnostic" => pull(server, request),
        "workspace/symbol" => {
            let params = message::params(request.params)?;
            finished(workspace_symbol::handle(&session.documents, &params, CancelToken::never()))
        }
        document::METHOD => {
            let params = message::params(request.params)?;
            finished(document_file::answer(session, &params, CancelToken::never()))
        }
        preview::METHOD => request.on_document(|context, _: &document::DocumentParams| preview::handle(context)),
        figure::METHOD => request.on_document(figure::handle),
        overview::METHOD => {
            let _: overview::OverviewParams = message::params(request.params)?;
            finished(gouji_lsp::overview::overview(session, &server.summaries, CancelToken::never()))
        }
        compare_years::METHOD => {
            let params = message::params(request.params)?;
            finished(gouji_lsp::overview::compare(session, &params, CancelToken::never()))
        }
        // The other known methods are those of notifications.
        _ => Err(ResponseError::invalid_request()),
    }
}

/// A request that may be about an open document.
struct Request<'a> {
    session: &'a Session,
    snapshot: Option<Arc<Snapshot>>,
    params: Option<Value>,
}

impl Request<'_> {
    /// Answers from the document; `null` if it is not open.
    fn on_document<P: DeserializeOwned, T: Serialize>(
        self,
        handler: impl FnOnce(&Context<'_>, &P) -> Result<Option<T>, Cancelled>,
    ) -> Answer {
        match self.handled(handler)? {
            Some((_, answer)) => json(answer),
            None => Ok(Value::Null),
        }
    }

    /// The parameters and the answer from the document; `None` if it is not open, or if there is no answer.
    fn handled<P: DeserializeOwned, T>(
        self,
        handler: impl FnOnce(&Context<'_>, &P) -> Result<Option<T>, Cancelled>,
    ) -> Result<Option<(P, T)>, ResponseError> {
        let params: P = message::params(self.params)?;
        let Some(snapshot) = self.snapshot else { return Ok(None) };
        let analysed = snapshot.analysed(snapshot.superseded()).map_err(|Cancelled| ResponseError::cancelled())?;
        let context = Context {
            client: self.session.client(),
            snapshot: &snapshot,
            analysed: &analysed,
            cancel: CancelToken::never(),
        };
        let answer = handler(&context, &params).map_err(|Cancelled| ResponseError::cancelled())?;
        Ok(answer.map(|answer| (params, answer)))
    }
}

fn code_actions(request: Request<'_>) -> Answer {
    let session = request.session;
    request.on_document(|context, params: &CodeActionParams| match code_action::kinds(params) {
        Some(kinds) => code_action::handle(context, session.documents.settings(), params, &kinds),
        None => Ok(None),
    })
}

fn resolve_action(request: Request<'_>) -> Answer {
    let given = request.params.clone();
    match request.handled(|context, action| code_action::resolve(context, action).map(Some))? {
        Some((_, Ok(resolved))) => json(resolved),
        Some((_, Err(Unresolved::Changed))) => Err(ResponseError::content_modified()),
        Some((_, Err(Unresolved::Refused(reason)))) => Err(ResponseError::failed(reason)),
        None => json(message::params::<ls_types::CodeAction>(given)?),
    }
}

/// The answer, or an error with the reason for which there is none. Clients show the reason to the user.
fn explained<P: DeserializeOwned, T: Serialize>(
    request: Request<'_>,
    handler: impl FnOnce(&Context<'_>, &P) -> Result<Option<Result<T, String>>, Cancelled>,
) -> Answer {
    match request.handled(handler)? {
        Some((_, Ok(answer))) => json(answer),
        Some((_, Err(reason))) => Err(ResponseError::failed(reason)),
        None => Ok(Value::Null),
    }
}

/// The diagnostics that the client shows from now on.
fn pull(server: &Server, request: Request<'_>) -> Answer {
    let params: ls_types::DocumentDiagnosticParams = message::params(request.params.clone())?;
    let documents = &server.session.documents;
    let handled = request.handled(|context, _: &ls_types::DocumentDiagnosticParams| {
        Ok(Some(diagnostic::handle(context, documents, server.now())))
    })?;
    let items = handled.map(|(_, items)| items).unwrap_or_default();
    json(diagnostic::report(items, params.previous_result_id.as_deref()))
}

fn finished<T: Serialize>(answer: Result<T, Cancelled>) -> Answer {
    json(answer.map_err(|Cancelled| ResponseError::cancelled())?)
}

fn json(answer: impl Serialize) -> Answer {
    serde_json::to_value(answer).map_err(|error| ResponseError::internal(error.to_string()))
}

//! `textDocument/documentSymbol`: the outline.

use gouji_ide::features::symbols::{self, OutlineKind, Symbol};
use gouji_text::Cancelled;
use ls_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, OneOf, SymbolInformation, SymbolKind, Uri,
};

use super::{Context, Handler};
use crate::profile::Symbols;
use crate::to_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "document_symbol",
    methods: &["textDocument/documentSymbol"],
    announce: |_, capabilities| capabilities.document_symbol_provider = Some(OneOf::Left(true)),
};

/// Answers the request.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(
    context: &Context<'_>,
    params: &DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>, Cancelled> {
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    let symbols = symbols::symbols(&context.analysed.text, report, context.client.catalogue, context.cancel)?;
    Ok(Some(match context.client.profile.symbols {
        Symbols::Nested => {
            DocumentSymbolResponse::Nested(symbols.into_iter().map(|symbol| nested(context, symbol)).collect())
        }
        Symbols::Flat => {
            let mut flat = Vec::new();
            flatten(context, &params.text_document.uri, None, symbols, &mut flat);
            DocumentSymbolResponse::Flat(flat)
        }
    }))
}

#[allow(deprecated, reason = "the type has a deprecated field without a default")]
fn nested(context: &Context<'_>, symbol: Symbol) -> DocumentSymbol {
    let range = |span| to_proto::range(context.encoding(), &context.snapshot.rope, span);
    let children: Vec<_> = symbol.children.into_iter().map(|child| nested(context, child)).collect();
    DocumentSymbol {
        name: symbol.name,
        detail: None,
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: range(symbol.span),
        selection_range: range(symbol.selection),
        children: (!children.is_empty()).then_some(children),
    }
}

#[allow(deprecated, reason = "the type has a deprecated field without a default")]
fn flatten(
    context: &Context<'_>,
    uri: &Uri,
    container: Option<&str>,
    symbols: Vec<Symbol>,
    flat: &mut Vec<SymbolInformation>,
) {
    for symbol in symbols {
        let range = to_proto::range(context.encoding(), &context.snapshot.rope, symbol.span);
        flat.push(SymbolInformation {
            name: symbol.name.clone(),
            kind: kind(symbol.kind),
            tags: None,
            deprecated: None,
            location: Location { uri: uri.clone(), range },
            container_name: container.map(str::to_owned),
        });
        flatten(context, uri, Some(&symbol.name), symbol.children, flat);
    }
}

const fn kind(kind: OutlineKind) -> SymbolKind {
    match kind {
        OutlineKind::Section => SymbolKind::MODULE,
        OutlineKind::Subsection => SymbolKind::NAMESPACE,
        OutlineKind::Item => SymbolKind::STRING,
        OutlineKind::Table => SymbolKind::ARRAY,
    }
}

//! From the features' answers to the protocol's types.

use std::collections::HashMap;

use gouji_config::FileChange;
use gouji_core::Message;
use ropey::Rope;
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CreateFile, CreateFileOptions, DocumentChangeOperation,
    DocumentChanges, DocumentSymbol, DocumentSymbolResponse, FoldingRange, FoldingRangeKind, Hover, HoverContents,
    Location, MarkupContent, MarkupKind, OneOf, OptionalVersionedTextDocumentIdentifier, ResourceOp, SymbolInformation,
    SymbolKind, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use crate::capabilities::FIX_ALL;
use crate::diagnostics::wire::diagnostic;
use crate::documents::Snapshot;
use crate::features::accept::FileAction;
use crate::features::code_actions::{Action, Standing};
use crate::features::hover::{self, Block};
use crate::features::symbols::{Kind, Symbol};
use crate::positions::line_of;
use crate::profile::{Creation, Edits, Markup, Symbols};
use crate::session::Session;

pub(crate) fn hover(session: &Session, snapshot: &Snapshot, hover: &hover::Hover) -> Hover {
    let markup = session.profile().hover;
    let kind = match markup {
        Markup::Markdown => MarkupKind::Markdown,
        Markup::Plain => MarkupKind::PlainText,
    };
    let blocks: Vec<String> = hover.blocks.iter().map(|piece| block(markup, piece)).collect();
    Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value: blocks.join("\n\n") }),
        range: Some(session.profile().encoding.range(&snapshot.rope, hover.span)),
    }
}

/// Places of the document, in the order given.
pub(crate) fn locations(
    session: &Session,
    snapshot: &Snapshot,
    uri: &Uri,
    spans: &[gouji_core::Span],
) -> Vec<Location> {
    let encoding = session.profile().encoding;
    spans.iter().map(|span| Location { uri: uri.clone(), range: encoding.range(&snapshot.rope, *span) }).collect()
}

fn block(markup: Markup, block: &Block) -> String {
    let lines = |items: &[String], mark: &str| {
        items.iter().map(|item| format!("{mark}{}", escape(markup, item))).collect::<Vec<_>>().join("\n")
    };
    match (block, markup) {
        (Block::Title(title), Markup::Markdown) => format!("**{}**", escape(markup, title)),
        (Block::Title(title), Markup::Plain) => title.clone(),
        (Block::Text(text), _) => escape(markup, text),
        (Block::List(items), Markup::Markdown) => lines(items, "- "),
        (Block::List(items), Markup::Plain) => lines(items, ""),
    }
}

/// Labels come from the report and may bear what Markdown takes for its own.
fn escape(markup: Markup, text: &str) -> String {
    let special = |c: char| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|');
    match markup {
        Markup::Plain => text.to_owned(),
        Markup::Markdown => text.chars().fold(String::with_capacity(text.len()), |mut escaped, c| {
            if special(c) {
                escaped.push('\\');
            }
            escaped.push(c);
            escaped
        }),
    }
}

pub(crate) fn quick_fix(session: &Session, snapshot: &Snapshot, uri: &Uri, action: &Action<'_>) -> CodeActionOrCommand {
    let mends = action.mends.iter().map(|finding| diagnostic(session, snapshot, finding));
    CodeActionOrCommand::CodeAction(CodeAction {
        title: session.catalogue().render(&action.title),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(mends.collect()),
        edit: Some(workspace_edit(session, snapshot, uri, &action.edits)),
        is_preferred: Some(action.standing == Standing::First),
        ..CodeAction::default()
    })
}

/// `None` if the file does not exist and the client cannot create it.
pub(crate) fn file_action(
    session: &Session,
    snapshot: &Snapshot,
    action: &FileAction<'_>,
) -> Option<CodeActionOrCommand> {
    Some(CodeActionOrCommand::CodeAction(CodeAction {
        title: session.catalogue().render(&action.title),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic(session, snapshot, action.accepts)]),
        edit: Some(file_edit(session, &action.change)?),
        is_preferred: Some(false),
        ..CodeAction::default()
    }))
}

fn file_edit(session: &Session, change: &FileChange) -> Option<WorkspaceEdit> {
    let profile = session.profile();
    let uri: Uri = crate::uri::of_path(&change.path)?.parse().ok()?;
    let rope = Rope::from_str(change.before.as_deref().unwrap_or_default());
    let edit = TextEdit { range: profile.encoding.range(&rope, change.edit.span), new_text: change.edit.text.clone() };
    let changed = |uri| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
        edits: vec![OneOf::Left(edit.clone())],
    };
    let changes = match (&change.before, profile.edits, profile.creation) {
        (None, _, Creation::Unsupported) => return None,
        (None, _, Creation::Supported) => {
            let create = CreateFile {
                uri: uri.clone(),
                options: Some(CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) }),
                annotation_id: None,
            };
            DocumentChanges::Operations(vec![
                DocumentChangeOperation::Op(ResourceOp::Create(create)),
                DocumentChangeOperation::Edit(changed(uri)),
            ])
        }
        (Some(_), Edits::Versioned, _) => DocumentChanges::Edits(vec![changed(uri)]),
        (Some(_), Edits::Plain, _) => {
            return Some(WorkspaceEdit {
                changes: Some(HashMap::from([(uri, vec![edit])])),
                ..WorkspaceEdit::default()
            });
        }
    };
    Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
}

pub(crate) fn fix_all(
    session: &Session,
    snapshot: &Snapshot,
    uri: &Uri,
    edits: &[gouji_core::TextEdit],
) -> CodeActionOrCommand {
    CodeActionOrCommand::CodeAction(CodeAction {
        title: session.catalogue().render(&Message::new("action-fix-all")),
        kind: Some(FIX_ALL),
        edit: Some(workspace_edit(session, snapshot, uri, edits)),
        ..CodeAction::default()
    })
}

fn workspace_edit(session: &Session, snapshot: &Snapshot, uri: &Uri, edits: &[gouji_core::TextEdit]) -> WorkspaceEdit {
    let profile = session.profile();
    let edits = edits
        .iter()
        .map(|edit| TextEdit { range: profile.encoding.range(&snapshot.rope, edit.span), new_text: edit.text.clone() });
    match profile.edits {
        Edits::Versioned => WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(vec![TextDocumentEdit {
                text_document: OptionalVersionedTextDocumentIdentifier {
                    uri: uri.clone(),
                    version: Some(snapshot.version),
                },
                edits: edits.map(OneOf::Left).collect(),
            }])),
            ..WorkspaceEdit::default()
        },
        Edits::Plain => {
            WorkspaceEdit { changes: Some(HashMap::from([(uri.clone(), edits.collect())])), ..WorkspaceEdit::default() }
        }
    }
}

pub(crate) fn symbols(
    session: &Session,
    snapshot: &Snapshot,
    uri: &Uri,
    symbols: Vec<Symbol>,
) -> DocumentSymbolResponse {
    match session.profile().symbols {
        Symbols::Nested => DocumentSymbolResponse::Nested(
            symbols.into_iter().map(|symbol| nested(session, snapshot, symbol)).collect(),
        ),
        Symbols::Flat => {
            let mut flat = Vec::new();
            flatten(session, snapshot, uri, None, symbols, &mut flat);
            DocumentSymbolResponse::Flat(flat)
        }
    }
}

#[allow(deprecated, reason = "the type has a deprecated field without a default")]
fn nested(session: &Session, snapshot: &Snapshot, symbol: Symbol) -> DocumentSymbol {
    let encoding = session.profile().encoding;
    let children: Vec<_> = symbol.children.into_iter().map(|child| nested(session, snapshot, child)).collect();
    DocumentSymbol {
        name: symbol.name,
        detail: None,
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: encoding.range(&snapshot.rope, symbol.span),
        selection_range: encoding.range(&snapshot.rope, symbol.selection),
        children: (!children.is_empty()).then_some(children),
    }
}

#[allow(deprecated, reason = "the type has a deprecated field without a default")]
fn flatten(
    session: &Session,
    snapshot: &Snapshot,
    uri: &Uri,
    container: Option<&str>,
    symbols: Vec<Symbol>,
    flat: &mut Vec<SymbolInformation>,
) {
    for symbol in symbols {
        let range = session.profile().encoding.range(&snapshot.rope, symbol.span);
        flat.push(SymbolInformation {
            name: symbol.name.clone(),
            kind: kind(symbol.kind),
            tags: None,
            deprecated: None,
            location: Location { uri: uri.clone(), range },
            container_name: container.map(str::to_owned),
        });
        flatten(session, snapshot, uri, Some(&symbol.name), symbol.children, flat);
    }
}

const fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Section => SymbolKind::MODULE,
        Kind::Subsection => SymbolKind::NAMESPACE,
        Kind::Item => SymbolKind::STRING,
        Kind::Table => SymbolKind::ARRAY,
    }
}

/// A fold of whole lines; `None` where it is one line only.
pub(crate) fn fold(snapshot: &Snapshot, span: gouji_core::Span) -> Option<FoldingRange> {
    let line = |byte| u32::try_from(line_of(&snapshot.rope, byte)).ok();
    let (start_line, end_line) = (line(span.start)?, line(span.end)?);
    (start_line < end_line).then(|| FoldingRange {
        start_line,
        end_line,
        kind: Some(FoldingRangeKind::Region),
        ..FoldingRange::default()
    })
}

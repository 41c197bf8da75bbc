//! Converts the types of `gouji-ide` to those of the protocol.

use std::collections::HashMap;

use gouji_config::FileChange;
use gouji_ide::documents::Snapshot;
use gouji_ide::features::figures::FigureChange;
use gouji_ide::line_index::{Encoding, LineCol};
use gouji_l10n::{Catalogue, msg};
use gouji_lint::{Finding, Severity, rules};
use gouji_text::Span;
use ls_types::{
    AnnotatedTextEdit, ChangeAnnotation, CreateFile, CreateFileOptions, Diagnostic, DiagnosticRelatedInformation,
    DiagnosticSeverity, DocumentChangeOperation, DocumentChanges, Location, NumberOrString, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, PositionEncodingKind, Range, ResourceOp, TextDocumentEdit,
    TextEdit, Uri, WorkspaceEdit,
};
use ropey::Rope;

use crate::client::ClientContext;
use crate::profile::{Creation, Edits, Related, Support};
use crate::uri;

/// The source of a diagnostic that no rule reports.
pub(crate) const SOURCE: &str = "gouji";

/// The protocol's name of an encoding.
pub fn encoding(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// Converts a position.
pub fn position(position: LineCol) -> Position {
    Position::new(position.line, position.column)
}

/// Converts a span of the text `rope`.
pub fn range(encoding: Encoding, rope: &Rope, span: Span) -> Range {
    let range = encoding.range(rope, span);
    Range::new(position(range.start), position(range.end))
}

/// Converts places of the document `uri`, in the given order.
pub(crate) fn locations(encoding: Encoding, snapshot: &Snapshot, uri: &Uri, spans: &[Span]) -> Vec<Location> {
    spans.iter().map(|span| Location { uri: uri.clone(), range: range(encoding, &snapshot.rope, *span) }).collect()
}

/// Converts an edit of the text `rope`.
pub(crate) fn text_edit(encoding: Encoding, rope: &Rope, edit: &gouji_text::TextEdit) -> TextEdit {
    TextEdit { range: range(encoding, rope, edit.span), new_text: edit.text.clone() }
}

/// Converts edits of an open document.
pub(crate) fn workspace_edit(
    client: &ClientContext,
    snapshot: &Snapshot,
    uri: &Uri,
    edits: &[gouji_text::TextEdit],
) -> WorkspaceEdit {
    let profile = client.profile;
    let edits = edits.iter().map(|edit| text_edit(profile.encoding, &snapshot.rope, edit));
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

/// Converts changes of figures in an open document. The user confirms each of them if the client can ask.
pub(crate) fn figures_edit(
    client: &ClientContext,
    snapshot: &Snapshot,
    uri: &Uri,
    changes: &[FigureChange],
) -> WorkspaceEdit {
    if client.profile.annotations == Support::No {
        let edits: Vec<gouji_text::TextEdit> = changes.iter().map(|change| change.edit.clone()).collect();
        return workspace_edit(client, snapshot, uri, &edits);
    }
    let annotated = |(at, change): (usize, &FigureChange)| {
        let text_edit = text_edit(client.profile.encoding, &snapshot.rope, &change.edit);
        OneOf::Right(AnnotatedTextEdit { text_edit, annotation_id: at.to_string() })
    };
    let annotation = |(at, change): (usize, &FigureChange)| (at.to_string(), annotation(client, change));
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                uri: uri.clone(),
                version: Some(snapshot.version),
            },
            edits: changes.iter().enumerate().map(annotated).collect(),
        }])),
        change_annotations: Some(changes.iter().enumerate().map(annotation).collect()),
        ..WorkspaceEdit::default()
    }
}

/// Clients show equal labels once, so each label names its cell.
fn annotation(client: &ClientContext, FigureChange { cell, before, edit }: &FigureChange) -> ChangeAnnotation {
    let (before, after) = (before.as_str(), edit.text.as_str());
    let description = match before {
        "" => client.catalogue.text(msg::ChangeBlank { after }),
        _ => client.catalogue.text(msg::ChangeFigure { before, after }),
    };
    ChangeAnnotation { label: cell.clone(), needs_confirmation: Some(true), description: Some(description) }
}

/// Converts the edit of another file; `None` if the file does not exist and the client cannot create it.
pub(crate) fn file_edit(client: &ClientContext, change: &FileChange) -> Option<WorkspaceEdit> {
    let profile = client.profile;
    let uri: Uri = uri::from_path(&change.path)?.parse().ok()?;
    let rope = Rope::from_str(change.before.as_deref().unwrap_or_default());
    let edit = text_edit(profile.encoding, &rope, &change.edit);
    let document_edit = |uri| TextDocumentEdit {
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
                DocumentChangeOperation::Edit(document_edit(uri)),
            ])
        }
        (Some(_), Edits::Versioned, _) => DocumentChanges::Edits(vec![document_edit(uri)]),
        (Some(_), Edits::Plain, _) => {
            return Some(WorkspaceEdit {
                changes: Some(HashMap::from([(uri, vec![edit])])),
                ..WorkspaceEdit::default()
            });
        }
    };
    Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
}

/// Converts a finding of the snapshot.
pub(crate) fn diagnostic(client: &ClientContext, snapshot: &Snapshot, finding: &Finding) -> Diagnostic {
    let (profile, catalogue) = (client.profile, client.catalogue);
    let location = |related: &gouji_lint::Related| {
        let (id, rope) = match &related.source {
            None => (&snapshot.id, &snapshot.rope),
            Some(source) => snapshot.related_text(source).map(|other| (&other.id, &other.rope))?,
        };
        Some(Location { uri: uri::encode(id)?, range: range(profile.encoding, rope, related.span) })
    };
    let related_information = (profile.related == Related::Supported).then(|| {
        let related = finding.related.iter().filter_map(|related| {
            let message = catalogue.render(&related.message);
            Some(DiagnosticRelatedInformation { location: location(related)?, message })
        });
        related.collect::<Vec<_>>()
    });
    Diagnostic {
        range: range(profile.encoding, &snapshot.rope, finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        code_description: client.documentation.page(finding.rule, catalogue.locale()),
        source: Some(source(finding.rule, catalogue)),
        message: catalogue.render(&finding.message),
        related_information: related_information.filter(|related| !related.is_empty()),
        ..Diagnostic::default()
    }
}

/// The name of the program with the title of the rule. Clients show it next to the code, which is the name of the rule in every language.
pub(crate) fn source(rule: &str, catalogue: &Catalogue) -> String {
    match rules::named(rule) {
        Some(rule) => catalogue.text(msg::FindingSource { title: rule.title(catalogue.locale()) }),
        None => SOURCE.to_owned(),
    }
}

const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}

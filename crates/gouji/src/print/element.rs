//! The JSON elements of `check`: findings, and files without findings.

use gouji_l10n::{Catalogue, msg};
use gouji_lint::{Applicability, Finding};
use gouji_text::Span;
use gouji_text::harmless;
use gouji_text::places::{Place, Places};
use serde::Serialize;

use super::Elements;
use super::source_files::{SourceFile, SourceFiles};
use crate::print::names;
use crate::run::checked::CheckedReport;
use crate::run::documents::Spot;
use crate::run::unread::Unread;

/// A finding, or a file without findings, so that the output lists every file. An element of a file has the same fields; rule and
/// severity are null, and its place is the beginning of the file.
#[derive(Serialize)]
struct FindingElement<'a> {
    file: String,
    /// `checked` of a finding, `clean` of a report without findings, `unread` of a file that was not checked.
    status: &'static str,
    /// Why it was not checked.
    reason: Option<&'static str>,
    #[serde(flatten)]
    body: FindingBody<'a>,
}

/// The finding itself.
#[derive(Serialize)]
pub struct FindingBody<'a> {
    rule: Option<&'a str>,
    severity: Option<&'a str>,
    message: String,
    #[serde(flatten)]
    range: PlaceRange,
    /// The place in the document, if the text was converted from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<Spot>,
    relations: &'a [String],
    related: Vec<RelatedElement>,
    fixes: Vec<FixElement<'a>>,
}

#[derive(Serialize)]
struct PlaceRange {
    start: Place,
    end: Place,
}

impl PlaceRange {
    fn new(places: &Places<'_>, span: Span) -> Self {
        Self { start: places.place(span.start), end: places.place(span.end) }
    }
}

#[derive(Serialize)]
struct RelatedElement {
    message: String,
    file: String,
    #[serde(flatten)]
    range: PlaceRange,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<Spot>,
}

#[derive(Serialize)]
struct FixElement<'a> {
    title: String,
    safe: bool,
    edits: Vec<EditElement<'a>>,
}

#[derive(Serialize)]
struct EditElement<'a> {
    #[serde(flatten)]
    range: PlaceRange,
    text: &'a str,
}

impl Elements for CheckedReport {
    /// The findings, or else one element for the clean file.
    fn elements(&self, between: &str, catalogue: &Catalogue) -> String {
        let sources = SourceFiles::new(self);
        let mut elements = String::new();
        for finding in &self.analysis.findings {
            if !elements.is_empty() {
                elements.push_str(between);
            }
            elements.push_str(&line(&element(finding, &sources, catalogue)));
        }
        if elements.is_empty() {
            let message = catalogue.text(msg::CliClean { path: sources.own.file.as_str() });
            elements = line(&file(sources.own.file, "clean", None, message));
        }
        elements
    }

    fn unread(unread: &Unread, catalogue: &Catalogue) -> String {
        let message = catalogue.render(&unread.cause.message);
        line(&file(names::portable(&unread.path), "unread", Some(unread.cause.reason.name()), message))
    }
}

fn line(element: &FindingElement<'_>) -> String {
    // Serialization of an element does not fail.
    harmless::json(serde_json::to_string(element).unwrap_or_default())
}

fn file(file: String, status: &'static str, reason: Option<&'static str>, message: String) -> FindingElement<'static> {
    let start = Place { line: 1, column: 1 };
    FindingElement {
        file,
        status,
        reason,
        body: FindingBody {
            rule: None,
            severity: None,
            message,
            range: PlaceRange { start, end: start },
            document: None,
            relations: &[],
            related: Vec::new(),
            fixes: Vec::new(),
        },
    }
}

fn element<'a>(finding: &'a Finding, sources: &SourceFiles<'_>, catalogue: &Catalogue) -> FindingElement<'a> {
    let file = sources.own.file.clone();
    FindingElement { file, status: "checked", reason: None, body: body(finding, sources, catalogue) }
}

/// A finding without its file.
pub fn body<'a>(finding: &'a Finding, sources: &SourceFiles<'_>, catalogue: &Catalogue) -> FindingBody<'a> {
    let SourceFile { places, .. } = &sources.own;
    let range = |span: Span| PlaceRange::new(places, span);
    let related = finding.related.iter().map(|related| {
        let source_file = sources.for_related(related);
        RelatedElement {
            message: catalogue.render(&related.message),
            file: source_file.file.clone(),
            range: PlaceRange::new(&source_file.places, related.span),
            document: source_file.spot(related.span.start),
        }
    });
    let fixes = finding.fixes.iter().map(|fix| FixElement {
        title: catalogue.render(&fix.title),
        safe: fix.applicability == Applicability::Safe,
        edits: fix.edits.iter().map(|edit| EditElement { range: range(edit.span), text: &edit.text }).collect(),
    });
    FindingBody {
        rule: Some(finding.rule),
        severity: Some(finding.severity.name()),
        message: catalogue.render(&finding.message),
        range: range(finding.span),
        document: sources.own.spot(finding.span.start),
        relations: &finding.relations,
        related: related.collect(),
        fixes: fixes.collect(),
    }
}

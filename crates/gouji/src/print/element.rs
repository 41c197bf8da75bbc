//! A finding as an element of the JSON formats, and a file of which there is none.

use gouji_l10n::{Catalogue, Message};
use gouji_lint::{Applicability, Finding};
use gouji_text::Span;
use serde::Serialize;

use super::Elements;
use super::source_files::{Sheet, Sheets};
use crate::print::harmless;
use crate::print::places::{Place, Places};
use crate::run::documents::Spot;
use crate::run::session::Checked;
use crate::run::unread::Unread;

/// A finding, as it is printed; or a file that has none, so that each file that was looked at is named. Such an element has the same
/// fields, without a rule and a severity, at the beginning of the file.
#[derive(Serialize)]
struct Element<'a> {
    file: String,
    /// `checked` of a finding, `clean` of a report without findings, `unread` of a file that was not checked.
    status: &'static str,
    /// Why it was not checked.
    reason: Option<&'static str>,
    rule: Option<&'a str>,
    severity: Option<&'a str>,
    message: String,
    #[serde(flatten)]
    range: Range,
    /// Where in the document, for a finding in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<Spot>,
    relations: &'a [String],
    related: Vec<Related>,
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

impl Range {
    fn of(places: &Places<'_>, span: Span) -> Self {
        Self { start: places.place(span.start), end: places.place(span.end) }
    }
}

#[derive(Serialize)]
struct Related {
    message: String,
    file: String,
    #[serde(flatten)]
    range: Range,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<Spot>,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: String,
    safe: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    range: Range,
    text: &'a str,
}

impl Elements for Checked {
    /// The findings; where there are none, that the file is clean.
    fn elements(&self, between: &str, catalogue: &Catalogue) -> String {
        let sheets = Sheets::of(self);
        let mut elements = String::new();
        for finding in &self.analysis.findings {
            if !elements.is_empty() {
                elements.push_str(between);
            }
            elements.push_str(&line(&element(finding, &sheets, catalogue)));
        }
        if elements.is_empty() {
            let message = catalogue.render(&Message::new("cli-clean").with("path", sheets.own.file.as_str()));
            elements = line(&file(sheets.own.file, "clean", None, message));
        }
        elements
    }

    fn unread(unread: &Unread, catalogue: &Catalogue) -> String {
        let message = catalogue.render(&unread.cause.message);
        line(&file(unread.path.display().to_string(), "unread", Some(unread.cause.reason.name()), message))
    }
}

fn line(element: &Element<'_>) -> String {
    // Nothing in an element can fail to become JSON.
    harmless::json(serde_json::to_string(element).unwrap_or_default())
}

fn file(file: String, status: &'static str, reason: Option<&'static str>, message: String) -> Element<'static> {
    let start = Place { line: 1, column: 1 };
    Element {
        file,
        status,
        reason,
        rule: None,
        severity: None,
        message,
        range: Range { start, end: start },
        document: None,
        relations: &[],
        related: Vec::new(),
        fixes: Vec::new(),
    }
}

fn element<'a>(finding: &'a Finding, sheets: &Sheets<'_>, catalogue: &Catalogue) -> Element<'a> {
    let Sheet { file, places, .. } = &sheets.own;
    let range = |span: Span| Range::of(places, span);
    let related = finding.related.iter().map(|related| {
        let sheet = sheets.of_related(related);
        Related {
            message: catalogue.render(&related.message),
            file: sheet.file.clone(),
            range: Range::of(&sheet.places, related.span),
            document: sheet.spot(related.span.start),
        }
    });
    let fixes = finding.fixes.iter().map(|fix| Fix {
        title: catalogue.render(&fix.title),
        safe: fix.applicability == Applicability::Safe,
        edits: fix.edits.iter().map(|edit| Edit { range: range(edit.span), text: &edit.text }).collect(),
    });
    Element {
        file: file.clone(),
        status: "checked",
        reason: None,
        rule: Some(finding.rule),
        severity: Some(finding.severity.name()),
        message: catalogue.render(&finding.message),
        range: range(finding.span),
        document: sheets.own.spot(finding.span.start),
        relations: &finding.relations,
        related: related.collect(),
        fixes: fixes.collect(),
    }
}

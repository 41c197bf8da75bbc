//! A finding as an element of the JSON formats.

use gouji_core::{Applicability, Catalogue, Finding, Span};
use serde::Serialize;

use super::sheets::{Sheet, Sheets};
use crate::places::{Place, Places};
use crate::session::Checked;

/// A finding, as it is printed.
#[derive(Serialize)]
struct Element<'a> {
    file: String,
    rule: &'a str,
    severity: &'a str,
    message: String,
    #[serde(flatten)]
    range: Range,
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

/// The findings of a file as JSON, one by one, each in one line.
pub fn elements<'a>(checked: &'a Checked, catalogue: &'a Catalogue) -> impl Iterator<Item = String> + use<'a> {
    let sheets = Sheets::of(checked);
    // Nothing in an element can fail to become JSON.
    let line = move |finding| serde_json::to_string(&element(finding, &sheets, catalogue)).unwrap_or_default();
    checked.analysis.findings.iter().map(line)
}

fn element<'a>(finding: &'a Finding, sheets: &Sheets<'_>, catalogue: &Catalogue) -> Element<'a> {
    let Sheet { file, places } = &sheets.own;
    let range = |span: Span| Range::of(places, span);
    let related = finding.related.iter().map(|related| {
        let Sheet { file, places } = sheets.of_related(related);
        let message = catalogue.render(&related.message);
        Related { message, file: file.clone(), range: Range::of(places, related.span) }
    });
    let fixes = finding.fixes.iter().map(|fix| Fix {
        title: catalogue.render(&fix.title),
        safe: fix.applicability == Applicability::Safe,
        edits: fix.edits.iter().map(|edit| Edit { range: range(edit.span), text: &edit.text }).collect(),
    });
    Element {
        file: file.clone(),
        rule: finding.rule,
        severity: finding.severity.name(),
        message: catalogue.render(&finding.message),
        range: range(finding.span),
        relations: &finding.relations,
        related: related.collect(),
        fixes: fixes.collect(),
    }
}

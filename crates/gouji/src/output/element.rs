//! A finding as an element of the JSON formats.

use gouji_core::{Applicability, Catalogue, Finding, Span};
use serde::Serialize;

use crate::places::{Place, Places};
use crate::session::Checked;

#[derive(Serialize)]
/// A finding, as it is printed.
pub struct Element<'a> {
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

/// The findings of a file, one by one.
pub fn elements<'a>(checked: &'a Checked, catalogue: &'a Catalogue) -> impl Iterator<Item = Element<'a>> + use<'a> {
    let places = Places::new(&checked.text);
    let file = checked.path.display().to_string();
    checked.analysis.findings.iter().map(move |finding| element(finding, &file, &places, catalogue))
}

fn element<'a>(finding: &'a Finding, file: &str, places: &Places<'_>, catalogue: &Catalogue) -> Element<'a> {
    let range = |span: Span| Range { start: places.place(span.start), end: places.place(span.end) };
    let related = finding.related.iter().map(|related| Related {
        message: catalogue.render(&related.message),
        file: file.to_owned(),
        range: range(related.span),
    });
    let fixes = finding.fixes.iter().map(|fix| Fix {
        title: catalogue.render(&fix.title),
        safe: fix.applicability == Applicability::Safe,
        edits: fix.edits.iter().map(|edit| Edit { range: range(edit.span), text: &edit.text }).collect(),
    });
    Element {
        file: file.to_owned(),
        rule: finding.rule,
        severity: finding.severity.name(),
        message: catalogue.render(&finding.message),
        range: range(finding.span),
        relations: &finding.relations,
        related: related.collect(),
        fixes: fixes.collect(),
    }
}

use std::io::{self, Write};

use gouji_core::{Applicability, Catalogue, Finding, Span};
use serde::Serialize;

use super::sheets::{Sheet, Sheets};
use crate::places::{Place, Places};
use crate::session::Checked;

/// An array that is written element by element, one a line.
pub struct Array<W> {
    out: W,
    elements: usize,
}

#[derive(Serialize)]
struct Element<'a> {
    file: &'a str,
    rule: &'a str,
    severity: &'a str,
    message: String,
    #[serde(flatten)]
    range: Range,
    relations: &'a [String],
    related: Vec<Related<'a>>,
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
struct Related<'a> {
    message: String,
    file: &'a str,
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

impl<W: Write> Array<W> {
    pub const fn new(out: W) -> Self {
        Self { out, elements: 0 }
    }

    pub fn print(&mut self, checked: &Checked, catalogue: &Catalogue) -> io::Result<()> {
        let sheets = Sheets::of(checked);
        for finding in &checked.analysis.findings {
            self.out.write_all(if self.elements == 0 { b"[\n" } else { b",\n" })?;
            self.elements += 1;
            serde_json::to_writer(&mut self.out, &element(finding, &sheets, catalogue))?;
        }
        Ok(())
    }

    pub fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(if self.elements == 0 { b"[]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}

fn element<'a>(finding: &'a Finding, sheets: &'a Sheets<'_>, catalogue: &Catalogue) -> Element<'a> {
    let Sheet { file, places } = &sheets.own;
    let range = |span: Span| Range::of(places, span);
    let related = finding.related.iter().map(|related| {
        let Sheet { file, places } = sheets.of_related(related);
        Related { message: catalogue.render(&related.message), file, range: Range::of(places, related.span) }
    });
    let fixes = finding.fixes.iter().map(|fix| Fix {
        title: catalogue.render(&fix.title),
        safe: fix.applicability == Applicability::Safe,
        edits: fix.edits.iter().map(|edit| Edit { range: range(edit.span), text: &edit.text }).collect(),
    });
    Element {
        file,
        rule: finding.rule,
        severity: finding.severity.name(),
        message: catalogue.render(&finding.message),
        range: range(finding.span),
        relations: &finding.relations,
        related: related.collect(),
        fixes: fixes.collect(),
    }
}

//! What a report says, in a form that can be compared: a report that was imported or exported must say the same as before.

use gouji_lint::extract::{Certainty, Extract};
use gouji_report::Report;
use gouji_text::Span;

/// What a report says, independent of its layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    agency: Option<String>,
    year: Option<u16>,
    sections: Vec<usize>,
    /// The characters of headings and paragraphs, without blanks.
    words: String,
    figures: Vec<(Certainty, Option<String>)>,
    /// Number of figures without a place in the form.
    unplaced: usize,
}

impl Reading {
    /// What `report`, which was read from `text`, says.
    pub fn new(report: &Report, text: &str) -> Self {
        let extract = Extract::new(report, text);
        // A row that is not written says as little as a row of blank cells.
        let certainty = |certainty| if certainty == Certainty::Unread { Certainty::Blank } else { certainty };
        Self {
            sections: report.sections.iter().map(|section| section.def).collect(),
            words: words(report),
            figures: extract
                .slots()
                .map(|slot| (certainty(slot.certainty), slot.value.map(|value| value.to_string())))
                .collect(),
            unplaced: extract.tables.iter().map(|table| table.unplaced.len()).sum(),
            agency: extract.agency,
            year: extract.year,
        }
    }
}

fn words(report: &Report) -> String {
    // Marks make a heading of the title.
    let title = report.title.as_ref().map(|title| title.span);
    let is_title = |span: Span| title.is_some_and(|title| span.start < title.end && title.start < span.end);
    let headings = report.headings.iter().filter(|heading| heading.stands_alone && !is_title(heading.span));
    let headings = headings.map(|heading| (heading.span, heading.passage.words()));
    let paragraphs = report.paragraphs.iter().map(|paragraph| (paragraph.span, paragraph.words()));
    let mut parts: Vec<(Span, &str)> = headings.chain(paragraphs).collect();
    parts.sort_by_key(|(span, _)| *span);
    let is_seen = |c: &char| !c.is_whitespace() && !gouji_text::is_invisible(*c);
    parts.into_iter().flat_map(|(_, words)| words.chars()).filter(is_seen).collect()
}

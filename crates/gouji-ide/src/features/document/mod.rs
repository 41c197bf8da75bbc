//! A Word document, PDF file or web page as an editor shows it: its blocks, and the places of findings in them.
//!
//! The caller reads the file and converts it to text ([`gouji_convert`]). The view is made from this text, so it shows the report as gouji
//! has read it, and every finding has a place in it.

mod table;
mod unread;
mod words;

use gouji_config::Effective;
use gouji_convert::{Place, PlaceMap};
use gouji_lint::Analysis;
use gouji_lint::analysis::OtherReports;
use gouji_report::{Lines, ReadingCache, Report};
use gouji_text::{CancelToken, Cancelled, Span};

use crate::documents::MAX_FINDINGS_OF_RULE;

pub use table::{CellRole, TableCell, ViewRow, ViewTable};
pub use unread::{not_a_report, refused};
use words::Words;

/// The largest number of paragraphs and cells of a view. A report has a thousand; a browser draws so many without a pause.
pub(super) const MAX_PLACES: usize = 20_000;
/// The largest number of bytes of the text of a view.
const MAX_BYTES: usize = 4 << 20;

/// A document as an editor shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentView {
    /// The blocks in the order of the document.
    pub blocks: Vec<ViewBlock>,
    /// Whether the document is longer than the view.
    pub is_cut: bool,
    /// The paragraphs and cells of the view, in order.
    words: Vec<Words>,
}

/// A block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewBlock {
    /// A paragraph outside tables.
    Paragraph(ViewParagraph),
    /// A table.
    Table(ViewTable),
}

/// A paragraph outside tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewParagraph {
    /// The index of its place in the map of places.
    pub place: usize,
    /// The page on which it begins, if the document has fixed pages.
    pub page: Option<usize>,
    /// The level of the heading, from 1 for the title; `None` if it is no heading.
    pub heading: Option<usize>,
    /// Its words; `\n` separates its lines.
    pub text: String,
}

/// A part of a text in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewPlace {
    /// The index of the place in the map of places.
    pub index: usize,
    /// The paragraph or cell.
    pub place: Place,
    /// Where the words of the paragraph or cell begin, in bytes of the text.
    pub start: usize,
    /// The part of these words, in bytes of the text. Empty if it is between two words.
    pub words: Span,
}

/// Analyses the text of a document, with the settings of its path and the reports with which it is compared.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn analyse(
    text: &str,
    others: OtherReports<'_>,
    mut effective: Effective,
    cancel: CancelToken<'_>,
) -> Result<Analysis, Cancelled> {
    effective.policy = effective.policy.with_limit(MAX_FINDINGS_OF_RULE);
    let lines = Lines::parse_cancellable(text, cancel)?;
    let report = Report::read_incremental(text, &lines, &mut ReadingCache::default(), cancel)?.map(std::sync::Arc::new);
    if effective.is_excluded {
        return Ok(Analysis { report, ..Analysis::default() });
    }
    let mut analysis = Analysis::with_others(text, report, others, &effective.policy, cancel)?;
    effective.filter_accepted(text, &mut analysis.findings);
    Ok(analysis)
}

/// The view of a document with this text, whose headings are those of `report`.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn document_view(
    text: &str,
    places: &PlaceMap,
    report: Option<&Report>,
    cancel: CancelToken<'_>,
) -> Result<DocumentView, Cancelled> {
    let mut words = words::words(text, places);
    let shown = words.iter().take(MAX_PLACES).take_while(|words| words.span.end <= MAX_BYTES).count();
    let is_cut = shown < words.len();
    words.truncate(shown);
    let blocks = blocks(text, &words, report, cancel)?;
    Ok(DocumentView { blocks, is_cut, words })
}

impl DocumentView {
    /// The place of a part of the text: the paragraph or cell in which it begins. `None` if the view does not have it.
    pub fn locate(&self, span: Span) -> Option<ViewPlace> {
        let next = self.words.partition_point(|words| words.span.start <= span.start);
        let words = self.words.get(next.checked_sub(1)?)?;
        if self.is_cut && span.start >= words.end {
            return None;
        }
        let inside = |byte: usize| byte.clamp(words.span.start, words.span.end);
        let part = Span::new(inside(span.start), inside(span.end));
        Some(ViewPlace { index: words.index, place: words.place, start: words.span.start, words: part })
    }
}

fn blocks(
    text: &str,
    all: &[Words],
    report: Option<&Report>,
    cancel: CancelToken<'_>,
) -> Result<Vec<ViewBlock>, Cancelled> {
    let levels = report.map(heading_levels).unwrap_or_default();
    let mut blocks = Vec::new();
    for group in all.chunk_by(|one, next| one.table().is_some() && one.table() == next.table()) {
        cancel.check()?;
        match group {
            [Words { index, place: Place::Paragraph { page, .. }, span, .. }] => {
                let heading = levels.get(levels.partition_point(|(start, _)| *start < span.start));
                let heading = heading.filter(|(start, _)| *start < span.end).map(|(_, level)| *level);
                let text = span.slice(text).to_owned();
                blocks.push(ViewBlock::Paragraph(ViewParagraph { place: *index, page: *page, heading, text }));
            }
            cells => blocks.push(ViewBlock::Table(table::table(text, cells))),
        }
    }
    Ok(blocks)
}

/// The starts of the title and the headings in bytes, in order, each with its level from 1.
fn heading_levels(report: &Report) -> Vec<(usize, usize)> {
    let title = report.title.iter().map(|title| (title.span.start, 1));
    let headings = report.headings.iter().filter(|heading| heading.stands_alone);
    let level = |heading: &gouji_report::Heading| heading.ordinal.map_or(2, |ordinal| 2 + ordinal.level as usize);
    let mut levels: Vec<(usize, usize)> =
        title.chain(headings.map(|heading| (heading.span.start, level(heading)))).collect();
    levels.sort_unstable();
    levels
}

#[cfg(test)]
mod tests;

//! The parts of a printed report in their order, without fonts and sizes.

use gouji_edition::Layout;
use gouji_edition::form_table::{Content, FormTable};
use gouji_report::{Heading, Level, Report, ShownText, Table, TableRow};
use gouji_text::Span;

use crate::limits;

use super::placed::{PlacedTable, Unplaced, UnplacedReason};

/// A report in the order in which it is printed.
#[derive(Clone, Debug)]
pub struct PrintedReport {
    /// Its parts in order.
    pub parts: Vec<ReportPart>,
    /// Number of cells in tables that are no tables of the form.
    cells: usize,
    /// Whether a table without a place in the form is printed as the text has it.
    is_draft: bool,
    /// Number of labels of rows and columns that are printed in their official words, not in those of the author.
    pub changed_labels: usize,
}

/// A part of a printed report.
#[derive(Clone, Debug)]
pub enum ReportPart {
    /// A line or a paragraph of text.
    Text(TextLevel, PrintedText),
    /// An official table.
    Form(PlacedTable),
    /// The rows of another table.
    Rows(Vec<Vec<PrintedText>>),
}

/// Words as they are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedText {
    /// The words, without markup.
    pub words: String,
    /// Their place, in bytes of the text. It may contain markup.
    pub span: Span,
}

/// The level of a text, which decides its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextLevel {
    /// The title of the report.
    Title,
    /// A heading such as 一、.
    First,
    /// A heading such as （一）.
    Second,
    /// A heading such as 1. or （1）.
    Third,
    /// A paragraph.
    Body,
}

impl PrintedReport {
    /// The printed form of `report`, which was read from `text`.
    ///
    /// # Errors
    /// The first part of a table that has no place in the form.
    pub fn new(report: &Report, text: &str) -> Result<Self, Unplaced> {
        Self::with_tables(report, text, false)
    }

    /// The printed form of a report that is still being written. A table that has no place in the form is printed with the rows of the
    /// text.
    ///
    /// # Errors
    /// [`UnplacedReason::TooLarge`] if the report is longer than any report can be.
    pub fn draft(report: &Report, text: &str) -> Result<Self, Unplaced> {
        Self::with_tables(report, text, true)
    }

    fn with_tables(report: &Report, text: &str, is_draft: bool) -> Result<Self, Unplaced> {
        if text.len() > limits::PRINTED_TEXT {
            return Err(Unplaced { reason: UnplacedReason::TooLarge, span: Span::at(0) });
        }
        let shown = ShownText::new(text);
        let mut planned = planned_text(report, &shown);
        planned.extend(planned_tables(report, &shown, text, is_draft)?);
        planned.sort_by_key(|(span, _)| *span);
        let mut printed = Self { parts: Vec::new(), cells: 0, is_draft, changed_labels: 0 };
        let mut at = 0;
        for (span, part) in planned {
            if span.start < at {
                continue;
            }
            printed.add_rest(Span::new(at, span.start), &shown)?;
            at = span.end;
            if let ReportPart::Form(table) = &part {
                printed.changed_labels += table.changed_labels;
            }
            printed.parts.push(part);
        }
        printed.add_rest(Span::new(at, text.len()), &shown)?;
        Ok(printed)
    }

    /// The title; empty if the report has none.
    pub fn title(&self) -> &str {
        let title = self.parts.iter().find_map(|part| match part {
            ReportPart::Text(TextLevel::Title, text) => Some(text.words.as_str()),
            _ => None,
        });
        title.unwrap_or_default()
    }

    /// Adds the text of a span that belongs to no part that the report knows: words before the title, or other tables.
    fn add_rest(&mut self, span: Span, shown: &ShownText<'_>) -> Result<(), Unplaced> {
        let mut start = span.start;
        let mut rows = Vec::new();
        for line in span.slice(shown.plain()).split_inclusive('\n') {
            let place = Span::new(start, start + line.len());
            start = place.end;
            if !self.is_draft && (line.contains("<td") || line.contains("<TD")) {
                return Err(Unplaced { reason: UnplacedReason::Words, span: place });
            }
            match cells(line, place.start) {
                Some(cells) => rows.push(cells.into_iter().map(|cell| cell_text(cell, shown)).collect()),
                None => {
                    self.end_rows(&mut rows, place)?;
                    let text = PrintedText { words: shown.words(place), span: place.trimmed(shown.plain()) };
                    if !without_tags(&text.words).trim().is_empty() {
                        self.parts.push(ReportPart::Text(TextLevel::Body, text));
                    }
                }
            }
        }
        self.end_rows(&mut rows, span)
    }

    /// Ends a table that is no table of the form. Each of its rows gets as many cells as its longest row.
    fn end_rows(&mut self, rows: &mut Vec<Vec<PrintedText>>, span: Span) -> Result<(), Unplaced> {
        rows.retain(|row| !row.iter().all(|cell| is_delimiter(&cell.words)));
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        self.cells = self.cells.saturating_add(columns.saturating_mul(rows.len()));
        if self.cells > limits::PRINTED_CELLS {
            return Err(Unplaced { reason: UnplacedReason::TooLarge, span });
        }
        if !rows.is_empty() {
            self.parts.push(ReportPart::Rows(std::mem::take(rows)));
        }
        Ok(())
    }
}

/// The title, the headings and the paragraphs of the report, each with its place.
fn planned_text(report: &Report, shown: &ShownText<'_>) -> Vec<(Span, ReportPart)> {
    let text = |level, words: Span| ReportPart::Text(level, PrintedText { words: shown.words(words), span: words });
    let title = report.title.iter().map(|title| (title.span, text(TextLevel::Title, title.span)));
    let headings = report.headings.iter().filter(|heading| heading.stands_alone);
    let headings = headings.map(|heading| (heading.span, text(level(heading), words_of(heading))));
    let paragraphs = report.paragraphs.iter().map(|paragraph| (paragraph.span, text(TextLevel::Body, paragraph.span)));
    title.chain(headings).chain(paragraphs).collect()
}

/// The tables of the report that have a place in the form, each with its place in the text.
fn planned_tables(
    report: &Report,
    shown: &ShownText<'_>,
    text: &str,
    is_draft: bool,
) -> Result<Vec<(Span, ReportPart)>, Unplaced> {
    let mut planned = Vec::new();
    let mut printed: Vec<&str> = Vec::new();
    for table in &report.tables {
        let placed = PlacedTable::new(table, text, shown).and_then(|placed| {
            let repeated = Unplaced { reason: UnplacedReason::Repeated, span: table.span };
            if printed.contains(&&*placed.def.id) { Err(repeated) } else { Ok(placed) }
        });
        match placed {
            Ok(placed) => {
                printed.push(&placed.def.id);
                planned.push((table.span, ReportPart::Form(placed)));
            }
            Err(unplaced) if !is_draft => return Err(unplaced),
            // The rows of other layouts are lines, which are printed like those of any other table.
            Err(_) if table.layout == Layout::Html => {
                planned.push((table.span, ReportPart::Rows(written_rows(table, shown))));
            }
            Err(_) => {}
        }
    }
    Ok(planned)
}

/// The labels and figures of a table as the text has them.
fn written_rows(table: &Table, shown: &ShownText<'_>) -> Vec<Vec<PrintedText>> {
    let cells = |row: &TableRow| {
        let label = row.label.map(|label| label.span);
        label.into_iter().chain(row.cells.iter().map(|cell| cell.span)).collect::<Vec<Span>>()
    };
    let rows = table.rows.iter().map(cells);
    rows.map(|row| row.into_iter().map(|cell| cell_text(cell, shown)).collect()).collect()
}

/// The words of a cell.
fn cell_text(cell: Span, shown: &ShownText<'_>) -> PrintedText {
    PrintedText { words: shown.cell(cell).trim().to_owned(), span: cell.trimmed(shown.plain()) }
}

/// The number and the words of a heading, without its marks.
fn words_of(heading: &Heading) -> Span {
    let start = heading.ordinal.map_or(heading.text.start, |ordinal| ordinal.span.start.min(heading.text.start));
    Span::new(start, heading.text.end.max(start))
}

fn level(heading: &Heading) -> TextLevel {
    match heading.ordinal.map(|ordinal| ordinal.level) {
        _ if heading.section.is_some() => TextLevel::First,
        Some(Level::First) => TextLevel::First,
        Some(Level::Second) => TextLevel::Second,
        Some(Level::Third | Level::Fourth) => TextLevel::Third,
        None => TextLevel::Second,
    }
}

/// The cells of a row of a table; `None` if the line is no row.
fn cells(line: &str, start: usize) -> Option<Vec<Span>> {
    let trimmed = line.trim_end_matches(['\n', '\r']);
    let (separator, inner) = match trimmed.trim().strip_prefix('|') {
        Some(inner) => ('|', inner.strip_suffix('|').unwrap_or(inner)),
        None if trimmed.trim().contains('\t') => ('\t', trimmed),
        None => return None,
    };
    let mut at = start + line.find(inner)?;
    let spans = inner.split(separator).map(|cell| {
        let span = Span::new(at, at + cell.len());
        at = span.end + separator.len_utf8();
        span
    });
    Some(spans.collect())
}

/// The words without the tags of a table, which the copy without markup keeps.
fn without_tags(words: &str) -> String {
    let parts = words.split('<').enumerate();
    parts.map(|(at, part)| if at == 0 { part } else { part.split_once('>').map_or("", |(_, rest)| rest) }).collect()
}

/// Whether a cell belongs to the row that makes a table of Markdown. A single stroke may be a figure.
fn is_delimiter(cell: &str) -> bool {
    cell.contains("--") && cell.chars().all(|c| matches!(c, '-' | ':'))
}

/// The words of a cell of a printed table.
pub(super) fn content<'a>(content: Content<'a>, table: &'a PlacedTable) -> &'a str {
    match content {
        Content::Band(label) | Content::Note(label) | Content::Header(label) | Content::Label(label) => label,
        Content::Figure(at) => table.figure(at),
    }
}

/// The layout of a placed table.
pub(super) fn form(table: &PlacedTable) -> FormTable<'static> {
    FormTable::new(table.def)
}

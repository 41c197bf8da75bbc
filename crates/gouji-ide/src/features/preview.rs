//! The preview of an open report: its blocks as they will be published, and the places of the text in them.

use gouji_convert::Place;
use gouji_convert::publish::{PlacedTable, PrintedReport, PrintedText, ReportPart, TextLevel};
use gouji_edition::form_table::{Content, FormCell, FormTable};
use gouji_report::Report;
use gouji_text::{CancelToken, Cancelled, Span};

use super::document::{CellRole, MAX_PLACES, TableCell, ViewBlock, ViewParagraph, ViewRow, ViewTable};

/// A report as it will be published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The blocks in the order of the report.
    pub blocks: Vec<ViewBlock>,
    /// The places of the paragraphs and cells, in bytes of the text. A block refers to a place by its index.
    pub places: Vec<Span>,
    /// Whether the report is longer than the preview.
    pub is_cut: bool,
    /// For each place, whether the preview shows its text without any change.
    is_verbatim: Vec<bool>,
    /// The indices of the places, in the order of the text.
    order: Vec<usize>,
}

/// A part of a text in a preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreviewPart {
    /// The index of the place.
    pub index: usize,
    /// The part, in bytes of the text. It is empty if the preview shows the words of the place differently.
    pub words: Span,
}

/// The preview of `report`, which was read from `text`; `None` if it is longer than any report can be.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn preview(report: &Report, text: &str, cancel: CancelToken<'_>) -> Result<Option<Preview>, Cancelled> {
    let Ok(printed) = PrintedReport::draft(report, text) else { return Ok(None) };
    let mut preview = Preview::default();
    let mut tables = 0;
    for part in &printed.parts {
        cancel.check()?;
        if preview.places.len() >= MAX_PLACES {
            preview.is_cut = true;
            break;
        }
        let block = match part {
            ReportPart::Text(level, words) => ViewBlock::Paragraph(preview.paragraph(*level, words, text)),
            ReportPart::Form(table) => {
                tables += 1;
                ViewBlock::Table(ViewTable { number: tables, rows: preview.form_rows(table, text) })
            }
            ReportPart::Rows(rows) => {
                tables += 1;
                ViewBlock::Table(ViewTable { number: tables, rows: preview.plain_rows(rows, text) })
            }
        };
        preview.blocks.push(block);
    }
    preview.order = (0..preview.places.len()).collect();
    preview.order.sort_by_key(|index| preview.places.get(*index).copied());
    Ok(Some(preview))
}

impl Preview {
    /// The place of a part of the text: the paragraph or cell in which it begins, or the next one. `None` if there is none after it.
    pub fn locate(&self, span: Span) -> Option<PreviewPart> {
        let place = |at: usize| self.order.get(at).and_then(|index| Some((*index, *self.places.get(*index)?)));
        let next = self.order.partition_point(|index| self.places.get(*index).is_some_and(|it| it.start <= span.start));
        let around = next.checked_sub(1).and_then(place).filter(|(_, place)| span.start <= place.end);
        let (index, place) = around.or_else(|| place(next))?;
        let inside = |byte: usize| byte.clamp(place.start, place.end);
        let words = match self.is_verbatim.get(index) {
            Some(true) => Span::new(inside(span.start), inside(span.end)),
            _ => Span::at(place.start),
        };
        Some(PreviewPart { index, words })
    }

    /// The paragraph or cell with this index, counted from 1 as its readers count. `None` if there is none.
    pub fn place_in_words(&self, index: usize) -> Option<Place> {
        let mut paragraphs = 0;
        for block in &self.blocks {
            match block {
                ViewBlock::Paragraph(paragraph) => {
                    paragraphs += 1;
                    if paragraph.place == index {
                        return Some(Place::Paragraph { number: paragraphs, page: None });
                    }
                }
                ViewBlock::Table(table) => {
                    let is_it = |cell: &TableCell| cell.place == Some(index);
                    let rows = table.rows.iter().map(|row| row.cells.iter().position(is_it)).enumerate();
                    if let Some((row, column)) = rows.filter_map(|(row, column)| Some((row, column?))).next() {
                        return Some(Place::Cell { table: table.number, row: row + 1, column: column + 1, page: None });
                    }
                }
            }
        }
        None
    }

    /// Adds a place and returns its index.
    fn place(&mut self, span: Span, is_verbatim: bool) -> usize {
        self.places.push(span);
        self.is_verbatim.push(is_verbatim);
        self.places.len() - 1
    }

    fn paragraph(&mut self, level: TextLevel, PrintedText { words, span }: &PrintedText, text: &str) -> ViewParagraph {
        let heading = match level {
            TextLevel::Title => Some(1),
            TextLevel::First => Some(2),
            TextLevel::Second => Some(3),
            TextLevel::Third => Some(4),
            TextLevel::Body => None,
        };
        let span = span.trimmed(text);
        let place = self.place(span, span.slice(text) == words);
        ViewParagraph { place, page: None, heading, text: words.clone() }
    }

    /// The rows of an official table, with the merged cells of the form.
    fn form_rows(&mut self, table: &PlacedTable, text: &str) -> Vec<ViewRow> {
        let form = FormTable::new(table.def);
        let mut rows = Vec::new();
        for (at, row) in form.rows.iter().enumerate() {
            let figures = row.iter().find_map(|cell| match cell.content {
                Content::Figure(figure) => Some(figure.row),
                _ => None,
            });
            let label = row.iter().rposition(|cell| matches!(cell.content, Content::Label(_)));
            let cells = row.iter().enumerate().map(|(column, cell)| {
                let span = match cell.content {
                    Content::Figure(figure) => table.figure_span(figure),
                    Content::Label(_) if label == Some(column) => figures.and_then(|row| table.label_span(row)),
                    // Findings about the whole table or its header are shown at its first cell.
                    _ if at == 0 && column == 0 => Some(Span::at(table.span.start)),
                    _ => None,
                };
                self.form_cell(table, cell, span, text)
            });
            rows.push(ViewRow { page: None, cells: cells.collect() });
        }
        rows
    }

    fn form_cell(&mut self, table: &PlacedTable, cell: &FormCell<'_>, span: Option<Span>, text: &str) -> TableCell {
        let (words, role) = match cell.content {
            Content::Band(label) => (label, CellRole::Band),
            Content::Header(label) => (label, CellRole::Header),
            Content::Note(label) | Content::Label(label) => (label, CellRole::Label),
            Content::Figure(at) => (table.figure(at), CellRole::Figure),
        };
        let place = span.map(|span| self.place(span, span.slice(text) == words));
        TableCell { place, columns: cell.columns, rows: cell.rows, text: words.to_owned(), role }
    }

    fn plain_rows(&mut self, rows: &[Vec<PrintedText>], text: &str) -> Vec<ViewRow> {
        let row = |row: &Vec<PrintedText>| {
            let cells = row.iter().map(|PrintedText { words, span }| {
                let place = Some(self.place(*span, span.slice(text) == words));
                TableCell { place, columns: 1, rows: 1, text: words.clone(), role: CellRole::Unknown }
            });
            ViewRow { page: None, cells: cells.collect() }
        };
        rows.iter().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gouji_lint::Analysis;
    use gouji_testkit::CLEAN;

    use super::*;

    fn made(text: &str) -> (Analysis, Preview) {
        let analysis = Analysis::new(text);
        let report = analysis.report.clone().map(Arc::unwrap_or_clone).expect("a report");
        let preview = preview(&report, text, CancelToken::never()).expect("nobody cancels it").expect("it is small");
        (analysis, preview)
    }

    fn tables(preview: &Preview) -> Vec<&ViewTable> {
        let table = |block: &'_ ViewBlock| matches!(block, ViewBlock::Table(_));
        let tables = preview.blocks.iter().filter(|block| table(block));
        tables.filter_map(|block| if let ViewBlock::Table(table) = block { Some(table) } else { None }).collect()
    }

    fn cells(table: &ViewTable) -> impl Iterator<Item = &TableCell> {
        table.rows.iter().flat_map(|row| &row.cells)
    }

    #[test]
    fn tables_have_the_merged_cells_of_the_form_and_the_figures_of_the_text() {
        let (_, preview) = made(CLEAN);
        let tables = tables(&preview);
        assert_eq!(tables.len(), 3);
        let applications = tables[1];
        assert!(cells(applications).any(|cell| cell.text.starts_with("一、本年新收") && cell.columns == 3));
        assert!(cells(applications).any(|cell| cell.text.starts_with("三、本年度办理结果") && cell.rows > 10));
        for cell in tables.iter().flat_map(|table| cells(table)).filter(|cell| cell.role == CellRole::Figure) {
            let place = preview.places[cell.place.expect("the text has every figure")];
            assert_eq!(place.slice(CLEAN).trim(), cell.text);
        }
    }

    #[test]
    fn every_finding_is_located_in_the_cell_or_words_that_it_marks() {
        let text = CLEAN.replacen("推进", "推进推进", 1).replacen(
            "数量\t\t\t20\t5\t1\t0\t2\t0\t28",
            "数量\t\t\t20\t5\t1\t0\t2\t0\t38",
            1,
        );
        let (analysis, preview) = made(&text);
        let found: Vec<(&str, &str)> = analysis
            .findings
            .iter()
            .map(|finding| {
                let part = preview.locate(finding.span).expect("a place");
                assert!(preview.places[part.index].start <= part.words.start);
                (finding.rule, part.words.slice(&text))
            })
            .collect();
        assert!(found.contains(&("tally-mismatch", "38")), "{found:?}");
        assert!(found.contains(&("repeated-word", "推进推进")), "{found:?}");
    }

    #[test]
    fn a_table_that_has_no_place_in_the_form_is_shown_with_its_own_rows() {
        let row = CLEAN.lines().find(|line| line.starts_with("一、本年新收")).expect("the row");
        let text = CLEAN.replacen(row, &format!("{row}\n{row}"), 1);
        let (_, preview) = made(&text);
        let plain = tables(&preview)[1];
        assert!(cells(plain).all(|cell| cell.role == CellRole::Unknown && cell.columns == 1));
        assert_eq!(cells(plain).filter(|cell| cell.text.starts_with("一、本年新收")).count(), 2);
    }

    #[test]
    fn words_with_markup_are_marked_as_a_whole() {
        let text = CLEAN.replacen("推进", "**推进**推进", 1);
        let (_, preview) = made(&text);
        let at = text.find("**推进**").expect("the words");
        let part = preview.locate(Span::new(at + 2, at + 8)).expect("a place");
        assert!(part.words.is_empty());
        let paragraph = preview.blocks.iter().find_map(|block| match block {
            ViewBlock::Paragraph(paragraph) if paragraph.place == part.index => Some(paragraph),
            _ => None,
        });
        assert!(paragraph.expect("a paragraph").text.contains("推进推进"));
    }

    #[test]
    fn a_cancelled_preview_stops() {
        let report = Analysis::new(CLEAN).report.expect("a report");
        let cancelled = std::sync::atomic::AtomicBool::new(true);
        assert_eq!(preview(&report, CLEAN, CancelToken::new(&cancelled)), Err(Cancelled));
    }
}

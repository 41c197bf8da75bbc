//! Writes a printed report as a Word document.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use gouji_edition::form_table::{Content, FormCell, FormTable};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::placed::PlacedTable;
use super::plan::{PrintedReport, PrintedText, ReportPart, TextLevel, content, form};
use super::{docx_parts, escaped};

/// Width of the text of a page in twentieths of a point: 156 mm.
const TEXT_WIDTH: usize = 8844;
/// Columns of a table in Word at most.
const MAX_COLUMNS: usize = 63;

impl PrintedReport {
    /// The bytes of the Word document.
    fn package(&self) -> zip::result::ZipResult<Vec<u8>> {
        let mut body = String::new();
        for part in &self.parts {
            match part {
                ReportPart::Text(level, text) => paragraph(&mut body, style(*level), &text.words),
                ReportPart::Form(table) => form_table(&mut body, table),
                ReportPart::Rows(rows) => plain_table(&mut body, rows),
            }
        }
        let document = docx_parts::document(&body);
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        // The time is fixed, so that the same report gives the same bytes.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let title = docx_parts::properties(self.title());
        let parts = docx_parts::FIXED.iter().map(|(name, part)| (*name, *part));
        for (name, part) in
            parts.chain([("docProps/core.xml", title.as_str()), ("word/document.xml", document.as_str())])
        {
            writer.start_file(name, options)?;
            writer.write_all(part.as_bytes())?;
        }
        Ok(writer.finish()?.into_inner())
    }
}

/// The Word document of a report. `None` if the report is larger than a package can be.
pub fn docx(report: &PrintedReport) -> Option<Vec<u8>> {
    report.package().ok()
}

const fn style(level: TextLevel) -> &'static str {
    match level {
        TextLevel::Title => "Title",
        TextLevel::First => "Heading1",
        TextLevel::Second => "Heading2",
        TextLevel::Third => "Heading3",
        TextLevel::Body => "Normal",
    }
}

// Writing to a string does not fail, so the results of `write!` are dropped.

fn paragraph(body: &mut String, style: &str, words: &str) {
    paragraph_with(body, style, "", words);
}

fn paragraph_with(body: &mut String, style: &str, properties: &str, words: &str) {
    let words = escaped(words.trim());
    let _ = write!(body, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>");
    if !words.is_empty() {
        let _ = write!(body, "<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    }
    body.push_str("</w:p>");
}

fn form_table(body: &mut String, table: &PlacedTable) {
    let form = form(table);
    let widths: Vec<usize> = form.widths.iter().map(|width| usize::from(*width)).collect();
    begin_table(body, &widths);
    for (top, row) in form.rows.iter().enumerate() {
        let is_header = is_header(row);
        begin_row(body, is_header);
        for (cell, is_continued) in cells_of_row(&form, top) {
            let words = if is_continued { "" } else { content(cell.content, table) };
            let merge = match (is_continued, cell.rows) {
                (true, _) => "<w:vMerge/>",
                (false, 1) => "",
                (false, _) => "<w:vMerge w:val=\"restart\"/>",
            };
            let shade = match cell.content {
                Content::Band(_) => "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"C6D9F1\"/>",
                _ => "",
            };
            let width: usize = widths.iter().skip(cell.column).take(cell.columns).sum();
            let properties = format!("{}{merge}{shade}", grid_span(width, cell.columns));
            // Word moves a table to the next page as a whole if its rows keep with each other.
            let keep = if top + 1 < form.rows.len() { "<w:keepNext/>" } else { "" };
            table_cell(body, &properties, cell_style(cell.content), keep, words);
        }
        body.push_str("</w:tr>");
    }
    body.push_str("</w:tbl>");
    // Word joins two tables without a paragraph between them.
    paragraph(body, "TableEnd", "");
}

/// The cells of a row, with those of rows above that continue in it.
fn cells_of_row<'a>(form: &FormTable<'a>, row: usize) -> Vec<(FormCell<'a>, bool)> {
    let rows = form.rows.iter().enumerate().take(row + 1);
    let cells = rows.flat_map(|(top, cells)| cells.iter().map(move |cell| (*cell, top)));
    let mut cells: Vec<(FormCell<'a>, bool)> =
        cells.filter(|(cell, top)| top + cell.rows > row).map(|(cell, top)| (cell, top < row)).collect();
    cells.sort_by_key(|(cell, _)| cell.column);
    cells
}

/// Whether a row has only labels of columns. Word repeats the first such rows on each page.
pub(super) fn is_header(row: &[FormCell<'_>]) -> bool {
    row.iter().all(|cell| matches!(cell.content, Content::Header(_) | Content::Note(_)))
}

const fn cell_style(content: Content<'_>) -> &'static str {
    match content {
        Content::Band(_) | Content::Note(_) | Content::Label(_) => "TableLabel",
        Content::Header(_) | Content::Figure(_) => "TableFigure",
    }
}

/// A table of the author that is no table of the form: columns of equal width, without merged cells.
fn plain_table(body: &mut String, rows: &[Vec<PrintedText>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default().clamp(1, MAX_COLUMNS);
    let width = TEXT_WIDTH / columns;
    begin_table(body, &vec![width; columns]);
    for row in rows {
        begin_row(body, false);
        for column in 0..columns {
            let properties = grid_span(width, 1);
            let words = match column + 1 == columns {
                // Word allows no more columns, so the last cell has the words of all others.
                true => row.iter().skip(column).map(|cell| cell.words.as_str()).collect::<Vec<_>>().join(" "),
                false => row.get(column).map(|cell| cell.words.clone()).unwrap_or_default(),
            };
            table_cell(body, &properties, "TableFigure", "", &words);
        }
        body.push_str("</w:tr>");
    }
    body.push_str("</w:tbl>");
    paragraph(body, "TableEnd", "");
}

fn begin_table(body: &mut String, widths: &[usize]) {
    let total: usize = widths.iter().sum();
    let _ = write!(
        body,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"28\" w:type=\"dxa\"/><w:right w:w=\"28\" \
         w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>"
    );
    for width in widths {
        let _ = write!(body, "<w:gridCol w:w=\"{width}\"/>");
    }
    body.push_str("</w:tblGrid>");
}

fn begin_row(body: &mut String, is_header: bool) {
    let repeated = if is_header { "<w:tblHeader/>" } else { "" };
    let _ =
        write!(body, "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"340\" w:hRule=\"atLeast\"/>{repeated}</w:trPr>");
}

fn grid_span(width: usize, columns: usize) -> String {
    let span = if columns > 1 { format!("<w:gridSpan w:val=\"{columns}\"/>") } else { String::new() };
    format!("<w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}")
}

fn table_cell(body: &mut String, properties: &str, style: &str, keep: &str, words: &str) {
    let _ = write!(body, "<w:tc><w:tcPr>{properties}<w:vAlign w:val=\"center\"/></w:tcPr>");
    paragraph_with(body, style, keep, words);
    body.push_str("</w:tc>");
}

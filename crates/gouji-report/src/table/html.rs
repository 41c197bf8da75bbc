//! Reads HTML tables, inside text or Markdown. Cells that span several rows or columns are laid out as a grid.

use std::sync::Arc;

use gouji_edition::Layout;
use gouji_text::{CancelToken, Span};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{EndTag, StartTag, Token, Tokenizer};

use super::cell_markup;
use super::raw::{RawCell, RawRow};

/// Most rows or columns of one cell. A larger number is a typing error.
const LARGEST_SPAN: usize = 100;

/// Most columns that spans can reach; no table of a report is wider. Without this limit, a short text could become a
/// million cells. Cells beyond the limit are still read if the text has them.
const WIDEST: usize = 64;

/// Most attributes of a tag whose values are in double quotes. The tokenizer recurses for each of them, so more would
/// exhaust the stack. No program writes such a tag.
const MOST_ATTRIBUTES: usize = 256;

/// An HTML table: its place, and its rows.
pub(super) struct HtmlTable {
    pub span: Span,
    pub rows: Vec<RawRow>,
}

/// Reads every table that has a start tag and an end tag.
pub(super) fn read(text: &str, cancel: CancelToken<'_>) -> Vec<HtmlTable> {
    let Some(first) = memchr::memchr_iter(b'<', text.as_bytes()).find(|at| opens_table(text, *at)) else {
        return Vec::new();
    };
    let rest = with_bounded_tags(text.get(first..).unwrap_or_default());
    let mut reader = HtmlReader::new(text, first);
    let tokens = Tokenizer::new_with_emitter(rest, DefaultEmitter::<usize>::new_with_span()).flatten();
    for token in tokens.take_while(|_| !cancel.is_cancelled()) {
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&tag),
            Token::String(words) => {
                let span = Span::new(first + words.span.start, first + words.span.end);
                reader.text(&String::from_utf8_lossy(&words.value), span.trimmed(text));
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.tables
}

/// The text before the first tag with too many attributes in double quotes.
///
/// Quotes are counted without the state of the tokenizer, so that no comment or odd quote hides a tag: the words
/// between two values of one tag contain no `>` and end with `=`.
fn with_bounded_tags(text: &str) -> &str {
    let mut start = 0;
    // Every other quote begins a value. It is unknown which ones do, so both sequences are counted.
    let mut runs = [0; 2];
    for (turn, quote) in memchr::memchr_iter(b'"', text.as_bytes()).enumerate() {
        let before = text.get(start..quote).unwrap_or_default();
        let is_name = !before.contains('>') && before.trim_end().ends_with('=');
        let run = &mut runs[turn % 2];
        *run = if is_name { *run + 1 } else { 0 };
        if *run > MOST_ATTRIBUTES {
            return text.get(..start).unwrap_or_default();
        }
        start = quote + 1;
    }
    text
}

/// Whether the tag of a table begins at the byte `at`.
fn opens_table(text: &str, at: usize) -> bool {
    const TAG: &str = "<table";
    let name = text.get(at..at + TAG.len()).is_some_and(|name| name.eq_ignore_ascii_case(TAG));
    name && text.get(at + TAG.len()..).is_some_and(|rest| rest.starts_with(|c: char| c == '>' || c.is_whitespace()))
}

struct HtmlReader<'a> {
    text: &'a str,
    /// Byte of the text at which the offsets of the tokens start.
    offset: usize,
    tables: Vec<HtmlTable>,
    table: Option<HtmlTable>,
    row: Option<RawRow>,
    cell: Option<OpenCell>,
    /// For each column, how many more rows a cell above covers.
    covered: Vec<usize>,
}

struct OpenCell {
    /// The byte after the start tag.
    start: usize,
    words: String,
    /// The place of the words; `None` if the cell has none.
    span: Option<Span>,
    columns: usize,
    rows: usize,
}

impl<'a> HtmlReader<'a> {
    const fn new(text: &'a str, offset: usize) -> Self {
        Self { text, offset, tables: Vec::new(), table: None, row: None, cell: None, covered: Vec::new() }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let span = Span::new(self.offset + tag.span.start, self.offset + tag.span.end);
        match tag.name.as_slice() {
            // Nested tables are flattened into the outer one.
            b"table" if self.table.is_none() => {
                self.table = Some(HtmlTable { span, rows: Vec::new() });
                self.covered.clear();
            }
            b"tr" if self.table.is_some() => {
                self.end_row(span.start);
                let (cells, layout) = (Arc::default(), Layout::Html);
                self.row =
                    Some(RawRow { layout, span, cells, from: 0, after_blank: false, first_line: 0, last_line: 0 });
            }
            b"td" | b"th" => {
                self.end_cell(span.start);
                let number = |name: &[u8]| {
                    let value = tag.attributes.get(name)?;
                    String::from_utf8_lossy(&value.value).trim().parse::<usize>().ok()
                };
                let size = |name: &[u8]| number(name).unwrap_or(1).clamp(1, LARGEST_SPAN);
                let (columns, rows) = (size(b"colspan"), size(b"rowspan"));
                self.cell = Some(OpenCell { start: span.end, words: String::new(), span: None, columns, rows });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: &EndTag<usize>) {
        let end = self.offset + tag.span.end;
        match tag.name.as_slice() {
            b"td" | b"th" => self.end_cell(self.offset + tag.span.start),
            b"tr" => self.end_row(end),
            b"table" => {
                self.end_row(end);
                if let Some(mut table) = self.table.take() {
                    table.span.end = end;
                    self.tables.push(table);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, words: &str, span: Span) {
        if let Some(cell) = &mut self.cell {
            cell.words.push_str(words);
            if !words.trim().is_empty() {
                cell.span = Some(cell.span.map_or(span, |before| before.cover(span)));
            }
        }
    }

    /// Ends the open cell at the byte `end`, or before a tag that ends there.
    fn end_cell(&mut self, end: usize) {
        let (Some(cell), Some(row)) = (self.cell.take(), &mut self.row) else { return };
        let written = Span::new(cell.start, end).slice(self.text);
        let words = cell_markup::strip(if written.contains('<') { written } else { &cell.words });
        fill_covered(row, &mut self.covered);
        let column = row.cells.len();
        row.cells_mut().push(RawCell::with_words(cell.span.unwrap_or(Span::at(cell.start)), words.trim()));
        let reach = (column + cell.columns).min(WIDEST);
        row.cells_mut().resize_with(reach.max(column + 1), || RawCell::with_words(Span::at(cell.start), ""));
        self.covered.resize(self.covered.len().max(reach), 0);
        for covered in self.covered.iter_mut().skip(column).take(cell.columns) {
            *covered = cell.rows - 1;
        }
    }

    fn end_row(&mut self, end: usize) {
        self.end_cell(end);
        let Some(mut row) = self.row.take() else { return };
        fill_covered(&mut row, &mut self.covered);
        row.span.end = end;
        if let Some(table) = &mut self.table {
            table.rows.push(row);
        }
    }
}

/// Adds blank cells where cells of rows above reach into the row.
fn fill_covered(row: &mut RawRow, covered: &mut [usize]) {
    while let Some(rows) = covered.get_mut(row.cells.len()).filter(|rows| **rows > 0) {
        *rows -= 1;
        let blank = RawCell::with_words(Span::at(row.span.start), "");
        row.cells_mut().push(blank);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn cells(row: &str) -> usize {
        let tables = read(&format!("<table>{}</table>", row.repeat(200)), CancelToken::never());
        tables.iter().flat_map(|table| &table.rows).map(|row| row.cells.len()).sum()
    }

    #[test]
    fn tags_with_many_attributes_are_not_read() {
        let attributes = " a=\"\"".repeat(MOST_ATTRIBUTES + 9);
        let table = "<table><tr><td class=\"a\" width=\"9\">0</td></tr></table>";
        assert_eq!(with_bounded_tags(&table.repeat(2_000)), table.repeat(2_000), "ordinary tags are not limited");
        for tag in ["<table", "</table", "<!-- \" --><td", "<td x='\"'", "<a"] {
            let read = read(&format!("{table}\n{tag}{attributes}>{table}"), CancelToken::never());
            assert_eq!(read.len(), 1, "{tag}");
        }
    }

    #[test]
    fn spans_do_not_multiply_cells_without_limit() {
        assert_eq!(cells("<tr><td>0</td><td colspan=2 rowspan=1>0</td></tr>"), 600);
        let spanned = cells("<tr><td rowspan=1000 colspan=1000>0</td></tr>");
        assert!(spanned <= 200 * (WIDEST + 1), "{spanned}");
        assert_eq!(cells(&format!("<tr>{}</tr>", "<td>0</td>".repeat(300))), 200 * 300, "what is written stays");
    }
}

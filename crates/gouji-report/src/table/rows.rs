use std::sync::Arc;

use gouji_edition::Layout;
use gouji_text::{Fact, Passage, PassageCache, Span, Value};

use super::html::{self, HtmlTable};
use super::labels::MAX_LABEL_BYTES;
use super::pipes;
use super::raw::{Cells, RawCell, RawRow};
use super::torn_header;
use super::wrapped::GridRows;
use crate::lines::{Line, LineKind};
use crate::source::ReportSource;

/// The rows of every table whose layout marks rows and cells, in the order of the text.
pub(super) fn read(source: ReportSource<'_>, passages: &mut PassageCache) -> Vec<RawRow> {
    let tables = html::read(source.text, source.cancel);
    let mut rows = read_lines(source, &tables, passages);
    rows.extend(tables.into_iter().flat_map(|table| table.rows));
    rows.sort_by_key(|row| row.span);
    torn_header::join_rows(source.text, &mut rows);
    rows
}

fn read_lines(source: ReportSource<'_>, tables: &[HtmlTable], passages: &mut PassageCache) -> Vec<RawRow> {
    let ReportSource { text, lines, cancel, .. } = source;
    let mut rows: Vec<RawRow> = Vec::new();
    let mut tables = tables.iter().peekable();
    let mut grid = GridRows::default();
    for (at, line) in lines.iter().enumerate().take_while(|_| !cancel.is_cancelled()) {
        while tables.next_if(|table| table.span.end <= line.span.start).is_some() {}
        if tables.peek().is_some_and(|table| table.span.contains(line.span)) {
            continue;
        }
        let has_tabs = matches!(line.kind, LineKind::Row | LineKind::CellLine);
        let is_pipe_row = line.kind == LineKind::PipeRow || !has_tabs && pipes::is_open_row(line.span.slice(text));
        if !is_pipe_row {
            grid.read_line(line.span.slice(source.with_markup), at, text, &mut rows);
        }
        match if is_pipe_row { LineKind::PipeRow } else { line.kind } {
            LineKind::Row => {
                let cells = cells::<TabCells>(text, line, passages);
                if !continues_header(text, &mut rows, line, at, &cells) {
                    rows.push(row(Layout::Tabs, line, at, cells, line.span.start));
                }
            }
            LineKind::PipeRow => {
                let cells = cells::<PipeCells>(text, line, passages);
                if !is_rule(line.span.slice(text), &cells) {
                    rows.push(row(Layout::Pipes, line, at, cells, line.span.start));
                } else if let Some(before) = rows.last_mut().filter(|before| before.last_line + 1 == at) {
                    // The rule below a header belongs to it.
                    before.last_line = at;
                }
            }
            LineKind::CellLine => {
                let cell = RawCell::plain(text, line.span);
                match rows.last_mut().filter(|row| goes_on(row, line, at)) {
                    Some(row) => {
                        row.cells_mut().push(cell);
                        row.span.end = line.span.end;
                        row.last_line = at;
                    }
                    None => rows.push(row(Layout::CellLines, line, at, Arc::new(Cells::new(vec![cell])), 0)),
                }
            }
            // A piece of a label may look like a heading: 1.信访举报投诉类申请.
            LineKind::Paragraph | LineKind::Heading => {
                if let Some(row) = rows.last_mut().filter(|row| goes_on(row, line, at)) {
                    join_broken_label(text, row, line, at);
                } else if line.kind == LineKind::Paragraph && rows.last().is_some_and(|row| is_next_line(row, line, at))
                {
                    let words = RawCell::plain(line.span.slice(text), Span::new(0, line.span.len()));
                    continues_header(text, &mut rows, line, at, &[words]);
                }
            }
            LineKind::Title | LineKind::Item => {}
        }
    }
    pipes::add_first_cells(text, &mut rows);
    rows
}

fn row(layout: Layout, line: &Line, at: usize, cells: Arc<Cells>, from: usize) -> RawRow {
    RawRow { layout, span: line.span, cells, from, after_blank: line.after_blank, first_line: at, last_line: at }
}

/// Whether a line is the rule below a Markdown header: dashes and colons only. A single dash is a cell with a stroke.
fn is_rule(line: &str, cells: &[RawCell]) -> bool {
    let is_dashes = |cell: &RawCell| {
        let words = cell.span.slice(line);
        words.len() > 1 && words.contains('-') && words.chars().all(|c| matches!(c, '-' | ':'))
    };
    !cells.is_empty() && cells.iter().all(is_dashes)
}

fn goes_on(row: &RawRow, line: &Line, at: usize) -> bool {
    row.layout == Layout::CellLines && is_next_line(row, line, at)
}

/// Whether the line with the index `at` is the one after the row.
fn is_next_line(row: &RawRow, line: &Line, at: usize) -> bool {
    row.last_line + 1 == at && !line.after_blank
}

/// Whether the label of a column at the end of the last row goes on in this line. Then the line is added to that row.
fn continues_header(text: &str, rows: &mut [RawRow], line: &Line, at: usize, cells: &[RawCell]) -> bool {
    let Some(row) = rows.last_mut().filter(|row| is_next_line(row, line, at)) else { return false };
    let continues = torn_header::join_line(text, row, line.span, cells);
    if continues {
        row.last_line = at;
    }
    continues
}

/// Joins a label that was broken inside its cell: it continues in the next line, without a tab (商业↵企业).
fn join_broken_label(text: &str, row: &mut RawRow, line: &Line, at: usize) {
    const LONGEST_PIECE: usize = 40;
    if line.span.slice(text).chars().count() > LONGEST_PIECE {
        return;
    }
    let may_continue = |cell: &&mut RawCell| cell.value == Value::Text && cell.span.len() <= MAX_LABEL_BYTES;
    if let Some(cell) = row.cells_mut().last_mut().filter(may_continue) {
        cell.widen(text, line.span.trimmed(text));
        row.span.end = line.span.end;
        row.last_line = at;
    }
}

/// The cells of a line with a row, in bytes from the line's first.
fn cells<F: Fact<Passage> + AsRef<Arc<Cells>>>(text: &str, line: &Line, passages: &mut PassageCache) -> Arc<Cells> {
    Arc::clone(passages.get(line.span.slice(text)).fact::<F>().as_ref())
}

/// The cells between the tabs of a line.
struct TabCells(Arc<Cells>);

impl Fact<Passage> for TabCells {
    fn read(line: &Passage) -> Self {
        Self(Arc::new(Cells::new(split_at_tabs(line.as_written()))))
    }
}

impl AsRef<Arc<Cells>> for TabCells {
    fn as_ref(&self) -> &Arc<Cells> {
        &self.0
    }
}

/// The cells between the pipes of a line.
struct PipeCells(Arc<Cells>);

impl Fact<Passage> for PipeCells {
    fn read(line: &Passage) -> Self {
        Self(Arc::new(Cells::new(pipes::cells(line.as_written()))))
    }
}

impl AsRef<Arc<Cells>> for PipeCells {
    fn as_ref(&self) -> &Arc<Cells> {
        &self.0
    }
}

fn split_at_tabs(line: &str) -> Vec<RawCell> {
    let mut start = 0;
    let pieces = line.split('\t');
    pieces
        .map(|piece| {
            let cell = Span::new(start, start + piece.len());
            start = cell.end + 1;
            RawCell::plain(line, cell)
        })
        .collect()
}

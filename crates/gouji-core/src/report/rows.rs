use crate::syntax::{Line, LineKind};
use crate::text::{Span, Value};

/// How the cells of a table stand in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Cells of a row between tabs.
    Tabs,
    /// One cell a line behind a tab; a blank line ends the row.
    CellLines,
}

impl Layout {
    /// What stands between two rows.
    pub const fn row_break(self) -> &'static str {
        match self {
            Self::Tabs => "\n",
            Self::CellLines => "\n\n",
        }
    }
}

/// A row as it stands in the text, before anyone knows what it means.
#[derive(Clone, Debug)]
pub(super) struct RawRow {
    pub layout: Layout,
    pub span: Span,
    pub cells: Vec<RawCell>,
    /// Whether a blank line stands before it.
    pub after_blank: bool,
    /// Index of its first line.
    pub first_line: usize,
    /// Index of its last line.
    pub last_line: usize,
}

#[derive(Clone, Debug)]
pub(super) struct RawCell {
    pub span: Span,
    pub value: Value,
}

impl RawCell {
    fn new(text: &str, span: Span) -> Self {
        let span = span.trimmed(text);
        Self { span, value: Value::read(span.of(text)) }
    }
}

/// The rows of every table in the text.
pub(super) fn read(text: &str, lines: &[Line]) -> Vec<RawRow> {
    let mut rows: Vec<RawRow> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match line.kind {
            LineKind::Row => rows.push(RawRow {
                layout: Layout::Tabs,
                span: line.span,
                cells: split(text, line.span),
                after_blank: line.after_blank,
                first_line: at,
                last_line: at,
            }),
            LineKind::CellLine => {
                let cell = RawCell::new(text, line.span);
                match rows.last_mut().filter(|row| goes_on(row, line, at)) {
                    Some(row) => {
                        row.cells.push(cell);
                        row.span.end = line.span.end;
                        row.last_line = at;
                    }
                    None => rows.push(RawRow {
                        layout: Layout::CellLines,
                        span: line.span,
                        cells: vec![cell],
                        after_blank: line.after_blank,
                        first_line: at,
                        last_line: at,
                    }),
                }
            }
            LineKind::Paragraph => {
                if let Some(row) = rows.last_mut().filter(|row| goes_on(row, line, at)) {
                    join_broken_label(text, row, line, at);
                }
            }
            LineKind::Title | LineKind::Heading | LineKind::Item => {}
        }
    }
    rows
}

fn goes_on(row: &RawRow, line: &Line, at: usize) -> bool {
    row.layout == Layout::CellLines && !line.after_blank && row.last_line + 1 == at
}

/// A label that was broken inside its cell goes on in the next line, without a tab (商业↵企业).
fn join_broken_label(text: &str, row: &mut RawRow, line: &Line, at: usize) {
    const LONGEST_PIECE: usize = 30;
    let is_piece = line.span.of(text).chars().count() <= LONGEST_PIECE;
    if let Some(cell) = row.cells.last_mut().filter(|cell| is_piece && cell.value == Value::Text) {
        cell.span = cell.span.cover(line.span.trimmed(text));
        row.span.end = line.span.end;
        row.last_line = at;
    }
}

fn split(text: &str, span: Span) -> Vec<RawCell> {
    let mut start = span.start;
    let pieces = span.of(text).split('\t');
    pieces
        .map(|piece| {
            let cell = Span::new(start, start + piece.len());
            start = cell.end + 1;
            RawCell::new(text, cell)
        })
        .collect()
}

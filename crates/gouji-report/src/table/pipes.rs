//! Reads rows with pipes between their cells.
//!
//! Markdown puts a pipe before the first cell of each row. Other programs write pipes only between cells. Then a row
//! begins with a pipe only if its first cell is blank.

use gouji_edition::Layout;
use gouji_text::Span;

use super::cell_markup;
use super::raw::{RawCell, RawRow};

/// Whether a line has cells between pipes, but no pipe before the first one.
pub(super) fn is_open_row(line: &str) -> bool {
    const FEWEST_PIPES: usize = 4;
    let mut pipes = memchr::memchr_iter(b'|', line.as_bytes());
    pipes.next().is_some_and(|first| first > 0 && !is_blank(line, first)) && pipes.count() + 1 >= FEWEST_PIPES
}

fn is_blank(line: &str, end: usize) -> bool {
    line.get(..end).is_some_and(|before| before.trim().is_empty())
}

/// The cells of a line. A pipe at its start separates no cells.
pub(super) fn cells(line: &str) -> Vec<RawCell> {
    let read = if cell_markup::may_contain_markup(line) { RawCell::marked_up } else { RawCell::plain };
    let first = if is_open_row(line) { line.find('|').map(|end| Span::new(0, end)) } else { None };
    let last =
        line.rfind('|').map(|last| Span::new(last + 1, line.len())).filter(|last| !last.slice(line).trim().is_empty());
    let inner = cell_markup::pipe_cells(line, Span::new(0, line.len()));
    let mut cells = Vec::with_capacity(inner.len() + 2);
    cells.extend(first.into_iter().chain(inner).chain(last).map(|span| read(line, span)));
    cells
}

/// Adds blank first cells to rows that begin with a pipe, if other rows of figures begin without one.
pub(super) fn add_first_cells(text: &str, rows: &mut [RawRow]) {
    const FEWEST_FIGURES: usize = 3;
    let is_open = |row: &RawRow| {
        let figures = row.cells.iter().filter(|cell| cell.value.number().is_some()).count();
        figures >= FEWEST_FIGURES && is_open_row(row.span.slice(text))
    };
    for rows in rows.chunk_by_mut(|row, next| row.layout == next.layout) {
        if rows.first().is_none_or(|row| row.layout != Layout::Pipes) || !rows.iter().any(is_open) {
            continue;
        }
        for row in rows.iter_mut().filter(|row| !is_open_row(row.span.slice(text))) {
            row.cells_mut().insert(0, RawCell::with_words(Span::at(0), ""));
        }
    }
}

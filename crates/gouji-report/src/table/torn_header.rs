//! Headers whose labels are torn over rows or lines: 自然 above 人, or 商业 at the end of a line and 企业 on the next.
//!
//! A torn label must not be matched piece by piece: 其他 of 其他结果 is also the label of a row and of a column.

use std::borrow::Cow;

use gouji_edition::Layout;
use gouji_text::{Span, Value, is_han};

use super::cell_markup;
use super::labels::Labels;
use super::raw::{RawCell, RawRow};

/// Most pieces of a torn label.
const MOST_PIECES: usize = 4;

/// Joins the pieces of column labels that are above each other. A row that has no other words is removed.
pub(super) fn join_rows(text: &str, rows: &mut Vec<RawRow>) {
    let mut is_empty = vec![false; rows.len()];
    let mut start = 0;
    while start < rows.len() {
        let end = end_of_header(text, rows, start);
        if let Some(header) = rows.get_mut(start..end).filter(|header| header.len() > 1) {
            join_columns(text, header);
            let emptied = header.iter().map(|row| row.cells.iter().all(|cell| cell.value == Value::Blank));
            is_empty.splice(start..end, emptied);
        }
        start = end.max(start + 1);
    }
    remove(rows, &is_empty);
}

/// The index after the last of the rows from `start` on that follow each other and have words, but no figures.
fn end_of_header(text: &str, rows: &[RawRow], start: usize) -> usize {
    let mut end = start;
    while let Some(row) = rows.get(end) {
        let is_next = end == start || rows.get(end - 1).is_some_and(|before| follows(text, before, row));
        if !is_next || !has_only_words(row) {
            break;
        }
        end += 1;
    }
    end
}

fn has_only_words(row: &RawRow) -> bool {
    row.cells.iter().all(|cell| matches!(cell.value, Value::Text | Value::Blank))
        && row.cells.iter().any(|cell| cell.value == Value::Text)
}

/// Whether `row` is the row after `before` in the same table.
fn follows(text: &str, before: &RawRow, row: &RawRow) -> bool {
    match row.layout {
        layout if layout != before.layout => false,
        Layout::Html => text.get(before.span.end..row.span.start).is_some_and(|between| between.trim().is_empty()),
        Layout::Tabs | Layout::Pipes => row.first_line == before.last_line + 1 && !row.after_blank,
        Layout::CellLines | Layout::Loose => false,
    }
}

fn join_columns(text: &str, header: &mut [RawRow]) {
    for first in 0..header.len() {
        let width = header.get(first).map_or(0, |row| row.cells.len());
        for column in 0..width {
            join_column(text, header, first, column);
        }
    }
}

/// Joins the cell of the row `first` with those below it if they are one label together.
fn join_column(text: &str, header: &mut [RawRow], first: usize, column: usize) {
    let Some((row, below)) = header.get_mut(first..).and_then(<[_]>::split_first_mut) else { return };
    if below.first().is_none_or(|next| piece(next, column).is_none()) {
        return;
    }
    let Some(mut words) = words_of(text, row, column) else { return };
    for count in 1..MOST_PIECES {
        let Some(piece) = below.get(count - 1).and_then(|row| words_of(text, row, column)) else { return };
        words.to_mut().push_str(&piece);
        if !Labels::is_column(&words) {
            continue;
        }
        replace(row, column, |span| RawCell::torn(span, &words));
        for row in below.iter_mut().take(count) {
            replace(row, column, |span| RawCell::with_words(span, ""));
        }
        return;
    }
}

/// The cell of a row if it may be a piece of a label. Signs such as ○ are none.
fn piece(row: &RawRow, column: usize) -> Option<&RawCell> {
    row.cells.get(column).filter(|cell| cell.folded().contains(is_han))
}

/// The words of a cell that may be a piece of a label; `None` if it is none.
fn words_of<'a>(text: &'a str, row: &RawRow, column: usize) -> Option<Cow<'a, str>> {
    let cell = piece(row, column)?;
    Some(match cell_markup::strip(row.place(cell).slice(text)) {
        Cow::Borrowed(words) => Cow::Borrowed(words.trim()),
        Cow::Owned(words) => Cow::Owned(words.trim().to_owned()),
    })
}

fn replace(row: &mut RawRow, column: usize, cell: impl FnOnce(Span) -> RawCell) {
    if let Some(slot) = row.cells_mut().get_mut(column) {
        *slot = cell(slot.span);
    }
}

/// Removes the rows for which `is_empty` is true. The row before each one includes it.
fn remove(rows: &mut Vec<RawRow>, is_empty: &[bool]) {
    if !is_empty.contains(&true) {
        return;
    }
    let mut left: Vec<RawRow> = Vec::with_capacity(rows.len());
    for (row, is_empty) in rows.drain(..).zip(is_empty) {
        match left.last_mut() {
            Some(before) if *is_empty => {
                before.span.end = row.span.end;
                before.last_line = row.last_line;
            }
            _ => left.push(row),
        }
    }
    *rows = left;
}

/// Joins the last cell of `row` with `line`, the next line of the text, if the label goes on there. Returns whether it does.
pub(super) fn join_line(text: &str, row: &mut RawRow, line: Span, cells: &[RawCell]) -> bool {
    let Some((rest, others)) = cells.split_first().filter(|(rest, _)| rest.folded().contains(is_han)) else {
        return false;
    };
    let Some(last) = row.cells.last().filter(|last| last.folded().contains(is_han)) else { return false };
    if !has_only_words(row) || row.layout != Layout::Tabs {
        return false;
    }
    let (span, from) = (last.span, row.from);
    let rest = rest.span.shift(line.start).slice(text);
    let words = format!("{}{rest}", row.place(last).slice(text));
    if !Labels::is_column(&words) {
        return false;
    }
    let others = others.iter().map(|cell| cell.shifted(line.start - from));
    let cells = row.cells_mut();
    cells.pop();
    cells.push(RawCell::torn(span, &words));
    cells.extend(others);
    row.span.end = line.end;
    true
}

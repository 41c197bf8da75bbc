//! Reuses tables of the last reading whose rows did not change.
//!
//! A table depends on its rows, on the table before it and on the row after it, and on nothing else.

use std::sync::Arc;

use gouji_text::Span;

use crate::table::{Cells, RawRow, TableCandidate, TableEnd};

/// How many tables of the last reading are compared, from the last reused one on. Edits add or remove few tables at a time.
const LOOK_AHEAD: usize = 8;

/// The state in which a table begins, as far as the table depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StartState {
    /// Index into [`editions`](gouji_edition::editions).
    pub edition: usize,
    /// The table before this one, as an index into [`Edition::tables`](gouji_edition::Edition::tables).
    pub current: Option<usize>,
    /// Whether this table directly follows that one.
    pub follows: bool,
}

/// A table of the last reading that is still valid, at its new place.
pub(crate) struct Reused {
    pub candidate: TableCandidate,
    pub end: TableEnd,
    /// The number of its rows.
    pub rows: usize,
}

/// The tables of one reading, in the order in which they were read.
pub(super) type ReadTables = Vec<ReusableTable>;

/// The tables of the last reading, and those of the present one.
pub(crate) struct TableReuse {
    last: Arc<ReadTables>,
    /// Index of the table after the one that was reused last.
    next: usize,
    now: ReadTables,
}

#[derive(Clone, Debug)]
pub(super) struct ReusableTable {
    start: StartState,
    /// The rows of the table, and the row after them if there is one.
    rows: Arc<[RowState]>,
    /// How many of the rows belong to the table.
    count: usize,
    /// First byte and first line of the table.
    place: (usize, usize),
    candidate: TableCandidate,
    end: TableEnd,
}

/// The properties of a row on which a table depends: its cells, and its place relative to the table's first row.
#[derive(Debug)]
struct RowState {
    cells: Arc<Cells>,
    span: Span,
    lines: (usize, usize),
    after_blank: bool,
}

impl TableReuse {
    /// The tables of the last reading.
    pub(super) fn new(last: Arc<ReadTables>) -> Self {
        Self { last, next: 0, now: ReadTables::new() }
    }

    /// The tables of the present reading, for the next one.
    pub(super) fn into_now(self) -> Arc<ReadTables> {
        Arc::new(self.now)
    }

    /// Finds the table that begins with the first of `rows` among those of the last reading.
    pub(crate) fn find(&mut self, start: StartState, rows: &[RawRow]) -> Option<Reused> {
        let first = rows.first()?;
        let place = (first.span.start, first.first_line);
        let near = self.last.iter().enumerate().skip(self.next).take(LOOK_AHEAD);
        let (at, last) = near.into_iter().find(|(_, table)| table.matches(start, rows, place))?;
        let (candidate, end) = (last.candidate.moved(last.place.0, place.0), last.end.moved(last.place, place));
        let reused = Reused { candidate: candidate.clone(), end, rows: last.count };
        self.now.push(ReusableTable { place, candidate, end, ..last.clone() });
        self.next = at + 1;
        Some(reused)
    }

    /// Stores the table that begins with the first of `rows` and has `count` rows.
    pub(crate) fn add(
        &mut self,
        start: StartState,
        rows: &[RawRow],
        count: usize,
        candidate: TableCandidate,
        end: TableEnd,
    ) {
        let with_next = rows.get(..=count).unwrap_or(rows);
        // Rows of other layouts get new cells in each reading, so they never match.
        if !with_next.iter().all(|row| row.layout.is_split_by_blank_line()) {
            return;
        }
        let Some(first) = with_next.first() else { return };
        let place = (first.span.start, first.first_line);
        let rows = with_next.iter().map(|row| RowState::new(row, place)).collect();
        self.now.push(ReusableTable { start, rows, count, place, candidate, end });
    }
}

impl ReusableTable {
    fn matches(&self, start: StartState, rows: &[RawRow], place: (usize, usize)) -> bool {
        let is_last = self.rows.len() == self.count;
        start == self.start
            && (if is_last { rows.len() == self.count } else { rows.len() > self.count })
            && self.rows.iter().zip(rows).all(|(last, row)| last.matches(row, place))
    }
}

impl RowState {
    fn new(row: &RawRow, (byte, line): (usize, usize)) -> Self {
        Self {
            cells: Arc::clone(&row.cells),
            span: Span::new(row.span.start - byte, row.span.end - byte),
            lines: (row.first_line - line, row.last_line - line),
            after_blank: row.after_blank,
        }
    }

    /// Whether `row` is the same if the table begins at `byte` and `line`. Shared cells have the same words.
    fn matches(&self, row: &RawRow, (byte, line): (usize, usize)) -> bool {
        Arc::ptr_eq(&self.cells, &row.cells)
            && self.span.shift(byte) == row.span
            && (self.lines.0 + line, self.lines.1 + line) == (row.first_line, row.last_line)
            && self.after_blank == row.after_blank
    }
}

//! Tables that stand as they stood when the text was last read: they are not read again.
//!
//! What a table is depends on its rows, on the table before it and on the row behind it, and on nothing else.

use std::sync::Arc;

use gouji_text::{Passages, Span};

use super::building::{Building, End};
use super::editions::Found;
use super::raw::{Cells, RawRow};

/// How many tables are looked at from where the last one was met again: edits change few at a time.
const NEAR: usize = 8;

/// Where a table begins, and what it depends on there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beginning {
    /// Index into [`editions`](gouji_edition::editions).
    pub edition: usize,
    /// The table before, as an index into the format's.
    pub current: Option<usize>,
    /// Whether nothing stands between that one and this.
    pub follows: bool,
}

/// A table that was met again.
pub(super) struct Again {
    pub found: Found,
    pub end: End,
    /// How many rows it has.
    pub rows: usize,
}

/// The tables of one reading, in its order.
type Tables = Vec<Remembered>;

/// The tables of the last reading, and those of this one.
pub(super) struct Memory {
    last: Arc<Tables>,
    /// Index of the table behind the one that was last met again.
    next: usize,
    now: Tables,
}

#[derive(Clone)]
struct Remembered {
    beginning: Beginning,
    /// Its rows and the one behind it, where there is one.
    rows: Arc<[Row]>,
    /// How many are its own.
    count: usize,
    /// Its first byte, and its first line.
    place: (usize, usize),
    found: Found,
    end: End,
}

/// A row as far as a table depends on it: its cells, and where it stands from the first row on.
struct Row {
    cells: Arc<Cells>,
    span: Span,
    lines: (usize, usize),
    after_blank: bool,
}

impl Memory {
    /// What was remembered at the last reading.
    pub(super) fn of(passages: &Passages) -> Option<Self> {
        let last = passages.is_single_document().then(|| passages.previous().unwrap_or_default());
        last.map(|last| Self { last, next: 0, now: Tables::new() })
    }

    /// The reading has come to its end.
    pub(super) fn keep(self, passages: &mut Passages) {
        passages.set_previous(Arc::new(self.now));
    }

    /// The table that begins with the first of `rows`, where it was met before.
    pub(super) fn meet(&mut self, beginning: Beginning, rows: &[RawRow]) -> Option<Again> {
        let first = rows.first()?;
        let place = (first.span.start, first.first_line);
        let near = self.last.iter().enumerate().skip(self.next).take(NEAR);
        let (at, known) = near.into_iter().find(|(_, known)| known.is_at(beginning, rows, place))?;
        let (found, end) = (known.found.moved(known.place.0, place.0), known.end.moved(known.place, place));
        let again = Again { found: found.clone(), end, rows: known.count };
        self.now.push(Remembered { place, found, end, ..known.clone() });
        self.next = at + 1;
        Some(again)
    }

    /// Remembers the table that begins with the first of `rows` and ends before the one at `behind`.
    pub(super) fn add(&mut self, beginning: Beginning, rows: &[RawRow], behind: usize, found: Found, end: End) {
        let with_next = rows.get(..=behind).unwrap_or(rows);
        // Rows of other layouts are made anew each time.
        let Some(first) = with_next.first().filter(|_| with_next.iter().all(|row| row.layout.is_split_by_blank_line()))
        else {
            return;
        };
        let place = (first.span.start, first.first_line);
        let rows = with_next.iter().map(|row| Row::of(row, place)).collect();
        self.now.push(Remembered { beginning, rows, count: behind, place, found, end });
    }
}

impl Remembered {
    fn is_at(&self, beginning: Beginning, rows: &[RawRow], place: (usize, usize)) -> bool {
        let is_last = self.rows.len() == self.count;
        beginning == self.beginning
            && (if is_last { rows.len() == self.count } else { rows.len() > self.count })
            && self.rows.iter().zip(rows).all(|(known, row)| known.is(row, place))
    }
}

impl Row {
    fn of(row: &RawRow, (byte, line): (usize, usize)) -> Self {
        Self {
            cells: Arc::clone(&row.cells),
            span: Span::new(row.span.start - byte, row.span.end - byte),
            lines: (row.first_line - line, row.last_line - line),
            after_blank: row.after_blank,
        }
    }

    /// Whether `row` is this one, where the first row stands at `byte` and `line`. Cells that are the same have the same words.
    fn is(&self, row: &RawRow, (byte, line): (usize, usize)) -> bool {
        Arc::ptr_eq(&self.cells, &row.cells)
            && self.span.shift(byte) == row.span
            && (self.lines.0 + line, self.lines.1 + line) == (row.first_line, row.last_line)
            && self.after_blank == row.after_blank
    }
}

/// Closes the table that began at the row `first`, and ends before the one at `behind`.
pub(super) fn close(
    (beginning, first, table): (Beginning, usize, Building<'_>),
    rows: &[RawRow],
    behind: usize,
    text: &str,
    memory: Option<&mut Memory>,
) -> Found {
    let end = table.end();
    let found = Found::new(table.finish(), text);
    if let Some(memory) = memory {
        memory.add(beginning, rows.get(first..).unwrap_or_default(), behind - first, found.clone(), end);
    }
    found
}

//! Tables that stand as they stood in the last state of the text: they are not read again.
//!
//! What a table is depends on its rows, on the table before it and on the row behind it. It is remembered by its first row.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::building::{Building, End};
use super::editions::Found;
use super::raw::{Cells, RawRow};
use crate::text::Span;

/// Tables that are remembered by one first row.
const MOST: usize = 4;

/// Where a table begins, and what it depends on there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beginning {
    /// Index into [`editions`](crate::format::editions).
    pub edition: usize,
    /// The table before, as an index into the format's.
    pub current: Option<usize>,
    /// Whether nothing stands between that one and this.
    pub follows: bool,
    /// Index of its first row.
    pub at: usize,
    /// Whether it will be met again.
    pub remembers: bool,
}

/// A table that was met again.
pub(super) struct Again {
    pub found: Found,
    pub end: End,
    /// Index of the row behind it.
    pub behind: usize,
}

/// The tables that began with a row.
#[derive(Default)]
pub(super) struct Begun(Mutex<Vec<Arc<Remembered>>>);

struct Remembered {
    beginning: Beginning,
    /// Its rows and the one behind it; fewer where it was the last.
    rows: Vec<Row>,
    /// Without the row behind it.
    count: usize,
    /// Its first byte, and its first line.
    place: (usize, usize),
    found: Found,
    end: End,
}

/// A row as far as a table depends on it: its cells, and where it stands from the first row on.
struct Row {
    cells: Weak<Cells>,
    span: Span,
    lines: (usize, usize),
    after_blank: bool,
}

impl Row {
    fn of(row: &RawRow, (byte, line): (usize, usize)) -> Self {
        Self {
            cells: Arc::downgrade(&row.cells),
            span: Span::new(row.span.start - byte, row.span.end - byte),
            lines: (row.first_line - line, row.last_line - line),
            after_blank: row.after_blank,
        }
    }

    /// Whether `row` is this one, where the first row stands at `byte` and `line`. Cells that are the same have the same words.
    fn is(&self, row: &RawRow, (byte, line): (usize, usize)) -> bool {
        std::ptr::eq(self.cells.as_ptr(), Arc::as_ptr(&row.cells))
            && self.span.behind(byte) == row.span
            && (self.lines.0 + line, self.lines.1 + line) == (row.first_line, row.last_line)
            && self.after_blank == row.after_blank
    }
}

/// The table that begins there, where it was met before.
pub(super) fn known(beginning: Beginning, rows: &[RawRow]) -> Option<Again> {
    let rows = rows.get(beginning.at..)?;
    let first = rows.first()?;
    let begun = first.cells.begun.0.lock().unwrap_or_else(PoisonError::into_inner);
    let place = (first.span.start, first.first_line);
    let known = begun.iter().find(|known| known.is_at(beginning, rows, place))?;
    Some(Again {
        found: known.found.moved(known.place.0, place.0),
        end: known.end.moved(known.place, place),
        behind: beginning.at + known.count,
    })
}

impl Remembered {
    fn is_at(&self, beginning: Beginning, rows: &[RawRow], place: (usize, usize)) -> bool {
        let is_last = self.rows.len() == self.count;
        Beginning { at: self.beginning.at, ..beginning } == self.beginning
            && (if is_last { rows.len() == self.count } else { rows.len() > self.count })
            && self.rows.iter().zip(rows).all(|(known, row)| known.is(row, place))
    }
}

impl Beginning {
    /// The table, which ends before the row at `behind`; remembered where its rows can be met again.
    pub(super) fn close(self, table: Building<'_>, rows: &[RawRow], behind: usize, text: &str) -> Found {
        let end = table.end();
        let found = Found::new(table.finish(), text);
        let own = rows.get(self.at..behind).unwrap_or_default();
        let with_next = rows.get(self.at..=behind).unwrap_or(own);
        // Rows of other layouts are made anew each time.
        let can_be_met = self.remembers && with_next.iter().all(|row| row.layout.is_lines());
        let Some(first) = own.first().filter(|_| can_be_met) else { return found };
        let place = (first.span.start, first.first_line);
        let rows = with_next.iter().map(|row| Row::of(row, place)).collect();
        let known = Remembered { beginning: self, rows, count: own.len(), place, found: found.clone(), end };
        let mut begun = first.cells.begun.0.lock().unwrap_or_else(PoisonError::into_inner);
        if begun.len() == MOST {
            begun.remove(0);
        }
        begun.push(Arc::new(known));
        found
    }
}

impl fmt::Debug for Begun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Begun")
    }
}

/// Cells that are changed begin nothing that is known.
impl Clone for Begun {
    fn clone(&self) -> Self {
        Self::default()
    }
}

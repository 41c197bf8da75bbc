//! The tables of a view: which columns and rows each cell covers.

use gouji_convert::{Merge, Place};

use super::MAX_PLACES;
use super::words::Words;

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewTable {
    /// Its number, from 1.
    pub number: usize,
    /// Its rows from the top.
    pub rows: Vec<ViewRow>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewRow {
    /// The page on which the row begins, if the document has fixed pages.
    pub page: Option<usize>,
    /// Its cells from the left, except for cells that a merged cell above covers.
    pub cells: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableCell {
    /// The index of its place in the map of places; `None` if the document has no cell there.
    pub place: Option<usize>,
    /// The number of columns that it covers.
    pub columns: usize,
    /// The number of rows that it covers.
    pub rows: usize,
    /// Its words.
    pub text: String,
    /// Its part in the official form.
    pub role: CellRole,
}

/// The part of a cell in an official table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellRole {
    /// A cell whose part is unknown.
    #[default]
    Unknown,
    /// A label of columns.
    Header,
    /// A label of a row, or of rows.
    Label,
    /// A label across the whole table.
    Band,
    /// A figure.
    Figure,
}

/// The table with these cells of the text.
pub(super) fn table(text: &str, cells: &[Words]) -> ViewTable {
    let mut builder = TableBuilder { room: MAX_PLACES, ..TableBuilder::default() };
    for row in cells.chunk_by(|one, next| row_of(one.place) == row_of(next.place)) {
        builder.skip_to(row.first().and_then(|words| row_of(words.place)).unwrap_or_default());
        builder.row(text, row);
    }
    builder.end(cells.first().and_then(Words::table).unwrap_or_default())
}

const fn row_of(place: Place) -> Option<usize> {
    match place {
        Place::Cell { row, .. } => Some(row),
        Place::Paragraph { .. } => None,
    }
}

/// Builds a table row by row.
#[derive(Debug, Default)]
struct TableBuilder {
    rows: Vec<ViewRow>,
    /// For each column, the last cell that covers it.
    above: Vec<Option<Above>>,
    /// How many more rows and cells without a place in the document may be added.
    room: usize,
}

/// A cell of an earlier row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Above {
    /// The index of its row, and its index in the row.
    cell: (usize, usize),
    /// Its first column from 0, and the column after its last one.
    columns: (usize, usize),
    /// The index of the first row that it does not cover.
    until: usize,
}

impl TableBuilder {
    /// Adds rows without cells up to the row with this number, from 1. Merged cells cover all columns of such rows.
    fn skip_to(&mut self, number: usize) {
        let missing = number.saturating_sub(1).saturating_sub(self.rows.len()).min(self.room);
        self.room -= missing;
        self.rows.extend(std::iter::repeat_n(ViewRow::default(), missing));
    }

    fn row(&mut self, text: &str, cells: &[Words]) {
        let page = cells.first().and_then(|words| match words.place {
            Place::Cell { page, .. } => page,
            Place::Paragraph { .. } => None,
        });
        self.rows.push(ViewRow { page, cells: Vec::new() });
        let mut free = 0;
        for words in cells {
            let Place::Cell { column, .. } = words.place else { continue };
            let column = column.saturating_sub(1).max(free);
            self.fill(free, column);
            let next = column + words.columns.max(1);
            let end = (column + 1..next).find(|column| self.is_covered(*column)).unwrap_or(next);
            if words.merge != Some(Merge::Continues) || !self.extend_above(column, end) {
                let rows = match words.merge {
                    Some(Merge::Covers(rows)) => rows.max(1),
                    _ => 1,
                };
                let text = words.span.slice(text).to_owned();
                self.push(
                    column,
                    TableCell { place: Some(words.index), columns: end - column, rows, text, ..TableCell::default() },
                );
            }
            self.fill(end, next);
            free = next;
        }
    }

    /// The index of the current row.
    const fn current(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// Whether a merged cell of an earlier row covers this column of the current row.
    fn is_covered(&self, column: usize) -> bool {
        let above = self.above.get(column).copied().flatten();
        above.is_some_and(|above| above.until > self.current() && above.cell.0 < self.current())
    }

    /// Adds cells without a place for the columns that no cell above covers.
    fn fill(&mut self, from: usize, to: usize) {
        let mut start = from;
        while start < to {
            let end = (start..to).find(|column| self.is_covered(*column)).unwrap_or(to);
            if end > start && self.room > 0 {
                self.room -= 1;
                self.push(start, TableCell { columns: end - start, rows: 1, ..TableCell::default() });
            }
            start = end.max(start) + usize::from(end < to);
        }
    }

    fn push(&mut self, column: usize, cell: TableCell) {
        let (row, end) = (self.current(), column + cell.columns);
        let until = row.saturating_add(cell.rows);
        let Some(last) = self.rows.last_mut() else { return };
        let above = Above { cell: (row, last.cells.len()), columns: (column, end), until };
        last.cells.push(cell);
        self.cover(above);
    }

    fn cover(&mut self, above: Above) {
        let (start, end) = above.columns;
        if self.above.len() < end {
            self.above.resize(end, None);
        }
        self.above.iter_mut().take(end).skip(start).for_each(|column| *column = Some(above));
    }

    /// Extends the cell above by the current row, if it covers the same columns and ends at the row above.
    fn extend_above(&mut self, start: usize, end: usize) -> bool {
        let Some(mut above) = self.above.get(start).copied().flatten() else { return false };
        if above.columns != (start, end) || above.until != self.current() {
            return false;
        }
        let (row, cell) = above.cell;
        let Some(cell) = self.rows.get_mut(row).and_then(|row| row.cells.get_mut(cell)) else { return false };
        cell.rows += 1;
        above.until += 1;
        self.cover(above);
        true
    }

    /// The table. No cell covers rows after the last one.
    fn end(mut self, number: usize) -> ViewTable {
        let count = self.rows.len();
        for (index, row) in self.rows.iter_mut().enumerate() {
            row.cells.iter_mut().for_each(|cell| cell.rows = cell.rows.min(count - index));
        }
        ViewTable { number, rows: self.rows }
    }
}

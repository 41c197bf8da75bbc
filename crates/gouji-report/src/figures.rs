use std::sync::Arc;

use gouji_text::{Span, Value};

use super::{Cell, Placement};

/// The figures of a row, in order. Their spans count from the row's first byte, so that rows with the same words share
/// them.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Spans count from `from`.
    cells: Arc<[StoredCell]>,
    /// Offset of the row, in bytes of the text.
    from: usize,
}

/// A cell in half the space of a [`Cell`]: a run over a folder keeps the figures of many reports.
#[derive(Clone, Copy, Debug)]
struct StoredCell {
    value: Value,
    /// The first byte of its span. Places after 4 GiB, which no report has, are lost.
    start: u32,
    /// The bytes of its span.
    len: u32,
    /// The index of its column; [`NO_COLUMN`] if the column is unknown.
    column: u16,
    placement: Placement,
}

const NO_COLUMN: u16 = u16::MAX;

impl From<Cell> for StoredCell {
    fn from(Cell { span, value, column, placement }: Cell) -> Self {
        let column = column.and_then(|column| u16::try_from(column).ok()).unwrap_or(NO_COLUMN);
        let small = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        Self { value, start: small(span.start), len: small(span.len()), column, placement }
    }
}

impl StoredCell {
    /// The cell in a row that begins at the byte `from`.
    fn cell(self, from: usize) -> Cell {
        // Offsets have at least 32 bits on all platforms of gouji.
        let start = from + self.start as usize;
        Cell {
            span: Span::new(start, start + self.len as usize),
            value: self.value,
            column: (self.column != NO_COLUMN).then_some(self.column.into()),
            placement: self.placement,
        }
    }
}

impl Figures {
    /// The `cells`, whose spans count from the byte `from` of the text.
    pub(super) fn new(cells: impl IntoIterator<Item = Cell>, from: usize) -> Self {
        Self { cells: cells.into_iter().map(StoredCell::from).collect(), from }
    }

    /// The figures, with spans of the text.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Cell> + ExactSizeIterator + Clone + '_ {
        let from = self.from;
        self.cells.iter().map(move |cell| cell.cell(from))
    }

    /// The figures after the row has moved from the byte `from` to the byte `to`.
    pub(super) fn moved(&self, from: usize, to: usize) -> Self {
        Self { cells: Arc::clone(&self.cells), from: (self.from + to).saturating_sub(from) }
    }

    /// The number of figures.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether the row has no figures.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Changes the figures, by their index in the row. Spans must stay as they are.
    pub fn change(&mut self, mut change: impl FnMut(usize, &mut Cell)) {
        for (at, stored) in Arc::make_mut(&mut self.cells).iter_mut().enumerate() {
            let mut cell = stored.cell(0);
            change(at, &mut cell);
            *stored = cell.into();
        }
    }
}

impl PartialEq for Figures {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Figures {}

use std::sync::Arc;

use super::Cell;

/// The figures of a row, in order. Their spans count from the row's first byte, so that rows with the same words share
/// them.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Spans count from `from`.
    cells: Arc<[Cell]>,
    /// Offset of the row, in bytes of the text.
    from: usize,
}

impl Figures {
    /// The `cells`, whose spans count from the byte `from` of the text.
    pub(super) fn new(cells: impl Into<Arc<[Cell]>>, from: usize) -> Self {
        Self { cells: cells.into(), from }
    }

    /// The figures, with spans of the text.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Cell> + ExactSizeIterator + Clone + '_ {
        let from = self.from;
        self.cells.iter().map(move |cell| Cell { span: cell.span.shift(from), ..*cell })
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
        Arc::make_mut(&mut self.cells).iter_mut().enumerate().for_each(|(at, cell)| change(at, cell));
    }
}

impl PartialEq for Figures {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Figures {}

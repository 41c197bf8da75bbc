use std::sync::Arc;

use super::Cell;

/// The figures of a row, in order. They know their places from the row's first byte, so that rows that read alike share them.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Their places count from `from`.
    cells: Arc<[Cell]>,
    /// In bytes of the text.
    from: usize,
}

impl Figures {
    /// The `cells`, whose places count from the byte `from` of the text.
    pub(super) fn new(cells: impl Into<Arc<[Cell]>>, from: usize) -> Self {
        Self { cells: cells.into(), from }
    }

    /// The figures, each at its place in the text.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Cell> + ExactSizeIterator + Clone + '_ {
        let from = self.from;
        self.cells.iter().map(move |cell| Cell { span: cell.span.shift(from), ..*cell })
    }

    /// The same where what stood at byte `from` stands at `to`.
    pub(super) fn moved(&self, from: usize, to: usize) -> Self {
        Self { cells: Arc::clone(&self.cells), from: (self.from + to).saturating_sub(from) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Changes figures, by their place in the row, but not where they stand.
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

//! Places of a document, and the map from the text to them.

/// A place of a document. All numbers start at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A paragraph outside tables.
    Paragraph {
        /// Its number among the paragraphs that are not empty.
        number: usize,
        /// The page on which it begins, if the document has fixed pages.
        page: Option<usize>,
    },
    /// A cell of a table.
    Cell {
        /// The number of the table.
        table: usize,
        /// The row of the cell.
        row: usize,
        /// The first column of the cell; a merged cell covers several.
        column: usize,
        /// The page on which its row begins, if the document has fixed pages.
        page: Option<usize>,
    },
}

/// How a cell is merged with cells below or above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// It continues the cell above and has no content of its own.
    Continues,
    /// It covers this many rows, counted from its own. The number may be larger than the table.
    Covers(usize),
}

/// Maps each byte of a text to its place in the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceMap {
    /// The start of each place in the text, in bytes, in order.
    starts: Vec<(usize, Place)>,
    /// Merged cells: their indices among the places, in order.
    merged: Vec<(usize, Merge)>,
}

impl PlaceMap {
    /// The place of the byte at this offset. Bytes between two places belong to the first. `None` if the document is empty.
    #[must_use]
    pub fn place(&self, byte: usize) -> Option<Place> {
        let next = self.starts.partition_point(|(start, _)| *start <= byte);
        self.starts.get(next.saturating_sub(1)).map(|(_, place)| *place)
    }

    /// The places in the order of the text, each with its start in bytes.
    pub fn iter(&self) -> impl Iterator<Item = (usize, Place)> + '_ {
        self.starts.iter().copied()
    }

    /// How the cell at an index of [`PlaceMap::iter`] is merged. `None` if it is not merged, or no cell.
    #[must_use]
    pub fn merge(&self, index: usize) -> Option<Merge> {
        let found = self.merged.binary_search_by_key(&index, |(merged, _)| *merged).ok()?;
        self.merged.get(found).map(|(_, merge)| *merge)
    }

    /// Marks the place that began last as a merged cell.
    pub(crate) fn merge_last(&mut self, merge: Merge) {
        if let Some(index) = self.starts.len().checked_sub(1) {
            self.merged.push((index, merge));
        }
    }

    /// Begins a place at this byte, which must not be before the last place.
    pub(crate) fn begin(&mut self, byte: usize, place: Place) {
        self.starts.push((byte, place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_belongs_to_the_place_that_began_last() {
        let mut map = PlaceMap::default();
        assert_eq!(map.place(0), None);
        let (paragraph, cell) =
            (Place::Paragraph { number: 1, page: None }, Place::Cell { table: 1, row: 1, column: 2, page: None });
        map.begin(0, paragraph);
        map.begin(6, cell);
        assert_eq!(
            [0, 5, 6, 99].map(|byte| map.place(byte)),
            [Some(paragraph), Some(paragraph), Some(cell), Some(cell)]
        );
    }
}

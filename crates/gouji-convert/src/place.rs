//! Places of a document, and the map that leads to them.

/// A place of a document. All numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A paragraph outside tables.
    Paragraph {
        /// Which one of those that are not empty.
        number: usize,
    },
    /// A cell of a table.
    Cell {
        /// Which table.
        table: usize,
        /// Its row.
        row: usize,
        /// Its first column; a merged cell takes several.
        column: usize,
    },
}

/// Maps each byte of a text to its place in the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceMap {
    /// The byte of the text at which each place begins, in the order of the text.
    starts: Vec<(usize, Place)>,
}

impl PlaceMap {
    /// The place in which the byte at this offset stands. What lies between two places belongs to the first; `None` in an empty
    /// document.
    #[must_use]
    pub fn place(&self, byte: usize) -> Option<Place> {
        let behind = self.starts.partition_point(|(start, _)| *start <= byte);
        self.starts.get(behind.saturating_sub(1)).map(|(_, place)| *place)
    }

    /// The places in the order of the text, each with the byte at which it begins.
    pub fn iter(&self) -> impl Iterator<Item = (usize, Place)> + '_ {
        self.starts.iter().copied()
    }

    /// Lets a place begin at this byte, which lies behind all places before.
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
        let (paragraph, cell) = (Place::Paragraph { number: 1 }, Place::Cell { table: 1, row: 1, column: 2 });
        map.begin(0, paragraph);
        map.begin(6, cell);
        assert_eq!(
            [0, 5, 6, 99].map(|byte| map.place(byte)),
            [Some(paragraph), Some(paragraph), Some(cell), Some(cell)]
        );
    }
}

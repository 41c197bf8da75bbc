//! The words of each place of a document.

use gouji_convert::{Merge, Place, PlaceMap};
use gouji_text::Span;

/// The words of a paragraph or cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// The index of the place in the map of places.
    pub index: usize,
    /// The paragraph or cell.
    pub place: Place,
    /// How the cell is merged.
    pub merge: Option<Merge>,
    /// The words in the text, without the blanks after them.
    pub span: Span,
    /// Where the next place begins.
    pub end: usize,
    /// The number of columns from the cell to the next one in the row, or to the end of the row. 0 outside tables.
    pub columns: usize,
}

impl Words {
    /// The number of the table of a cell.
    pub const fn table(&self) -> Option<usize> {
        match self.place {
            Place::Cell { table, .. } => Some(table),
            Place::Paragraph { .. } => None,
        }
    }
}

/// The words of all places of a text, in order.
pub(super) fn words(text: &str, places: &PlaceMap) -> Vec<Words> {
    let ends = places.iter().skip(1).map(|(start, _)| start).chain([text.len()]);
    let all = places.iter().zip(ends).enumerate();
    all.map(|(index, ((start, place), end))| {
        let whole = Span::new(start, end).slice(text);
        let (words, columns) = match place {
            Place::Paragraph { .. } => (whole, 0),
            // A cell is on one line and has no tab in it.
            Place::Cell { .. } => {
                let (line, is_last) = whole.split_once('\n').map_or((whole, false), |(line, _)| (line, true));
                let words = line.split('\t').next().unwrap_or_default();
                let tabs = line.len() - line.trim_end_matches('\t').len();
                // A tab separates two columns, so there is one column more than tabs in a row.
                (words, tabs + usize::from(is_last))
            }
        };
        let span = Span::new(start, start + words.trim_end().len());
        Words { index, place, merge: places.merge(index), span, end, columns }
    })
    .collect()
}

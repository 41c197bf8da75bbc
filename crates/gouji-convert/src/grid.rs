//! The columns of a table as its reader sees them.
//!
//! A word processor notes each edge that any cell has as a column of its own, even edges that no eye tells apart: rows that were
//! copied together seldom end at the same hair.

use std::collections::BTreeSet;

use crate::layout::Table;

/// Two edges nearer than this part of a table's width are one to its author, where no cell lies between them.
const HAIR: u64 = 25;

/// The column in which each edge of the table's own grid lies; the last is the number of columns.
pub fn columns(table: &Table) -> Vec<usize> {
    let cells = || table.rows.iter().flatten();
    let last = cells().map(|cell| cell.column + cell.columns).max().unwrap_or_default();
    // Edges that some cell has: no row tells those of the others.
    let edges: BTreeSet<usize> =
        cells().flat_map(|cell| [cell.column, cell.column + cell.columns]).chain([0]).collect();
    let offsets = offsets(&table.widths, last);
    let joined = joined(table, &edges, &offsets);
    let mut columns = Vec::with_capacity(last + 1);
    let mut column = 0;
    for edge in 0..=last {
        if edge > 0 && edges.contains(&edge) && !joined.contains(&edge) {
            column += 1;
        }
        columns.push(column);
    }
    columns
}

/// How far from the left each edge lies; empty where that is not known.
fn offsets(widths: &[u32], last: usize) -> Vec<u64> {
    if widths.len() < last {
        return Vec::new();
    }
    let ends = widths.iter().scan(0, |end, width| {
        *end += u64::from(*width);
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

/// Edges that are the same as the one before them: they are hardly apart, and no cell lies between them.
fn joined(table: &Table, edges: &BTreeSet<usize>, offsets: &[u64]) -> BTreeSet<usize> {
    let whole = offsets.last().copied().unwrap_or_default();
    let narrow: BTreeSet<(usize, usize)> =
        table.rows.iter().flatten().map(|cell| (cell.column, cell.column + cell.columns)).collect();
    let mut joined = BTreeSet::new();
    let mut first = 0;
    for (before, edge) in edges.iter().zip(edges.iter().skip(1)) {
        if !joined.contains(before) {
            first = *before;
        }
        let (Some(from), Some(to)) = (offsets.get(first), offsets.get(*edge)) else { continue };
        let is_cell = narrow.range((first, 0)..=(*edge, 0)).any(|(_, end)| end <= edge);
        if to.saturating_sub(*from) * HAIR < whole && !is_cell {
            joined.insert(*edge);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Cell;

    fn table(widths: &[u32], rows: &[&[(usize, usize)]]) -> Table {
        let cell = |(column, columns): &(usize, usize)| Cell { column: *column, columns: *columns, blocks: Vec::new() };
        Table { widths: widths.to_vec(), rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect() }
    }

    #[test]
    fn edges_of_no_cell_are_no_columns() {
        assert_eq!(columns(&table(&[], &[&[(0, 2), (2, 3)], &[(0, 2), (2, 3)]])), [0, 0, 1, 1, 1, 2]);
    }

    #[test]
    fn edges_that_are_a_hair_apart_are_one() {
        let rows: &[&[(usize, usize)]] = &[&[(0, 1), (1, 2)], &[(0, 2), (2, 1)]];
        assert_eq!(columns(&table(&[3000, 20, 3000], rows)), [0, 1, 1, 2]);
        assert_eq!(columns(&table(&[3000, 200, 3000], rows)), [0, 1, 1, 2]);
        assert_eq!(columns(&table(&[3000, 900, 3000], rows)), [0, 1, 2, 3]);
        let narrow: &[&[(usize, usize)]] = &[&[(0, 1), (1, 1), (2, 1)]];
        assert_eq!(columns(&table(&[3000, 20, 3000], narrow)), [0, 1, 2, 3], "a narrow cell is a cell");
    }
}

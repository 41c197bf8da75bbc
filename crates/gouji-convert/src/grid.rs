//! The columns of a table as a human reader sees them.
//!
//! A word processor stores every cell edge as an edge of the grid, even edges that no eye can distinguish: rows that were copied
//! from different tables seldom align exactly.

use std::collections::BTreeSet;

use crate::layout::Table;

/// Edges are joined if no cell is between them and their distance is less than the width of the table divided by this.
const WIDTH_PER_GAP: u64 = 25;

/// The visible column for each edge of the table's grid. The last is the number of columns.
pub fn columns(table: &Table) -> Vec<usize> {
    let cells = || table.rows.iter().flatten();
    let last = cells().map(|cell| cell.column + cell.columns).max().unwrap_or_default();
    // The edges of cells. Other edges of the grid are not visible.
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

/// The distance of each edge from the left; empty if the widths are unknown.
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

/// The edges that are joined to the previous edge, because they are close to it and no cell is between them.
fn joined(table: &Table, edges: &BTreeSet<usize>, offsets: &[u64]) -> BTreeSet<usize> {
    let width = offsets.last().copied().unwrap_or_default();
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
        if to.saturating_sub(*from) * WIDTH_PER_GAP < width && !is_cell {
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
        let cell = |(column, columns): &(usize, usize)| Cell { column: *column, columns: *columns, ..Cell::default() };
        let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        Table { widths: widths.to_vec(), rows, ..Table::default() }
    }

    #[test]
    fn edges_without_cells_make_no_columns() {
        assert_eq!(columns(&table(&[], &[&[(0, 2), (2, 3)], &[(0, 2), (2, 3)]])), [0, 0, 1, 1, 1, 2]);
    }

    #[test]
    fn edges_close_together_are_joined() {
        let rows: &[&[(usize, usize)]] = &[&[(0, 1), (1, 2)], &[(0, 2), (2, 1)]];
        assert_eq!(columns(&table(&[3000, 20, 3000], rows)), [0, 1, 1, 2]);
        assert_eq!(columns(&table(&[3000, 200, 3000], rows)), [0, 1, 1, 2]);
        assert_eq!(columns(&table(&[3000, 900, 3000], rows)), [0, 1, 2, 3]);
        let narrow: &[&[(usize, usize)]] = &[&[(0, 1), (1, 1), (2, 1)]];
        assert_eq!(columns(&table(&[3000, 20, 3000], narrow)), [0, 1, 2, 3], "a narrow cell is a cell");
    }
}

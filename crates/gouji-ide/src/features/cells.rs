//! The cells of a table by their rows and columns, for features that look at all of them.

use gouji_edition::{CellRef, Layout, TableDef};
use gouji_report::{Cell, Placement, Table};
use gouji_text::Value;

/// The cells of a table whose place is certain. If the table has a row twice, the first one counts, as for the relations.
pub(super) struct CellGrid {
    cells: Vec<Option<Cell>>,
    columns: usize,
}

impl CellGrid {
    pub fn new(def: &TableDef, table: &Table) -> Self {
        let columns = def.columns.len();
        let mut cells = vec![None; def.rows.len() * columns];
        let mut seen = vec![false; def.rows.len()];
        for row in &table.rows {
            let Some(at) = row.row else { continue };
            if seen.get_mut(at).is_none_or(|seen| std::mem::replace(seen, true)) {
                continue;
            }
            // A cell that a merged cell above covers is not in the text. Its span is the start of its row.
            let is_covered = |cell: &Cell| table.layout == Layout::Html && cell.span.start == row.span.start;
            for cell in row.cells.iter().filter(|cell| cell.placement == Placement::Certain && !is_covered(cell)) {
                let place = cell.column.filter(|column| *column < columns);
                let slot = place.and_then(|column| cells.get_mut(at * columns + column));
                if let Some(slot @ None) = slot {
                    *slot = Some(cell);
                }
            }
        }
        Self { cells, columns }
    }

    /// The cell at a place of the definition.
    pub fn get(&self, at: CellRef) -> Option<Cell> {
        self.cells.get(at.row * self.columns + at.column).copied().flatten()
    }
}

/// Whether the cell is blank or a stroke.
pub(super) const fn is_blank(cell: Cell) -> bool {
    matches!(cell.value, Value::Blank | Value::Stroke)
}

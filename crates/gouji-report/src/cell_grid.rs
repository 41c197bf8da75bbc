use gouji_edition::{CellRef, TableDef};

use crate::{Cell, Placement, Table};

/// The cells of a table by row and column of its definition, for code that looks at all of them. It has the cells whose placement is
/// certain. If the table has a row or a column twice, the first one counts.
#[derive(Clone, Debug)]
pub struct CellGrid {
    cells: Vec<Option<Cell>>,
    columns: usize,
}

impl CellGrid {
    /// The cells of `table`, whose definition is `def`.
    pub fn new(def: &TableDef, table: &Table) -> Self {
        let columns = def.columns.len();
        let mut cells = vec![None; def.rows.len() * columns];
        let mut seen = vec![false; def.rows.len()];
        for row in &table.rows {
            let Some(at) = row.row else { continue };
            if seen.get_mut(at).is_none_or(|seen| std::mem::replace(seen, true)) {
                continue;
            }
            for cell in row.cells.iter().filter(|cell| cell.placement == Placement::Certain) {
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

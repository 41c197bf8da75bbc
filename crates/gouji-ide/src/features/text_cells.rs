//! The cells of a table that are in the text, and their names.

use gouji_edition::blank_form::{column_label, full_label};
use gouji_edition::{CellRef, Layout, Role, Row, TableDef};
use gouji_l10n::{Catalogue, msg};
use gouji_report::years::{HandedOn, handed_on};
use gouji_report::{Cell, CellGrid, Report, Table};
use gouji_text::Value;

/// The cells of a table with a certain place in the form and a place of their own in the text.
pub(super) struct TextCells<'a> {
    table: &'a Table,
    grid: CellGrid,
}

impl<'a> TextCells<'a> {
    /// The cells of `table`, whose definition is `def`.
    pub fn new(def: &TableDef, table: &'a Table) -> Self {
        Self { table, grid: CellGrid::new(def, table) }
    }

    /// The cell at a place of the definition. A cell that a merged cell above covers is not in the text: its span is the start of its row.
    pub fn get(&self, at: CellRef) -> Option<Cell> {
        let cell = self.grid.get(at)?;
        let starts_row = |cell: &Cell| self.table.row(at.row).is_some_and(|row| row.span.start == cell.span.start);
        let is_covered = self.table.layout == Layout::Html && starts_row(&cell);
        (!is_covered).then_some(cell)
    }

    /// The cells that last year's report carries over, with its figures.
    pub fn carried_in(&self, def: &TableDef, last_year: &Report) -> Vec<(CellRef, Cell, HandedOn)> {
        let Some(row) = def.row_with(Role::CarriedIn) else { return Vec::new() };
        let carried = |column: &usize| {
            let at = CellRef { row, column: *column };
            Some((at, self.get(at)?, handed_on(self.table, at, last_year)?))
        };
        def.columns_of(row).iter().filter_map(carried).collect()
    }
}

/// Whether the cell is blank or a stroke.
pub(super) const fn is_blank(cell: Cell) -> bool {
    matches!(cell.value, Value::Blank | Value::Stroke)
}

/// The name of a cell: its row and its column, as far as they have labels.
pub(super) fn cell_name(catalogue: &Catalogue, def: &TableDef, row: Option<&Row>, column: usize) -> String {
    let names = [row.map(|row| full_label(def, row)), Some(column_label(def, column))];
    let names: Vec<String> = names.into_iter().flatten().filter(|name| !name.is_empty()).collect();
    match names.as_slice() {
        [row, column] => catalogue.text(msg::HoverCell { row: row.as_str(), column: column.as_str() }),
        names => names.concat(),
    }
}

//! The figures that last year's report carries over to this year's: a row in each report, and its figures.

use gouji_edition::{Role, TableDef, blank_form};
use gouji_report::{Cell, Report, Table};
use gouji_text::Value;
use rust_decimal::Decimal;

use crate::tally::{self, CellRef, Check, Outcome};

/// A row of table 3, with the checks of its table.
pub(super) struct CarryOverRow<'a> {
    /// The table's definition.
    pub def: &'static TableDef,
    /// The table.
    pub table: &'a Table,
    /// Index into [`TableDef::rows`].
    pub row: usize,
    /// The checked relations of the table.
    pub checks: Vec<Check<'static>>,
}

impl<'a> CarryOverRow<'a> {
    /// The row with the role, if the report has the table of applications.
    pub fn new(report: &'a Report, role: Role) -> Option<Self> {
        let table = report.table_with(Role::Applications)?;
        let def = table.def()?;
        Some(Self { def, table, row: def.row_with(role)?, checks: tally::checks(def, table) })
    }

    /// The row's label, with the labels of its groups.
    pub fn label(&self) -> String {
        self.def.rows.get(self.row).map(|row| blank_form::full_label(self.def, row)).unwrap_or_default()
    }

    /// The figure in a column. `None` if the cell has no plain number, or is in a failing relation, which `tally-mismatch` reports.
    pub fn figure(&self, column: usize) -> Option<(Cell, Decimal)> {
        let at = CellRef { row: self.row, column };
        let is_doubtful = |check: &Check<'_>| check.outcome == Outcome::Fails && check.involves(at);
        let cell = self.table.cell(at.row, at.column)?;
        match cell.value {
            Value::Number(figure) if !self.checks.iter().any(is_doubtful) => Some((cell, figure)),
            _ => None,
        }
    }
}

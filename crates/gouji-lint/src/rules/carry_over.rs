//! What last year's report hands on to this year's: the rows that both have, and their figures.

use gouji_edition::{TableDef, blank_form};
use gouji_report::{Cell, Report, Table};
use gouji_text::Value;
use rust_decimal::Decimal;

use crate::tally::{self, CellRef, Check, Outcome};
pub(super) use gouji_report::years::CARRIED_ROWS as ROWS;

const TABLE: &str = "applications";

/// A row of table 3, with what is known of its figures.
pub(super) struct Line<'a> {
    /// The table's definition.
    pub def: &'static TableDef,
    /// The table.
    pub table: &'a Table,
    /// Index into [`TableDef::rows`].
    pub row: usize,
    /// The relations of the table.
    pub checks: Vec<Check<'static>>,
}

impl<'a> Line<'a> {
    /// The row `row` of the report, if it has table 3.
    pub fn of(report: &'a Report, row: &str) -> Option<Self> {
        let table = report.table(TABLE)?;
        let def = table.def()?;
        Some(Self { def, table, row: def.row_index(row)?, checks: tally::checks(def, table) })
    }

    /// The row's label, with those of its groups.
    pub fn label(&self) -> String {
        self.def.rows.get(self.row).map(|row| blank_form::full_label(self.def, row)).unwrap_or_default()
    }

    /// The figure in a column, where it is one and its table does not contradict it: that is told as a tally.
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

use rust_decimal::Decimal;

use super::Change;
use crate::format::{Axis, Relation, TableDef};
use crate::report::{Cell, CellRef, Table};
use crate::text::Value;

/// How a relation turned out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Both sides are equal.
    Holds,
    /// Both sides are known and differ.
    Fails,
    /// A figure is missing, blank, not a number or of unknown place, so nothing can be said.
    Unknown,
}

/// One relation at one row or column of one table.
#[derive(Clone, Debug)]
pub struct Check<'a> {
    /// The relation.
    pub relation: &'a Relation,
    /// Index of the row (or column) at which it was looked at.
    pub at: usize,
    /// The addends.
    pub addends: Vec<CellRef>,
    /// The cells whose sum they must equal.
    pub equals: Vec<CellRef>,
    /// Sum of the addends, blanks counted as 0; `None` where a figure is missing.
    pub left: Option<Decimal>,
    /// Sum of the other side.
    pub right: Option<Decimal>,
    /// How it turned out.
    pub outcome: Outcome,
}

impl Check<'_> {
    /// What the addends exceed the other side by, where both are known.
    pub fn excess(&self) -> Option<Decimal> {
        self.left?.checked_sub(self.right?)
    }

    /// What it would exceed it by after `change`.
    pub fn excess_after(&self, change: Change) -> Option<Decimal> {
        let by = change.to.checked_sub(change.from)?;
        let share = |cells: &[CellRef]| if cells.contains(&change.cell) { by } else { Decimal::ZERO };
        self.excess()?.checked_add(share(&self.addends))?.checked_sub(share(&self.equals))
    }

    /// Whether the relation speaks of `cell`.
    pub fn involves(&self, cell: CellRef) -> bool {
        self.addends.contains(&cell) || self.equals.contains(&cell)
    }
}

/// Every relation of the table's definition, at every row or column, worked out on the figures of `table`.
pub fn checks<'a>(def: &'a TableDef, table: &Table) -> Vec<Check<'a>> {
    def.relations.iter().flat_map(|relation| instances(def, relation)).map(|check| work_out(check, table)).collect()
}

fn instances<'a>(def: &'a TableDef, relation: &'a Relation) -> Vec<Check<'a>> {
    let count = match relation.axis {
        Axis::Columns => def.rows.len(),
        Axis::Rows => def.columns.len(),
    };
    let index = |id: &String| match relation.axis {
        Axis::Columns => def.column_index(id),
        Axis::Rows => def.row_index(id),
    };
    let side = |ids: &[String], at: usize| -> Vec<CellRef> {
        let along = ids.iter().filter_map(index);
        along
            .map(|along| match relation.axis {
                Axis::Columns => CellRef { row: at, column: along },
                Axis::Rows => CellRef { row: along, column: at },
            })
            .collect()
    };
    (0..count)
        .map(|at| Check {
            relation,
            at,
            addends: side(&relation.addends, at),
            equals: side(&relation.equals, at),
            left: None,
            right: None,
            outcome: Outcome::Unknown,
        })
        .collect()
}

fn work_out<'a>(mut check: Check<'a>, table: &Table) -> Check<'a> {
    let cell = |at: &CellRef| table.cell(at.row, at.column);
    let sum = |cells: &[CellRef]| cells.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(figure(cell(at)?)?));
    check.left = sum(&check.addends);
    check.right = sum(&check.equals);
    let blank = |at: &CellRef| cell(at).is_some_and(|cell| cell.value.number().is_none());
    let has_blank = check.addends.iter().chain(&check.equals).any(blank);
    check.outcome = match (check.left, check.right) {
        (Some(left), Some(right)) if left == right => Outcome::Holds,
        // A blank counts as 0 only where the relation then holds.
        (Some(_), Some(_)) if !has_blank => Outcome::Fails,
        _ => Outcome::Unknown,
    };
    check
}

fn figure(cell: &Cell) -> Option<Decimal> {
    match &cell.value {
        Value::Number(number) | Value::Noted(number) => Some(*number),
        Value::Blank | Value::Stroke => Some(Decimal::ZERO),
        Value::Text => None,
    }
}

/// The figures of the cells, for an [`Arg::Sum`](crate::message::Arg::Sum); of long sums, only what is not 0.
pub fn addends(cells: &[CellRef], table: &Table) -> Vec<Decimal> {
    const LONGEST: usize = 7;
    let figures = cells.iter().filter_map(|at| figure(table.cell(at.row, at.column)?));
    let figures: Vec<Decimal> = figures.filter(|figure| cells.len() <= LONGEST || !figure.is_zero()).collect();
    if figures.is_empty() { vec![Decimal::ZERO] } else { figures }
}

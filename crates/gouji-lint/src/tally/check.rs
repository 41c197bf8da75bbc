use gouji_edition::{CellRef, Instance, Relation, TableDef, ValueKind};
use gouji_report::{CellGrid, Table};
use gouji_text::Value;
use rust_decimal::Decimal;

use super::Change;

/// The result of checking a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Both sides are equal.
    Holds,
    /// Both sides are known and differ, or the known figures of one side exceed the other side, whose figures are all known.
    Fails,
    /// A figure is missing, blank, doubtful, not a number or without a certain cell. The relation cannot be checked, because figures in
    /// the blank cells could make both sides equal.
    Unknown,
}

/// One relation at one row or column of one table.
#[derive(Clone, Debug)]
pub struct Check<'a> {
    /// The relation.
    pub relation: &'a Relation,
    /// Index of the row or column at which the relation was checked.
    pub at: usize,
    /// The addends.
    pub addends: &'a [CellRef],
    /// The cells whose sum must equal the sum of the addends.
    pub equals: &'a [CellRef],
    /// Sum of the addends, with blanks as 0; `None` if a figure is missing.
    pub left: Option<Decimal>,
    /// Sum of `equals`, counted in the same way.
    pub right: Option<Decimal>,
    /// The result.
    pub outcome: Outcome,
}

impl Check<'_> {
    /// The sum of the addends minus the sum of the other side, if both are known.
    pub fn residual(&self) -> Option<Decimal> {
        self.left?.checked_sub(self.right?)
    }

    /// The residual after `change`.
    pub fn residual_after(&self, change: Change) -> Option<Decimal> {
        let by = change.to.checked_sub(change.from)?;
        let share = |cells: &[CellRef]| if cells.contains(&change.cell) { by } else { Decimal::ZERO };
        self.residual()?.checked_add(share(self.addends))?.checked_sub(share(self.equals))
    }

    /// All cells of the relation: the addends, then the other side.
    pub fn cells(&self) -> impl Iterator<Item = &CellRef> {
        self.addends.iter().chain(self.equals)
    }

    /// Whether `table` has every cell of the relation, and all of them are blank or strokes.
    pub fn is_blank(&self, table: &Table) -> bool {
        self.cells().all(|at| is_blank(table, at))
    }

    /// Whether a cell of the relation is blank or a stroke in `table`.
    pub fn has_blank(&self, table: &Table) -> bool {
        self.cells().any(|at| is_blank(table, at))
    }

    /// Whether `cell` is a cell of the relation.
    pub fn involves(&self, cell: CellRef) -> bool {
        self.addends.contains(&cell) || self.equals.contains(&cell)
    }
}

fn is_blank(table: &Table, at: &CellRef) -> bool {
    table.cell(at.row, at.column).is_some_and(|cell| matches!(cell.value, Value::Blank | Value::Stroke))
}

/// Checks every relation of the table's definition, at every row or column, with the figures of `table`.
pub fn checks<'a>(def: &'a TableDef, table: &Table) -> Vec<Check<'a>> {
    let grid = CellGrid::new(def, table);
    def.instances.iter().filter_map(|instance| check(def, instance, &grid)).collect()
}

fn check<'a>(def: &'a TableDef, instance: &'a Instance, grid: &CellGrid) -> Option<Check<'a>> {
    let sum = |cells: &[CellRef]| {
        cells.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(figure(grid.get(*at)?.value)?))
    };
    let (left, right) = (sum(&instance.addends), sum(&instance.equals));
    let outcome = match (left, right) {
        (Some(left), Some(right)) if left == right => Outcome::Holds,
        (Some(left), Some(right)) if is_impossible(def, instance, grid, left > right) => Outcome::Fails,
        _ => Outcome::Unknown,
    };
    let relation = def.relations.get(instance.relation)?;
    let Instance { at, addends, equals, .. } = instance;
    Some(Check { relation, at: *at, addends, equals, left, right, outcome })
}

/// Whether no figures in the blank cells could make both sides equal. A blank is certainly 0 only if the relation then holds, but
/// figures in blanks cannot make a side smaller that is too large already.
fn is_impossible(def: &TableDef, instance: &Instance, grid: &CellGrid, is_left_larger: bool) -> bool {
    let blank = |at: &&CellRef| grid.get(**at).is_some_and(|cell| cell.value.number().is_none());
    let (addends, equals) = (&instance.addends, &instance.equals);
    let (larger, smaller) = if is_left_larger { (addends, equals) } else { (equals, addends) };
    let can_be_negative =
        |at: &CellRef| def.columns.get(at.column).is_none_or(|column| column.value == ValueKind::Change);
    !smaller.iter().any(|at| blank(&at)) && !larger.iter().filter(blank).any(can_be_negative)
}

fn figure(value: Value) -> Option<Decimal> {
    match value {
        Value::Number(number) | Value::Noted(number) => Some(number),
        Value::Blank | Value::Stroke => Some(Decimal::ZERO),
        Value::Doubtful | Value::Text => None,
    }
}

/// The figures of the cells, for an [`Arg::Sum`](gouji_l10n::Arg::Sum). Sums of more than seven cells leave out zeros.
pub fn addends(cells: &[CellRef], table: &Table) -> Vec<Decimal> {
    const LONGEST: usize = 7;
    let figures = cells.iter().filter_map(|at| figure(table.cell(at.row, at.column)?.value));
    let figures: Vec<Decimal> = figures.filter(|figure| cells.len() <= LONGEST || !figure.is_zero()).collect();
    if figures.is_empty() { vec![Decimal::ZERO] } else { figures }
}

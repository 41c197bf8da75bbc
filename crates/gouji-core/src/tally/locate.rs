use rust_decimal::Decimal;

use super::{Check, Outcome};
use crate::report::{CellRef, Table};

/// The one cell whose change restores every relation that fails, with the value that does it; `None` where there is no
/// such cell, or more than one.
///
/// A cell explains the failures where it lies in all relations that fail and in none that holds, and one change mends
/// all of them. Relations that cannot be worked out say nothing for or against.
pub fn single_cause(checks: &[Check<'_>], table: &Table) -> Option<(CellRef, Decimal)> {
    let failing: Vec<&Check<'_>> = checks.iter().filter(|check| check.outcome == Outcome::Fails).collect();
    let first = failing.first()?;
    let candidates = first.addends.iter().chain(&first.equals).copied();
    let mut causes = candidates.filter_map(|cell| Some((cell, restoring_value(cell, checks, &failing, table)?)));
    let cause = causes.next()?;
    causes.next().is_none().then_some(cause)
}

fn restoring_value(cell: CellRef, checks: &[Check<'_>], failing: &[&Check<'_>], table: &Table) -> Option<Decimal> {
    if checks.iter().any(|check| check.outcome == Outcome::Holds && check.involves(cell)) {
        return None;
    }
    let mut changes = failing.iter().map(|check| change(cell, check));
    let change = changes.next()??;
    if !changes.all(|other| other == Some(change)) {
        return None;
    }
    let value = table.cell(cell.row, cell.column)?.value.number()?.checked_add(change)?;
    (value >= Decimal::ZERO).then_some(value)
}

/// By how much the cell has to change for the relation to hold; `None` where it has no part in it.
fn change(cell: CellRef, check: &Check<'_>) -> Option<Decimal> {
    let excess = check.excess()?;
    match (check.addends.contains(&cell), check.equals.contains(&cell)) {
        (true, false) => Some(-excess),
        (false, true) => Some(excess),
        _ => None,
    }
}

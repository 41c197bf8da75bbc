use gouji_edition::TableDef;
use gouji_report::Table;
use rust_decimal::Decimal;

use super::evidence::Evidence;
use super::repair_part::{RepairPart, parts};
use super::search::{Repair, smallest_repairs};
use super::system::{System, systems};
use super::{CellRef, Check};

/// Why relations of a table fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A cell is wrong.
    Cell {
        /// The cell and its right figure.
        change: Change,
        /// The failing relations of the cell, as indices into the checks.
        failing: Vec<usize>,
    },
    /// An amount is in the wrong one of two lines (rows or columns), or is too much or too little in both. The two cells are in
    /// one line across these lines and are wrong by the same amount, so the relations of that line do not fail.
    Move {
        /// The pairs of cells that may be wrong, each in the order of the table. A single pair is certain.
        candidates: Vec<[Change; 2]>,
        /// The relations that fail because of the move, as indices into the checks.
        failing: Vec<usize>,
    },
    /// A relation fails, and its wrong cell is unknown.
    Relation {
        /// The relation, as an index into the checks.
        check: usize,
        /// The cells that could be wrong, because no other relation that can be checked has them, with the right figure of each;
        /// the total first. Empty if another relation fails, too.
        candidates: Vec<Change>,
    },
}

/// A cell that has to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The cell.
    pub cell: CellRef,
    /// Its present figure.
    pub from: Decimal,
    /// Its right figure.
    pub to: Decimal,
}

impl Change {
    /// The new figure minus the present one.
    pub fn by(&self) -> Decimal {
        self.to.saturating_sub(self.from)
    }
}

/// The causes of all failing relations of a table.
#[derive(Clone, Debug, Default)]
pub struct Location {
    /// The causes. At least one of them explains each failing relation.
    pub causes: Vec<Cause>,
    /// How many cells the search tried: a measure of the work, at most [`MAX_STEPS`](super::MAX_STEPS).
    pub steps: usize,
}

/// Explains the failing `checks` of `table` by the smallest sets of wrong cells, as far as these sets agree. Among sets of equal
/// size, the ones that satisfy more of the `evidence` are preferred.
pub fn locate(def: &TableDef, table: &Table, checks: &[Check<'_>], evidence: &[Evidence]) -> Location {
    let mut location = Location::default();
    for system in systems(def, table, checks) {
        match explain(&system, checks, table, evidence, &mut location.steps) {
            Some(causes) => location.causes.extend(causes),
            None => location.causes.extend(system.failing().map(|(at, _)| relation(&system, checks, at))),
        }
    }
    location
}

/// The wrong cells and moves of a system. `None` if only its failing relations are known.
fn explain(
    system: &System,
    checks: &[Check<'_>],
    table: &Table,
    evidence: &[Evidence],
    steps: &mut usize,
) -> Option<Vec<Cause>> {
    // In a single relation, no cell is more likely than another.
    let [_, _, ..] = system.relations.as_slice() else { return None };
    let repairs = prefer(smallest_repairs(system, steps)?, system, table, evidence);
    let divided: Vec<Vec<RepairPart>> = repairs.iter().map(|repair| parts(system, repair)).collect();
    let (first, others) = divided.split_first()?;
    let is_certain = |part: &&RepairPart| others.iter().all(|parts| parts.iter().any(|other| other.is_like(part)));
    let certain: Vec<&RepairPart> = first.iter().filter(is_certain).collect();
    let mut causes = Vec::new();
    for part in &certain {
        let alike = divided.iter().flatten().filter(|other| other.is_like(part));
        causes.push(cause(system, part, alike)?);
    }
    for (at, equation) in system.relations.iter().enumerate() {
        let residual = certain.iter().try_fold(equation.residual, |sum, part| sum.checked_add(part.effect_on(at)));
        match (residual?.is_zero(), equation.residual.is_zero()) {
            (true, _) => {}
            (false, false) => causes.push(relation(system, checks, at)),
            // Two parts cancel in this relation, and one of them is uncertain. A fix of the other one alone would make it fail.
            (false, true) => return None,
        }
    }
    Some(causes)
}

/// The repairs that satisfy the most evidence.
fn prefer(repairs: Vec<Repair>, system: &System, table: &Table, evidence: &[Evidence]) -> Vec<Repair> {
    let satisfied = |repair: &Repair| {
        let figure = |at: CellRef| {
            let figure = table.cell(at.row, at.column)?.value.number()?;
            let change = repair.iter().find(|(cell, _)| system.cells.get(*cell).is_some_and(|cell| cell.at == at));
            figure.checked_add(change.map(|(_, change)| *change).unwrap_or_default())
        };
        evidence.iter().filter(|evidence| evidence.agrees(figure)).count()
    };
    let counts: Vec<usize> = repairs.iter().map(satisfied).collect();
    let maximum = counts.iter().copied().max();
    repairs.into_iter().zip(counts).filter(|(_, count)| Some(*count) == maximum).map(|(repair, _)| repair).collect()
}

/// The cause for a part of a repair. `None` if none of its relations fails, because a finding could not show why.
fn cause<'a>(system: &System, part: &RepairPart, alike: impl Iterator<Item = &'a RepairPart>) -> Option<Cause> {
    let fails = |at: usize| system.relations.get(at).filter(|relation| !relation.residual.is_zero());
    let failing: Vec<usize> =
        part.effect.iter().filter_map(|(at, _)| fails(*at)).map(|relation| relation.check).collect();
    if failing.is_empty() {
        return None;
    }
    let change = |(cell, by): (usize, Decimal)| {
        let cell = system.cells.get(cell)?;
        Some(Change { cell: cell.at, from: cell.value, to: cell.changed_by(by)? })
    };
    match *part.changes.as_slice() {
        [one] => Some(Cause::Cell { change: change(one)?, failing }),
        _ => {
            let pair = |part: &RepairPart| match *part.changes.as_slice() {
                [one, other] => Some([change(one)?, change(other)?]),
                _ => None,
            };
            let mut candidates: Vec<[Change; 2]> = alike.filter_map(pair).collect();
            candidates.sort_unstable();
            candidates.dedup();
            Some(Cause::Move { candidates, failing })
        }
    }
}

/// An author can compare so many candidates with the original: the cells of one row. A whole column would be too many.
const MAX_CANDIDATES: usize = 8;

fn relation(system: &System, checks: &[Check<'_>], at: usize) -> Cause {
    let Some(failing) = system.relations.get(at) else { return Cause::Relation { check: 0, candidates: Vec::new() } };
    let totals = checks.get(failing.check).map(|check| check.equals).unwrap_or_default();
    let change = |cell: &usize| {
        let cell = system.cells.get(*cell).filter(|cell| cell.terms.len() == 1)?;
        let by = failing.residual.checked_mul(Decimal::from(-cell.sign_in(at)))?;
        Some(Change { cell: cell.at, from: cell.value, to: cell.changed_by(by)? })
    };
    let mut candidates: Vec<Change> = match system.failing().count() {
        1 => failing.cells.iter().filter_map(change).collect(),
        _ => Vec::new(),
    };
    candidates.sort_by_key(|change| !totals.contains(&change.cell));
    if candidates.len() > MAX_CANDIDATES {
        candidates.retain(|change| totals.contains(&change.cell));
    }
    Cause::Relation { check: failing.check, candidates }
}

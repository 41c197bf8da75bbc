use gouji_edition::TableDef;
use gouji_report::Table;
use rust_decimal::Decimal;

use super::evidence::Evidence;
use super::part::{Part, parts};
use super::search::{Mend, smallest};
use super::system::{System, systems};
use super::{CellRef, Check};

/// Why relations of a table fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A cell is wrong.
    Cell {
        /// The cell and what it should say.
        change: Change,
        /// The relations in which it lies and that fail, as indices into the checks.
        failing: Vec<usize>,
    },
    /// An amount stands in the wrong one of two lines (rows or columns), or is too much or too little in both: two cells of
    /// one line across them are wrong by the same, so that line does not show it.
    Move {
        /// The pairs of cells that may be the wrong ones, each in the order of the table; one where it is certain.
        candidates: Vec<[Change; 2]>,
        /// The relations that fail by it, as indices into the checks.
        failing: Vec<usize>,
    },
    /// A relation fails, and it cannot be said by which of its cells.
    Relation {
        /// The relation, as an index into the checks.
        check: usize,
        /// The cells that could be the wrong one, as they lie in no other relation that can be worked out, and what each should
        /// say then; the total first. Empty where another relation fails, too.
        candidates: Vec<Change>,
    },
}

/// A cell that has to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The cell.
    pub cell: CellRef,
    /// What it says.
    pub from: Decimal,
    /// What it should say.
    pub to: Decimal,
}

impl Change {
    /// By how much it changes.
    pub fn by(&self) -> Decimal {
        self.to.saturating_sub(self.from)
    }
}

/// The causes of all that fails in a table.
#[derive(Clone, Debug, Default)]
pub struct Location {
    /// What explains the failures, each failing relation by one of them at least.
    pub causes: Vec<Cause>,
    /// How many cells were looked at to find them: a measure of the work. Never more than
    /// [`MOST_STEPS`](super::MOST_STEPS).
    pub steps: usize,
}

/// Explains what fails among `checks` of `table` by the smallest sets of wrong cells, as far as these agree. Among equally
/// small sets, those that satisfy more of the `evidence` are preferred.
pub fn locate(def: &TableDef, table: &Table, checks: &[Check<'_>], evidence: &[Evidence]) -> Location {
    let mut location = Location::default();
    for system in systems(def, table, checks) {
        let causes = explain(&system, checks, table, evidence, &mut location.steps);
        location
            .causes
            .extend(causes.unwrap_or_else(|| system.failing().map(|(at, _)| relation(&system, checks, at)).collect()));
    }
    location
}

/// `None` where nothing can be said but which relations fail.
fn explain(
    system: &System,
    checks: &[Check<'_>],
    table: &Table,
    evidence: &[Evidence],
    steps: &mut usize,
) -> Option<Vec<Cause>> {
    // In a single relation, no cell is more likely than another.
    let [_, _, ..] = system.relations.as_slice() else { return None };
    let mends = prefer(smallest(system, steps)?, system, table, evidence);
    let ways: Vec<Vec<Part>> = mends.iter().map(|mend| parts(system, mend)).collect();
    let (first, others) = ways.split_first()?;
    let is_certain = |part: &&Part| others.iter().all(|way| way.iter().any(|other| other.is_like(part)));
    let certain: Vec<&Part> = first.iter().filter(is_certain).collect();
    let mut causes = Vec::new();
    for part in &certain {
        let alike = ways.iter().flatten().filter(|other| other.is_like(part));
        causes.push(cause(system, part, alike)?);
    }
    for (at, relation_at) in system.relations.iter().enumerate() {
        let mended = certain.iter().try_fold(relation_at.excess, |left, part| left.checked_add(part.effect_on(at)));
        match (mended?.is_zero(), relation_at.excess.is_zero()) {
            (true, _) => {}
            (false, false) => causes.push(relation(system, checks, at)),
            // Two parts cancel here, of which one is not known: mending the other would make it fail.
            (false, true) => return None,
        }
    }
    Some(causes)
}

/// The mends that satisfy most evidence.
fn prefer(mends: Vec<Mend>, system: &System, table: &Table, evidence: &[Evidence]) -> Vec<Mend> {
    let satisfied = |mend: &Mend| {
        let figure = |at: CellRef| {
            let figure = table.cell(at.row, at.column)?.value.number()?;
            let change = mend.iter().find(|(cell, _)| system.cells.get(*cell).is_some_and(|cell| cell.at == at));
            figure.checked_add(change.map(|(_, change)| *change).unwrap_or_default())
        };
        evidence.iter().filter(|evidence| evidence.agrees(figure)).count()
    };
    let counts: Vec<usize> = mends.iter().map(satisfied).collect();
    let most = counts.iter().copied().max();
    mends.into_iter().zip(counts).filter(|(_, count)| Some(*count) == most).map(|(mend, _)| mend).collect()
}

/// The cause that a part is. `None` where none of its relations fails, so that nothing could be shown for it.
fn cause<'a>(system: &System, part: &Part, alike: impl Iterator<Item = &'a Part>) -> Option<Cause> {
    let fails = |at: usize| system.relations.get(at).filter(|relation| !relation.excess.is_zero());
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
            let pair = |part: &Part| match *part.changes.as_slice() {
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

/// Candidates that an author can compare with the original: the cells of one row. A whole column would be too many.
const MOST_CANDIDATES: usize = 8;

fn relation(system: &System, checks: &[Check<'_>], at: usize) -> Cause {
    let Some(failing) = system.relations.get(at) else { return Cause::Relation { check: 0, candidates: Vec::new() } };
    let totals = checks.get(failing.check).map(|check| check.equals).unwrap_or_default();
    let change = |cell: &usize| {
        let cell = system.cells.get(*cell).filter(|cell| cell.terms.len() == 1)?;
        let by = failing.excess.checked_mul(Decimal::from(-cell.sign_in(at)))?;
        Some(Change { cell: cell.at, from: cell.value, to: cell.changed_by(by)? })
    };
    let mut candidates: Vec<Change> = match system.failing().count() {
        1 => failing.cells.iter().filter_map(change).collect(),
        _ => Vec::new(),
    };
    candidates.sort_by_key(|change| !totals.contains(&change.cell));
    if candidates.len() > MOST_CANDIDATES {
        candidates.retain(|change| totals.contains(&change.cell));
    }
    Cause::Relation { check: failing.check, candidates }
}

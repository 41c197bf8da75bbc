use gouji_edition::Axis;
use rust_decimal::Decimal;

use super::search::Repair;
use super::system::System;

/// A part of a repair: one cell, or two cells whose changes cancel in a relation that has both.
#[derive(Clone, Debug)]
pub(super) struct RepairPart {
    /// One or two cells, as indices into [`System::cells`], in the order of the table, each with its change.
    pub changes: Vec<(usize, Decimal)>,
    /// The relations whose residual the part changes, as indices into [`System::relations`], with the change. Relations in which
    /// the changes cancel are left out.
    pub effect: Vec<(usize, Decimal)>,
    /// For two cells, the two lines between which the amount moves: rows or columns, with their indices.
    lines: Option<(Axis, usize, usize)>,
}

impl RepairPart {
    /// Whether `other` is the same cell with the same change, or the same move in any line across the two lines.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self.lines, other.lines) {
            (None, None) => self.changes == other.changes,
            (Some(lines), Some(others)) => lines == others && self.effect == other.effect,
            _ => false,
        }
    }

    /// The change of the residual of `relation`.
    pub fn effect_on(&self, relation: usize) -> Decimal {
        self.effect.iter().find(|(at, _)| *at == relation).map(|(_, change)| *change).unwrap_or_default()
    }

    fn new(system: &System, changes: Vec<(usize, Decimal)>) -> Self {
        let mut effect: Vec<(usize, Decimal)> = Vec::new();
        for (cell, change) in changes.iter().filter_map(|(cell, change)| Some((system.cells.get(*cell)?, change))) {
            for (relation, sign) in &cell.terms {
                let change = change * Decimal::from(*sign);
                match effect.iter_mut().find(|(at, _)| at == relation) {
                    Some((_, sum)) => *sum = sum.saturating_add(change),
                    None => effect.push((*relation, change)),
                }
            }
        }
        effect.retain(|(_, change)| !change.is_zero());
        effect.sort_unstable();
        let places: Vec<_> =
            changes.iter().filter_map(|(cell, _)| system.cells.get(*cell)).map(|cell| cell.at).collect();
        let lines = match *places.as_slice() {
            [one, other] if one.row == other.row => Some((Axis::Columns, one.column, other.column)),
            [one, other] => Some((Axis::Rows, one.row, other.row)),
            _ => None,
        };
        Self { changes, effect, lines }
    }
}

/// Divides a repair into its parts. A cell that cancels with several others is a part of its own, because its pair is uncertain.
pub(super) fn parts(system: &System, repair: &Repair) -> Vec<RepairPart> {
    let partners = |one: usize| -> Vec<usize> {
        let others = repair.iter().enumerate().filter(|(other, _)| *other != one);
        others
            .filter(|(_, other)| repair.get(one).is_some_and(|one| cancel(system, one, other)))
            .map(|(at, _)| at)
            .collect()
    };
    let mut parts = Vec::new();
    for (at, change) in repair.iter().enumerate() {
        match *partners(at).as_slice() {
            [other] if *partners(other).as_slice() == [at] => {
                if at < other
                    && let Some(partner) = repair.get(other)
                {
                    parts.push(RepairPart::new(system, vec![*change, *partner]));
                }
            }
            _ => parts.push(RepairPart::new(system, vec![*change])),
        }
    }
    parts
}

/// Whether the changes of two cells cancel in a relation that has both.
fn cancel(system: &System, one: &(usize, Decimal), other: &(usize, Decimal)) -> bool {
    let (Some(first), Some(second)) = (system.cells.get(one.0), system.cells.get(other.0)) else { return false };
    first.terms.iter().any(|(relation, sign)| {
        let change = second.sign_in(*relation);
        change != 0 && one.1 * Decimal::from(*sign) == -other.1 * Decimal::from(change)
    })
}

use gouji_edition::Axis;
use rust_decimal::Decimal;

use super::search::Mend;
use super::system::System;

/// What belongs together in a mend: a cell, or two cells whose changes cancel in a relation in which both lie.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Cells of the system, one or two, in the order of the table.
    pub changes: Vec<(usize, Decimal)>,
    /// By how much it changes the excess of which relations of the system, those in which it cancels left out.
    pub effect: Vec<(usize, Decimal)>,
    /// Two cells: the lines between which the amount moves, and what they are.
    lines: Option<(Axis, usize, usize)>,
}

impl Part {
    /// Whether it is the same cell with the same change, or the same move, of which only the line across is another.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self.lines, other.lines) {
            (None, None) => self.changes == other.changes,
            (Some(lines), Some(others)) => lines == others && self.effect == other.effect,
            _ => false,
        }
    }

    /// By how much it changes the excess of `relation`.
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

/// A mend, taken apart. Where a cell cancels with more than one other, it stays alone, since the pairs are not certain.
pub(super) fn parts(system: &System, mend: &Mend) -> Vec<Part> {
    let partners = |one: usize| -> Vec<usize> {
        let others = mend.iter().enumerate().filter(|(other, _)| *other != one);
        others
            .filter(|(_, other)| mend.get(one).is_some_and(|one| cancel(system, one, other)))
            .map(|(at, _)| at)
            .collect()
    };
    let mut parts = Vec::new();
    for (at, change) in mend.iter().enumerate() {
        match *partners(at).as_slice() {
            [other] if *partners(other).as_slice() == [at] => {
                let partner = mend.get(other).filter(|_| at < other);
                parts.extend(partner.map(|partner| Part::new(system, vec![*change, *partner])));
            }
            _ => parts.push(Part::new(system, vec![*change])),
        }
    }
    parts
}

fn cancel(system: &System, one: &(usize, Decimal), other: &(usize, Decimal)) -> bool {
    let (Some(first), Some(second)) = (system.cells.get(one.0), system.cells.get(other.0)) else { return false };
    first.terms.iter().any(|(relation, sign)| {
        let change = second.sign_in(*relation);
        change != 0 && one.1 * Decimal::from(*sign) == -other.1 * Decimal::from(change)
    })
}

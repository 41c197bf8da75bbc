use std::collections::BTreeMap;

use gouji_edition::{TableDef, ValueKind};
use gouji_report::Table;
use rust_decimal::Decimal;

use super::{CellRef, Check, Outcome};

/// Relations that hang together by their cells, as a linear system: what each is off by, and which cells could mend it.
/// Relations that cannot be worked out are not among them.
pub(super) struct System {
    pub relations: Vec<Equation>,
    pub cells: Vec<Unknown>,
}

/// A relation of a [`System`].
pub(super) struct Equation {
    /// Index into the checks of the table.
    pub check: usize,
    /// What one side exceeds the other by; 0 where the relation holds.
    pub excess: Decimal,
    /// The cells that can be changed, as indices into [`System::cells`].
    pub cells: Vec<usize>,
    /// Its relation in the format. Equations of one relation have no cell in common: they stand side by side.
    pub family: usize,
}

/// A cell of a [`System`] that bears a figure.
pub(super) struct Unknown {
    pub at: CellRef,
    pub value: Decimal,
    kind: ValueKind,
    /// The relations in which it lies, as indices into [`System::relations`], and whether it adds to their excess (1) or
    /// takes from it (-1).
    pub terms: Vec<(usize, i32)>,
    /// The same relations as a set.
    pub relations: Set,
}

/// A set of a system's relations, one bit each.
pub(super) type Set = u64;

/// The systems of a table in which something fails. A system of more relations than a [`Set`] has bits is left out.
pub(super) fn systems(def: &TableDef, table: &Table, checks: &[Check<'_>]) -> Vec<System> {
    if checks.iter().all(|check| check.outcome != Outcome::Fails) {
        return Vec::new();
    }
    let mut lying_in: BTreeMap<CellRef, Vec<usize>> = BTreeMap::new();
    for (at, check) in checks.iter().enumerate().filter(|(_, check)| check.outcome != Outcome::Unknown) {
        for cell in check.addends.iter().chain(check.equals) {
            if table.cell(cell.row, cell.column).is_some_and(|cell| cell.value.number().is_some()) {
                lying_in.entry(*cell).or_default().push(at);
            }
        }
    }
    let mut known: Vec<bool> = checks.iter().map(|check| check.outcome == Outcome::Unknown).collect();
    let mut systems = Vec::new();
    for first in 0..checks.len() {
        let mut own = Vec::new();
        let mut next = vec![first];
        while let Some(at) = next.pop() {
            let Some(seen) = known.get_mut(at).filter(|seen| !**seen) else { continue };
            *seen = true;
            own.push(at);
            let cells = checks.get(at).into_iter().flat_map(|check| check.addends.iter().chain(check.equals));
            next.extend(cells.filter_map(|cell| lying_in.get(cell)).flatten());
        }
        own.sort_unstable();
        let fails = |at: &usize| checks.get(*at).is_some_and(|check| check.outcome == Outcome::Fails);
        if own.iter().any(fails) && own.len() <= Set::BITS as usize {
            systems.extend(System::new(def, table, checks, &own));
        }
    }
    systems
}

impl System {
    /// `None` where a figure is too large to reckon with.
    fn new(def: &TableDef, table: &Table, checks: &[Check<'_>], own: &[usize]) -> Option<Self> {
        let mut system = Self { relations: Vec::new(), cells: Vec::new() };
        let mut index: BTreeMap<CellRef, usize> = BTreeMap::new();
        for (relation, &at) in own.iter().enumerate() {
            let check = checks.get(at)?;
            let family = def.relations.iter().position(|known| std::ptr::eq(known, check.relation))?;
            let mut cells = Vec::new();
            let terms = check.addends.iter().map(|cell| (cell, 1)).chain(check.equals.iter().map(|cell| (cell, -1)));
            for (place, sign) in terms {
                let Some(value) = table.cell(place.row, place.column).and_then(|cell| cell.value.number()) else {
                    continue;
                };
                let cell = *index.entry(*place).or_insert(system.cells.len());
                if cell == system.cells.len() {
                    let kind = def.columns.get(place.column)?.value;
                    system.cells.push(Unknown { at: *place, value, kind, terms: Vec::new(), relations: 0 });
                }
                let unknown = system.cells.get_mut(cell)?;
                unknown.terms.push((relation, sign));
                unknown.relations |= 1 << relation;
                cells.push(cell);
            }
            system.relations.push(Equation { check: at, excess: check.excess()?, cells, family });
        }
        Some(system)
    }

    /// The relations that fail.
    pub fn failing(&self) -> impl Iterator<Item = (usize, &Equation)> {
        self.relations.iter().enumerate().filter(|(_, relation)| !relation.excess.is_zero())
    }
}

impl Unknown {
    /// Whether it adds to the excess of `relation` (1), takes from it (-1), or does not lie in it (0).
    pub fn sign_in(&self, relation: usize) -> i32 {
        self.terms.iter().filter(|(at, _)| *at == relation).map(|(_, sign)| sign).sum()
    }

    /// Its figure when changed by `change`; `None` where no such figure can stand there.
    pub fn changed_by(&self, change: Decimal) -> Option<Decimal> {
        let value = self.value.checked_add(change)?;
        let positive = value >= Decimal::ZERO;
        let possible = match self.kind {
            ValueKind::Count => positive && value.fract().is_zero(),
            ValueKind::Amount => positive,
            ValueKind::Change => value.fract().is_zero(),
        };
        possible.then_some(value)
    }
}

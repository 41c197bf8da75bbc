use std::collections::BTreeMap;

use gouji_edition::{TableDef, ValueKind};
use gouji_report::Table;
use rust_decimal::Decimal;

use super::{CellRef, Check, Outcome};

/// Relations that are connected by their cells, as a linear system: the residual of each, and the cells that could repair it.
/// Relations that cannot be checked are left out.
pub(super) struct System {
    pub relations: Vec<Equation>,
    pub cells: Vec<CellVar>,
}

/// A relation of a [`System`].
pub(super) struct Equation {
    /// Index into the checks of the table.
    pub check: usize,
    /// The difference between the two sides; 0 if the relation holds.
    pub residual: Decimal,
    /// The cells that can be changed, as indices into [`System::cells`].
    pub cells: Vec<usize>,
    /// Index of its relation in the table's definition. Equations of one relation are about different rows or columns, so they
    /// have no cell in common.
    pub family: usize,
}

/// A cell of a [`System`] that has a figure.
pub(super) struct CellVar {
    pub at: CellRef,
    pub value: Decimal,
    kind: ValueKind,
    /// The relations of the cell, as indices into [`System::relations`], and whether the cell adds to the residual (1) or
    /// subtracts from it (-1).
    pub terms: Vec<(usize, i32)>,
    /// The same relations as a set.
    pub relations: RelationSet,
}

/// A set of a system's relations, one bit each.
pub(super) type RelationSet = u64;

/// The systems of a table that have a failing relation. A system with more relations than a [`RelationSet`] has bits is left out.
pub(super) fn systems(def: &TableDef, table: &Table, checks: &[Check<'_>]) -> Vec<System> {
    if checks.iter().all(|check| check.outcome != Outcome::Fails) {
        return Vec::new();
    }
    let mut checks_by_cell: BTreeMap<CellRef, Vec<usize>> = BTreeMap::new();
    for (at, check) in checks.iter().enumerate().filter(|(_, check)| check.outcome != Outcome::Unknown) {
        for cell in check.addends.iter().chain(check.equals) {
            if table.cell(cell.row, cell.column).is_some_and(|cell| cell.value.number().is_some()) {
                checks_by_cell.entry(*cell).or_default().push(at);
            }
        }
    }
    let mut visited: Vec<bool> = checks.iter().map(|check| check.outcome == Outcome::Unknown).collect();
    let mut systems = Vec::new();
    for first in 0..checks.len() {
        let mut connected = Vec::new();
        let mut next = vec![first];
        while let Some(at) = next.pop() {
            let Some(is_visited @ false) = visited.get_mut(at) else { continue };
            *is_visited = true;
            connected.push(at);
            let cells = checks.get(at).into_iter().flat_map(|check| check.addends.iter().chain(check.equals));
            next.extend(cells.filter_map(|cell| checks_by_cell.get(cell)).flatten());
        }
        connected.sort_unstable();
        let fails = |at: &usize| checks.get(*at).is_some_and(|check| check.outcome == Outcome::Fails);
        if connected.iter().any(fails) && connected.len() <= RelationSet::BITS as usize {
            systems.extend(System::new(def, table, checks, &connected));
        }
    }
    systems
}

impl System {
    /// The system of the `connected` checks. `None` if a figure is too large to calculate with.
    fn new(def: &TableDef, table: &Table, checks: &[Check<'_>], connected: &[usize]) -> Option<Self> {
        let mut system = Self { relations: Vec::new(), cells: Vec::new() };
        let mut index: BTreeMap<CellRef, usize> = BTreeMap::new();
        for (relation, &at) in connected.iter().enumerate() {
            let check = checks.get(at)?;
            let family = def.relations.iter().position(|candidate| std::ptr::eq(candidate, check.relation))?;
            let mut cells = Vec::new();
            let terms = check.addends.iter().map(|cell| (cell, 1)).chain(check.equals.iter().map(|cell| (cell, -1)));
            for (place, sign) in terms {
                let Some(value) = table.cell(place.row, place.column).and_then(|cell| cell.value.number()) else {
                    continue;
                };
                let cell = *index.entry(*place).or_insert(system.cells.len());
                if cell == system.cells.len() {
                    let kind = def.columns.get(place.column)?.value;
                    system.cells.push(CellVar { at: *place, value, kind, terms: Vec::new(), relations: 0 });
                }
                let variable = system.cells.get_mut(cell)?;
                variable.terms.push((relation, sign));
                variable.relations |= 1 << relation;
                cells.push(cell);
            }
            system.relations.push(Equation { check: at, residual: check.residual()?, cells, family });
        }
        Some(system)
    }

    /// The relations that fail.
    pub fn failing(&self) -> impl Iterator<Item = (usize, &Equation)> {
        self.relations.iter().enumerate().filter(|(_, relation)| !relation.residual.is_zero())
    }
}

impl CellVar {
    /// Whether the cell adds to the residual of `relation` (1), subtracts from it (-1), or is not in the relation (0).
    pub fn sign_in(&self, relation: usize) -> i32 {
        self.terms.iter().filter(|(at, _)| *at == relation).map(|(_, sign)| sign).sum()
    }

    /// The figure after `change`; `None` if the column does not allow the new figure.
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

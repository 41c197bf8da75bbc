use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::system::{RelationSet, System};

/// The search looks for at most so many wrong cells.
const MAX_CELLS: usize = 4;

/// The search ends without a result after it has tried so many cells of one table.
pub const MAX_STEPS: usize = 60_000;

/// A set of cells (indices into [`System::cells`]), each with its change, that makes every relation of a system hold.
pub(super) type Repair = Vec<(usize, Decimal)>;

/// The smallest repairs of `system`. `None` if a repair needs more than [`MAX_CELLS`] cells, or the search more than [`MAX_STEPS`]
/// steps.
///
/// Sets grow cell by cell. A *demand* of a set is a failure that no change of its cells can remove: a failing relation that has
/// none of the cells, or a combination of relations in which the cells cancel but the residuals do not. A further cell must be
/// in each demand, so the search branches over the cells of one demand. Once it has tried a cell there, it excludes the cell
/// from the branches of the cells after it, so it visits no set twice.
pub(super) fn smallest_repairs(system: &System, steps: &mut usize) -> Option<Vec<Repair>> {
    for size in minimum_size(system)..=MAX_CELLS {
        let excluded = vec![false; system.cells.len()];
        let mut search = Search { system, size, steps, excluded, repairs: Vec::new() };
        search.extend(&Chosen::default())?;
        if !search.repairs.is_empty() {
            return Some(search.repairs);
        }
    }
    None
}

/// A lower bound for the cells of a repair. At most one equation of a family has a given cell.
fn minimum_size(system: &System) -> usize {
    let of_family = |family| system.failing().filter(|(_, relation)| relation.family == family).count();
    system.failing().map(|(_, relation)| of_family(relation.family)).max().unwrap_or_default()
}

struct Search<'a> {
    system: &'a System,
    /// How many cells the repairs have.
    size: usize,
    steps: &'a mut usize,
    /// Whether a cell was tried already, for each cell of the system.
    excluded: Vec<bool>,
    repairs: Vec<Repair>,
}

impl Search<'_> {
    /// Finds every repair of `size` cells that contains `chosen` and no excluded cell. `None` after [`MAX_STEPS`] steps.
    fn extend(&mut self, chosen: &Chosen) -> Option<()> {
        let demands = chosen.demands(self.system);
        let left = self.size - chosen.cells.len();
        let Some(branch) = demands.iter().copied().min_by_key(|demand| self.cell_count(*demand)) else {
            if left == 0 {
                self.repairs.extend(chosen.solve(self.system));
            }
            return Some(());
        };
        if left == 0 {
            return Some(());
        }
        let mut tried = Vec::new();
        for cell in self.candidates(branch) {
            if *self.steps >= MAX_STEPS {
                return None;
            }
            *self.steps += 1;
            if self.can_satisfy(&demands, cell, left - 1)
                && let Some(larger) = chosen.with(self.system, cell)
            {
                self.extend(&larger)?;
            }
            if let Some(excluded) = self.excluded.get_mut(cell) {
                *excluded = true;
                tried.push(cell);
            }
        }
        for cell in tried {
            if let Some(excluded) = self.excluded.get_mut(cell) {
                *excluded = false;
            }
        }
        Some(())
    }

    /// The cells of a demand that are not excluded. The chosen cells among them do not change the demand.
    fn candidates(&self, demand: RelationSet) -> Vec<usize> {
        let relations = self.system.relations.iter().enumerate().filter(|(at, _)| demand & (1 << at) != 0);
        let mut cells: Vec<usize> = relations.flat_map(|(_, relation)| relation.cells.iter().copied()).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.retain(|cell| self.excluded.get(*cell) == Some(&false));
        cells
    }

    /// The sum of the cells of each relation in a demand.
    fn cell_count(&self, demand: RelationSet) -> usize {
        let relations = self.system.relations.iter().enumerate().filter(|(at, _)| demand & (1 << at) != 0);
        relations.map(|(_, relation)| relation.cells.len()).sum()
    }

    /// Whether `cell` and `left` further cells could satisfy all demands. Two or more further cells are not checked.
    fn can_satisfy(&self, demands: &[RelationSet], cell: usize, left: usize) -> bool {
        let Some(cell) = self.system.cells.get(cell) else { return false };
        let open = || demands.iter().copied().filter(|demand| demand & cell.relations == 0);
        match left {
            0 => open().next().is_none(),
            1 => open().min_by_key(|demand| self.cell_count(*demand)).is_none_or(|smallest| {
                let is_in_all = |other: &usize| {
                    self.system
                        .cells
                        .get(*other)
                        .is_some_and(|other| open().all(|demand| demand & other.relations != 0))
                };
                self.candidates(smallest).iter().any(is_in_all)
            }),
            _ => true,
        }
    }
}

/// The cells chosen so far, with their relations reduced by elimination.
#[derive(Clone, Default)]
struct Chosen {
    cells: Vec<usize>,
    /// The relations that have one of the cells.
    relations: RelationSet,
    /// One combination for each cell. It has this cell, and none of the cells before it.
    pivots: Vec<Combination>,
    /// Combinations in which all cells cancel. Pivots and rest together are equivalent to the relations.
    rest: Vec<Combination>,
}

/// A sum of relations, each multiplied by its factor.
#[derive(Clone)]
struct Combination {
    factors: Vec<(usize, i32)>,
    relations: RelationSet,
    residual: Decimal,
}

impl Combination {
    /// The factor of a cell's change in the combination.
    fn weight(&self, system: &System, cell: usize) -> i32 {
        let Some(cell) = system.cells.get(cell) else { return 0 };
        self.factors.iter().map(|(relation, factor)| factor * cell.sign_in(*relation)).sum()
    }

    /// `self` × `times` − `other` × `others`; `None` if a figure becomes too large.
    fn minus(&self, times: i32, other: &Self, others: i32) -> Option<Self> {
        let mut factors: Vec<(usize, i32)> = Vec::new();
        let own = self.factors.iter().map(|(at, factor)| (*at, factor * times));
        for (at, factor) in own.chain(other.factors.iter().map(|(at, factor)| (*at, -factor * others))) {
            match factors.iter_mut().find(|(relation, _)| *relation == at) {
                Some((_, sum)) => *sum += factor,
                None => factors.push((at, factor)),
            }
        }
        factors.retain(|(_, factor)| *factor != 0);
        let relations = factors.iter().fold(0, |set, (at, _)| set | 1 << at);
        let scaled = |residual: Decimal, by: i32| residual.checked_mul(Decimal::from(by));
        let residual = scaled(self.residual, times)?.checked_sub(scaled(other.residual, others)?)?;
        Some(Self { factors, relations, residual })
    }
}

impl Chosen {
    /// The failures that no change of these cells can remove.
    fn demands(&self, system: &System) -> Vec<RelationSet> {
        let untouched = system.failing().map(|(at, _)| 1 << at).filter(|relation| self.relations & relation == 0);
        let rest = self.rest.iter().filter(|combination| !combination.residual.is_zero());
        untouched.chain(rest.map(|combination| combination.relations)).collect()
    }

    /// The set with one more cell; `None` if the relations would not determine the cell's change.
    fn with(&self, system: &System, cell: usize) -> Option<Self> {
        let variable = system.cells.get(cell)?;
        let mut rest = self.rest.clone();
        for (at, _) in variable.terms.iter().filter(|(at, _)| self.relations & (1 << at) == 0) {
            let residual = system.relations.get(*at)?.residual;
            rest.push(Combination { factors: vec![(*at, 1)], relations: 1 << at, residual });
        }
        let weights: Vec<i32> = rest.iter().map(|combination| combination.weight(system, cell)).collect();
        let pivots = weights.iter().enumerate().filter(|(_, weight)| **weight != 0);
        let (pivot, &weight) = pivots.min_by_key(|(at, weight)| (weight.abs(), Reverse(*at)))?;
        let own = rest.get(pivot)?.clone();
        let mut reduced = Vec::with_capacity(rest.len());
        for (at, combination) in rest.into_iter().enumerate().filter(|(at, _)| *at != pivot) {
            match weights.get(at).copied().unwrap_or_default() {
                0 => reduced.push(combination),
                other => reduced.push(combination.minus(weight, &own, other)?),
            }
        }
        let mut larger = self.clone();
        larger.cells.push(cell);
        larger.relations |= variable.relations;
        larger.pivots.push(own);
        larger.rest = reduced;
        Some(larger)
    }

    /// Solves for the change of each chosen cell. `None` if a change is zero or its result is not a valid figure.
    fn solve(&self, system: &System) -> Option<Repair> {
        let mut repair = Repair::new();
        for (&cell, pivot) in self.cells.iter().zip(&self.pivots).rev() {
            let mut residual = pivot.residual;
            for &(later, change) in &repair {
                let weight = Decimal::from(pivot.weight(system, later));
                residual = residual.checked_add(change.checked_mul(weight)?)?;
            }
            let weight = Decimal::from(-pivot.weight(system, cell));
            let change = residual.checked_div(weight)?;
            // A rounded quotient is no solution.
            if change.is_zero() || change.checked_mul(weight)? != residual {
                return None;
            }
            system.cells.get(cell)?.changed_by(change)?;
            repair.push((cell, change));
        }
        repair.sort_unstable_by_key(|(cell, _)| system.cells.get(*cell).map(|cell| cell.at));
        Some(repair)
    }
}

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::system::{Set, System};

/// The largest number of wrong cells that is searched for.
const MOST_CELLS: usize = 4;

/// Cells that are looked at in one table before the search is given up.
pub const MOST_STEPS: usize = 60_000;

/// A set of cells (indices into [`System::cells`]), each with its change, that mends every relation of a system.
pub(super) type Mend = Vec<(usize, Decimal)>;

/// The smallest sets of cells whose change mends all of `system`; `None` where more than [`MOST_CELLS`] would have to
/// change, or [`MOST_STEPS`] did not suffice.
///
/// Sets grow cell by cell. What a set cannot mend, whatever its figures, is a *demand*: a relation that fails and that
/// none of its cells lies in, or a combination of relations in which its cells cancel but the failures do not. Some
/// further cell must lie in it, so the search branches over the cells of one demand. A cell that was tried there need not
/// be tried again beside its neighbours, so no set is met twice.
pub(super) fn smallest(system: &System, steps: &mut usize) -> Option<Vec<Mend>> {
    for size in least(system)..=MOST_CELLS {
        let barred = vec![false; system.cells.len()];
        let mut search = Search { system, size, steps, barred, found: Vec::new() };
        search.extend(&Chosen::default())?;
        if !search.found.is_empty() {
            return Some(search.found);
        }
    }
    None
}

/// How many cells it takes at least: a cell lies in one relation of a family at most.
fn least(system: &System) -> usize {
    let of_family = |family| system.failing().filter(|(_, relation)| relation.family == family).count();
    system.failing().map(|(_, relation)| of_family(relation.family)).max().unwrap_or_default()
}

struct Search<'a> {
    system: &'a System,
    size: usize,
    steps: &'a mut usize,
    /// Cells that were tried already.
    barred: Vec<bool>,
    found: Vec<Mend>,
}

impl Search<'_> {
    /// Finds every set of the size that has `chosen` in it and no cell that is barred. `None` where it takes too long.
    fn extend(&mut self, chosen: &Chosen) -> Option<()> {
        let demands = chosen.demands(self.system);
        let left = self.size - chosen.cells.len();
        let Some(branch) = demands.iter().copied().min_by_key(|demand| self.breadth(*demand)) else {
            if left == 0 {
                self.found.extend(chosen.solve(self.system));
            }
            return Some(());
        };
        if left == 0 {
            return Some(());
        }
        let mut tried = Vec::new();
        for cell in self.cells_of(branch) {
            if *self.steps >= MOST_STEPS {
                return None;
            }
            *self.steps += 1;
            if self.may_meet(&demands, cell, left - 1)
                && let Some(larger) = chosen.with(self.system, cell)
            {
                self.extend(&larger)?;
            }
            if let Some(barred) = self.barred.get_mut(cell) {
                *barred = true;
                tried.push(cell);
            }
        }
        for cell in tried {
            if let Some(barred) = self.barred.get_mut(cell) {
                *barred = false;
            }
        }
        Some(())
    }

    /// Cells that lie in a demand and were not tried yet. A cell that is chosen already changes nothing in it.
    fn cells_of(&self, demand: Set) -> Vec<usize> {
        let relations = self.system.relations.iter().enumerate().filter(|(at, _)| demand & (1 << at) != 0);
        let mut cells: Vec<usize> = relations.flat_map(|(_, relation)| relation.cells.iter().copied()).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.retain(|cell| self.barred.get(*cell) == Some(&false));
        cells
    }

    fn breadth(&self, demand: Set) -> usize {
        let relations = self.system.relations.iter().enumerate().filter(|(at, _)| demand & (1 << at) != 0);
        relations.map(|(_, relation)| relation.cells.len()).sum()
    }

    /// Whether `cell` and as many further ones as are `left` could meet all demands.
    fn may_meet(&self, demands: &[Set], cell: usize, left: usize) -> bool {
        let Some(cell) = self.system.cells.get(cell) else { return false };
        let open = || demands.iter().copied().filter(|demand| demand & cell.relations == 0);
        match left {
            0 => open().next().is_none(),
            1 => open().min_by_key(|demand| self.breadth(*demand)).is_none_or(|narrowest| {
                let lies_in_all = |other: &usize| {
                    self.system
                        .cells
                        .get(*other)
                        .is_some_and(|other| open().all(|demand| demand & other.relations != 0))
                };
                self.cells_of(narrowest).iter().any(lies_in_all)
            }),
            _ => true,
        }
    }
}

/// Cells chosen so far, with what follows from the relations that they lie in.
#[derive(Clone, Default)]
struct Chosen {
    cells: Vec<usize>,
    /// The relations in which they lie.
    relations: Set,
    /// One for each cell: a combination from which it alone, of it and the cells before it, follows.
    pivots: Vec<Combination>,
    /// Combinations in which all of them cancel; together with the pivots they say what their relations say.
    rest: Vec<Combination>,
}

/// Relations added up, each as often as its factor says.
#[derive(Clone)]
struct Combination {
    factors: Vec<(usize, i32)>,
    relations: Set,
    excess: Decimal,
}

impl Combination {
    /// How often the change of a cell counts in it.
    fn weight(&self, system: &System, cell: usize) -> i32 {
        let Some(cell) = system.cells.get(cell) else { return 0 };
        self.factors.iter().map(|(relation, factor)| factor * cell.sign_in(*relation)).sum()
    }

    /// `self` × `times` − `other` × `others`; `None` where a figure becomes too large.
    fn minus(&self, times: i32, other: &Self, others: i32) -> Option<Self> {
        let mut factors: Vec<(usize, i32)> = Vec::new();
        let own = self.factors.iter().map(|(at, factor)| (*at, factor * times));
        for (at, factor) in own.chain(other.factors.iter().map(|(at, factor)| (*at, -factor * others))) {
            match factors.iter_mut().find(|(known, _)| *known == at) {
                Some((_, known)) => *known += factor,
                None => factors.push((at, factor)),
            }
        }
        factors.retain(|(_, factor)| *factor != 0);
        let relations = factors.iter().fold(0, |set, (at, _)| set | 1 << at);
        let scaled = |excess: Decimal, by: i32| excess.checked_mul(Decimal::from(by));
        let excess = scaled(self.excess, times)?.checked_sub(scaled(other.excess, others)?)?;
        Some(Self { factors, relations, excess })
    }
}

impl Chosen {
    /// What these cells cannot mend.
    fn demands(&self, system: &System) -> Vec<Set> {
        let untouched = system.failing().map(|(at, _)| 1 << at).filter(|relation| self.relations & relation == 0);
        let rest = self.rest.iter().filter(|combination| !combination.excess.is_zero());
        untouched.chain(rest.map(|combination| combination.relations)).collect()
    }

    /// The same with one more cell; `None` where its change would not follow from the relations.
    fn with(&self, system: &System, cell: usize) -> Option<Self> {
        let unknown = system.cells.get(cell)?;
        let mut rest = self.rest.clone();
        for (at, _) in unknown.terms.iter().filter(|(at, _)| self.relations & (1 << at) == 0) {
            let excess = system.relations.get(*at)?.excess;
            rest.push(Combination { factors: vec![(*at, 1)], relations: 1 << at, excess });
        }
        let weights: Vec<i32> = rest.iter().map(|combination| combination.weight(system, cell)).collect();
        let bearing = weights.iter().enumerate().filter(|(_, weight)| **weight != 0);
        let (pivot, &weight) = bearing.min_by_key(|(at, weight)| (weight.abs(), Reverse(*at)))?;
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
        larger.relations |= unknown.relations;
        larger.pivots.push(own);
        larger.rest = reduced;
        Some(larger)
    }

    /// The changes; `None` where one of them is none, or leads to a figure that cannot stand there.
    fn solve(&self, system: &System) -> Option<Mend> {
        let mut mend = Mend::new();
        for (&cell, pivot) in self.cells.iter().zip(&self.pivots).rev() {
            let mut excess = pivot.excess;
            for &(later, change) in &mend {
                let weight = Decimal::from(pivot.weight(system, later));
                excess = excess.checked_add(change.checked_mul(weight)?)?;
            }
            let weight = Decimal::from(-pivot.weight(system, cell));
            let change = excess.checked_div(weight)?;
            // A quotient may be rounded.
            if change.is_zero() || change.checked_mul(weight)? != excess {
                return None;
            }
            system.cells.get(cell)?.changed_by(change)?;
            mend.push((cell, change));
        }
        mend.sort_unstable_by_key(|(cell, _)| system.cells.get(*cell).map(|cell| cell.at));
        Some(mend)
    }
}

//! The states of an alignment between two items, and the costs of all states at one point.

/// The cost of a state that no alignment reaches.
pub(super) const UNREACHED: i32 = i32::MAX / 4;

/// The next free slot, and whether the total of its row was filled before its other slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FillState(usize);

impl FillState {
    pub(super) const fn new(slot: usize, total_first: bool) -> Self {
        Self(2 * slot + total_first as usize)
    }

    /// The next free slot.
    pub(super) const fn slot(self) -> usize {
        self.0 / 2
    }

    /// Whether the total of the slot's row was filled before its other slots.
    pub(super) const fn total_first(self) -> bool {
        self.0 % 2 == 1
    }

    /// The same state one slot further.
    pub(super) const fn next_slot(self) -> Self {
        Self(self.0 + 2)
    }
}

/// A window seldom has more states than this, so it seldom grows.
const USUAL_STATES: usize = 64;

/// The lowest cost of each state at one point of the text. Only the range of states that the search reaches is stored.
#[derive(Clone, Debug, Default)]
pub(super) struct Window {
    first: usize,
    costs: Vec<i32>,
}

impl Window {
    /// The cost of `state`; [`UNREACHED`] outside the window.
    pub(super) fn cost(&self, state: FillState) -> i32 {
        state.0.checked_sub(self.first).and_then(|at| self.costs.get(at)).copied().unwrap_or(UNREACHED)
    }

    pub(super) fn reaches(&self, state: FillState) -> bool {
        self.cost(state) < UNREACHED
    }

    /// Lowers the cost of `state` to `cost`, if it is higher.
    pub(super) fn lower(&mut self, state: FillState, cost: i32) {
        if self.costs.is_empty() {
            self.first = state.0;
            self.costs.reserve(USUAL_STATES);
        }
        if state.0 < self.first {
            let missing = self.first - state.0;
            self.costs.splice(..0, std::iter::repeat_n(UNREACHED, missing));
            self.first = state.0;
        }
        let at = state.0 - self.first;
        if at >= self.costs.len() {
            self.costs.resize(at + 1, UNREACHED);
        }
        if let Some(known) = self.costs.get_mut(at) {
            *known = (*known).min(cost);
        }
    }

    /// The states that are reached, in order, with their costs.
    pub(super) fn states(&self) -> impl DoubleEndedIterator<Item = (FillState, i32)> + '_ {
        let costs = self.costs.iter().enumerate().filter(|(_, cost)| **cost < UNREACHED);
        costs.map(|(at, cost)| (FillState(self.first + at), *cost))
    }

    /// Calls `each` for every state from the first on, including states that `each` adds after the current one.
    pub(super) fn extend_in_order(&mut self, mut each: impl FnMut(&mut Self, FillState, i32)) {
        let mut at = self.first;
        while at < self.first + self.costs.len() {
            let state = FillState(at);
            at += 1;
            let cost = self.cost(state);
            if cost < UNREACHED {
                each(self, state, cost);
            }
        }
    }

    pub(super) fn lowest(&self) -> i32 {
        self.costs.iter().copied().min().unwrap_or(UNREACHED)
    }

    /// Drops states that cost more than `limit`.
    pub(super) fn cut(&mut self, limit: i32) {
        self.costs.iter_mut().filter(|cost| **cost > limit).for_each(|cost| *cost = UNREACHED);
        let reached = |cost: &i32| *cost < UNREACHED;
        let end = self.costs.iter().rposition(reached).map_or(0, |last| last + 1);
        self.costs.truncate(end);
        let start = self.costs.iter().position(reached).unwrap_or_default();
        self.costs.drain(..start);
        self.first += start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn costs(window: &Window) -> Vec<(usize, i32)> {
        window.states().map(|(state, cost)| (state.0, cost)).collect()
    }

    #[test]
    fn a_window_has_the_lowest_costs_in_any_order_of_calls() {
        let mut window = Window::default();
        for (state, cost) in [(9, 3), (4, 7), (9, 5), (6, 1), (4, 2)] {
            window.lower(FillState(state), cost);
        }
        assert_eq!(costs(&window), [(4, 2), (6, 1), (9, 3)]);
        assert!(!window.reaches(FillState(5)) && !window.reaches(FillState(0)) && !window.reaches(FillState(99)));
        window.cut(2);
        assert_eq!(costs(&window), [(4, 2), (6, 1)]);
        window.cut(0);
        assert_eq!((costs(&window), window.lowest()), (vec![], UNREACHED));
    }

    #[test]
    fn states_that_are_added_during_a_visit_are_visited() {
        let mut window = Window::default();
        window.lower(FillState(0), 0);
        window.extend_in_order(|window, state, cost| {
            if cost < 3 {
                window.lower(state.next_slot(), cost + 1);
            }
        });
        assert_eq!(costs(&window), [(0, 0), (2, 1), (4, 2), (6, 3)]);
    }
}

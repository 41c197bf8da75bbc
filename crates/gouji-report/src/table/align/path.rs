//! Finds the cheapest path that assigns the figures of the text to the slots of the form, and the costs of all other paths.
//!
//! A figure or blank fills the next slot or is skipped. Slots and rows may be missed. A label fills nothing, and costs
//! by its distance from its place. The forward pass computes the cheapest path to each state, the backward pass the
//! cheapest path from there to the end. Their sum is the cheapest path through a step, so it is known for every slot
//! what another figure in it would cost.

use std::ops::Range;

use super::costs;
use super::evidence::{EvidenceItem, TokenEvidence};
use super::form::FormSlots;
use super::state::{FillState, UNREACHED, Window};
use super::tokens::TokenKind;
use super::vocabulary::{Match, TextKind};

/// The cheapest path through the text, and its alternatives.
#[derive(Debug)]
pub(super) struct Alignment {
    /// The cost of the cheapest path.
    pub cost: i32,
    /// For each slot, the possibilities to fill it that cost little more.
    pub fills: Vec<Fills>,
    /// For each item, the state before it and the state after it.
    pub path: Vec<(FillState, FillState)>,
}

/// The possibilities to fill a slot. A cost is that of the cheapest path through the whole text on which the slot is
/// filled so.
#[derive(Clone, Debug)]
pub(super) struct Fills {
    /// The cost of leaving the slot without a figure.
    pub missed: i32,
    /// The items that may fill the slot, with their costs, from the last item of the text to the first.
    pub items: Vec<(usize, i32)>,
}

impl Fills {
    const NONE: Self = Self { missed: UNREACHED, items: Vec::new() };

    /// Adds `item` as a possibility to fill the slot. Items are added from the last to the first.
    fn add(&mut self, item: usize, cost: i32) {
        match self.items.last_mut() {
            Some((last, known)) if *last == item => *known = (*known).min(cost),
            _ => self.items.push((item, cost)),
        }
    }
}

/// A step from one state to another over an item.
#[derive(Clone, Copy, Debug)]
struct PathStep {
    to: FillState,
    cost: i32,
    /// The slot that the item fills.
    slot: Option<usize>,
    /// The first of the slots before that of `to` that are missed, if the item is the label of a later row.
    missed_from: Option<usize>,
}

impl PathStep {
    const fn to(to: FillState, cost: i32, slot: Option<usize>) -> Self {
        Self { to, cost, slot, missed_from: None }
    }
}

/// Aligns the items with the form.
///
/// A fast search with a narrow beam finds a path, which is seldom the cheapest one. Its cost bounds the exact search: no
/// path that costs more than [`costs::MARGIN`] above it changes a reading. Most texts have a cheap path, so the exact
/// search meets few states.
pub(super) fn align(form: &FormSlots, evidence: &TokenEvidence) -> Alignment {
    let lattice = Lattice::new(form, evidence);
    let rough = lattice.forward(Limits { beam: costs::NARROW_BEAM, most: UNREACHED });
    let most = lattice.cost(&rough).saturating_add(costs::MARGIN);
    lattice.exact(most)
}

/// The states that a search drops.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// States that cost this much more than the best one of their step are dropped.
    beam: i32,
    /// States that cost more than this are dropped.
    most: i32,
}

impl Limits {
    fn above(self, lowest: i32) -> i32 {
        (lowest + self.beam).min(self.most)
    }
}

struct Lattice<'a> {
    form: &'a FormSlots,
    evidence: &'a TokenEvidence,
    /// The items that fill slots or have a cost, in order.
    steps: Vec<usize>,
    /// The place of each slot, and of the end of the form, if no total is filled first.
    places: Vec<SlotPlace>,
}

/// A slot with the row in which it is.
#[derive(Clone, Copy, Debug)]
struct SlotPlace {
    slot: usize,
    start: usize,
    end: usize,
    /// Whether a row starts here and no figure of it is filled.
    is_row_start: bool,
    has_total: bool,
}

impl SlotPlace {
    const fn width(self) -> usize {
        self.end - self.start
    }
}

impl<'a> Lattice<'a> {
    fn new(form: &'a FormSlots, evidence: &'a TokenEvidence) -> Self {
        let matters = |item: &EvidenceItem| item.token.kind != TokenKind::Label || !evidence.matches(item).is_empty();
        let steps = evidence.items.iter().enumerate().filter(|(_, item)| matters(item)).map(|(at, _)| at).collect();
        let place = |slot: usize| {
            let row = form.row_at(slot);
            let (start, end) = row.map_or((slot, slot), |row| (row.start, row.end));
            SlotPlace { slot, start, end, is_row_start: slot == start, has_total: row.is_some_and(|row| row.has_total) }
        };
        Self { form, evidence, steps, places: (0..=form.slots()).map(place).collect() }
    }

    fn place(&self, state: FillState) -> SlotPlace {
        let slot = state.slot();
        let behind = SlotPlace { slot, start: slot, end: slot, is_row_start: true, has_total: false };
        let place = self.places.get(slot).copied().unwrap_or(behind);
        SlotPlace { is_row_start: place.is_row_start && !state.total_first(), ..place }
    }

    /// The state after the slot of `state` was filled or missed.
    fn next(&self, state: FillState) -> FillState {
        let SlotPlace { slot, end, .. } = self.place(state);
        if state.total_first() && slot + 2 == end { FillState::new(end, false) } else { state.next_slot() }
    }

    /// Calls `each` for the possibilities to miss slots at `state`: the next slot, a whole row, or a whole table.
    fn misses(&self, state: FillState, mut each: impl FnMut(FillState, i32, Range<usize>)) {
        let SlotPlace { slot, start, end, is_row_start, .. } = self.place(state);
        if slot >= self.form.slots() {
            return;
        }
        if !state.total_first() || slot + 1 < end {
            each(self.next(state), costs::MISS_SLOT, slot..slot + 1);
        }
        if is_row_start {
            each(FillState::new(end, false), row_cost(end - start), slot..end);
            if let Some(slots) = self.form.table_starting_at(slot) {
                each(FillState::new(slots.end, false), costs::MISS_TABLE, slots);
            }
        }
    }

    /// The cost of missing all slots from `state` on.
    fn cost_of_rest(&self, state: FillState) -> i32 {
        let place = self.place(state);
        let (mut cost, mut next) = (0, place.slot);
        if place.slot > place.start {
            let open = place.end - place.slot - usize::from(state.total_first());
            (cost, next) = (costs::MISS_SLOT * open as i32, place.end);
        }
        for (at, table) in self.form.tables.iter().enumerate() {
            let rows = self.form.rows.iter().filter(|row| row.table == at && row.start >= next);
            let of_rows = rows.map(|row| row_cost(row.width())).sum::<i32>();
            cost += if next <= table.slots.start { of_rows.min(costs::MISS_TABLE) } else { of_rows };
        }
        cost
    }

    /// Adds the states that are reached from states of the window by missing slots, up to `limit`.
    fn add_misses(&self, window: &mut Window, limit: i32) {
        window.extend_in_order(|window, state, cost| {
            self.misses(state, |to, miss, _| {
                if cost + miss <= limit {
                    window.lower(to, cost + miss);
                }
            });
        });
    }

    /// The lowest cost from the start of the text to each state, before each step and after the last one.
    fn forward(&self, limits: Limits) -> Vec<Window> {
        let mut windows = Vec::with_capacity(self.steps.len() + 1);
        let mut now = Window::default();
        now.lower(FillState::new(0, false), 0);
        // The text may have the last table only.
        self.add_misses(&mut now, limits.above(self.cost_of_rest(FillState::new(0, false))));
        for item in &self.steps {
            let mut next = Window::default();
            for (state, cost) in now.states() {
                self.each_step(*item, state, |step| next.lower(step.to, cost + step.cost));
            }
            let limit = limits.above(next.lowest());
            next.cut(limit);
            self.add_misses(&mut next, limit);
            windows.push(std::mem::replace(&mut now, next));
        }
        windows.push(now);
        windows
    }

    /// The alignment among all paths that cost at most `most`.
    fn exact(&self, most: i32) -> Alignment {
        self.backward(&self.forward(Limits { beam: costs::BEAM, most }))
    }

    /// The cost of the cheapest path of a forward pass.
    fn cost(&self, forward: &[Window]) -> i32 {
        let ends = forward.last().into_iter().flat_map(Window::states);
        ends.map(|(state, cost)| cost + self.cost_of_rest(state)).min().unwrap_or(UNREACHED)
    }

    /// Computes the lowest cost from each state to the end of the text, and from both passes the possibilities to fill
    /// each slot. States are dropped if every path through them costs [`costs::MARGIN`] more than the cheapest path.
    fn backward(&self, forward: &[Window]) -> Alignment {
        let mut fills: Vec<Fills> = vec![Fills::NONE; self.form.slots()];
        let mut onward: Vec<Window> = vec![Window::default(); forward.len()];
        let mut here = Window::default();
        for (state, _) in forward.last().into_iter().flat_map(Window::states) {
            here.lower(state, self.cost_of_rest(state));
        }
        let ends =
            forward.last().into_iter().flat_map(Window::states).map(|(state, cost)| (state, cost + here.cost(state)));
        let ends: Vec<(FillState, i32)> = ends.collect();
        let cost = ends.iter().map(|(_, cost)| *cost).min().unwrap_or(UNREACHED);
        let limit = cost + costs::MARGIN;
        for (state, cost) in ends {
            for fill in fills.iter_mut().skip(state.slot()) {
                fill.missed = fill.missed.min(cost);
            }
        }
        for (at, window) in forward.iter().enumerate().rev() {
            if let (Some(item), Some(later)) = (self.steps.get(at), onward.get(at + 1)) {
                here = Window::default();
                for (state, before) in window.states() {
                    self.each_step(*item, state, |step| {
                        let through = before + step.cost + later.cost(step.to);
                        if through > limit {
                            return;
                        }
                        here.lower(state, step.cost + later.cost(step.to));
                        if let Some(fill) = step.slot.and_then(|slot| fills.get_mut(slot)) {
                            fill.add(*item, through);
                        }
                        let missed = step.missed_from.map_or(0..0, |from| from..step.to.slot());
                        for fill in fills.get_mut(missed).unwrap_or_default() {
                            fill.missed = fill.missed.min(through);
                        }
                    });
                }
            }
            self.miss_backward(window, &mut here, limit, &mut fills);
            if let Some(slot) = onward.get_mut(at) {
                *slot = std::mem::take(&mut here);
            }
        }
        let path = self.path(forward, &onward);
        Alignment { cost, fills, path }
    }

    /// Adds the paths from the states of `window` that miss slots first.
    fn miss_backward(&self, window: &Window, here: &mut Window, limit: i32, fills: &mut [Fills]) {
        for (state, before) in window.states().rev() {
            self.misses(state, |to, miss, slots| {
                // The forward pass dropped states that cost too much.
                if !window.reaches(to) || before + miss + here.cost(to) > limit {
                    return;
                }
                let on = miss + here.cost(to);
                here.lower(state, on);
                for fill in fills.get_mut(slots).unwrap_or_default() {
                    fill.missed = fill.missed.min(before + on);
                }
            });
        }
    }

    /// Follows the cheapest path. Returns for each item the state before it and the state after it.
    fn path(&self, forward: &[Window], onward: &[Window]) -> Vec<(FillState, FillState)> {
        let mut state = FillState::new(0, false);
        let mut path: Vec<(FillState, FillState)> = Vec::with_capacity(self.evidence.items.len());
        let points = forward.iter().zip(onward).zip(onward.iter().skip(1));
        for (item, ((reached, here), later)) in self.steps.iter().zip(points) {
            let mut step = self.cheapest_step(*item, state, later);
            // Misses slots as long as that is on the cheapest path.
            while step.is_none_or(|step| step.cost + later.cost(step.to) > here.cost(state)) {
                let mut next = None;
                self.misses(state, |to, miss, _| {
                    let is_cheapest = miss + here.cost(to) <= here.cost(state);
                    if next.is_none() && is_cheapest && reached.reaches(to) {
                        next = Some(to);
                    }
                });
                let Some(next) = next else { break };
                state = next;
                step = self.cheapest_step(*item, state, later);
            }
            path.resize(*item, (state, state));
            let after = step.map_or(state, |step| step.to);
            let is_label = step.is_some_and(|step| step.slot.is_none());
            path.push((if is_label { after } else { state }, after));
            state = after;
        }
        path.resize(self.evidence.items.len(), (state, state));
        path
    }

    fn cheapest_step(&self, item: usize, state: FillState, later: &Window) -> Option<PathStep> {
        let mut best: Option<(i32, PathStep)> = None;
        self.each_step(item, state, |step| {
            let cost = step.cost + later.cost(step.to);
            if later.reaches(step.to) && best.is_none_or(|(known, _)| cost < known) {
                best = Some((cost, step));
            }
        });
        best.map(|(_, step)| step)
    }

    /// Calls `each` for the steps over an item from `state`.
    fn each_step(&self, at: usize, state: FillState, mut each: impl FnMut(PathStep)) {
        let Some(item) = self.evidence.items.get(at) else { return };
        if item.token.kind == TokenKind::Label {
            each(PathStep::to(state, costs::label(self.form, self.evidence, item, state), None));
            return self.miss_up_to_label(item, state, each);
        }
        let place = self.place(state);
        each(PathStep::to(state, self.skip_cost(at, item, place), None));
        if place.slot >= self.form.slots() {
            return;
        }
        let own = order_cost(item, state, place);
        each(PathStep::to(self.next(state), own + column_cost(item, place, place.slot), Some(place.slot)));
        if place.has_total && place.is_row_start && item.token.kind != TokenKind::Blank {
            let total = place.end - 1;
            let is_in_column = item.column.is_some_and(|(column, _)| column + 1 == place.width());
            let is_alone = item.line_len < place.width();
            let first = if is_in_column && is_alone { costs::TOTAL_FIRST_IN_COLUMN } else { costs::TOTAL_FIRST };
            let cost = own + column_cost(item, place, total) + first;
            each(PathStep::to(FillState::new(place.slot, true), cost, Some(total)));
        }
    }

    /// Calls `each` for the steps over the label of a later row that miss all rows before it.
    fn miss_up_to_label(&self, item: &EvidenceItem, state: FillState, mut each: impl FnMut(PathStep)) {
        let SlotPlace { slot, is_row_start, .. } = self.place(state);
        let names_row = |found: &&Match| found.kind == TextKind::Row && found.share > 80 && found.quality > 90;
        let matches = self.evidence.matches(item).iter().filter(names_row);
        for found in matches {
            if !is_row_start || found.start <= slot {
                continue;
            }
            let to = FillState::new(found.start, false);
            let cost = costs::MISS_UP_TO_LABEL + costs::label(self.form, self.evidence, item, to);
            each(PathStep { missed_from: Some(slot), ..PathStep::to(to, cost, None) });
        }
    }

    /// The cost of skipping a figure or blank.
    fn skip_cost(&self, at: usize, item: &EvidenceItem, place: SlotPlace) -> i32 {
        if item.token.kind == TokenKind::Blank {
            return if place.is_row_start { costs::SKIP_BLANK_AT_ROW_START } else { costs::SKIP_BLANK };
        }
        let is_between_rows = place.slot == place.start;
        if item.is_prose && is_between_rows {
            return costs::SKIP_PROSE;
        }
        let before = at.checked_sub(1).and_then(|before| self.evidence.items.get(before));
        let is_copy = before.is_some_and(|before| is_copy(before, item));
        let follows_single = || {
            let last = place.slot.checked_sub(1).and_then(|slot| self.form.row_at(slot));
            last.is_some_and(|row| row.width() == 1)
        };
        if is_copy && is_between_rows && follows_single() {
            return costs::SKIP_COPY;
        }
        if let (Some(width), true) = (item.full_row, place.is_row_start) {
            return costs::SKIP_ROW / width as i32;
        }
        let names_row = |found: &Match| found.kind == TextKind::Row && found.start == place.slot && found.share > 50;
        let is_other_text = |before: &EvidenceItem| {
            before.is_prose
                || before.token.kind == TokenKind::Label && !self.evidence.matches(before).iter().any(names_row)
        };
        let is_outside = place.is_row_start && self.form.is_edge(place.slot) && item.column.is_none();
        if is_outside && before.is_none_or(is_other_text) { costs::SKIP_OUTSIDE } else { costs::SKIP_FIGURE }
    }
}

/// The cost of missing a row of `width` slots.
fn row_cost(width: usize) -> i32 {
    costs::MISS_ROW.min(costs::MISS_SLOT * width as i32)
}

/// The cost of an item that fills a slot although the order of its line does not suggest it.
fn order_cost(item: &EvidenceItem, state: FillState, place: SlotPlace) -> i32 {
    let mut cost = if item.is_prose { costs::PROSE_IN_TABLE } else { 0 };
    if place.is_row_start && item.follows_figure && place.width() > 1 {
        cost += costs::CROSS_ROW;
    }
    if place.slot != place.start && item.is_first && item.line_len > 1 && !state.total_first() {
        cost += costs::START_INSIDE_ROW;
    }
    cost
}

/// The cost of filling `slot` of the row with an item of another column.
fn column_cost(item: &EvidenceItem, place: SlotPlace, slot: usize) -> i32 {
    match item.column {
        None => 0,
        Some((_, width)) if width != place.width() => costs::OTHER_WIDTH,
        Some((column, _)) if column == slot - place.start => 0,
        Some(_) => costs::OTHER_COLUMN,
    }
}

/// Whether `item` repeats the figure before it, as merged cells do.
pub(super) fn is_copy(before: &EvidenceItem, item: &EvidenceItem) -> bool {
    before.token.kind == TokenKind::Figure
        && item.token.kind == TokenKind::Figure
        && before.token.value == item.token.value
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{Rng as _, SeedableRng as _};

    use super::super::certainty::readings;
    use super::super::form;
    use super::super::tokens::{Separation, Tokens};
    use super::*;
    use crate::table::plain::plain;

    /// The text with some characters left out, repeated or replaced by a line end.
    fn damaged(text: &str, random: &mut StdRng) -> String {
        let rate = random.random_range(1..60);
        let mut damaged = String::new();
        for c in text.chars() {
            match random.random_range(0..1000) {
                roll if roll >= rate => damaged.push(c),
                roll if roll % 3 == 0 => {}
                roll if roll % 3 == 1 => damaged.extend([c, c]),
                _ => damaged.push('\n'),
            }
        }
        damaged
    }

    #[test]
    fn the_bounded_search_gives_the_readings_of_the_unbounded_one() {
        for seed in 0..60 {
            let text = damaged(gouji_testkit::CLEAN, &mut StdRng::seed_from_u64(seed));
            let copy = plain(&text);
            let tokens = Tokens::read(&copy, Separation { separator: None, is_wide: false });
            for form in form::forms(&copy) {
                let evidence = TokenEvidence::new(form, &tokens.tokens, &tokens.pieces);
                let bounded = align(form, &evidence);
                let unbounded = Lattice::new(form, &evidence).exact(UNREACHED);
                assert_eq!(bounded.cost, unbounded.cost, "{seed}");
                let readings = |alignment: &Alignment| readings(form, &evidence, alignment);
                assert_eq!(readings(&bounded), readings(&unbounded), "{seed}");
            }
        }
    }
}

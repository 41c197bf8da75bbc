//! The cheapest way to give the figures of the text to the slots of the form, and what every other way would cost.
//!
//! A state is the next free slot, with one bit: whether the total of its row was printed before the other figures. Figures and
//! blanks fill the next slot or are skipped; slots and rows may be missed; a label moves nothing, and costs by how far the state
//! is from the place where the label belongs. The forward pass gives the cost of the best way to each state, the backward pass
//! that of the best way on; together they tell, for every slot, what it costs to fill it with another figure.

use super::evidence::{Evidence, Item};
use super::form::Form;
use super::tokens::Kind;
use super::vocabulary::{Kind as Printed, Match};

/// Costs, in hundredths.
mod costs {
    pub const MISS_SLOT: i32 = 150;
    pub const MISS_ROW: i32 = 400;
    pub const SKIP_FIGURE: i32 = 350;
    /// Between two tables.
    pub const SKIP_OUTSIDE: i32 = 60;
    /// A copy of the figure before it, as merged cells leave it behind a row with one figure.
    pub const SKIP_COPY: i32 = 30;
    /// A whole line that has as many figures as a row: one row too many. Each of its figures costs its share.
    pub const SKIP_ROW: i32 = 500;
    pub const SKIP_PROSE: i32 = 10;
    pub const SKIP_BLANK: i32 = 200;
    pub const SKIP_BLANK_AT_ROW_START: i32 = 15;
    pub const TOTAL_FIRST: i32 = 100;
    /// The same where the columns say so.
    pub const TOTAL_FIRST_IN_COLUMN: i32 = 20;
    /// A row begins behind another's figures in one line.
    pub const CROSS_ROW: i32 = 150;
    /// A line begins inside a row.
    pub const BEGIN_INSIDE: i32 = 80;
    pub const OTHER_COLUMN: i32 = 200;
    pub const OTHER_WIDTH: i32 = 50;
    pub const PROSE_IN_TABLE: i32 = 100;
    /// States that cost this much more than the best one are given up.
    pub const BEAM: i32 = 900;
    /// The most that a label costs, before it is weighed.
    pub const LABEL_AWAY: i32 = 220;
}

/// The cost of what cannot be.
const NEVER: i32 = i32::MAX / 4;

/// The cheapest way through the text.
#[derive(Debug)]
pub(super) struct Alignment {
    /// What it costs.
    pub cost: i32,
    /// For each slot, the ways to fill it that cost little more than the cheapest.
    pub fills: Vec<Vec<Fill>>,
    /// For each item the state before it, and the one behind it.
    pub path: Vec<(State, State)>,
}

/// A way to fill a slot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fill {
    /// The item that fills it; `None` where nothing does.
    pub item: Option<usize>,
    /// The cost of the cheapest way through the text that does so.
    pub cost: i32,
}

/// Where the alignment stands between two items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct State(usize);

impl State {
    const fn new(slot: usize, total_first: bool) -> Self {
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
}

/// The best costs of the states at one point of the text, from the first state that can be reached on.
#[derive(Clone, Debug, Default)]
struct Window {
    first: usize,
    costs: Vec<i32>,
}

impl Window {
    fn get(&self, state: State) -> i32 {
        state.0.checked_sub(self.first).and_then(|at| self.costs.get(at)).copied().unwrap_or(NEVER)
    }

    fn lower(&mut self, state: State, cost: i32) {
        if self.costs.is_empty() {
            self.first = state.0;
        }
        if state.0 < self.first {
            let missing = self.first - state.0;
            self.costs.splice(..0, std::iter::repeat_n(NEVER, missing));
            self.first = state.0;
        }
        let at = state.0 - self.first;
        if at >= self.costs.len() {
            self.costs.resize(at + 1, NEVER);
        }
        if let Some(known) = self.costs.get_mut(at) {
            *known = (*known).min(cost);
        }
    }

    fn states(&self) -> impl Iterator<Item = (State, i32)> + '_ {
        let costs = self.costs.iter().enumerate().filter(|(_, cost)| **cost < NEVER);
        costs.map(|(at, cost)| (State(self.first + at), *cost))
    }

    fn lowest(&self) -> i32 {
        self.costs.iter().copied().min().unwrap_or(NEVER)
    }

    fn cut(&mut self, limit: i32) {
        self.costs.iter_mut().filter(|cost| **cost > limit).for_each(|cost| *cost = NEVER);
        let live = |cost: &i32| *cost < NEVER;
        let last = self.costs.iter().rposition(live).map_or(0, |last| last + 1);
        self.costs.truncate(last);
        let first = self.costs.iter().position(live).unwrap_or_default();
        self.costs.drain(..first);
        self.first += first;
    }
}

/// A step from one state to another.
#[derive(Clone, Copy, Debug)]
struct Step {
    to: State,
    cost: i32,
    slot: Option<usize>,
}

/// Aligns the items with the form.
pub(super) fn align(form: &Form, evidence: &Evidence) -> Alignment {
    let lattice = Lattice::new(form, evidence);
    let forward = lattice.forward();
    lattice.backward(&forward)
}

struct Lattice<'a> {
    form: &'a Form,
    evidence: &'a Evidence,
    /// The items that move the state or cost something, in order.
    steps: Vec<usize>,
    /// For each slot and the end of the form.
    slots: Vec<SlotFacts>,
}

#[derive(Clone, Copy, Debug)]
struct SlotFacts {
    start: usize,
    end: usize,
    is_start: bool,
    is_edge: bool,
}

impl<'a> Lattice<'a> {
    fn new(form: &'a Form, evidence: &'a Evidence) -> Self {
        let matters = |item: &Item| item.token.kind != Kind::Label || !evidence.matches(item).is_empty();
        let steps = evidence.items.iter().enumerate().filter(|(_, item)| matters(item)).map(|(at, _)| at).collect();
        let facts = |slot: usize| SlotFacts {
            start: form.row_at(slot).map_or(slot, |row| row.start),
            end: form.row_at(slot).map_or(slot, |row| row.end),
            is_start: form.is_row_start(slot),
            is_edge: form.is_edge(slot),
        };
        Self { form, evidence, steps, slots: (0..=form.slots()).map(facts).collect() }
    }

    const NOWHERE: SlotFacts = SlotFacts { start: 0, end: 0, is_start: true, is_edge: true };

    fn facts(&self, slot: usize) -> SlotFacts {
        self.slots.get(slot).copied().unwrap_or(Self::NOWHERE)
    }

    fn end(&self) -> State {
        State::new(self.form.slots(), false)
    }

    /// The state behind `slot` when that is filled or missed.
    fn behind(&self, state: State) -> State {
        let end = self.facts(state.slot()).end;
        if state.total_first() && state.slot() + 2 == end { State::new(end, false) } else { State(state.0 + 2) }
    }

    /// Slots that may be missed at `state`: one, or a whole row.
    fn misses(&self, state: State, mut each: impl FnMut(Step, std::ops::Range<usize>)) {
        let slot = state.slot();
        if slot >= self.form.slots() {
            return;
        }
        let SlotFacts { start, end, .. } = self.facts(slot);
        if !state.total_first() || slot + 1 < end {
            each(Step { to: self.behind(state), cost: costs::MISS_SLOT, slot: None }, slot..slot + 1);
        }
        if slot == start && !state.total_first() {
            let cost = costs::MISS_ROW.min(costs::MISS_SLOT * (end - slot) as i32);
            each(Step { to: State::new(end, false), cost, slot: None }, slot..end);
        }
    }

    /// What it costs to miss all slots from `state` on.
    fn rest(&self, state: State) -> i32 {
        let slot = state.slot();
        let facts = self.facts(slot);
        let mut cost = 0;
        if slot < self.form.slots() && slot > facts.start {
            cost += costs::MISS_SLOT * (facts.end - slot - usize::from(state.total_first())) as i32;
        }
        let next = if slot > facts.start { facts.end } else { slot };
        let rows = self.form.rows.iter().filter(|row| row.start >= next);
        cost + rows.map(|row| costs::MISS_ROW.min(costs::MISS_SLOT * row.width() as i32)).sum::<i32>()
    }

    /// Misses slots where that is cheaper, up to `limit`.
    fn close(&self, window: &mut Window, limit: i32) {
        let mut at = window.first;
        while at < window.first + window.costs.len() {
            let state = State(at);
            let cost = window.get(state);
            at += 1;
            if cost >= NEVER {
                continue;
            }
            self.misses(state, |step, _| {
                if cost + step.cost <= limit {
                    window.lower(step.to, cost + step.cost);
                }
            });
        }
    }

    fn forward(&self) -> Vec<Window> {
        let mut windows = Vec::with_capacity(self.steps.len() + 1);
        let mut now = Window::default();
        now.lower(State::new(0, false), 0);
        self.close(&mut now, costs::BEAM + costs::MISS_ROW);
        for at in &self.steps {
            let mut next = Window::default();
            for (state, cost) in now.states() {
                self.each_step(*at, state, |step| next.lower(step.to, cost + step.cost));
            }
            let limit = next.lowest() + costs::BEAM;
            next.cut(limit);
            self.close(&mut next, limit);
            windows.push(std::mem::replace(&mut now, next));
        }
        windows.push(now);
        windows
    }

    fn backward(&self, forward: &[Window]) -> Alignment {
        let mut onward: Vec<Window> = vec![Window::default(); forward.len()];
        let mut fills: Vec<Vec<Fill>> = vec![Vec::new(); self.form.slots()];
        let Some(last) = forward.last() else { return Alignment { cost: 0, fills, path: Vec::new() } };
        let mut ends = Window::default();
        for (state, _) in last.states() {
            ends.lower(state, if state == self.end() { 0 } else { self.rest(state) });
        }
        let cost = last.states().map(|(state, cost)| cost + ends.get(state)).min().unwrap_or(NEVER);
        for (state, before) in last.states() {
            let missed = before + ends.get(state);
            for slot in state.slot()..self.form.slots() {
                note(&mut fills, slot, None, missed, cost);
            }
        }
        for at in (0..forward.len()).rev() {
            let Some(window) = forward.get(at) else { continue };
            let mut here = if at + 1 == forward.len() { std::mem::take(&mut ends) } else { Window::default() };
            if let (Some(item), Some(later)) = (self.steps.get(at), onward.get(at + 1)) {
                for (state, before) in window.states() {
                    self.each_step(*item, state, |step| {
                        let on = later.get(step.to);
                        if on < NEVER {
                            here.lower(state, step.cost + on);
                            if let Some(slot) = step.slot {
                                note(&mut fills, slot, Some(*item), before + step.cost + on, cost);
                            }
                        }
                    });
                }
            }
            self.miss_backward(window, &mut here, |slots, through| {
                slots.for_each(|slot| note(&mut fills, slot, None, through, cost));
            });
            if let Some(slot) = onward.get_mut(at) {
                *slot = here;
            }
        }
        let path = self.path(forward, &onward);
        Alignment { cost, fills, path }
    }

    /// Adds the ways that miss slots at this point; tells of each which slots it misses and what it costs as a whole.
    fn miss_backward(&self, window: &Window, here: &mut Window, mut each: impl FnMut(std::ops::Range<usize>, i32)) {
        let states: Vec<(State, i32)> = window.states().collect();
        for (state, before) in states.into_iter().rev() {
            self.misses(state, |step, slots| {
                let on = here.get(step.to);
                // What the forward pass gave up is no way.
                if on < NEVER && window.get(step.to) < NEVER {
                    here.lower(state, step.cost + on);
                    each(slots, before + step.cost + on);
                }
            });
        }
    }

    /// The cheapest way: for each item the state before and behind it.
    fn path(&self, forward: &[Window], onward: &[Window]) -> Vec<(State, State)> {
        let mut state = State::new(0, false);
        let mut path: Vec<(State, State)> = Vec::with_capacity(self.evidence.items.len());
        for (at, item) in self.steps.iter().enumerate() {
            let (Some(here), Some(later)) = (onward.get(at), onward.get(at + 1)) else { break };
            let reached = forward.get(at);
            // Misses slots as long as that is on the cheapest way.
            let mut step = self.cheapest(*item, state, later);
            while step.is_none_or(|step| step.cost + later.get(step.to) > here.get(state)) {
                let mut next = None;
                self.misses(state, |step, _| {
                    let is_reached = reached.is_some_and(|window| window.get(step.to) < NEVER);
                    if next.is_none() && is_reached && step.cost + here.get(step.to) <= here.get(state) {
                        next = Some(step.to);
                    }
                });
                let Some(next) = next else { break };
                state = next;
                step = self.cheapest(*item, state, later);
            }
            path.resize(*item, (state, state));
            let behind = step.map_or(state, |step| step.to);
            path.push((state, behind));
            state = behind;
        }
        path.resize(self.evidence.items.len(), (state, state));
        path
    }

    fn cheapest(&self, item: usize, state: State, later: &Window) -> Option<Step> {
        let mut best: Option<(i32, Step)> = None;
        self.each_step(item, state, |step| {
            let cost = step.cost + later.get(step.to);
            if cost < NEVER && best.is_none_or(|(known, _)| cost < known) {
                best = Some((cost, step));
            }
        });
        best.map(|(_, step)| step)
    }

    /// The steps that the item allows from `state`.
    fn each_step(&self, at: usize, state: State, mut each: impl FnMut(Step)) {
        let Some(item) = self.evidence.items.get(at) else { return };
        if item.token.kind == Kind::Label {
            return each(Step { to: state, cost: label_cost(self.form, self.evidence, item, state), slot: None });
        }
        let slot = state.slot();
        let facts = self.facts(slot);
        each(Step { to: state, cost: self.skip_cost(at, item, state, facts), slot: None });
        if slot >= self.form.slots() {
            return;
        }
        let width = facts.end - facts.start;
        let mut extra = if item.is_prose { costs::PROSE_IN_TABLE } else { 0 };
        if facts.is_start && !state.total_first() && item.follows_figure && width > 1 {
            extra += costs::CROSS_ROW;
        }
        if !facts.is_start && item.is_first && item.line_len > 1 && !state.total_first() {
            extra += costs::BEGIN_INSIDE;
        }
        let column = |slot: usize| match item.column {
            None => 0,
            Some((_, of)) if of != width => costs::OTHER_WIDTH,
            Some((column, _)) if column == slot - facts.start => 0,
            Some(_) => costs::OTHER_COLUMN,
        };
        each(Step { to: self.behind(state), cost: extra + column(slot), slot: Some(slot) });
        let may_begin_with_total = facts.is_start && !state.total_first() && matches!(width, 7 | 8);
        if may_begin_with_total && item.token.kind != Kind::Blank {
            let is_in_column = item.column.is_some_and(|(column, _)| column + 1 == width) && item.line_len < width;
            let first = if is_in_column { costs::TOTAL_FIRST_IN_COLUMN } else { costs::TOTAL_FIRST };
            let last = facts.end - 1;
            each(Step { to: State::new(slot, true), cost: extra + column(last) + first, slot: Some(last) });
        }
    }

    /// What it costs that the item is no figure of the form.
    fn skip_cost(&self, at: usize, item: &Item, state: State, facts: SlotFacts) -> i32 {
        let slot = state.slot();
        let at_start = facts.is_start && !state.total_first();
        if item.token.kind == Kind::Blank {
            return if at_start { costs::SKIP_BLANK_AT_ROW_START } else { costs::SKIP_BLANK };
        }
        if item.is_prose && facts.is_start {
            return costs::SKIP_PROSE;
        }
        let before = at.checked_sub(1).and_then(|before| self.evidence.items.get(before));
        let is_copy = before.is_some_and(|before| is_copy(before, item));
        let behind_single = slot.checked_sub(1).is_some_and(|last| {
            let last = self.facts(last);
            last.end - last.start == 1
        });
        if is_copy && facts.is_start && behind_single {
            return costs::SKIP_COPY;
        }
        if let Some(width) = item.full_row().filter(|_| at_start) {
            return costs::SKIP_ROW / width as i32;
        }
        let names_row = |found: &Match| found.kind == Printed::Row && found.start == slot && found.share > 50;
        let follows_words = |before: &Item| {
            before.is_prose || before.token.kind == Kind::Label && !self.evidence.matches(before).iter().any(names_row)
        };
        let is_outside = facts.is_edge && !state.total_first() && item.column.is_none();
        if is_outside && before.is_none_or(follows_words) { costs::SKIP_OUTSIDE } else { costs::SKIP_FIGURE }
    }
}

/// Whether `item` repeats the figure before it, as merged cells do.
pub(super) fn is_copy(before: &Item, item: &Item) -> bool {
    before.token.kind == Kind::Figure && item.token.kind == Kind::Figure && before.token.value == item.token.value
}

/// Notes a way to fill a slot, if it costs little more than the cheapest way. Items come in the order of the backward pass.
fn note(fills: &mut [Vec<Fill>], slot: usize, item: Option<usize>, cost: i32, cheapest: i32) {
    if cost > cheapest + costs::BEAM {
        return;
    }
    let Some(known) = fills.get_mut(slot) else { return };
    let same = match item {
        Some(_) => known.iter_mut().rev().take(2).find(|fill| fill.item == item),
        None => known.iter_mut().find(|fill| fill.item.is_none()),
    };
    match same {
        Some(fill) => fill.cost = fill.cost.min(cost),
        None => known.push(Fill { item, cost }),
    }
}

/// What it costs that a label is met at `state`, in hundredths.
pub(super) fn label_cost(form: &Form, evidence: &Evidence, item: &Item, state: State) -> i32 {
    let Some(meaning) = evidence.meaning(item).filter(|meaning| !meaning.matches.is_empty()) else { return 0 };
    let away = meaning.matches.iter().map(|found| distance(form, found, state)).min().unwrap_or_default();
    label_weight(meaning.han) * away.min(costs::LABEL_AWAY) / 100
}

/// How much a label of so many Han characters tells, in hundredths.
pub(super) fn label_weight(han: usize) -> i32 {
    (15 + 20 * (han as i32 - 1)).min(200)
}

/// How far `state` is from the place where a printed text belongs, in hundredths.
fn distance(form: &Form, found: &Match, state: State) -> i32 {
    let slot = state.slot();
    let (start, end) = (found.start, found.end);
    let rows_from = |other: usize| form.row_of(slot).abs_diff(form.row_of(other)) as i32;
    let inside = start < slot && slot < end;
    let cost = match found.kind {
        Printed::Row if slot == start => 0,
        Printed::Row if inside && found.is_head => {
            if state.total_first() {
                80
            } else {
                120
            }
        }
        Printed::Row if inside => 30,
        Printed::Row if slot == end => {
            if found.is_head {
                80
            } else {
                10
            }
        }
        Printed::Row => match rows_from(start) {
            rows @ 0..=3 => 100 + 40 * rows,
            _ => 900,
        },
        Printed::Group if start <= slot && slot <= end => {
            if form.is_row_start(slot) {
                0
            } else {
                20
            }
        }
        Printed::Group => 100 + 40 * rows_from(start).min(rows_from(end)),
        Printed::Header | Printed::Section if slot == start => 0,
        Printed::Header if inside && (form.is_row_start(slot) || form.row_of(start) == form.row_of(end - 1)) => 30,
        Printed::Header if form.is_edge(slot) => 50,
        Printed::Section if form.is_edge(slot) => 60,
        Printed::Header | Printed::Section => 250,
    };
    cost + 150 - 150 * i32::from(found.quality) / 100
}

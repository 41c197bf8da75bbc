//! Decides which readings are certain. The cost of the next best path is not enough: if a text is out of order or
//! damaged, the one cheap path may be wrong. Each veto here was added for a test in which a cell was wrong and certain.

use std::collections::{BTreeMap, BTreeSet};

use super::costs;
use super::evidence::{EvidenceItem, TokenEvidence};
use super::form::{FormRow, FormSlots};
use super::path::{Alignment, Fills, is_copy};
use super::state::FillState;
use super::tokens::TokenKind;
use super::vocabulary::{Match, TextKind};

/// How a slot was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SlotReading {
    /// The item fills the slot; every other figure costs clearly more.
    Certain(usize),
    /// The item fills the slot on the cheapest path, but may be wrong.
    Doubtful(usize),
    /// No figure was found for the slot.
    Lost,
}

/// With more surplus figures, the form does not fit the table.
const MOST_LEFT_OVER: usize = 3;
/// With this many labels away from their rows, a table is out of order.
const LABELS_OUT_OF_ORDER: usize = 2;

/// A row is named if this percentage of its labels was found near it.
const NAMED: usize = 30;
/// Pieces with a smaller percentage of a label name no row.
const LEAST_PIECE: u8 = 10;

/// How each slot of the form was read.
pub(super) fn readings(form: &FormSlots, evidence: &TokenEvidence, alignment: &Alignment) -> Vec<SlotReading> {
    let vetoes = Vetoes::new(form, evidence, alignment);
    let filled = filled_slots(form, evidence, alignment);
    let read = |(slot, fills): (usize, &Fills)| {
        let best = fills.items.iter().min_by_key(|(item, cost)| (*cost, *item));
        let Some((at, cost)) = best.filter(|(_, cost)| *cost < fills.missed) else {
            // In a row with too few figures, any of them may be the missing one.
            return filled.get(&slot).map_or(SlotReading::Lost, |at| SlotReading::Doubtful(*at));
        };
        let Some(item) = evidence.items.get(*at) else { return SlotReading::Lost };
        let says = |item: &EvidenceItem| (item.token.kind, item.token.value);
        let differs =
            |(other, _): &&(usize, i32)| evidence.items.get(*other).is_some_and(|other| says(other) != says(item));
        let others = fills.items.iter().filter(differs).map(|(_, cost)| *cost);
        let next = others.chain([fills.missed]).min().unwrap_or(fills.missed);
        if next - cost < costs::MARGIN || vetoes.forbid(slot, item) {
            SlotReading::Doubtful(*at)
        } else {
            SlotReading::Certain(*at)
        }
    };
    alignment.fills.iter().enumerate().map(read).collect()
}

/// The slots that the cheapest path fills, each with its item.
fn filled_slots(form: &FormSlots, evidence: &TokenEvidence, alignment: &Alignment) -> BTreeMap<usize, usize> {
    let steps = evidence.items.iter().zip(&alignment.path).enumerate();
    let filled = steps.filter(|(_, (item, (before, after)))| item.token.kind != TokenKind::Label && before != after);
    let slot = |before: FillState, after: FillState| match after.total_first() && !before.total_first() {
        true => form.row_at(before.slot()).map(|row| row.end - 1),
        false => Some(before.slot()),
    };
    filled.filter_map(|(at, (_, (before, after)))| Some((slot(*before, *after)?, at))).collect()
}

struct Vetoes<'a> {
    form: &'a FormSlots,
    evidence: &'a TokenEvidence,
    alignment: &'a Alignment,
    /// Tables whose labels are out of order.
    disordered: BTreeSet<usize>,
    /// Tables with surplus figures.
    misfit: BTreeSet<usize>,
    /// Rows whose place or order is uncertain on the cheapest path itself, by their first slots.
    doubtful: BTreeSet<usize>,
    /// Rows whose label and figures follow each other without interruption, by their first slots.
    clean: BTreeSet<usize>,
    /// The lines that have labels of rows, each with the first slot of the row.
    labelled: BTreeSet<(usize, usize)>,
}

impl<'a> Vetoes<'a> {
    fn new(form: &'a FormSlots, evidence: &'a TokenEvidence, alignment: &'a Alignment) -> Self {
        let none = BTreeSet::new;
        let (disordered, misfit, doubtful, clean) = (none(), none(), none(), none());
        let labels = evidence.items.iter().flat_map(|item| {
            let rows = evidence.matches(item).iter().filter(|found| found.kind == TextKind::Row && found.share > 50);
            rows.map(|found| (item.token.line, found.start))
        });
        let labelled = labels.collect();
        let mut vetoes = Self { form, evidence, alignment, disordered, misfit, doubtful, clean, labelled };
        vetoes.find_disorder();
        vetoes.find_doubtful_rows();
        if !vetoes.disordered.is_empty() {
            vetoes.find_clean_rows();
        }
        vetoes
    }

    fn forbid(&self, slot: usize, item: &EvidenceItem) -> bool {
        let Some(row) = self.form.row_at(slot) else { return true };
        // In a line of cells, the few figures of a short row follow its label.
        let is_short = !self.form.long_widths.contains(&row.width())
            && item.token.cells > 0
            && self.labelled.contains(&(item.token.line, row.start));
        let is_loose = item.column.is_none() && !is_short;
        let out_of_order = self.disordered.contains(&row.table) && is_loose && !self.clean.contains(&row.start);
        item.token.is_shaky
            || out_of_order
            || self.misfit.contains(&row.table)
            || self.doubtful.contains(&row.start) && !is_short
    }

    /// Each item with its index, the next free slot before it, and whether the item changes the state.
    fn walk(&self) -> impl Iterator<Item = (usize, &EvidenceItem, usize, bool)> {
        let items = self.evidence.items.iter().zip(&self.alignment.path).enumerate();
        items.map(|(at, (item, (before, after)))| (at, item, before.slot(), before != after))
    }

    fn row_width(&self, slot: usize) -> usize {
        self.form.row_at(slot).map_or(0, FormRow::width)
    }

    /// Whether the item at `at` repeats the figure before it, as merged cells do.
    fn repeats(&self, at: usize) -> bool {
        let has_cells = |item: &&EvidenceItem| item.token.cells > 0 || item.line_len == 1;
        let before = at.checked_sub(1).and_then(|before| self.evidence.items.get(before));
        let item = self.evidence.items.get(at).filter(has_cells);
        before.zip(item).is_some_and(|(before, item)| is_copy(before, item))
    }

    fn find_disorder(&mut self) {
        let mut away: BTreeMap<usize, usize> = BTreeMap::new();
        let mut left_over: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, item, slot, moves) in self.walk() {
            let is_left = item.token.kind == TokenKind::Figure && !moves && !item.is_prose && !self.repeats(at);
            // A surplus row does not make the form unfit.
            if is_left && !self.form.is_edge(slot) && item.full_row.is_none() {
                *left_over.entry(self.form.table_of(slot)).or_default() += 1;
            }
            let Some(meaning) = self.evidence.meaning(item).filter(|meaning| !meaning.matches.is_empty()) else {
                continue;
            };
            let table = self.form.table_of(slot);
            let state = self.alignment.path.get(at).map(|(before, _)| *before);
            let cost = state.map_or(0, |state| costs::label(self.form, self.evidence, item, state));
            if meaning.han >= 4 && 100 * cost > 70 * costs::label_weight(meaning.han) {
                *away.entry(table).or_default() += 1;
            }
            // A row without a label has only a header above it, and no label inside it.
            let is_one_row = self.form.is_one_row(table);
            let is_inside = !self.form.is_edge(slot);
            let is_header =
                meaning.matches.iter().all(|found| matches!(found.kind, TextKind::Header | TextKind::Section));
            if meaning.han >= 2 && is_one_row && is_inside && is_header {
                *away.entry(table).or_default() += 1;
            }
        }
        let above = |counts: BTreeMap<usize, usize>, most: usize| -> BTreeSet<usize> {
            counts.into_iter().filter(|(_, count)| *count > most).map(|(table, _)| table).collect()
        };
        self.disordered = above(away, LABELS_OUT_OF_ORDER - 1);
        self.misfit = above(left_over, MOST_LEFT_OVER);
    }

    fn find_doubtful_rows(&mut self) {
        let mut doubtful: BTreeSet<usize> = BTreeSet::new();
        let mut used: BTreeMap<usize, Vec<&EvidenceItem>> = BTreeMap::new();
        let mut blanks: BTreeMap<usize, usize> = BTreeMap::new();
        let mut left_over: Vec<usize> = Vec::new();
        // For each item that fills a slot, its line and the first slot of its row.
        let mut filled: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        // The percentage of the labels of each row that was found near it. Four pieces of its header are enough as well.
        let mut named: BTreeMap<usize, usize> = BTreeMap::new();
        let row_start = |slot: usize| self.form.row_at(slot).map(|row| row.start);
        let rows_here = |slot: usize| [Some(slot), slot.checked_sub(1)].into_iter().flatten().filter_map(row_start);
        for (at, item, slot, moves) in self.walk() {
            if item.token.has_value() && !moves && !item.is_prose {
                // Equal figures are common in long rows.
                let is_in_long_row =
                    slot.checked_sub(1).is_some_and(|slot| self.form.long_widths.contains(&self.row_width(slot)));
                let is_copy = item.full_row.is_none() && self.repeats(at) && !is_in_long_row;
                // Outside a table, only whole rows may belong to it.
                let is_near = !self.form.is_edge(slot) || item.full_row.is_some();
                if !is_copy && is_near && !self.is_page_number(at, item) {
                    doubtful.extend(rows_here(slot));
                }
                if !is_copy && item.full_row.is_none() {
                    left_over.push(at);
                }
            } else if moves && let Some(start) = row_start(slot) {
                filled.insert(at, (item.token.line, start));
                if item.token.kind == TokenKind::Blank {
                    *blanks.entry(start).or_default() += 1;
                } else {
                    used.entry(start).or_default().push(item);
                }
            }
            if item.token.kind != TokenKind::Label {
                continue;
            }
            let matches = self.evidence.matches(item);
            for found in matches {
                let near = self.form.row_of(slot).abs_diff(self.form.row_of(found.start)) <= 1;
                let in_one_row = self.form.is_one_row(self.form.table_of(found.start));
                if found.kind == TextKind::Row && found.share >= LEAST_PIECE && near {
                    *named.entry(found.start).or_default() += usize::from(found.share);
                }
                if found.kind == TextKind::Header
                    && found.share >= 50
                    && in_one_row
                    && (found.start..=found.end).contains(&slot)
                {
                    *named.entry(found.start).or_default() += NAMED.div_ceil(4);
                }
            }
            doubtful.extend(self.row_before_label(at, item, slot));
            doubtful.extend(
                self.strayed(item, matches, slot)
                    .into_iter()
                    .flatten()
                    .flat_map(|start| rows_here(slot).chain([start])),
            );
        }
        for (start, items) in used {
            if self.is_doubtful(start, &items, blanks.get(&start).copied().unwrap_or_default(), &named) {
                doubtful.insert(start);
            }
        }
        doubtful.extend(self.rows_with_surplus(&left_over, &filled));
        doubtful.extend(self.rows_without_label_between(&filled));
        self.doubtful = doubtful;
    }

    /// The rows with a surplus figure, which may be any of their figures: a figure is left over in their line, or next
    /// to their figures if these are in several lines.
    fn rows_with_surplus(&self, left_over: &[usize], filled: &BTreeMap<usize, (usize, usize)>) -> BTreeSet<usize> {
        let rows_of_lines: BTreeSet<(usize, usize)> = filled.values().copied().collect();
        let lines_of = |start: usize| rows_of_lines.iter().filter(move |(_, row)| *row == start).count();
        let in_line = |line: usize| rows_of_lines.range((line, 0)..(line + 1, 0)).map(|(_, start)| *start);
        let next_to = |at: usize| {
            let neighbours = at.checked_sub(1).into_iter().chain([at + 1]).filter_map(|at| filled.get(&at));
            neighbours.map(|(_, start)| *start).filter(|start| lines_of(*start) > 1)
        };
        let items = left_over.iter().filter_map(|at| Some((*at, self.evidence.items.get(*at)?)));
        items.flat_map(|(at, item)| in_line(item.token.line).chain(next_to(at))).collect()
    }

    /// The rows of two neighbouring figures without a label between them, if their lines are no whole rows. One of the
    /// figures may be surplus.
    fn rows_without_label_between(&self, filled: &BTreeMap<usize, (usize, usize)>) -> BTreeSet<usize> {
        let is_open = |at: usize| self.evidence.items.get(at).is_some_and(|item| item.full_row.is_none());
        let mut rows = BTreeSet::new();
        let mut last: Option<(usize, usize)> = None;
        for (at, (_, row)) in filled {
            if let Some((before, row_before)) = last
                && before + 1 == *at
                && row_before != *row
                && (is_open(before) || is_open(*at))
            {
                rows.extend([row_before, *row]);
            }
            last = Some((*at, *row));
        }
        rows
    }

    /// The row whose whole label follows its figures and precedes other figures of the same line, which may be the
    /// row's own.
    fn row_before_label(&self, at: usize, item: &EvidenceItem, slot: usize) -> Option<usize> {
        let next = self.evidence.items.get(at + 1)?;
        if next.token.line != item.token.line || !next.token.fills() {
            return None;
        }
        let matches = self.evidence.matches(item);
        let is_whole = |found: &&Match| found.kind == TextKind::Row && found.share > 80 && found.is_head;
        let mut whole = matches.iter().filter(is_whole);
        let starts_here = whole.clone().any(|found| found.start == slot);
        whole.find(|found| found.end == slot && !starts_here).map(|found| found.start)
    }

    /// The rows whose whole label was found in another row.
    fn strayed(&self, item: &EvidenceItem, matches: &[Match], slot: usize) -> Option<Vec<usize>> {
        let meaning = self.evidence.meaning(item)?;
        if meaning.han < 3 || self.form.is_edge(slot) {
            return None;
        }
        let is_whole = |found: &&Match| found.kind == TextKind::Row && found.share > 50 && found.quality > 90;
        let rows: Vec<usize> = matches.iter().filter(is_whole).map(|found| found.start).collect();
        let may_be_else = matches.iter().any(|found| found.kind != TextKind::Row && found.share > 50);
        let belongs = matches.iter().any(|found| (found.start..=found.end).contains(&slot));
        (!rows.is_empty() && !may_be_else && !belongs).then_some(rows)
    }

    /// Whether a figure that is left over may be a page number: it is alone in its line, and the figures around it have
    /// known columns.
    fn is_page_number(&self, at: usize, item: &EvidenceItem) -> bool {
        const NEAR: usize = 9;
        if item.line_len != 1 || item.token.cells > 0 {
            return false;
        }
        let items = &self.evidence.items;
        let next = items.get(at + 1);
        let before = items.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
        let last = before.iter().rfind(|item| item.token.kind != TokenKind::Label);
        next.into_iter().chain(last).all(|item| item.column.is_some())
    }

    /// Whether the row from the slot `start` on is doubtful: its label is missing, it is torn without columns, or it is
    /// too short.
    fn is_doubtful(
        &self,
        start: usize,
        items: &[&EvidenceItem],
        blanks: usize,
        named: &BTreeMap<usize, usize>,
    ) -> bool {
        let row = self.form.row_of(start);
        let width = self.row_width(start);
        let is_named = |start: usize| named.get(&start).copied().unwrap_or_default() >= NAMED;
        let neighbours =
            [row.checked_sub(1), Some(row + 1)].into_iter().flatten().filter_map(|row| self.form.rows.get(row));
        if !is_named(start) && !neighbours.into_iter().all(|row| is_named(row.start)) {
            return true;
        }
        let mut by_line: BTreeMap<usize, usize> = BTreeMap::new();
        for item in items {
            *by_line.entry(item.token.line).or_default() += 1;
        }
        let is_torn = by_line.len() > 1 && by_line.values().any(|count| *count > 2);
        let has_no_column = items.iter().any(|item| item.token.cells == 0 && item.column.is_none());
        let is_short = items.len() + blanks < width;
        // A word of the header may be mistaken for a word in the place of a figure.
        let is_word = |item: &&&EvidenceItem| item.token.kind == TokenKind::Unreadable;
        let is_apart = |item: &&EvidenceItem| by_line.get(&item.token.line) == Some(&1) && by_line.len() > 1;
        let has_word_apart = items.iter().filter(is_word).any(is_apart);
        is_torn && has_no_column || is_short || has_word_apart && has_no_column
    }

    /// Finds the rows that have the whole label in one piece, then all figures, then another label.
    fn find_clean_rows(&mut self) {
        let items = &self.evidence.items;
        let mut clean = BTreeSet::new();
        for (at, item, slot, _) in self.walk() {
            let Some(meaning) = self.evidence.meaning(item) else { continue };
            for found in meaning
                .matches
                .iter()
                .filter(|found| found.kind == TextKind::Row && found.is_head && found.start == slot)
            {
                let Some(row) = self.form.row_at(found.start) else { continue };
                let figures = items.get(at + 1..at + 1 + row.width()).unwrap_or_default();
                let is_whole = meaning.len * 100 > 85 * row.label_len;
                let is_run = figures.len() == row.width()
                    && figures.iter().all(|item| matches!(item.token.kind, TokenKind::Figure | TokenKind::Blank))
                    && items.get(at + 1 + row.width()).is_none_or(|item| item.token.kind == TokenKind::Label);
                if is_whole && is_run {
                    clean.insert(found.start);
                }
            }
        }
        self.clean = clean;
    }
}

//! Builds the tables of the report from the slots that were read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use gouji_text::{Span, Value, fold_label};

use super::certainty::SlotReading;
use super::evidence::{EvidenceItem, TokenEvidence};
use super::form::{FormRow, FormSlots, SlotTable};
use super::path::Alignment;
use super::vocabulary::{Match, TextKind, Vocabulary};
use crate::{Cell, Figures, Label, LabelQuality, Placement, Table, TableRow};

/// A label of a row in the text.
#[derive(Clone, Copy, Debug)]
struct FoundLabel {
    item: usize,
    share: u8,
    label: Label,
}

/// The tables that have enough figures or labels.
pub(super) fn tables(
    form: &FormSlots,
    evidence: &TokenEvidence,
    alignment: &Alignment,
    readings: &[SlotReading],
) -> Vec<Table> {
    let labels = labels(form, evidence, alignment);
    let table = |(at, table): (usize, &SlotTable)| {
        let rows: Vec<&FormRow> = form.rows.iter().filter(|row| row.table == at).collect();
        assemble(table, &form.vocabulary, &rows, evidence, &labels, readings)
    };
    form.tables.iter().enumerate().filter_map(table).collect()
}

/// This many unread rows show that the text is damaged.
const SEVERAL: usize = 3;

fn assemble(
    table: &SlotTable,
    vocabulary: &Vocabulary,
    rows: &[&FormRow],
    evidence: &TokenEvidence,
    labels: &BTreeMap<usize, FoundLabel>,
    readings: &[SlotReading],
) -> Option<Table> {
    let mut found: Vec<TableRow> = Vec::new();
    let mut unread: Vec<usize> = Vec::new();
    let mut absent: Vec<usize> = Vec::new();
    let mut items: BTreeSet<usize> = BTreeSet::new();
    let mut filled = 0;
    for row in rows {
        let label = labels.get(&row.start);
        let slots = readings.get(row.start..row.end).unwrap_or_default();
        // A row without its label can only be placed by elimination between its neighbours.
        let is_eliminated = label.is_none() && rows.len() > 1;
        let read = |(reading, column): (&SlotReading, &Option<usize>)| {
            let (at, cell) = cell(evidence, *reading, (*column)?)?;
            let is_left = is_eliminated && cell.placement == Placement::Certain;
            Some((at, if is_left { Cell { placement: Placement::Elimination, ..cell } } else { cell }))
        };
        let cells: Vec<(usize, Cell)> = slots.iter().zip(&row.columns).filter_map(read).collect();
        items.extend(cells.iter().map(|(at, _)| *at).chain(label.map(|label| label.item)));
        let Some(index) = row.row else { continue };
        filled += cells.iter().filter(|(_, cell)| cell.value != Value::Blank).count();
        let is_doubtful = cells.iter().any(|(_, cell)| cell.placement == Placement::Doubtful);
        let wanted = row.columns.iter().flatten().count();
        if (is_doubtful || cells.len() < wanted) && (label.is_some() || !cells.is_empty()) {
            unread.push(index);
        } else if cells.is_empty() {
            absent.push(index);
        }
        let cells: Vec<Cell> = cells.into_iter().map(|(_, cell)| cell).collect();
        let spans = cells.iter().map(|cell| cell.span).chain(label.map(|label| label.label.span));
        let (Some(span), false) = (spans.reduce(Span::cover), cells.is_empty()) else { continue };
        let label = label.map(|label| label.label);
        found.push(TableRow { span, label, row: Some(index), group: None, cells: Figures::new(cells, 0) });
    }
    // In a damaged text, rows that were not found may be unread rather than missing.
    if unread.len() >= SEVERAL {
        unread.append(&mut absent);
        unread.sort_unstable();
    }
    // A few figures and labels may come from prose.
    let named = rows.iter().filter(|row| labels.contains_key(&row.start)).count();
    if filled * 2 < table.slots.len() && named * 2 < rows.len().max(2) || found.is_empty() {
        return None;
    }
    let (first, last) = (*items.first()?, *items.last()?);
    let span = span_from(evidence, first, table).cover(evidence.items.get(last)?.token.span);
    Some(Table {
        unread,
        unseen_columns: unseen_columns(vocabulary, evidence, first..last, table),
        ..Table::loose(table.edition, table.def, span, found)
    })
}

fn cell(evidence: &TokenEvidence, reading: SlotReading, column: usize) -> Option<(usize, Cell)> {
    let (at, placement) = match reading {
        SlotReading::Certain(at) => (at, Placement::Certain),
        SlotReading::Doubtful(at) => (at, Placement::Doubtful),
        SlotReading::Lost => return None,
    };
    let token = &evidence.items.get(at)?.token;
    Some((at, Cell { span: token.span, value: token.value, column: Some(column), placement }))
}

/// The labels above the first row of a table, from the nearest to the farthest.
fn header(evidence: &TokenEvidence, first: usize) -> impl Iterator<Item = &EvidenceItem> {
    const MOST_LINES: usize = 30;
    let line = evidence.items.get(first).map_or(0, |item| item.token.line);
    let before = evidence.items.get(..first).unwrap_or_default().iter().rev();
    let near = before.take_while(move |other| !other.token.has_value() && other.token.line + MOST_LINES >= line);
    near.take_while(|other| evidence.meaning(other).is_none_or(|words| words.han == 0 || !words.matches.is_empty()))
}

/// The columns whose labels are missing, as indices into the definition's columns. Labels must be above the items of
/// the table, or among them for columns that its first row does not have.
fn unseen_columns(
    vocabulary: &Vocabulary,
    evidence: &TokenEvidence,
    items: Range<usize>,
    table: &SlotTable,
) -> Vec<usize> {
    let Some(def) = table.edition.tables.get(table.def) else { return Vec::new() };
    let add = |shown: &mut Coverage, item: &EvidenceItem| {
        let matches = evidence.matches(item).iter();
        // 法人或其他组织 contains another column's label.
        let is_exact = |found: &&Match| found.kind == TextKind::Header && found.quality == 100;
        shown.add(matches.filter(is_exact).filter(|found| table.slots.contains(&found.start)));
    };
    let (mut above, mut inside) = (Coverage::default(), Coverage::default());
    header(evidence, items.start).for_each(|item| add(&mut above, item));
    evidence.items.get(items).unwrap_or_default().iter().for_each(|item| add(&mut inside, item));
    let of_first_row = def.columns_of(0);
    let is_seen = |column: usize, label: &str| {
        let shown = if of_first_row.contains(&column) { &above } else { &inside };
        let number = vocabulary.number_of(&fold_label(label), TextKind::Header, &table.slots);
        // Several columns may have the label 总计.
        let count = def.columns.iter().filter(|column| column.label == label).count().max(1);
        number.is_some_and(|number| shown.share(table.slots.start, number) >= count * Coverage::WHOLE)
    };
    let columns = def.columns.iter().enumerate();
    columns
        .filter(|(at, column)| {
            !std::iter::once(&column.label).chain(column.accepted.iter()).any(|label| is_seen(*at, label))
        })
        .map(|(at, _)| at)
        .collect()
}

/// The start of the table: its header, if labels of it are close above the first row.
fn span_from(evidence: &TokenEvidence, first: usize, table: &SlotTable) -> Span {
    let Some(item) = evidence.items.get(first) else { return Span::at(0) };
    let is_above = |other: &&EvidenceItem| {
        let matches = evidence.matches(other).iter();
        let mut own = matches.filter(|found| found.kind != TextKind::Section && table.slots.contains(&found.start));
        own.any(|found| found.share >= 40)
    };
    header(evidence, first).filter(is_above).fold(item.token.span, |span, other| span.cover(other.token.span))
}

/// The labels of the rows, by their first slots. Of the pieces near the row's figures, the one with most of the printed
/// label counts.
fn labels(form: &FormSlots, evidence: &TokenEvidence, alignment: &Alignment) -> BTreeMap<usize, FoundLabel> {
    const LEAST_SHARE: u8 = 40;
    let mut labels: BTreeMap<usize, FoundLabel> = BTreeMap::new();
    let mut shown: Coverage = Coverage::default();
    for (at, (item, (before, _))) in evidence.items.iter().zip(&alignment.path).enumerate() {
        let slot = before.slot();
        let near = |start: usize| form.row_of(slot).abs_diff(form.row_of(start)) <= 1;
        let rows = evidence.matches(item).iter().filter(|found| found.kind == TextKind::Row && near(found.start));
        shown.add(rows.clone());
        // A piece that is a part of several labels belongs to the next row.
        let best = rows.max_by_key(|found| (found.share.min(100), found.start == slot, std::cmp::Reverse(found.start)));
        let Some(found) = best.filter(|found| found.share >= LEAST_SHARE) else { continue };
        let quality = if found.has_slip { LabelQuality::Recognised } else { LabelQuality::Official };
        let label = FoundLabel { item: at, share: found.share, label: Label { span: item.token.span, quality } };
        let known = labels.entry(found.start).or_insert(label);
        if label.share > known.share {
            *known = label;
        }
    }
    for (start, found) in &mut labels {
        if !shown.is_whole(*start, &form.vocabulary) {
            found.label.quality = LabelQuality::Recognised;
        }
    }
    labels
}

/// The share of each printed text that was found, in percent, by the first slot of its rows and its number.
#[derive(Debug, Default)]
struct Coverage(BTreeMap<usize, BTreeMap<u16, usize>>);

impl Coverage {
    /// Least share of an official label. With less, the author wrote another label.
    const WHOLE: usize = 85;

    fn add<'a>(&mut self, matches: impl Iterator<Item = &'a Match>) {
        for found in matches.filter(|found| !found.is_short_form && !found.has_slip) {
            *self.0.entry(found.start).or_default().entry(found.text).or_default() += usize::from(found.share);
        }
    }

    /// The share of the text `number` of the rows from `start` on that was found, in percent.
    fn share(&self, start: usize, number: u16) -> usize {
        self.0.get(&start).and_then(|texts| texts.get(&number)).copied().unwrap_or_default()
    }

    /// Whether the whole label of the row at `start` was found, at most without its ordinal.
    fn is_whole(&self, start: usize, vocabulary: &Vocabulary) -> bool {
        let is_whole = |(number, share): (&u16, &usize)| {
            let missing = vocabulary.scalars(*number) * 100usize.saturating_sub(*share);
            *share >= Self::WHOLE || missing < 150
        };
        self.0.get(&start).is_some_and(|texts| texts.iter().any(is_whole))
    }
}

//! Decides which edition a table follows. The report's year does not decide it, because authors often reuse last year's
//! file.

use std::collections::BTreeMap;
use std::sync::Arc;

use gouji_edition::TableDef;

use super::eliminate::eliminate;
use super::impossible::discard_impossible;
use super::labels::Labels;
use super::order::mark_subtotals;
use super::raw::RawRow;
use super::{grid, loose};
use crate::reuse::TableReuse;
use crate::source::ReportSource;
use crate::{LabelQuality, Section, Table};

/// A table as one edition reads it, with a score of the labels that match: 2 for an official label, 1 for a part of one.
#[derive(Clone, Debug)]
pub(crate) struct TableCandidate {
    pub table: Arc<Table>,
    label_score: usize,
}

impl TableCandidate {
    pub(super) fn new(mut table: Table, text: &str) -> Self {
        let label_score = label_score(&table);
        mark_subtotals(&mut table, text);
        eliminate(&mut table, text);
        discard_impossible(&mut table);
        Self { table: Arc::new(table), label_score }
    }

    /// The candidate after the text has moved from the byte `from` to the byte `to`.
    pub(crate) fn moved(&self, from: usize, to: usize) -> Self {
        let table = if from == to { Arc::clone(&self.table) } else { Arc::new(self.table.moved(from, to)) };
        Self { table, label_score: self.label_score }
    }

    /// Whether this is the table with the edition's id `id`.
    pub(super) fn has_id(&self, id: &str) -> bool {
        self.table.def().is_some_and(|def| def.id == id)
    }
}

/// Reads each official table by the edition whose labels match best; between equal editions, by the one in force.
pub(super) fn read(
    source: ReportSource<'_>,
    rows: &[RawRow],
    sections: &[Section],
    mut reuse: Option<&mut TableReuse>,
) -> Vec<TableCandidate> {
    let mut chosen: Vec<TableCandidate> = Vec::new();
    for (edition, labels) in gouji_edition::editions().iter().zip(Labels::editions()) {
        if edition.tables.iter().all(|def| is_wholly_known(&chosen, &def.id)) {
            continue;
        }
        let mut found = grid::read(source, rows, edition, labels, reuse.as_deref_mut());
        found.extend(loose::read(source, sections, &found, edition, labels));
        for def in edition.tables.iter() {
            let (these, others): (Vec<TableCandidate>, Vec<TableCandidate>) =
                found.into_iter().partition(|found| found.has_id(&def.id));
            found = others;
            let score = |found: &[TableCandidate]| -> usize {
                found.iter().filter(|found| found.has_id(&def.id)).map(|found| found.label_score).sum()
            };
            if score(&these) > score(&chosen) {
                chosen.retain(|found| !found.has_id(&def.id));
                chosen.extend(these);
            }
        }
    }
    chosen
}

/// Whether the table `id` was found, and every occurrence has all labels of its edition. Then no other edition fits better.
fn is_wholly_known(chosen: &[TableCandidate], id: &str) -> bool {
    let these = chosen.iter().filter_map(|found| Some((found, found.table.def()?))).filter(|(_, def)| def.id == id);
    let mut these = these.peekable();
    let is_whole = |(found, def): (&TableCandidate, &TableDef)| {
        let rows = def.rows.iter().filter(|row| !row.label.is_empty()).count();
        found.label_score > 2 * (rows + def.columns.len())
    };
    these.peek().is_some() && these.all(is_whole)
}

/// The score of a table's labels: 2 for an official label, 1 for a part of one. A row that occurs twice counts once: if
/// a group's label is repeated in each of its rows, an edition in which the group is a single row matches it in each of
/// them.
fn label_score(table: &Table) -> usize {
    let worth = |quality| if quality == LabelQuality::Official { 2 } else { 1 };
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    for (row, label) in table.rows.iter().filter_map(|row| row.row.zip(row.label.as_ref())) {
        let best = rows.entry(row).or_default();
        *best = worth(label.quality).max(*best);
    }
    let labels = rows.into_values().chain(table.header.iter().map(|cell| worth(cell.quality)));
    // A table whose row has no label is recognised by its figures.
    labels.sum::<usize>() + usize::from(table.rows.iter().any(|row| row.row.is_some()))
}

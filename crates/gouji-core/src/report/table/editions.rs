//! Which edition of the format a table follows. The report's year does not tell: last year's file is often reused.

use std::collections::BTreeMap;

use super::eliminate::eliminate;
use super::impossible::disregard_impossible;
use super::labels::Labels;
use super::order::tell_subtotals;
use super::raw::RawRow;
use super::{grid, loose};
use crate::format::{self, TableDef};
use crate::report::source::Source;
use crate::report::{LabelQuality, Section, Table};

/// The official tables, each by the edition whose labels it bears; where two fit alike, by the one in force.
pub(super) fn read(source: Source<'_>, rows: &[RawRow], sections: &[Section]) -> Vec<Table> {
    let Source { text, watch, .. } = source;
    let mut chosen: Vec<Table> = Vec::new();
    for (format, labels) in format::editions().iter().zip(Labels::editions()) {
        if format.tables.iter().all(|def| is_wholly_known(&chosen, &def.id)) {
            continue;
        }
        let mut found = grid::read(text, rows, format, labels, watch);
        found.extend(loose::read(source, sections, &found, format, labels));
        for def in &format.tables {
            let is_it = |table: &Table| table.def().is_some_and(|found| found.id == def.id);
            let (these, others): (Vec<Table>, Vec<Table>) = found.into_iter().partition(is_it);
            found = others;
            let before: usize = chosen.iter().filter(|table| is_it(table)).map(known_labels).sum();
            if these.iter().map(known_labels).sum::<usize>() > before {
                chosen.retain(|table| !is_it(table));
                chosen.extend(these);
            }
        }
    }
    for table in &mut chosen {
        tell_subtotals(table, text);
        eliminate(table, text);
        disregard_impossible(table);
    }
    chosen.sort_by_key(|table| table.span);
    chosen
}

/// Whether the table `id` was found, and wherever it was bears every label that its edition has: then it is no other
/// edition's.
fn is_wholly_known(chosen: &[Table], id: &str) -> bool {
    let these = chosen.iter().filter_map(|table| Some((table, table.def()?))).filter(|(_, def)| def.id == id);
    let mut these = these.peekable();
    let is_whole = |(table, def): (&Table, &TableDef)| {
        let rows = def.rows.iter().filter(|row| !row.label.is_empty()).count();
        known_labels(table) > 2 * (rows + def.columns.len())
    };
    these.peek().is_some() && these.all(is_whole)
}

/// How many labels of a table are known; an official one counts more than a part of one. A row that stands again counts
/// once: where a group's label repeats beside each of its rows, an edition that has the group as one row finds it in each.
fn known_labels(table: &Table) -> usize {
    let worth = |quality| if quality == LabelQuality::Official { 2 } else { 1 };
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    for (row, label) in table.rows.iter().filter_map(|row| row.row.zip(row.label.as_ref())) {
        let best = rows.entry(row).or_default();
        *best = worth(label.quality).max(*best);
    }
    let labels = rows.into_values().chain(table.header.iter().map(|cell| worth(cell.quality)));
    // A table whose row bears no label is known by its figures.
    labels.sum::<usize>() + usize::from(table.rows.iter().any(|row| row.row.is_some()))
}

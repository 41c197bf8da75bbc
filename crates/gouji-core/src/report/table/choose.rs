//! Of two readings of a table, the one that reads more figures with certainty.
//!
//! The readers of single layouts are quick, and tell best what is wrong with a table that is regular but for a slip of its
//! author. What they cannot read, alignment may.

use std::collections::BTreeSet;

use super::align;
use super::editions::Found;
use crate::report::source::Source;
use crate::report::{Layout, Placement, Table};

/// The tables as they were found, each replaced by its alignment where that reads more.
pub(super) fn best(source: Source<'_>, found: Vec<Found>) -> Vec<Found> {
    let ids = ["documents", "applications", "disputes"];
    if ids.iter().all(|id| is_regular(&of(&found, id))) {
        return found;
    }
    let aligned: Vec<Found> = align::read(source).into_iter().map(|table| Found::new(table, source.text)).collect();
    let mut chosen: Vec<Found> = Vec::new();
    for id in ids {
        let (own, other) = (of(&found, id), of(&aligned, id));
        let better = if is_better(&other, &own) { other } else { own };
        chosen.extend(better.into_iter().cloned());
    }
    chosen
}

fn of<'a>(found: &'a [Found], id: &str) -> Vec<&'a Found> {
    found.iter().filter(|found| found.is(id)).collect()
}

/// Whether `aligned` reads more than the tables `own` of the layout's reader.
fn is_better(aligned: &[&Found], own: &[&Found]) -> bool {
    let (more, less) = (certain(aligned), certain(own));
    let was_loose = own.iter().any(|found| found.table.layout == Layout::Loose);
    more > less || more == less && was_loose
}

/// How many places of a table have a figure that is certain.
fn certain(found: &[&Found]) -> usize {
    let rows = found.iter().flat_map(|found| &found.table.rows);
    let cells = rows.filter_map(|row| Some((row.row?, row))).flat_map(|(row, found)| {
        let certain = found.cells.iter().filter(|cell| cell.placement == Placement::Certain);
        certain.filter_map(|cell| cell.column).map(move |column| (row, column)).collect::<Vec<_>>()
    });
    cells.collect::<BTreeSet<(usize, usize)>>().len()
}

/// Whether a table stands there once, whole, in the order of the form.
fn is_regular(found: &[&Found]) -> bool {
    let [found] = found else { return false };
    let table: &Table = &found.table;
    let Some(def) = table.def() else { return false };
    let is_whole = |(at, row): (usize, &crate::report::TableRow)| {
        row.row == Some(at)
            && row.cells.len() == def.columns_of(at).len()
            && row.cells.iter().all(|cell| cell.placement == Placement::Certain)
    };
    table.layout != Layout::Loose
        && table.tears.is_empty()
        && table.rows.len() == def.rows.len()
        && table.rows.iter().enumerate().all(is_whole)
}

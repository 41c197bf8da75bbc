//! Of two readings of a table, the one that reads more figures with certainty.
//!
//! The readers of single layouts are quick, and tell best what is wrong with a table that is regular but for a slip of its
//! author. What they cannot read, alignment may.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::align;
use super::editions::Found;
use crate::format;
use crate::report::Section;
use crate::report::source::Source;
use crate::report::{LabelQuality, Layout, Placement, Table, TableRow};
use crate::text::{Passages, Span};

/// The tables as they were found, each replaced by its alignment where that reads more.
pub(super) fn best(source: Source<'_>, sections: &[Section], found: Vec<Found>, passages: &mut Passages) -> Vec<Found> {
    let ids = ["documents", "applications", "disputes"];
    if ids.iter().all(|id| is_regular(&of(&found, id))) {
        return found;
    }
    let aligned = aligned(source, part(source, sections), passages);
    let mut chosen: Vec<Found> = Vec::new();
    for id in ids {
        let (own, other) = (of(&found, id), of(&aligned, id));
        let better = if is_better(&other, &own) { other } else { own };
        chosen.extend(better.into_iter().cloned());
    }
    chosen
}

/// The part of the text that was aligned last, and its tables.
struct LastAligned {
    start: usize,
    part: String,
    tables: Vec<Found>,
}

/// The tables of a part of the text as alignment reads them; those of the last reading, while the part says the same.
fn aligned(source: Source<'_>, part: Span, passages: &mut Passages) -> Vec<Found> {
    let words = part.of(source.dressed);
    if let Some(last) = passages.remembered::<LastAligned>().filter(|last| last.part == words) {
        return last.tables.iter().map(|table| table.moved(last.start, part.start)).collect();
    }
    let tables = align::read(source, part).into_iter().map(|table| Found::new(table, source.text));
    let tables: Vec<Found> = tables.collect();
    // A table outside of the part may change while the part does not.
    let is_inside = tables.iter().all(|found| part.contains(found.table.span));
    if is_inside && passages.are_of_one_text() && !source.watch.is_cancelled() {
        passages.remember(Arc::new(LastAligned { start: part.start, part: words.to_owned(), tables: tables.clone() }));
    }
    tables
}

/// The part of the text in which the tables stand: the sections that have one by the form, if all of these were found in order;
/// else the whole text.
fn part(source: Source<'_>, sections: &[Section]) -> Span {
    let whole = Span::new(0, source.dressed.len());
    let defs = &format::current().sections;
    let has_table = |section: &&Section| defs.get(section.def).is_some_and(|def| def.table.is_some());
    let with_table: Vec<&Section> = sections.iter().filter(has_table).collect();
    let all = defs.iter().filter(|def| def.table.is_some()).count();
    let in_order = with_table.is_sorted_by(|one, next| one.def < next.def && one.span.end == next.span.start);
    match with_table.as_slice() {
        [first, .., last] if with_table.len() == all && in_order => first.span.cover(last.span),
        _ => whole,
    }
}

fn of<'a>(found: &'a [Found], id: &str) -> Vec<&'a Found> {
    found.iter().filter(|found| found.is(id)).collect()
}

/// Whether `aligned` reads more than the tables `own` of the layout's reader, or as much with fewer labels that are wrong.
fn is_better(aligned: &[&Found], own: &[&Found]) -> bool {
    let (more, less) = (certain(aligned), certain(own));
    // Where nothing shows the ends of cells and several rows are in trouble, the others may have taken figures of theirs.
    let is_loose = own.iter().any(|found| found.table.layout == Layout::Loose);
    if is_loose && !aligned.is_empty() && has_trouble(own) {
        return true;
    }
    let is_whole = |found: &&Found| found.table.unread.is_empty();
    let as_good = !aligned.is_empty() && aligned.iter().all(is_whole) && more == less;
    more > less || as_good && wrong_labels(aligned) < wrong_labels(own)
}

/// Whether so many rows of a table are not known, or have figures in no certain place, that it is no slip of the author. Absent rows
/// count as far as those that are not known may be them.
fn has_trouble(found: &[&Found]) -> bool {
    const ROWS_A_SLIP: usize = 25;
    let trouble = |found: &&Found| {
        let table = &found.table;
        let is_unplaced =
            |row: &&TableRow| row.row.is_none() || row.cells.iter().any(|cell| cell.placement != Placement::Certain);
        let known: BTreeSet<usize> = table.rows.iter().filter_map(|row| row.row).collect();
        let all = table.def().map_or(0, |def| def.rows.len());
        let absent = all.saturating_sub(known.len());
        let bad = table.rows.iter().filter(is_unplaced).count();
        bad + absent.min(bad) >= 2 + all / ROWS_A_SLIP
    };
    found.iter().any(trouble)
}

/// How many labels of rows and columns are not those of the form, or are absent.
fn wrong_labels(found: &[&Found]) -> usize {
    let wrong = |found: &&Found| {
        let table = &found.table;
        let is_other = |quality: LabelQuality| quality != LabelQuality::Official;
        let is_bare = table.def().is_some_and(|def| def.rows.len() == 1);
        let is_wrong = |row: &&TableRow| row.label.map_or(!is_bare, |label| is_other(label.quality));
        let rows = table.rows.iter().filter(is_wrong).count();
        let columns = table.header.iter().filter(|cell| is_other(cell.quality)).count();
        let all = table.def().map_or(0, |def| def.columns.len());
        let absent =
            if table.header.is_empty() { table.unseen_columns.len() } else { all.saturating_sub(table.header.len()) };
        rows + columns + absent
    };
    found.iter().map(wrong).sum()
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
    let is_whole = |(at, row): (usize, &TableRow)| {
        row.row == Some(at)
            && row.cells.len() == def.columns_of(at).len()
            && row.cells.iter().all(|cell| cell.placement == Placement::Certain)
    };
    table.layout != Layout::Loose
        && table.tears.is_empty()
        && table.rows.len() == def.rows.len()
        && table.rows.iter().enumerate().all(is_whole)
}

//! Chooses between the reading of a layout's own reader and the alignment of a table.
//!
//! The readers of single layouts are fast, and explain best what is wrong with a table that is regular except for a slip of its author.
//! Alignment reads the layouts and damaged texts that these readers do not know.

use std::collections::BTreeSet;
use std::sync::Arc;

use gouji_edition::Layout;
use gouji_text::{Passages, Span};

use super::align::{self, Tables};
use super::editions::Found;
use crate::Section;
use crate::source::Source;
use crate::{LabelQuality, Placement, TableRow};

/// Replaces each of the tables `found` by its alignment, if that reads more. Regular tables are not aligned.
pub(super) fn best(source: Source<'_>, sections: &[Section], found: Vec<Found>, passages: &mut Passages) -> Vec<Found> {
    let ids = || gouji_edition::current().tables.iter().map(|def| def.id.as_str());
    if ids().all(|id| is_regular(&of(&found, id))) {
        return found;
    }
    let aligned = aligned(source, part(source, sections), passages);
    let mut chosen: Vec<Found> = Vec::new();
    for id in ids() {
        let (own, other) = (of(&found, id), of(&aligned, id));
        // A table whose figures are all doubtful was written all the same, unless its figures are those of another table.
        let is_only_aligned = own.iter().all(|found| found.table.rows.is_empty()) && is_apart(&other, &found, id);
        let better = if is_only_aligned || is_better(&other, &own) { other } else { own };
        chosen.extend(better.into_iter().cloned());
    }
    chosen
}

/// The tables of the part of the text that was aligned last.
struct LastAligned {
    /// First byte of the part.
    start: usize,
    part: String,
    tables: Vec<Found>,
}

/// Aligns a part of the text. Returns the tables of the last reading if the part is unchanged, wherever it is now.
fn aligned(source: Source<'_>, part: Span, passages: &mut Passages) -> Vec<Found> {
    let words = part.of(source.dressed);
    if let Some(last) = passages.previous::<LastAligned>().filter(|last| last.part == words) {
        return last.tables.iter().map(|table| table.moved(last.start, part.start)).collect();
    }
    let Tables { tables, is_of_part } = align::read(source, part);
    let tables: Vec<Found> = tables.into_iter().map(|table| Found::new(table, source.text)).collect();
    if is_of_part && passages.is_single_document() && !source.watch.is_cancelled() {
        passages.set_previous(Arc::new(LastAligned {
            start: part.start,
            part: words.to_owned(),
            tables: tables.clone(),
        }));
    }
    tables
}

/// The part of the text to align: the sections to which the form gives a table, if all of them were found one behind the other; else the
/// whole text.
fn part(source: Source<'_>, sections: &[Section]) -> Span {
    let whole = Span::new(0, source.dressed.len());
    let defs = &gouji_edition::current().sections;
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

/// Whether there are tables `aligned` and none of them overlaps a table of `found` that is not `id`.
fn is_apart(aligned: &[&Found], found: &[Found], id: &str) -> bool {
    let others = || found.iter().filter(|found| !found.is(id)).map(|found| found.table.span);
    let overlaps = |span: Span| others().any(|other| span.start < other.end && other.start < span.end);
    !aligned.is_empty() && !aligned.iter().any(|found| overlaps(found.table.span))
}

/// Whether `aligned` has more certain figures than the tables `own` of the layout's reader, or as many and fewer wrong labels.
fn is_better(aligned: &[&Found], own: &[&Found]) -> bool {
    let (more, less) = (certain(aligned), certain(own));
    // If nothing separates cells and several rows are unreadable, the certain rows may have taken figures of those.
    let is_loose = own.iter().any(|found| found.table.layout == Layout::Loose);
    if is_loose && !aligned.is_empty() && has_trouble(own) {
        return true;
    }
    let is_whole = |found: &&Found| found.table.unread.is_empty();
    let as_good = !aligned.is_empty() && aligned.iter().all(is_whole) && more == less;
    more > less || as_good && wrong_labels(aligned) < wrong_labels(own)
}

/// Whether more rows of a table are unknown or unplaced than a slip of the author explains. A missing row counts if an unknown row may be
/// that row.
fn has_trouble(found: &[&Found]) -> bool {
    /// Authors make about one slip in so many rows.
    const ROWS_PER_SLIP: usize = 25;
    let trouble = |found: &&Found| {
        let table = &found.table;
        let is_unplaced =
            |row: &&TableRow| row.row.is_none() || row.cells.iter().any(|cell| cell.placement != Placement::Certain);
        let known: BTreeSet<usize> = table.rows.iter().filter_map(|row| row.row).collect();
        let all = table.def().map_or(0, |def| def.rows.len());
        let absent = all.saturating_sub(known.len());
        let bad = table.rows.iter().filter(is_unplaced).count();
        bad + absent.min(bad) >= 2 + all / ROWS_PER_SLIP
    };
    found.iter().any(trouble)
}

/// The number of row and column labels that differ from the form's or are missing.
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

/// The number of cells of the form that have a certain figure.
fn certain(found: &[&Found]) -> usize {
    let rows = found.iter().flat_map(|found| &found.table.rows);
    let cells = rows.filter_map(|row| Some((row.row?, row))).flat_map(|(row, found)| {
        let certain = found.cells.iter().filter(|cell| cell.placement == Placement::Certain);
        certain.filter_map(|cell| cell.column).map(move |column| (row, column)).collect::<Vec<_>>()
    });
    cells.collect::<BTreeSet<(usize, usize)>>().len()
}

/// Whether a table was found once, with all its rows and figures, in the order of the form.
fn is_regular(found: &[&Found]) -> bool {
    let [found] = found else { return false };
    let table = &found.table;
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

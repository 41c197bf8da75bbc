//! Chooses between the result of a layout's own reader and the alignment of a table.
//!
//! The readers of single layouts are fast, and give the best findings for a table that is regular except for a slip of
//! its author. The alignment reads layouts and damaged texts that these readers do not support.

use std::collections::BTreeSet;

use gouji_edition::Layout;
use gouji_text::Span;

use super::align::{self, AlignedTables};
use super::editions::TableCandidate;
use crate::Section;
use crate::reuse::ReadingCache;
use crate::source::ReportSource;
use crate::{LabelQuality, Placement, TableRow};

/// Replaces each of the tables `found` by its alignment, if the alignment reads more figures. Regular tables are not
/// aligned, nor are tables of which an alignment could read no more.
pub(super) fn best(
    source: ReportSource<'_>,
    sections: &[Section],
    found: Vec<TableCandidate>,
    cache: &mut ReadingCache,
) -> Vec<TableCandidate> {
    let ids = || gouji_edition::current().tables.iter().map(|def| &*def.id);
    if ids().all(|id| is_regular(&with_id(&found, id))) || ids().all(|id| is_best(&with_id(&found, id), source.text)) {
        return found;
    }
    let aligned = aligned(source, part(source, sections), cache);
    let mut chosen: Vec<TableCandidate> = Vec::new();
    for id in ids() {
        let (own, other) = (with_id(&found, id), with_id(&aligned, id));
        // Even a table whose figures are all doubtful is reported, unless its figures are those of another table.
        let is_only_aligned = own.iter().all(|found| found.table.rows.is_empty()) && is_separate(&other, &found, id);
        let better = if is_only_aligned || is_better(&other, &own) { other } else { own };
        chosen.extend(better.into_iter().cloned());
    }
    chosen
}

/// Aligns a part of the text. Returns the tables of the last reading if the part is unchanged, wherever it is now.
fn aligned(source: ReportSource<'_>, part: Span, cache: &mut ReadingCache) -> Vec<TableCandidate> {
    let words = part.slice(source.with_markup);
    if let Some(tables) = cache.aligned_tables(words, part.start) {
        return tables;
    }
    let AlignedTables { tables, is_of_part } = align::read(source, part);
    let tables: Vec<TableCandidate> = tables.into_iter().map(|table| TableCandidate::new(table, source.text)).collect();
    if is_of_part && !source.cancel.is_cancelled() {
        cache.store_aligned(words, part.start, &tables);
    }
    tables
}

/// The part of the text to align: the sections to which the form gives a table, if all of them were found one after the
/// other; otherwise the whole text.
fn part(source: ReportSource<'_>, sections: &[Section]) -> Span {
    let whole = Span::new(0, source.with_markup.len());
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

fn with_id<'a>(found: &'a [TableCandidate], id: &str) -> Vec<&'a TableCandidate> {
    found.iter().filter(|found| found.has_id(id)).collect()
}

/// Whether there are tables `aligned`, and none of them overlaps a table of `found` that is not `id`.
fn is_separate(aligned: &[&TableCandidate], found: &[TableCandidate], id: &str) -> bool {
    let others = || found.iter().filter(|found| !found.has_id(id)).map(|found| found.table.span);
    let overlaps = |span: Span| others().any(|other| span.start < other.end && other.start < span.end);
    !aligned.is_empty() && !aligned.iter().any(|found| overlaps(found.table.span))
}

/// Whether `aligned` has more certain figures than the layout reader's tables `own`, or as many and fewer wrong labels.
fn is_better(aligned: &[&TableCandidate], own: &[&TableCandidate]) -> bool {
    let (more, less) = (certain(aligned), certain(own));
    // If nothing separates cells and several rows are unreadable, the certain rows may have taken figures of unreadable
    // rows.
    let is_loose = own.iter().any(|found| found.table.layout == Layout::Loose);
    if is_loose && !aligned.is_empty() && has_trouble(own) {
        return true;
    }
    let is_whole = |found: &&TableCandidate| found.table.unread.is_empty();
    let as_good = !aligned.is_empty() && aligned.iter().all(is_whole) && more == less;
    more > less || as_good && wrong_labels(aligned) < wrong_labels(own)
}

/// Whether no alignment [`is_better`]: every cell of the form has a certain figure, and every label is the form's. The
/// author may have added subtotals, which the form does not have. The alignment takes most of the time of a report, so it
/// is worth knowing beforehand that it cannot be chosen.
fn is_best(own: &[&TableCandidate], text: &str) -> bool {
    let Some(def) = own.first().and_then(|found| found.table.def()) else { return false };
    let cells = (0..def.rows.len()).map(|row| def.columns_of(row).len()).sum::<usize>();
    let has_loose = own.iter().any(|found| found.table.layout == Layout::Loose);
    let is_other = |row: &TableRow| row.label.is_some_and(|label| label.quality != LabelQuality::Official);
    let rows = own.iter().flat_map(|found| found.table.rows.iter().map(|row| (found.table.edition, row)));
    let subtotals = rows.filter(|(edition, row)| is_other(row) && row.is_subtotal(edition, text)).count();
    !has_loose && certain(own) == cells && wrong_labels(own) == subtotals
}

/// Whether more rows of a table are unknown or unplaced than slips of the author explain. A missing row counts if an
/// unknown row may be that row.
fn has_trouble(found: &[&TableCandidate]) -> bool {
    /// The number of rows in which an author makes about one slip.
    const ROWS_PER_SLIP: usize = 25;
    let trouble = |found: &&TableCandidate| {
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
fn wrong_labels(found: &[&TableCandidate]) -> usize {
    let wrong = |found: &&TableCandidate| {
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
fn certain(found: &[&TableCandidate]) -> usize {
    let rows = found.iter().flat_map(|found| &found.table.rows);
    let cells = rows.filter_map(|row| Some((row.row?, row))).flat_map(|(row, found)| {
        let certain = found.cells.iter().filter(|cell| cell.placement == Placement::Certain);
        certain.filter_map(|cell| cell.column).map(move |column| (row, column)).collect::<Vec<_>>()
    });
    cells.collect::<BTreeSet<(usize, usize)>>().len()
}

/// Whether a table was found exactly once, with all its rows and figures, in the order of the form.
fn is_regular(found: &[&TableCandidate]) -> bool {
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

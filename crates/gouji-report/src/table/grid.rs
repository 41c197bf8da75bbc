//! Finds the official tables among rows whose layout marks rows and cells.

use gouji_edition::Edition;

use super::builder::{TableBuilder, TableEnd};
use super::classify::{RowKind, classify};
use super::editions::TableCandidate;
use super::labels::Labels;
use super::raw::RawRow;
use crate::reuse::{StartState, TableReuse};
use crate::source::ReportSource;

/// Reads the official tables from the rows of the text. A table continues until a row of another table comes.
pub(super) fn read(
    ReportSource { text, cancel, .. }: ReportSource<'_>,
    rows: &[RawRow],
    edition: &'static Edition,
    labels: &Labels,
    mut reuse: Option<&mut TableReuse>,
) -> Vec<TableCandidate> {
    let mut found: Vec<TableCandidate> = Vec::new();
    let mut open: Option<(StartState, usize, TableBuilder<'_>)> = None;
    let mut end: Option<TableEnd> = None;
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        if cancel.is_cancelled() {
            break;
        }
        let current = end.map(|end| end.def);
        let follows = end.is_some_and(|end| end.is_followed_by(row, text));
        let kind = classify(row, current, follows, edition, labels);
        let is_idle = |kind: &RowKind| matches!(kind, RowKind::Blank) && end.is_none_or(|end| !end.is_empty);
        let Some((def, kind)) = kind.filter(|(_, kind)| !is_idle(kind)) else {
            at += 1;
            continue;
        };
        if current != Some(def) {
            found.extend(open.take().map(|open| finish_table(open, rows, at, text, reuse.as_deref_mut())));
            let start = StartState { edition: labels.edition, current, follows };
            let rest = rows.get(at..).unwrap_or_default();
            if let Some(reused) = reuse.as_deref_mut().and_then(|reuse| reuse.find(start, rest)) {
                found.push(reused.candidate);
                end = Some(reused.end);
                at += reused.rows;
                continue;
            }
            open = Some((start, at, TableBuilder::new(edition, def, row)));
        }
        if let (Some((_, _, table)), Some(schema)) = (&mut open, edition.tables.get(def)) {
            table.add(row, kind, schema);
            end = Some(table.end());
        }
        at += 1;
    }
    if cancel.is_cancelled() {
        // The reading was cancelled, so the last row does not end a table.
        return Vec::new();
    }
    found.extend(open.take().map(|open| finish_table(open, rows, at, text, reuse)));
    found.retain(|found| !found.table.rows.is_empty() || !found.table.header.is_empty());
    found
}

/// Finishes the table that began at the row `first` and ends before the row `next`, and stores it for reuse.
fn finish_table(
    (start, first, table): (StartState, usize, TableBuilder<'_>),
    rows: &[RawRow],
    next: usize,
    text: &str,
    reuse: Option<&mut TableReuse>,
) -> TableCandidate {
    let end = table.end();
    let candidate = TableCandidate::new(table.finish(), text);
    if let Some(reuse) = reuse {
        reuse.add(start, rows.get(first..).unwrap_or_default(), next - first, candidate.clone(), end);
    }
    candidate
}

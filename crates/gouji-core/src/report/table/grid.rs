//! The official tables among rows whose layout shows.

use super::again::{self, Beginning};
use super::building::{Building, End};
use super::classify::{Kind, classify};
use super::editions::Found;
use super::labels::Labels;
use super::raw::RawRow;
use crate::format::Format;
use crate::report::source::Source;

/// The official tables among the rows of the text. A table goes on until a row of another one comes.
pub(super) fn read(source: Source<'_>, rows: &[RawRow], format: &'static Format, labels: &Labels) -> Vec<Found> {
    let Source { text, watch, .. } = source;
    let mut found: Vec<Found> = Vec::new();
    let mut open: Option<(Beginning, Building<'_>)> = None;
    let mut end: Option<End> = None;
    let mut at = 0;
    while let Some(row) = rows.get(at).filter(|_| !watch.is_cancelled()) {
        let current = end.map(|end| end.def);
        let follows = end.is_some_and(|end| end.is_followed_by(row, text));
        let Some((def, kind)) = classify(row, current, follows, format, labels) else {
            at += 1;
            continue;
        };
        if matches!(kind, Kind::Blank) && end.is_none_or(|end| !end.is_empty) {
            at += 1;
            continue;
        }
        if current != Some(def) {
            found.extend(open.take().map(|(beginning, table)| beginning.close(table, rows, at, text)));
            let beginning = Beginning { edition: labels.edition, current, follows, at, remembers: source.again };
            if let Some(known) = again::known(beginning, rows) {
                found.push(known.found);
                end = Some(known.end);
                at = known.behind;
                continue;
            }
            open = Some((beginning, Building::new(format, def, row)));
        }
        if let (Some((_, table)), Some(schema)) = (&mut open, format.tables.get(def)) {
            table.add(row, kind, schema);
            end = Some(table.end());
        }
        at += 1;
    }
    if watch.is_cancelled() {
        // The row at which the reading was given up ends no table, so nothing may be remembered of it.
        return Vec::new();
    }
    found.extend(open.take().map(|(beginning, table)| beginning.close(table, rows, at, text)));
    found.retain(|found| !found.table.rows.is_empty() || !found.table.header.is_empty());
    found
}

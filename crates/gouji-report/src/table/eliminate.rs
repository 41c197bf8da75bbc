use std::collections::BTreeSet;

use crate::{Label, LabelQuality, Placement, Table, TableRow};

/// Gives a row with an unknown label the one place that is left. The row must be alone between two rows that have one
/// row of the edition between them, or alone before the second row or after the last but one. A row placed by
/// elimination is shown, but no relation uses it. A subtotal is no row of the edition, so it takes no place.
pub(super) fn eliminate(table: &mut Table, text: &str) {
    let (Some(def), edition) = (table.def(), table.edition) else { return };
    let own = |row: &&mut TableRow| !row.is_subtotal(edition, text);
    let mut rows: Vec<&mut TableRow> = table.rows.iter_mut().filter(own).collect();
    let known: Vec<Option<usize>> = rows.iter().map(|row| row.row).collect();
    let taken: BTreeSet<usize> = known.iter().copied().flatten().collect();
    for (at, row) in rows.iter_mut().enumerate() {
        let is_unknown = row.row.is_none() && row.group.is_none();
        // If no row precedes or follows this one, the edition's first or last row may be left.
        let place = match at.checked_sub(1) {
            Some(before) => known.get(before).copied().flatten().map(|before| before + 1),
            None => Some(0),
        };
        let next = match known.get(at + 1) {
            Some(next) => *next,
            None => Some(def.rows.len()),
        };
        let Some(left) = place.filter(|place| is_unknown && next == Some(place + 1)) else { continue };
        let columns = def.columns_of(left);
        if taken.contains(&left) || columns.len() != row.cells.len() {
            continue;
        }
        row.row = Some(left);
        row.cells.change(|at, cell| {
            cell.column = columns.get(at).copied();
            cell.placement = Placement::Elimination;
        });
        if let Some(Label { quality, .. }) = &mut row.label {
            *quality = LabelQuality::Recognised;
        }
    }
}

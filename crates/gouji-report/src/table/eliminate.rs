use std::collections::BTreeSet;

use crate::{Label, LabelQuality, Placement, Table, TableRow};

/// Gives a row whose label is not known the one place that is left: it stands alone between two rows of which the format
/// has just one between, or alone before the second row or behind the last but one. What is placed so is shown, but enters no
/// relation. A subtotal is none of the format's rows: it takes no place, and rows beside it are neighbours.
pub(super) fn eliminate(table: &mut Table, text: &str) {
    let (Some(def), format) = (table.def(), table.format) else { return };
    let own = |row: &&mut TableRow| !row.is_subtotal(format, text);
    let mut rows: Vec<&mut TableRow> = table.rows.iter_mut().filter(own).collect();
    let known: Vec<Option<usize>> = rows.iter().map(|row| row.row).collect();
    let taken: BTreeSet<usize> = known.iter().copied().flatten().collect();
    for (at, row) in rows.iter_mut().enumerate() {
        let is_unknown = row.row.is_none() && row.group.is_none();
        // Where nothing stands before the row, or behind it, the format's first or last row may be left.
        let left = match at.checked_sub(1) {
            Some(before) => known.get(before).copied().flatten().map(|before| before + 1),
            None => Some(0),
        };
        let behind = match known.get(at + 1) {
            Some(behind) => *behind,
            None => Some(def.rows.len()),
        };
        let Some(left) = left.filter(|left| is_unknown && behind == Some(left + 1)) else { continue };
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

use crate::report::{Label, LabelQuality, Placement, Table};

/// Gives a row whose label is not known the one place that is left: it stands alone between two rows of which the format
/// has just one between. What is placed so is shown, but enters no relation.
pub(super) fn eliminate(table: &mut Table) {
    let Some(def) = table.def() else { return };
    let known: Vec<Option<usize>> = table.rows.iter().map(|row| row.row).collect();
    for (at, row) in table.rows.iter_mut().enumerate() {
        let is_unknown = row.row.is_none() && row.group.is_none();
        let neighbours = at.checked_sub(1).and_then(|before| Some(((*known.get(before)?)?, (*known.get(at + 1)?)?)));
        let Some(left) = neighbours.filter(|(before, behind)| is_unknown && before + 2 == *behind).map(|(b, _)| b + 1)
        else {
            continue;
        };
        let columns = def.columns_of(left);
        if known.contains(&Some(left)) || columns.len() != row.cells.len() {
            continue;
        }
        row.row = Some(left);
        for (cell, column) in row.cells.iter_mut().zip(columns) {
            cell.column = Some(column);
            cell.placement = Placement::Elimination;
        }
        if let Some(Label { quality, .. }) = &mut row.label {
            *quality = LabelQuality::Recognised;
        }
    }
}

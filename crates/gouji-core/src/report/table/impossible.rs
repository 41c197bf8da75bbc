use crate::format::ValueKind;
use crate::report::{Placement, Table};
use crate::text::Value;

/// A figure that its column cannot bear, such as a negative number of cases, is as little a figure as words are: nothing
/// is concluded from it. `invalid-number` says so.
pub(super) fn disregard_impossible(table: &mut Table) {
    let Some(def) = table.def() else { return };
    for cell in table.rows.iter_mut().filter(|row| row.row.is_some()).flat_map(|row| &mut row.cells) {
        let column = cell.column.filter(|_| cell.placement == Placement::Certain).and_then(|at| def.columns.get(at));
        let (Some(column), Some(number)) = (column, cell.value.number()) else { continue };
        let whole = number.is_integer();
        let positive = !number.is_sign_negative() || number.is_zero();
        let possible = match column.value {
            ValueKind::Count => whole && positive,
            ValueKind::Amount => positive,
            ValueKind::Change => whole,
        };
        if !possible {
            cell.value = Value::Text;
        }
    }
}

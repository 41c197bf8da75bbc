use gouji_edition::{TableDef, ValueKind};
use gouji_text::Value;

use crate::{Cell, Placement, Table};

/// Discards figures that their column cannot have, such as a negative number of cases. They become words, so that
/// nothing is concluded from them. The rule `invalid-number` reports them.
pub(super) fn discard_impossible(table: &mut Table) {
    let Some(def) = table.def() else { return };
    for row in table.rows.iter_mut().filter(|row| row.row.is_some()) {
        if row.cells.iter().any(|cell| is_impossible(def, &cell)) {
            row.cells.change(|_, cell| {
                if is_impossible(def, cell) {
                    cell.value = Value::Text;
                }
            });
        }
    }
}

fn is_impossible(def: &TableDef, cell: &Cell) -> bool {
    if cell.placement != Placement::Certain {
        return false;
    }
    let column = cell.column.and_then(|at| def.columns.get(at));
    let (Some(column), Some(number)) = (column, cell.value.number()) else { return false };
    let whole = number.is_integer();
    let positive = !number.is_sign_negative() || number.is_zero();
    let possible = match column.value {
        ValueKind::Count => whole && positive,
        ValueKind::Amount => positive,
        ValueKind::Change => whole,
    };
    !possible
}

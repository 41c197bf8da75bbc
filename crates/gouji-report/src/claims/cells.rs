use std::sync::Arc;

use gouji_edition::{CellRef, CellSum, List, Statement, TableDef, Text, Topic};
use rust_decimal::Decimal;

use crate::{Report, Table};

/// The table that counts a topic, with its index in the report.
pub(super) fn table_of<'a>(report: &'a Report, topic: &Topic) -> Option<(usize, &'a Table, &'static TableDef)> {
    let id = topic.table.as_ref()?;
    report.tables.iter().map(Arc::as_ref).enumerate().find_map(|(at, table)| {
        let def = table.def().filter(|def| def.id == *id)?;
        Some((at, table, def))
    })
}

/// The cells of each reading of a statement; `None` if the table's edition lacks one of them.
pub(super) fn readings(def: &TableDef, topic: &Topic, statement: &Statement) -> Option<Vec<Vec<CellRef>>> {
    statement.sums.iter().map(|cell_sum| cells(def, topic, cell_sum)).collect()
}

/// The cells in the columns of `cell_sum` at each of the rows of `base`: the reading of a statement that splits a figure by applicant.
pub(super) fn split(def: &TableDef, cell_sum: &CellSum, base: &[Vec<CellRef>]) -> Option<Vec<Vec<CellRef>>> {
    let columns = indices(&cell_sum.columns, |id| def.column_index(id))?;
    let at = |cells: &Vec<CellRef>| {
        cells.iter().flat_map(|cell| columns.iter().map(|column| CellRef { row: cell.row, column: *column })).collect()
    };
    Some(base.iter().map(at).collect())
}

/// Whether `figure` equals the sum of one of the statement's excuses.
pub(super) fn is_excused(
    (table, def): (&Table, &TableDef),
    topic: &Topic,
    statement: &Statement,
    figure: Decimal,
) -> bool {
    let number = |at: &CellRef| table.cell(at.row, at.column)?.value.number();
    let sum = |cells: Vec<CellRef>| cells.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(number(at)?));
    statement.excuses.iter().any(|cell_sum| {
        let less = CellSum {
            rows: cell_sum.less.clone(),
            columns: cell_sum.columns.clone(),
            groups: List::default(),
            less: List::default(),
        };
        let less = if cell_sum.less.is_empty() { Some(Decimal::ZERO) } else { cells(def, topic, &less).and_then(sum) };
        cells(def, topic, cell_sum)
            .and_then(sum)
            .zip(less)
            .is_some_and(|(sum, less)| sum.checked_sub(less) == Some(figure))
    })
}

fn cells(def: &TableDef, topic: &Topic, cell_sum: &CellSum) -> Option<Vec<CellRef>> {
    let columns = if cell_sum.columns.is_empty() { &topic.columns } else { &cell_sum.columns };
    let columns = indices(columns, |id| def.column_index(id))?;
    let named = if cell_sum.rows.is_empty() && cell_sum.groups.is_empty() { &topic.rows } else { &cell_sum.rows };
    let mut rows = indices(named, |id| def.row_index(id))?;
    for group in cell_sum.groups.iter() {
        let members = def.rows.iter().enumerate().filter(|(_, row)| row.group.as_ref() == Some(group));
        let before = rows.len();
        rows.extend(members.map(|(row, _)| row));
        if rows.len() == before {
            // A group of one edition is a single row in another.
            rows.push(def.row_index(group)?);
        }
    }
    let found: Vec<CellRef> =
        rows.iter().flat_map(|row| columns.iter().map(|column| CellRef { row: *row, column: *column })).collect();
    Some(found).filter(|found| !found.is_empty())
}

fn indices(ids: &[Text], index: impl Fn(&str) -> Option<usize>) -> Option<Vec<usize>> {
    ids.iter().map(|id| index(id)).collect()
}

//! The tables of two reports side by side: each figure of both years, and the difference.

use gouji_edition::blank_form::{column_label, full_label};
use gouji_edition::{CellRef, TableDef};
use gouji_l10n::Locale;
use gouji_report::{CellGrid, Report};
use rust_decimal::Decimal;

/// A table of both reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedTable {
    /// The name of the table.
    pub name: String,
    /// The rows of the newer form, with the rows that at least one report has figures for.
    pub rows: Vec<ComparedRow>,
}

/// A row of a compared table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedRow {
    /// The label of the row; empty in a table whose row has no label.
    pub label: String,
    /// The cells of the row.
    pub cells: Vec<ComparedCell>,
}

/// A cell of a compared table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedCell {
    /// The label of the column.
    pub column: String,
    /// The figure of the older report; `None` if it was not read with certainty.
    pub before: Option<Decimal>,
    /// The figure of the newer report.
    pub now: Option<Decimal>,
}

impl ComparedCell {
    /// The newer figure minus the older one, if both are known.
    pub fn difference(&self) -> Option<Decimal> {
        self.now?.checked_sub(self.before?).map(|difference| difference.normalize())
    }
}

/// The tables that both reports have, in the order of the newer form. Rows and columns are compared by their ids, so that the reports may
/// follow different editions.
pub fn compare_years(before: &Report, now: &Report, locale: Locale) -> Vec<ComparedTable> {
    let mut tables = Vec::new();
    for table in &now.tables {
        let Some(def) = table.def() else { continue };
        let Some(old) = before.table(&def.id) else { continue };
        let Some(old_def) = old.def() else { continue };
        let (grid, old_grid) = (CellGrid::new(def, table), CellGrid::new(old_def, old));
        let figure = |grid: &CellGrid, at: Option<CellRef>| Some(grid.get(at?)?.value.number()?.normalize());
        let cell = |at: CellRef| ComparedCell {
            column: column_label(def, at.column),
            before: figure(&old_grid, in_other(def, at, old_def)),
            now: figure(&grid, Some(at)),
        };
        let rows = def.rows.iter().enumerate().map(|(row, of_form)| ComparedRow {
            label: full_label(def, of_form),
            cells: def.columns_of(row).iter().map(|column| cell(CellRef { row, column: *column })).collect(),
        });
        let has_figure = |row: &ComparedRow| row.cells.iter().any(|cell| cell.before.is_some() || cell.now.is_some());
        let rows = rows.filter(has_figure).collect();
        tables.push(ComparedTable { name: def.name.get(locale).to_owned(), rows });
    }
    tables
}

/// The same cell in another form.
fn in_other(def: &TableDef, at: CellRef, other: &TableDef) -> Option<CellRef> {
    let (row, column) = (def.rows.get(at.row)?, def.columns.get(at.column)?);
    let row = other.rows.iter().position(|found| found.id == row.id)?;
    Some(CellRef { row, column: other.column_index(&column.id)? })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gouji_lint::Analysis;

    use super::*;

    fn read(text: &str) -> Arc<Report> {
        Analysis::new(text).report.expect("a report")
    }

    #[test]
    fn each_figure_of_both_years_has_its_difference() {
        let (before, now) = (read(gouji_testkit::LAST_CLEAN), read(gouji_testkit::CLEAN));
        let tables = compare_years(&before, &now, Locale::Chinese);
        assert_eq!(tables.len(), 3);
        let row = tables[1].rows.iter().find(|row| row.label.starts_with("一、本年新收")).expect("a row");
        let total = row.cells.last().expect("a total");
        assert_eq!(total.column, "总计");
        let number = |number: i64| Some(Decimal::from(number));
        assert_eq!((total.before, total.now, total.difference()), (number(29), number(28), number(-1)));
        let same = compare_years(&now, &now, Locale::Chinese);
        let cells = same.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        let known: Vec<&ComparedCell> = cells.filter(|cell| cell.now.is_some()).collect();
        assert!(known.len() > 150 && known.iter().all(|cell| cell.difference() == number(0)), "{}", known.len());
    }

    #[test]
    fn missing_figures_have_no_difference_and_missing_tables_are_left_out() {
        let torn = gouji_testkit::CLEAN.replacen("\t20\t5\t1\t0\t2\t0\t28", "\t20\t5\t28", 1);
        let tables = compare_years(&read(&torn), &read(gouji_testkit::CLEAN), Locale::Chinese);
        let row = tables[1].rows.iter().find(|row| row.label.starts_with("一、本年新收")).expect("a row");
        assert!(
            row.cells.iter().all(|cell| cell.before.is_none() && cell.now.is_some() && cell.difference().is_none())
        );
        let (head, _) = gouji_testkit::CLEAN.split_once("四、政府信息公开行政复议").expect("a section");
        assert_eq!(compare_years(&read(head), &read(gouji_testkit::CLEAN), Locale::Chinese).len(), 2);
    }
}

//! The official tables with their merged cells, as the form prints them. Documents in Word and HTML show them in this layout.
//!
//! The labels, groups and widths are data of the edition. The merged cells follow from the groups.

use crate::blank_form::{column_path, label_cells};
use crate::{CellRef, TableDef};

/// A table as the form prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormTable<'a> {
    /// Widths of its columns from the left, in twentieths of a point.
    pub widths: &'a [u16],
    /// Its rows from the top. A row has no cell where a merged cell above covers it.
    pub rows: Vec<Vec<FormCell<'a>>>,
}

/// A cell of a printed table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormCell<'a> {
    /// Its first column, from 0.
    pub column: usize,
    /// Number of columns that it covers.
    pub columns: usize,
    /// Number of rows that it covers.
    pub rows: usize,
    /// Its content.
    pub content: Content<'a>,
}

/// The content of a cell of a printed table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content<'a> {
    /// The label of a group across the whole table, which the form shades.
    Band(&'a str),
    /// The note about the relations of the figures.
    Note(&'a str),
    /// A label above figures, or above the labels of rows.
    Header(&'a str),
    /// The label of a row or of a group of rows.
    Label(&'a str),
    /// A figure.
    Figure(CellRef),
}

impl<'a> FormTable<'a> {
    /// The printed table of a definition.
    pub fn new(def: &'a TableDef) -> Self {
        let rows = match &def.header_label {
            Some(label) => banded_rows(def, label),
            None => header_rows(def).into_iter().chain(side_labelled_rows(def)).collect(),
        };
        Self { widths: &def.widths, rows }
    }

    /// Number of its columns.
    pub fn columns(&self) -> usize {
        let ends = self.rows.iter().flatten().map(|cell| cell.column + cell.columns);
        ends.max().unwrap_or_default()
    }
}

const fn cell(column: usize, columns: usize, content: Content<'_>) -> FormCell<'_> {
    FormCell { column, columns, rows: 1, content }
}

/// The rows of a table in which the label of each group spans the table, followed by a header of its own.
fn banded_rows<'a>(def: &'a TableDef, header_label: &'a str) -> Vec<Vec<FormCell<'a>>> {
    let widest = 1 + (0..def.rows.len()).map(|row| def.columns_of(row).len()).max().unwrap_or_default();
    let mut rows = Vec::new();
    let mut last = Vec::new();
    for (at, row) in def.rows.iter().enumerate() {
        let (groups, columns) = (def.groups_of_row(row), def.columns_of(at));
        if groups != last {
            rows.extend(groups.last().map(|group| vec![cell(0, widest, Content::Band(group))]));
            let names = columns.iter().filter_map(|column| Some(Content::Header(&def.columns.get(*column)?.label)));
            rows.push(spread(Content::Header(header_label), names, columns.len(), widest));
        }
        let figures = columns.iter().map(|column| Content::Figure(CellRef { row: at, column: *column }));
        rows.push(spread(Content::Label(&row.label), figures, columns.len(), widest));
        last = groups;
    }
    rows
}

/// A label and `count` cells. The last cell covers the columns that the row does not need.
fn spread<'a>(
    label: Content<'a>,
    cells: impl Iterator<Item = Content<'a>>,
    count: usize,
    widest: usize,
) -> Vec<FormCell<'a>> {
    let width = |at: usize| if at + 1 == count { widest.saturating_sub(count).max(1) } else { 1 };
    let cells = cells.enumerate().map(|(at, content)| cell(at + 1, width(at), content));
    std::iter::once(cell(0, 1, label)).chain(cells).collect()
}

/// The header rows of a table with labels at its side.
fn header_rows(def: &TableDef) -> Vec<Vec<FormCell<'_>>> {
    let labels = label_cells(def);
    let paths: Vec<Vec<&str>> = (0..def.columns.len()).map(|column| column_path(def, column)).collect();
    let depth = paths.iter().map(Vec::len).max().unwrap_or_default();
    let mut rows = Vec::new();
    for level in 0..depth {
        let mut row = Vec::new();
        if level == 0 && labels > 0 {
            let note = Content::Note(def.header_note.as_deref().unwrap_or_default());
            row.push(FormCell { rows: depth, ..cell(0, labels, note) });
        }
        let mut at = 0;
        while let Some(path) = paths.get(at) {
            let is_leaf = path.len() == level + 1;
            let same = |other: &&Vec<&str>| other.len() > level + 1 && other.get(..=level) == path.get(..=level);
            let columns = if is_leaf { 1 } else { paths.iter().skip(at).take_while(same).count().max(1) };
            if let Some(label) = path.get(level) {
                let rows = if is_leaf { depth - level } else { 1 };
                row.push(FormCell { rows, ..cell(labels + at, columns, Content::Header(label)) });
            }
            at += columns;
        }
        rows.push(row);
    }
    rows
}

/// The rows with figures of a table with labels at its side.
fn side_labelled_rows(def: &TableDef) -> Vec<Vec<FormCell<'_>>> {
    let labels = label_cells(def);
    let groups: Vec<Vec<&str>> = def.rows.iter().map(|row| def.groups_of_row(row)).collect();
    let mut rows = Vec::new();
    for (at, (row, path)) in def.rows.iter().zip(&groups).enumerate() {
        let mut cells = Vec::new();
        let before = at.checked_sub(1).and_then(|before| groups.get(before));
        for (depth, group) in path.iter().enumerate() {
            let same = |other: &&Vec<&str>| other.get(..=depth) == path.get(..=depth);
            if before.as_ref().is_some_and(same) {
                continue;
            }
            let rows = groups.iter().skip(at).take_while(same).count();
            cells.push(FormCell { rows, ..cell(depth, 1, Content::Label(group)) });
        }
        if labels > path.len() {
            cells.push(cell(path.len(), labels - path.len(), Content::Label(&row.label)));
        }
        let figures = def.columns_of(at).iter();
        cells.extend(
            figures.map(|column| cell(labels + column, 1, Content::Figure(CellRef { row: at, column: *column }))),
        );
        rows.push(cells);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editions;

    /// Each place of the grid, with the number of cells that cover it.
    fn coverage(table: &FormTable<'_>) -> Vec<Vec<usize>> {
        let mut grid = vec![vec![0; table.columns()]; table.rows.len()];
        for (top, row) in table.rows.iter().enumerate() {
            for cell in row {
                for line in grid.iter_mut().skip(top).take(cell.rows) {
                    line.iter_mut().skip(cell.column).take(cell.columns).for_each(|count| *count += 1);
                }
            }
        }
        grid
    }

    #[test]
    fn the_cells_of_every_table_cover_its_grid_once() {
        for def in editions().iter().flat_map(|format| format.tables.iter()) {
            let table = FormTable::new(def);
            assert_eq!(table.columns(), table.widths.len(), "{}", def.id);
            assert!(coverage(&table).iter().flatten().all(|count| *count == 1), "{}", def.id);
            let figures = table.rows.iter().flatten().filter(|cell| matches!(cell.content, Content::Figure(_)));
            let slots: usize = (0..def.rows.len()).map(|row| def.columns_of(row).len()).sum();
            assert_eq!(figures.count(), slots, "{}", def.id);
        }
    }

    #[test]
    fn merged_cells_are_those_of_the_published_form() {
        let tables = &crate::current().tables;
        let spans = |table: usize, words: &str| {
            let def = tables.get(table).expect("a table");
            let is_named = |cell: &FormCell<'_>| match cell.content {
                Content::Band(label) | Content::Note(label) | Content::Header(label) | Content::Label(label) => {
                    label.starts_with(words)
                }
                Content::Figure(_) => false,
            };
            let cells: Vec<FormCell<'_>> = FormTable::new(def).rows.into_iter().flatten().collect();
            let cell = *cells.iter().find(|cell| is_named(cell)).expect("a label");
            (cell.column, cell.columns, cell.rows)
        };
        assert_eq!(spans(0, "第二十条第（一）项"), (0, 4, 1));
        assert_eq!(spans(0, "本年处理决定数量"), (1, 3, 1));
        assert_eq!(spans(1, "（本列数据"), (0, 3, 3));
        assert_eq!(spans(1, "法人或其他组织"), (4, 5, 1));
        assert_eq!(spans(1, "总计"), (9, 1, 2));
        assert_eq!(spans(1, "三、"), (0, 1, 22));
        assert_eq!(spans(1, "（三）"), (1, 1, 8));
        assert_eq!(spans(1, "（七）"), (1, 2, 1));
        assert_eq!(spans(2, "行政诉讼"), (5, 10, 1));
        assert_eq!(spans(2, "结果维持"), (0, 1, 2));
    }
}

//! Blank official rows and tables, as the form prints them. Fixes insert them if a report lacks them. Also official labels.

use std::collections::BTreeSet;

use crate::{CellRef, Column, Layout, Role, Row, TableDef, Text};

/// The row's label after the labels of its groups, as in `（三）不予公开 1.属于国家秘密`; the outermost group is left out.
pub fn full_label(def: &TableDef, row: &Row) -> String {
    let groups = def.groups_of_row(row);
    let inner = groups.iter().skip(1).copied().chain([&*row.label]);
    inner.filter(|label| !label.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The official table without figures.
pub fn blank_table(def: &TableDef, layout: Layout) -> String {
    let all: Vec<usize> = (0..def.rows.len()).collect();
    let mut rows = Vec::new();
    if def.header_label.is_none() {
        rows.extend(header(def).iter().map(|cells| render(cells, layout)));
    }
    rows.extend(blank_rows(def, &all, None, layout));
    if layout == Layout::Pipes {
        // Markdown needs a delimiter row below the first row, or the lines are no table.
        let columns = rows.first().map_or(0, |row| row.matches('|').count().saturating_sub(1));
        rows.insert(rows.len().min(1), format!("|{}", "---|".repeat(columns)));
    }
    let rows: String = rows.into_iter().map(|row| row + "\n").collect();
    if layout == Layout::Html { format!("<table>\n{rows}</table>\n") } else { rows }
}

/// Official rows without figures. `before` is the row that they follow; the labels of its groups are not repeated.
pub fn blank_rows(def: &TableDef, rows: &[usize], before: Option<usize>, layout: Layout) -> Vec<String> {
    let mut last: Vec<&str> =
        before.and_then(|row| def.rows.get(row)).map(|row| def.groups_of_row(row)).unwrap_or_default();
    let widest = 1 + (0..def.rows.len()).map(|row| def.columns_of(row).len()).max().unwrap_or_default();
    let mut lines = Vec::new();
    for &index in rows {
        let Some(row) = def.rows.get(index) else { continue };
        let groups = def.groups_of_row(row);
        let columns = def.columns_of(index);
        match &def.header_label {
            // The label of each group spans the table, followed by a header of its own.
            Some(label) => {
                if groups != last {
                    lines.extend(groups.last().map(|group| render(&pad(vec![(*group).to_owned()], widest), layout)));
                    let names = columns
                        .iter()
                        .filter_map(|column| def.columns.get(*column))
                        .map(|column| column.label.to_string());
                    let header = std::iter::once(label.to_string()).chain(names).collect();
                    lines.push(render(&pad(header, widest), layout));
                }
                lines.push(render(&pad(vec![row.label.to_string()], widest), layout));
            }
            None => lines.push(render(&side_labelled(def, row, &groups, &last, columns.len()), layout)),
        }
        last = groups;
    }
    lines
}

/// Number of label cells in front of the figures of a row.
pub(crate) fn label_cells(def: &TableDef) -> usize {
    let depth = def.rows.iter().map(|row| def.groups_of_row(row).len()).max().unwrap_or_default();
    if def.rows.iter().all(|row| row.label.is_empty()) { 0 } else { depth + 1 }
}

fn side_labelled(def: &TableDef, row: &Row, groups: &[&str], last: &[&str], figures: usize) -> Vec<String> {
    let labels = label_cells(def);
    let mut cells: Vec<String> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let repeated = last.get(..=at) == groups.get(..=at);
        cells.push(if repeated { String::new() } else { (*group).to_owned() });
    }
    if labels > 0 {
        cells.push(row.label.to_string());
    }
    pad(cells, labels + figures)
}

/// The header rows: the label over all columns, the labels of column groups, and the label of each column.
fn header(def: &TableDef) -> Vec<Vec<String>> {
    let labels = label_cells(def);
    let paths: Vec<Vec<&str>> = (0..def.columns.len()).map(|column| column_path(def, column)).collect();
    let depth = paths.iter().map(Vec::len).max().unwrap_or_default();
    let mut rows = Vec::new();
    for level in 0..depth {
        let mut row: Vec<String> = Vec::new();
        if level == 0 && labels > 0 {
            row.extend(def.header_note.as_ref().map(ToString::to_string));
        }
        row.resize(labels, String::new());
        for (at, path) in paths.iter().enumerate() {
            let same = |other: &Vec<&str>| other.get(..=level) == path.get(..=level);
            // A label over several columns is in the cell over the first of them.
            let spanned = path.len() > level + 1 && at > 0 && paths.get(at - 1).is_some_and(same);
            let label = if spanned { None } else { path.get(level) };
            row.push(label.map(|label| (*label).to_owned()).unwrap_or_default());
        }
        rows.push(row);
    }
    rows
}

/// The labels over a column: the outermost first, its own label last.
pub(crate) fn column_path(def: &TableDef, column: usize) -> Vec<&str> {
    let Some(column) = def.columns.get(column) else { return Vec::new() };
    let mut path = def.groups_of_column(column);
    path.push(&column.label);
    if let Some(top) = &def.header_top {
        path.insert(0, top);
    }
    path
}

fn pad(mut cells: Vec<String>, width: usize) -> Vec<String> {
    cells.resize(cells.len().max(width), String::new());
    cells
}

fn render(cells: &[String], layout: Layout) -> String {
    match layout {
        Layout::Tabs | Layout::Loose => cells.join("\t"),
        Layout::Html => {
            let cells: String = cells.iter().map(|cell| format!("<td>{cell}</td>")).collect();
            format!("<tr>{cells}</tr>")
        }
        Layout::Pipes => format!("| {} |", cells.join(" | ")),
        Layout::CellLines => cells.iter().map(|cell| format!("\t{cell}\n")).collect(),
    }
}

/// The column's label after the labels of its groups, as in `行政诉讼·复议后起诉·总计`.
pub fn column_label(def: &TableDef, column: usize) -> String {
    let path = column_path(def, column);
    let own = path.iter().skip(usize::from(def.header_top.is_some()));
    own.copied().collect::<Vec<_>>().join("·")
}

/// The name of a set of cells: its rows (or their group, if the set has all rows of it), and its columns unless 总计 is the only
/// one.
pub fn cells_label(def: &TableDef, cells: &[CellRef]) -> String {
    let sorted = |places: fn(&CellRef) -> usize| cells.iter().map(places).collect::<BTreeSet<_>>();
    let (rows, columns) = (sorted(|cell| cell.row), sorted(|cell| cell.column));
    let rows = rows_label(def, &rows);
    let columns = columns_label(def, &columns, rows.is_empty());
    [rows, columns].into_iter().filter(|label| !label.is_empty()).collect::<Vec<_>>().join("·")
}

fn rows_label(def: &TableDef, rows: &BTreeSet<usize>) -> String {
    let rows: Vec<&Row> = rows.iter().filter_map(|row| def.rows.get(*row)).collect();
    let rows_in_group = |group: &Text| def.rows.iter().filter(|row| row.group.as_ref() == Some(group)).count();
    if let [first, _, ..] = rows.as_slice()
        && let Some(group) = first.group.as_ref()
        && rows.iter().all(|row| row.group.as_ref() == Some(group))
        && rows_in_group(group) == rows.len()
    {
        let group = def.row_groups.iter().find(|found| found.id == *group);
        return group.map(|group| group.label.to_string()).unwrap_or_default();
    }
    rows.iter().map(|row| full_label(def, row)).filter(|label| !label.is_empty()).collect::<Vec<_>>().join("＋")
}

fn columns_label(def: &TableDef, columns: &BTreeSet<usize>, alone: bool) -> String {
    let found: Vec<&Column> = columns.iter().filter_map(|column| def.columns.get(*column)).collect();
    match found.as_slice() {
        // After the name of a row, 总计 needs no name.
        [column] if !alone && column.role == Some(Role::Total) => String::new(),
        [first, _, ..]
            if found.iter().all(|column| column.group == first.group)
                && def.columns.iter().filter(|column| column.group == first.group).count() == found.len() =>
        {
            let group = def.column_groups.iter().find(|group| Some(&group.id) == first.group.as_ref());
            group.map(|group| group.label.to_string()).unwrap_or_default()
        }
        _ => columns.iter().map(|column| column_label(def, *column)).collect::<Vec<_>>().join("＋"),
    }
}

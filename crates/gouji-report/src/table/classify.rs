//! Decides whether a row is a header, has labels of groups, or has figures, and to which table it belongs.

use std::collections::BTreeMap;

use gouji_edition::{Edition, TableDef};
use gouji_text::Value;

use super::labels::{LabelMatch, Labels, Meaning};
use super::raw::RawRow;

/// The role of a row in an official table.
pub(super) enum RowKind {
    /// A row with figures: the cell of its label and the label, and the labels of groups before it.
    Figures { label: Option<(usize, LabelMatch)>, groups: Vec<(usize, LabelMatch)> },
    /// A row with labels of columns.
    Header(Vec<(usize, LabelMatch)>),
    /// A row with labels of row groups only.
    Groups(Vec<(usize, LabelMatch)>),
    /// A row with figures whose label is unknown.
    Unknown,
    /// A blank row in a place where figures without a label belong.
    Blank,
}

/// The table to which a row belongs, and the role of the row. `follows`: the row directly follows the table being read.
pub(super) fn classify(
    row: &RawRow,
    current: Option<usize>,
    follows: bool,
    edition: &Edition,
    labels: &Labels,
) -> Option<(usize, RowKind)> {
    let known = row.cells.label_matches(labels);
    let figures = row.cells.iter().filter(|cell| cell.value.number().is_some()).count();
    let unknown = || unknown(row, figures, current, follows, edition).map(|def| (def, RowKind::Unknown));
    let Some(def) = best_table(&known, current) else {
        return unlabelled(row, current, edition).or_else(unknown);
    };
    let here = |keep: fn(&Meaning) -> bool| {
        known.iter().filter(move |(_, known)| known.table == def && keep(&known.meaning)).copied()
    };
    let columns: Vec<_> =
        here(|m| matches!(m, Meaning::Column(_) | Meaning::ColumnGroup(_) | Meaning::Header)).collect();
    let leaf = here(|m| matches!(m, Meaning::Row(_))).last();
    let groups: Vec<_> = here(|m| matches!(m, Meaning::RowGroup(_))).collect();
    let distinct = |found: &[(usize, LabelMatch)]| {
        let mut cells: Vec<usize> = found.iter().map(|(at, _)| *at).collect();
        cells.dedup();
        cells.len()
    };
    // A label in the last of several cells with words leaves no room for figures: it is the header's 总计.
    let has_no_room = || leaf.is_some_and(|(at, _)| at + 1 == row.cells.len()) && words_of(row) >= FEWEST_HEADER_WORDS;
    if figures == 0 && !columns.is_empty() && (distinct(&columns) > 1 || leaf.is_none() || has_no_room()) {
        return Some((def, RowKind::Header(columns)));
    }
    // The innermost label is that of the row. A group has figures of its own if its rows were left out.
    let last_words = row.cells.iter().rposition(|cell| cell.value == Value::Text);
    let has_figures = |(at, _): &&(usize, LabelMatch)| figures > 0 && Some(*at) >= last_words;
    let label = leaf.or(groups.last().filter(has_figures).copied());
    match label {
        Some(label) => Some((def, RowKind::Figures { label: Some(label), groups })),
        // Words after the label of a group are the label of a row.
        None if figures > 0 && !groups.is_empty() => unknown().or(Some((def, RowKind::Groups(groups)))),
        None if !groups.is_empty() => Some((def, RowKind::Groups(groups))),
        None => unknown(),
    }
}

/// Fewest cells with words that make a row a header if it has only one label of a column.
const FEWEST_HEADER_WORDS: usize = 4;

/// The number of cells with words.
fn words_of(row: &RawRow) -> usize {
    row.cells.iter().filter(|cell| cell.value == Value::Text).count()
}

/// The table that owns most labels of the row; if several own as many, the table being read.
fn best_table(known: &[(usize, LabelMatch)], current: Option<usize>) -> Option<usize> {
    let (_, first) = known.first()?;
    if known.iter().all(|(_, known)| known.table == first.table) {
        return Some(first.table);
    }
    // A label that recurs in one table (总计) counts once.
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (at, known) in known {
        let (count, last) = counts.entry(known.table).or_insert((0, usize::MAX));
        if std::mem::replace(last, *at) != *at {
            *count += 1;
        }
    }
    let key = |table: usize| (counts.get(&table).map(|(count, _)| *count), Some(table) == current);
    known.iter().map(|(_, known)| known.table).max_by_key(|table| key(*table))
}

/// Assigns a row without a label to the table being read, if the rows of that table have no labels.
fn unlabelled(row: &RawRow, current: Option<usize>, edition: &Edition) -> Option<(usize, RowKind)> {
    let def = edition.tables.get(current?)?;
    if !def.rows.iter().all(|row| row.label.is_empty()) {
        return None;
    }
    let words = words_of(row);
    let garbled = row.cells.iter().filter(|cell| cell.is_garbled_figure()).count();
    let blank = row.cells.iter().filter(|cell| cell.value == Value::Blank).count();
    let filled = row.cells.len() - words - blank;
    let kind = match filled {
        // A word among figures replaces a figure.
        _ if (filled + garbled) * 2 > def.columns.len() || filled > 0 && words == 0 => {
            RowKind::Figures { label: None, groups: Vec::new() }
        }
        0 if words == 0 && blank >= def.columns.len() => RowKind::Blank,
        _ => return None,
    };
    Some((current?, kind))
}

/// Assigns a row with an unknown label to the table being read. It must have about as many figures as the table has
/// columns, or directly follow the table and have as many figures as one of the table's rows.
fn unknown(row: &RawRow, figures: usize, current: Option<usize>, follows: bool, edition: &Edition) -> Option<usize> {
    let labelled = row.cells.iter().any(|cell| cell.value == Value::Text);
    let like_a_row = |def: &TableDef| (0..def.rows.len()).any(|row| def.columns_of(row).len() == figures);
    let fits = |def: &TableDef| def.rows.len() > 1 && (figures * 2 > def.columns.len() || follows && like_a_row(def));
    current.filter(|def| labelled && figures > 0 && edition.tables.get(*def).is_some_and(fits))
}

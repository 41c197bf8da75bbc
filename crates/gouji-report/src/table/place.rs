use std::collections::{BTreeMap, BTreeSet};

use gouji_edition::Layout;
use gouji_text::Value;

use super::raw::{RawCell, RawRow};
use crate::{Cell, Figures, Placement};

/// The columns of the header: the index of the header cell of each.
#[derive(Default)]
pub(super) struct HeaderGrid {
    columns: BTreeMap<usize, usize>,
    /// Cells with labels that the edition does not have, such as a subtotal.
    foreign: BTreeSet<usize>,
}

impl HeaderGrid {
    /// Records that the header cell `at` has the label of `column`.
    pub(super) fn add_header(&mut self, column: usize, at: usize) {
        self.columns.entry(column).or_insert(at);
    }

    /// Records that the header cell `at` has an unknown label.
    pub(super) fn add_foreign(&mut self, at: usize) {
        self.foreign.insert(at);
    }

    /// For each figure of a row that also has foreign columns, whether its column is one of the edition's; `None` if
    /// the header does not show this.
    fn own(&self, columns: &[usize]) -> Option<Vec<bool>> {
        let places: Vec<usize> =
            columns.iter().map(|column| self.columns.get(column).copied()).collect::<Option<_>>()?;
        let (first, last) = (*places.first()?, *places.last()?);
        if !places.is_sorted_by(|a, b| a < b) {
            return None;
        }
        let foreign = self.foreign.range(first..=last).map(|at| (*at, false));
        let mut all: Vec<(usize, bool)> = places.into_iter().map(|at| (at, true)).chain(foreign).collect();
        all.sort_unstable();
        all.dedup_by_key(|(at, _)| *at);
        Some(all.into_iter().map(|(_, own)| own).collect())
    }

    /// The first cell with figures, if the header has the columns in order and one cell for each.
    fn start(&self, columns: &[usize]) -> Option<usize> {
        let first = *self.columns.get(columns.first()?)?;
        let upright = columns.iter().enumerate().all(|(at, column)| self.columns.get(column) == Some(&(first + at)));
        upright.then_some(first)
    }
}

/// Assigns the figures of a row to columns. `label` is the cell of the row's label, `columns` are the columns that the
/// row should have, and `grid` has their places in the header. `short` means that the row has fewer cells than others.
/// `moved` is the number of cells by which the row has moved to the left.
///
/// If there are as many figures as columns, each belongs to its own column. Otherwise the cells, including blanks, must
/// fit the columns, or the header must show which columns are foreign. Else it is unknown which figure is missing or
/// surplus, and no figure has a certain column.
pub(super) fn place(
    raw: &RawRow,
    label: Option<usize>,
    columns: &[usize],
    grid: &HeaderGrid,
    short: bool,
    moved: usize,
) -> Figures {
    let label_cells = label.map_or(0, |label| label + 1);
    let cells = || raw.cells.iter().skip(label_cells);
    let filled = || cells().filter(|cell| cell.value != Value::Blank);
    let foreign = raw.layout.is_grid() && !grid.foreign.is_empty();
    let own = foreign.then(|| grid.own(columns)).flatten().filter(|own| own.len() > columns.len());
    let one_each = if own.is_none() { raw.cells.one_each(label_cells, columns) } else { None };
    if let Some(one_each) = one_each {
        return one_each.moved(0, raw.from);
    }
    let (cells, filled): (Vec<&RawCell>, Vec<&RawCell>) = (cells().collect(), filled().collect());
    let slots = match (raw.layout, own) {
        (_, Some(own)) if own.len() == filled.len() => {
            filled.iter().zip(own).filter(|(_, own)| *own).map(|(cell, _)| *cell).collect()
        }
        // In a table with foreign columns, as many figures as columns may still belong to other columns.
        (_, Some(_)) if label.is_some() && !short => in_place(raw, label_cells, columns, grid),
        (_, Some(_)) => Vec::new(),
        (Layout::CellLines, _) if cells.len() == columns.len() => cells,
        (Layout::CellLines | Layout::Loose, _) => Vec::new(),
        // Blank cells cannot be mistaken for each other. If the label is below the header's figures, the row has one
        // label cell more than the header, and its cells count from there.
        _ if cells.len() == columns.len()
            && (filled.is_empty() || !short && grid.start(columns).is_some_and(|start| start < label_cells)) =>
        {
            cells
        }
        _ if short => Vec::new(),
        _ if label.is_none() && cells.len() == columns.len() => cells,
        _ => {
            let start = grid.start(columns).and_then(|start| start.checked_sub(label_cells));
            let moved = if moved > 0 { start.and_then(|start| start.checked_sub(moved)) } else { None };
            let slots = [start, moved].into_iter().flatten().map(|start| in_grid(&cells, start, columns.len()));
            slots.into_iter().find(|slots| !slots.is_empty()).unwrap_or_default()
        }
    };
    if slots.len() == columns.len() {
        let certain = slots.into_iter().zip(columns).map(|(cell, column)| cell.assigned_to(*column));
        return Figures::new(certain, raw.from);
    }
    let unknown =
        |cell: &RawCell| Cell { span: cell.span, value: cell.value, column: None, placement: Placement::Unknown };
    Figures::new(filled.into_iter().map(unknown), raw.from)
}

/// The cells below the header's labels; empty if a figure is below none of the labels.
fn in_place<'a>(raw: &'a RawRow, label_cells: usize, columns: &[usize], grid: &HeaderGrid) -> Vec<&'a RawCell> {
    let places: Vec<usize> = columns.iter().filter_map(|column| grid.columns.get(column).copied()).collect();
    let is_known = |at: usize| at < label_cells || places.contains(&at) || grid.foreign.contains(&at);
    let strays = raw.cells.iter().enumerate().any(|(at, cell)| cell.value != Value::Blank && !is_known(at));
    if strays { Vec::new() } else { places.iter().filter_map(|at| raw.cells.get(*at)).collect() }
}

/// The cells from `start` on, one for each of `count` columns; empty if a cell outside of them is not blank.
fn in_grid<'a>(cells: &[&'a RawCell], start: usize, count: usize) -> Vec<&'a RawCell> {
    let inside = cells.get(start..start + count).unwrap_or_default();
    let outside = cells.iter().enumerate().filter(|(at, _)| *at < start || *at >= start + count);
    let strays = outside.filter(|(_, cell)| cell.value != Value::Blank).count();
    if strays == 0 { inside.to_vec() } else { Vec::new() }
}

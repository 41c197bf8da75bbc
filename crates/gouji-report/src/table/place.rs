use std::collections::{BTreeMap, BTreeSet};

use gouji_edition::Layout;
use gouji_text::Value;

use super::raw::{RawCell, RawRow};
use crate::{Cell, Figures, Placement};

/// Where the header puts the columns: the place of each among the cells of its row.
#[derive(Default)]
pub(super) struct Grid {
    columns: BTreeMap<usize, usize>,
    /// Cells with labels that the format does not know, such as a subtotal.
    foreign: BTreeSet<usize>,
}

impl Grid {
    /// The header has the label of `column` in its cell `at`.
    pub(super) fn note_header(&mut self, column: usize, at: usize) {
        self.columns.entry(column).or_insert(at);
    }

    /// The header has a label that is not known in its cell `at`.
    pub(super) fn note_foreign(&mut self, at: usize) {
        self.foreign.insert(at);
    }

    /// For each figure of a row that has foreign columns too, whether it stands in one of the format's; `None` where the
    /// header does not tell them apart.
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

    /// The cell in which figures start, where the header stands upright: its columns in order, one cell each.
    fn start(&self, columns: &[usize]) -> Option<usize> {
        let first = *self.columns.get(columns.first()?)?;
        let upright = columns.iter().enumerate().all(|(at, column)| self.columns.get(column) == Some(&(first + at)));
        upright.then_some(first)
    }
}

/// Gives each figure of a row its column. `label` is the cell of the row's label, `columns` what the row should have, `grid`
/// where the header puts these; `short` tells that the row has fewer cells than others, `moved` by how many cells it has
/// moved sideways, to the left.
///
/// As many figures as columns: each stands for its own. Otherwise only where the cells, blanks included, are those of the
/// columns, or where the header tells the foreign ones apart. Else nobody can tell which one is missing or too many, and no
/// figure has a certain place.
pub(super) fn place(
    raw: &RawRow,
    label: Option<usize>,
    columns: &[usize],
    grid: &Grid,
    short: bool,
    moved: usize,
) -> Figures {
    let behind = label.map_or(0, |label| label + 1);
    let cells = || raw.cells.iter().skip(behind);
    let filled = || cells().filter(|cell| cell.value != Value::Blank);
    let foreign = raw.layout.is_grid() && !grid.foreign.is_empty();
    let own = foreign.then(|| grid.own(columns)).flatten().filter(|own| own.len() > columns.len());
    if let Some(one_each) = own.is_none().then(|| raw.cells.one_each(behind, columns)).flatten() {
        return Figures::new(one_each, raw.from);
    }
    let (cells, filled): (Vec<&RawCell>, Vec<&RawCell>) = (cells().collect(), filled().collect());
    let slots = match (raw.layout, own) {
        (_, Some(own)) if own.len() == filled.len() => {
            filled.iter().zip(own).filter(|(_, own)| *own).map(|(cell, _)| *cell).collect()
        }
        // With foreign columns, as many figures as columns need not be theirs.
        (_, Some(_)) if label.is_some() && !short => in_place(raw, behind, columns, grid),
        (_, Some(_)) => Vec::new(),
        (Layout::CellLines, _) if cells.len() == columns.len() => cells,
        (Layout::CellLines | Layout::Loose, _) => Vec::new(),
        // Blanks cannot be taken for each other; and where the label stands below the header's figures, the row has a label
        // more than the header, and its cells are counted from there.
        _ if cells.len() == columns.len()
            && (filled.is_empty() || !short && grid.start(columns).is_some_and(|start| start < behind)) =>
        {
            cells
        }
        _ if short => Vec::new(),
        _ if label.is_none() && cells.len() == columns.len() => cells,
        _ => {
            let start = grid.start(columns).and_then(|start| start.checked_sub(behind));
            let moved = start.and_then(|start| start.checked_sub(moved)).filter(|_| moved > 0);
            let slots = [start, moved].into_iter().flatten().map(|start| in_grid(&cells, start, columns.len()));
            slots.into_iter().find(|slots| !slots.is_empty()).unwrap_or_default()
        }
    };
    if slots.len() == columns.len() {
        let certain = slots.into_iter().zip(columns).map(|(cell, column)| cell.certain(*column));
        return Figures::new(certain.collect::<Vec<_>>(), raw.from);
    }
    let unknown =
        |cell: &RawCell| Cell { span: cell.span, value: cell.value, column: None, placement: Placement::Unknown };
    Figures::new(filled.into_iter().map(unknown).collect::<Vec<_>>(), raw.from)
}

/// The cells below the header's labels; none where figures stand below none.
fn in_place<'a>(raw: &'a RawRow, behind: usize, columns: &[usize], grid: &Grid) -> Vec<&'a RawCell> {
    let places: Vec<usize> = columns.iter().filter_map(|column| grid.columns.get(column).copied()).collect();
    let is_known = |at: usize| at < behind || places.contains(&at) || grid.foreign.contains(&at);
    let strays = raw.cells.iter().enumerate().any(|(at, cell)| cell.value != Value::Blank && !is_known(at));
    if strays { Vec::new() } else { places.iter().filter_map(|at| raw.cells.get(*at)).collect() }
}

/// The cells from `start` on, one for each of `count` columns; none where figures stand outside them.
fn in_grid<'a>(cells: &[&'a RawCell], start: usize, count: usize) -> Vec<&'a RawCell> {
    let inside = cells.get(start..start + count).unwrap_or_default();
    let outside = cells.iter().enumerate().filter(|(at, _)| *at < start || *at >= start + count);
    let strays = outside.filter(|(_, cell)| cell.value != Value::Blank).count();
    if strays == 0 { inside.to_vec() } else { Vec::new() }
}

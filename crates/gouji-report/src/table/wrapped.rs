//! Cells that a program wrapped: between two rules of a grid, several lines are one row.

use gouji_edition::Layout;
use gouji_text::{Span, Value, is_page_number};

use super::align::is_grid_rule;
use super::cell_markup;
use super::raw::{RawCell, RawRow};

/// Finds the rows between two rules of a grid, line by line.
#[derive(Default)]
pub(super) struct GridRows {
    /// Index of the first row after the last rule; `None` outside grids.
    first: Option<usize>,
}

impl GridRows {
    /// Reads a line that is no row. A rule joins the rows since the last rule, which are at the end of `rows`. A page
    /// number between them does not interrupt the grid.
    pub(super) fn read_line(&mut self, line: &str, at: usize, text: &str, rows: &mut Vec<RawRow>) {
        if is_page_number(line) {
            return;
        }
        if is_partial_rule(line) {
            include_rule(rows, at);
            return;
        }
        let is_rule = is_grid_rule(line);
        if let Some(first) = self.first
            && is_rule
        {
            join(text, rows, first);
            include_rule(rows, at);
        }
        self.first = is_rule.then_some(rows.len());
    }
}

/// Whether a line is a rule that spans some columns only: `|    |    +----+----+`.
fn is_partial_rule(line: &str) -> bool {
    let is_of_rule = |c: char| matches!(c, '|' | '+' | '-' | '=' | ':' | ' ');
    line.trim_start().starts_with('|') && line.contains("+--") && line.chars().all(is_of_rule)
}

/// Adds the rule in the line `at` to the row above it.
fn include_rule(rows: &mut [RawRow], at: usize) {
    if let Some(last) = rows.last_mut().filter(|last| last.last_line + 1 == at) {
        last.last_line = at;
    }
}

/// Joins the rows from the index `first` on, if they are lines of one row.
fn join(text: &str, rows: &mut Vec<RawRow>, first: usize) {
    let Some(([row], rest)) = rows.get_mut(first..).and_then(<[_]>::split_first_chunk_mut) else { return };
    if rest.is_empty() || !is_one_row(row, rest) {
        return;
    }
    let count = row.cells.len();
    let from = row.from;
    let cells: Vec<RawCell> = (0..count)
        .map(|column| {
            let lines = std::iter::once(&*row).chain(&*rest);
            let parts = lines.filter_map(|line| Some((line.cells.get(column)?, line.from)));
            let written: Vec<(&RawCell, usize)> = parts.filter(|(cell, _)| cell.value != Value::Blank).collect();
            match written.as_slice() {
                [] => row.cells.get(column).cloned().unwrap_or_else(|| RawCell::with_words(Span::at(0), "")),
                [(cell, line)] => cell.shifted(line - from),
                [(cell, line), ..] => {
                    let words =
                        written.iter().map(|(cell, line)| cell_markup::strip(cell.span.shift(*line).slice(text)));
                    RawCell::torn(cell.span.shift(line - from), &words.collect::<String>())
                }
            }
        })
        .collect();
    let (end, last_line) = rest.last().map_or((row.span.end, row.last_line), |last| (last.span.end, last.last_line));
    *row.cells_mut() = cells;
    row.span.end = end;
    row.last_line = last_line;
    rows.truncate(first + 1);
}

/// Whether the rows are lines of one row: all have the same number of cells, and a column with a figure has no other text.
fn is_one_row(row: &RawRow, rest: &[RawRow]) -> bool {
    let lines = || std::iter::once(row).chain(rest);
    let is_alike = |line: &RawRow| line.layout == Layout::Pipes && line.cells.len() == row.cells.len();
    let is_whole = |column: usize| {
        let cells = || lines().filter_map(move |line| line.cells.get(column)).map(|cell| cell.value);
        let has_figure = cells().any(|value| !matches!(value, Value::Blank | Value::Text));
        !has_figure || cells().filter(|value| *value != Value::Blank).count() == 1
    };
    lines().all(is_alike) && (0..row.cells.len()).all(is_whole)
}

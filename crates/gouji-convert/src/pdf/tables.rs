//! Tables of a page, and tables that continue on the next page.

use super::lines::lines;
use super::rules::Grid;
use super::sheet::Character;
use crate::Merge;
use crate::layout::{Block, Cell, Table};

/// Edges of columns that are closer than this are one edge, in points.
const TOLERANCE: f64 = 3.0;
/// Units of column widths in a point.
const UNITS: f64 = 20.0;

/// A table on one page or several.
#[derive(Clone, Debug, Default)]
pub struct RuledTable {
    /// The edges of its columns, from the left edge of the table.
    xs: Vec<f64>,
    rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug, Default)]
struct Row {
    page: usize,
    cells: Vec<RuledCell>,
}

/// A cell, or the part of a merged cell that is in a row.
#[derive(Clone, Debug, Default, PartialEq)]
struct RuledCell {
    column: usize,
    columns: usize,
    /// The lines of the cell; none in the further rows of a merged cell.
    lines: Vec<String>,
    /// Whether the cell continues a cell above.
    continues: bool,
}

impl RuledTable {
    /// The table of a grid with these characters in its cells.
    pub fn new(grid: &Grid, characters: Vec<Character>, page: usize) -> Self {
        let mut contents = std::collections::BTreeMap::<usize, Vec<Character>>::new();
        for character in characters {
            if let Some(cell) = grid.cell(character.middle()) {
                contents.entry(cell).or_default().push(character);
            }
        }
        let mut rows = Vec::new();
        let mut above: &[usize] = &[];
        for row in &grid.cells {
            let mut cells = Vec::new();
            let mut column = 0;
            for same in row.chunk_by(|first, second| first == second) {
                let number = same.first().copied().unwrap_or_default();
                let continues = above.contains(&number);
                let characters = contents.remove(&number).unwrap_or_default();
                let lines = lines(characters).iter().map(super::lines::TextLine::text).collect();
                cells.push(RuledCell { column, columns: same.len(), lines, continues });
                column += same.len();
            }
            above = row;
            rows.push(Row { page, cells });
        }
        let left = grid.xs.first().copied().unwrap_or_default();
        Self { xs: grid.xs.iter().map(|x| x - left).collect(), rows }
    }

    /// Whether a table at the top of the next page can continue this one.
    pub fn is_continued_by(&self, next: &Self) -> bool {
        let width = |table: &Self| table.xs.last().copied().unwrap_or_default();
        (width(self) - width(next)).abs() < TOLERANCE
    }

    /// Adds the rows of a table that continues this one.
    pub fn append(&mut self, mut next: Self) {
        let mut xs: Vec<f64> = self.xs.iter().chain(&next.xs).copied().collect();
        xs.sort_by(f64::total_cmp);
        xs.dedup_by(|second, first| *second - *first < TOLERANCE);
        self.spread(&xs);
        next.spread(&xs);
        let repeated = self.repeated_rows(&next);
        next.rows.drain(..repeated.min(next.rows.len()));
        self.complete_merged_cells(&mut next);
        let mut rows = next.rows.into_iter();
        if let (Some(last), Some(first)) = (self.rows.last_mut(), rows.next()) {
            if last.is_completed_by(&first) {
                last.complete(first);
            } else {
                self.rows.push(first);
            }
        }
        self.rows.extend(rows);
    }

    /// Moves the rest of the text of merged cells, which the end of the page cut, to their first rows.
    fn complete_merged_cells(&mut self, next: &mut Self) {
        let second = next.rows.get(1).cloned().unwrap_or_default();
        let (Some(last), Some(first)) = (self.rows.last().cloned(), next.rows.first_mut()) else { return };
        for cell in &mut first.cells {
            let place = (cell.column, cell.columns);
            let is_here = |other: &&RuledCell| (other.column, other.columns) == place;
            let Some(above) = last.cells.iter().find(is_here) else { continue };
            let goes_on = above.continues || second.cells.iter().find(is_here).is_some_and(|below| below.continues);
            if !goes_on || !cell.has_words() || cell.begins_an_item() {
                continue;
            }
            let mut parts = self
                .rows
                .iter_mut()
                .rev()
                .filter_map(|row| row.cells.iter_mut().find(|other| (other.column, other.columns) == place));
            if let Some(start) = parts.find(|part| !part.continues)
                && start.has_words()
            {
                start.lines.append(&mut cell.lines);
                cell.continues = true;
            }
        }
    }

    /// Changes the columns to those between these edges.
    fn spread(&mut self, xs: &[f64]) {
        let columns: Vec<usize> =
            self.xs.iter().map(|x| xs.partition_point(|edge| *edge <= x + TOLERANCE).saturating_sub(1)).collect();
        let column = |old: usize| columns.get(old).copied().unwrap_or_default();
        for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            let (start, end) = (column(cell.column), column(cell.column + cell.columns));
            (cell.column, cell.columns) = (start, end.saturating_sub(start).max(1));
        }
        self.xs = xs.to_vec();
    }

    /// Number of rows at the top of `next` that repeat the header of this table.
    fn repeated_rows(&self, next: &Self) -> usize {
        let is_same = |(first, second): &(&Row, &Row)| first.text() == second.text();
        let same: Vec<&Row> = self.rows.iter().zip(&next.rows).take_while(is_same).map(|(row, _)| row).collect();
        let has_words = |row: &&Row| row.cells.iter().flat_map(|cell| &cell.lines).any(|line| !is_figure(line));
        // A row of blanks or figures alone is no header.
        same.iter().rposition(has_words).map_or(0, |last| last + 1)
    }

    /// The table for the layout of text.
    pub fn block(self) -> Block {
        let widths = self.xs.windows(2).map(|edges| match edges {
            [left, right] => ((right - left) * UNITS).max(0.0) as u32,
            _ => 0,
        });
        let (widths, pages) = (widths.collect(), self.rows.iter().map(|row| row.page).collect());
        let rows = self.rows.into_iter().map(Row::cells).collect();
        Block::Table(Table { widths, rows, pages })
    }
}

impl RuledCell {
    fn has_figures(&self) -> bool {
        self.lines.iter().any(|line| is_figure(line))
    }

    fn has_words(&self) -> bool {
        self.lines.iter().any(|line| !is_figure(line))
    }

    fn begins_an_item(&self) -> bool {
        self.lines.first().is_some_and(|line| begins_an_item(line))
    }

    /// Whether a bracket is open at its end.
    fn is_open(&self) -> bool {
        self.lines.concat().chars().fold(0, |depth, character| match character {
            '（' | '(' => depth + 1,
            '）' | ')' => depth - 1,
            _ => depth,
        }) > 0
    }

    /// Whether it closes a bracket that it does not open.
    fn closes(&self) -> bool {
        let text = self.lines.concat();
        text.find(['）', ')']).is_some_and(|end| text.find(['（', '(']).is_none_or(|start| end < start))
    }
}

impl Row {
    fn text(&self) -> Vec<&[String]> {
        self.cells.iter().map(|cell| cell.lines.as_slice()).collect()
    }

    fn cells(self) -> Vec<Cell> {
        let cell = |cell: RuledCell| {
            let blocks = cell.lines.into_iter().map(Block::Paragraph).collect();
            let merge = cell.continues.then_some(Merge::Continues);
            Cell { column: cell.column, columns: cell.columns, merge, blocks }
        };
        self.cells.into_iter().map(cell).collect()
    }

    /// Whether the row at the top of the next page is the rest of this row, which the end of the page cut.
    fn is_completed_by(&self, rest: &Self) -> bool {
        let shape = |row: &Self| row.cells.iter().map(|cell| (cell.column, cell.columns)).collect::<Vec<_>>();
        let pairs = || self.cells.iter().zip(&rest.cells);
        if shape(self) != shape(rest) || rest.cells.iter().any(RuledCell::begins_an_item) {
            return false;
        }
        let is_one_side = pairs().all(|(cell, rest)| !(cell.has_figures() && rest.has_figures()));
        let is_open = pairs().any(|(cell, rest)| cell.is_open() && rest.closes());
        // Only words were left for the next page, below words.
        let is_rest = self.cells.iter().any(RuledCell::has_figures)
            && rest.cells.iter().any(RuledCell::has_words)
            && pairs().all(|(cell, rest)| rest.lines.is_empty() || (rest.has_words() && cell.has_words()));
        (is_open && is_one_side) || is_rest
    }

    fn complete(&mut self, rest: Self) {
        for (cell, rest) in self.cells.iter_mut().zip(rest.cells) {
            cell.lines.extend(rest.lines);
        }
    }
}

/// Whether a line is a figure, or a stroke instead of one.
fn is_figure(line: &str) -> bool {
    line.chars().all(|character| character.is_ascii_digit() || ".,-—－/%０１２３４５６７８９ ".contains(character))
}

/// Whether a line begins with the number of an item: `（一）`, `一、`, `1.` or `第…`.
pub fn begins_an_item(line: &str) -> bool {
    let numerals = "一二三四五六七八九十0123456789０１２３４５６７８９";
    let line = line.trim_start();
    let rest = line.trim_start_matches(['（', '(', '第']);
    let after = rest.trim_start_matches(|character| numerals.contains(character));
    let is_numbered = after.len() < rest.len() && after.starts_with(['、', '.', '．', '）', ')', '条', '项']);
    is_numbered || line.starts_with("总计") || line.starts_with("合计")
}

//! Ruling lines become grids.

use super::ink::RuledLine;
use crate::{Failure, limits};

/// Lines that are closer than this are one line, in points. Rows of text are higher.
const TOLERANCE: f64 = 3.0;

/// A grid of ruling lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The edges of its columns, from the left.
    pub xs: Vec<f64>,
    /// The edges of its rows, from the top.
    pub ys: Vec<f64>,
    /// For each row and column, the number of the cell that covers it.
    pub cells: Vec<Vec<usize>>,
}

impl Grid {
    pub fn top(&self) -> f64 {
        self.ys.first().copied().unwrap_or_default()
    }

    pub fn bottom(&self) -> f64 {
        self.ys.last().copied().unwrap_or_default()
    }

    /// The number of the cell at a point; `None` outside the grid.
    pub fn cell(&self, (x, y): (f64, f64)) -> Option<usize> {
        let column = self.xs.partition_point(|edge| *edge <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|edge| *edge <= y).checked_sub(1)?;
        self.cells.get(row)?.get(column).copied()
    }

    fn area(&self) -> f64 {
        let extent = |edges: &[f64]| edges.last().unwrap_or(&0.0) - edges.first().unwrap_or(&0.0);
        extent(&self.xs) * extent(&self.ys)
    }
}

/// The grids of a page, the smallest first.
pub fn grids(rules: &[RuledLine], cells: &mut usize) -> Result<Vec<Grid>, Failure> {
    let rules: Vec<RuledLine> =
        [true, false].into_iter().flat_map(|is_horizontal| join(rules, is_horizontal)).collect();
    if rules.len() > limits::JOINED_RULES {
        return Err(Failure::TooLarge);
    }
    let mut grids = Vec::new();
    for group in groups(&rules) {
        if let Some(grid) = grid(&group, cells)? {
            grids.push(grid);
        }
    }
    grids.sort_by(|first, second| first.area().total_cmp(&second.area()));
    Ok(grids)
}

/// The lines of one direction; pieces of one line are joined.
fn join(rules: &[RuledLine], is_horizontal: bool) -> Vec<RuledLine> {
    let mut rules: Vec<RuledLine> = rules.iter().filter(|rule| rule.is_horizontal == is_horizontal).copied().collect();
    rules.sort_by(|first, second| first.at.total_cmp(&second.at));
    let mut joined = Vec::new();
    let mut rest = rules.as_slice();
    while let Some(first) = rest.first() {
        let (close, others) = rest.split_at(rest.partition_point(|rule| rule.at - first.at < TOLERANCE));
        rest = others;
        let at = close.iter().map(|rule| rule.at).sum::<f64>() / close.len().max(1) as f64;
        let mut close = close.to_vec();
        close.sort_by(|first, second| first.from.total_cmp(&second.from));
        let mut line: Option<RuledLine> = None;
        for rule in close {
            match &mut line {
                Some(line) if rule.from <= line.to + TOLERANCE => line.to = line.to.max(rule.to),
                _ => joined.extend(line.replace(RuledLine { at, ..rule })),
            }
        }
        joined.extend(line);
    }
    joined
}

/// Lines that touch each other, directly or through others.
fn groups(rules: &[RuledLine]) -> Vec<Vec<RuledLine>> {
    let mut sets = Sets::new(rules.len());
    let (horizontal, vertical): (Vec<usize>, Vec<usize>) =
        (0..rules.len()).partition(|index| rules.get(*index).is_some_and(|rule| rule.is_horizontal));
    for first in &horizontal {
        for second in &vertical {
            let (Some(a), Some(b)) = (rules.get(*first), rules.get(*second)) else { continue };
            let contains = |rule: &RuledLine, at: f64| rule.from - TOLERANCE <= at && at <= rule.to + TOLERANCE;
            if contains(a, b.at) && contains(b, a.at) {
                sets.join(*first, *second);
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, Vec<RuledLine>> = std::collections::BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        groups.entry(sets.first(index)).or_default().push(*rule);
    }
    groups.into_values().collect()
}

/// The grid of lines that touch each other. `None` if they have fewer than two cells.
fn grid(rules: &[RuledLine], cells: &mut usize) -> Result<Option<Grid>, Failure> {
    let (horizontal, vertical): (Vec<RuledLine>, Vec<RuledLine>) = rules.iter().partition(|rule| rule.is_horizontal);
    let (xs, ys) = (edges(&vertical, &horizontal), edges(&horizontal, &vertical));
    let (columns, rows) = (xs.len().saturating_sub(1), ys.len().saturating_sub(1));
    if columns * rows < 2 {
        return Ok(None);
    }
    *cells += columns * rows;
    if *cells > limits::CELLS || columns > limits::COLUMNS {
        return Err(Failure::TooLarge);
    }
    let is_ruled = |rules: &[RuledLine], at: f64, from: f64, to: f64| {
        let middle = (from + to) / 2.0;
        rules.iter().any(|rule| (rule.at - at).abs() < TOLERANCE && rule.from <= middle && middle <= rule.to)
    };
    let mut sets = Sets::new(columns * rows);
    for (row, y) in ys.windows(2).enumerate() {
        for (column, x) in xs.windows(2).enumerate() {
            let (&[left, right], &[top, bottom]) = (x, y) else { continue };
            let index = row * columns + column;
            if column + 1 < columns && !is_ruled(&vertical, right, top, bottom) {
                sets.join(index, index + 1);
            }
            if row + 1 < rows && !is_ruled(&horizontal, bottom, left, right) {
                sets.join(index, index + columns);
            }
        }
    }
    let cells: Vec<Vec<usize>> =
        (0..rows).map(|row| (0..columns).map(|column| sets.first(row * columns + column)).collect()).collect();
    let is_one = cells.iter().flatten().all(|cell| *cell == 0);
    Ok(if is_one { None } else { Some(Grid { xs, ys, cells }) })
}

/// The places of lines, and the outermost ends of the lines across them, where a table has no line.
fn edges(rules: &[RuledLine], across: &[RuledLine]) -> Vec<f64> {
    let ends = across.iter().flat_map(|rule| [rule.from, rule.to]);
    let low = ends.clone().fold(f64::INFINITY, f64::min);
    let high = ends.fold(f64::NEG_INFINITY, f64::max);
    let mut edges: Vec<f64> = rules.iter().map(|rule| rule.at).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|second, first| *second - *first < TOLERANCE);
    if edges.first().is_none_or(|first| first - low > TOLERANCE) {
        edges.insert(0, low);
    }
    if edges.last().is_none_or(|last| high - last > TOLERANCE) {
        edges.push(high);
    }
    edges
}

/// Disjoint sets of numbers.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The smallest number in the set of `index`.
    fn first(&mut self, index: usize) -> usize {
        let mut at = index;
        while let Some(parent) = self.0.get(at).copied().filter(|parent| *parent != at) {
            // The path is halved, so that long chains do not form.
            let grandparent = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(entry) = self.0.get_mut(at) {
                *entry = grandparent;
            }
            at = grandparent;
        }
        at
    }

    fn join(&mut self, first: usize, second: usize) {
        let (first, second) = (self.first(first), self.first(second));
        if let Some(entry) = self.0.get_mut(first.max(second)) {
            *entry = first.min(second);
        }
    }
}

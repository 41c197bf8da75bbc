//! The rows of a table: their cells, and where the edges of the cells are.

use std::collections::BTreeSet;

use super::little_endian::{i16_at, slice, u8_at, u16_at};
use super::sprms::{DEFINE_TABLE, modifiers};
use crate::layout::{Block, Cell, Table};
use crate::{Failure, Merge, limits};

/// Codes of modifiers of rows: `sprmTInsert`, `sprmTDelete`, `sprmTDxaCol`, `sprmTMerge`, `sprmTSplit` and `sprmTVertMerge`.
const INSERT: u16 = 0x7621;
const DELETE: u16 = 0x5622;
const WIDTH: u16 = 0x7623;
const MERGE: u16 = 0x5624;
const SPLIT: u16 = 0x5625;
const MERGE_VERTICALLY: u16 = 0xD62B;
/// Bytes of the description of a cell (`TC80`).
const CELL: usize = 20;
/// The width of a cell whose width is unknown, in twips.
const UNKNOWN_WIDTH: i32 = 1000;

/// The description of a row (`TAP`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowDefinition {
    /// Where the row begins, in twips.
    start: i32,
    cells: Vec<CellDefinition>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct CellDefinition {
    /// In twips.
    width: i32,
    /// `horzMerge`: 0 if the cell is not merged. Programs disagree about whether 1 or 2 marks the first cell of a group.
    merged: u16,
    /// `vertMerge`: 1 continues the cell above, 2 and 3 begin a merged cell.
    merged_vertically: u16,
}

impl RowDefinition {
    /// Applies the modifiers of the mark at the end of the row.
    pub fn apply(&mut self, list: &[u8]) {
        for modifier in modifiers(list) {
            let operand = modifier.operand;
            let byte = |at| u8_at(operand, at).map(usize::from).unwrap_or_default();
            match modifier.code {
                DEFINE_TABLE => *self = Self::read(operand),
                INSERT => {
                    let new = CellDefinition { width: width_at(operand, 2), ..CellDefinition::default() };
                    let at = byte(0).min(self.cells.len());
                    let count = byte(1).min(limits::COLUMNS.saturating_sub(self.cells.len()));
                    self.cells.splice(at..at, std::iter::repeat_n(new, count));
                }
                DELETE => {
                    let end = byte(1).min(self.cells.len());
                    self.cells.drain(byte(0).min(end)..end);
                }
                WIDTH => self.change(byte(0), byte(1), |cell, _| cell.width = width_at(operand, 2)),
                MERGE => self.change(byte(0), byte(1), |cell, is_first| cell.merged = if is_first { 2 } else { 1 }),
                SPLIT => self.change(byte(0), byte(1), |cell, _| cell.merged = 0),
                MERGE_VERTICALLY => {
                    let merged = u8_at(operand, 1).unwrap_or_default();
                    self.change(byte(0), byte(0) + 1, |cell, _| cell.merged_vertically = merged.into());
                }
                _ => {}
            }
        }
    }

    /// Reads the operand of `sprmTDefTable`.
    fn read(operand: &[u8]) -> Self {
        let count = u8_at(operand, 0).map(usize::from).unwrap_or_default();
        let edge = |index: usize| i16_at(operand, 1 + index * 2).map(i32::from);
        let descriptions = 1 + (count + 1) * 2;
        let cell = |index: usize| {
            let width = edge(index + 1)?.checked_sub(edge(index)?)?;
            let description = slice(operand, descriptions + index * CELL, 2);
            let flags = description.and_then(|description| u16_at(description, 0)).unwrap_or_default();
            Some(CellDefinition { width, merged: flags & 3, merged_vertically: flags >> 5 & 3 })
        };
        Self { start: edge(0).unwrap_or_default(), cells: (0..count).map_while(cell).collect() }
    }

    /// Changes the cells from `first` to `end`. The second argument of `change` is whether the cell is the first of them.
    fn change(&mut self, first: usize, end: usize, change: impl Fn(&mut CellDefinition, bool)) {
        for (index, cell) in self.cells.iter_mut().enumerate().take(end).skip(first) {
            change(cell, index == first);
        }
    }
}

fn width_at(operand: &[u8], at: usize) -> i32 {
    i16_at(operand, at).map(i32::from).unwrap_or_default()
}

/// A cell between two edges, in twips.
#[derive(Clone, Debug)]
struct PlacedCell {
    start: i32,
    end: i32,
    merge: Option<Merge>,
    blocks: Vec<Block>,
}

/// The rows of a table while it is read.
#[derive(Debug, Default)]
pub struct Rows {
    rows: Vec<Vec<PlacedCell>>,
    cells: Vec<Vec<Block>>,
    last: RowDefinition,
}

impl Rows {
    /// Adds a cell to the row that is being read.
    pub fn add_cell(&mut self, blocks: Vec<Block>) {
        self.cells.push(blocks);
    }

    /// Ends a row. A row without a description has the columns of the row above. A deleted row with visible words stays: LibreOffice
    /// also marks the end of a row as deleted if the first words of the next row are.
    pub fn end_row(&mut self, definition: RowDefinition, is_deleted: bool) {
        if !definition.cells.is_empty() {
            self.last = definition;
        }
        let cells = std::mem::take(&mut self.cells);
        if is_deleted && cells.iter().all(Vec::is_empty) {
            return;
        }
        let mut row: Vec<PlacedCell> = Vec::new();
        let (mut start, mut first_of_group) = (self.last.start, 0);
        for (index, blocks) in cells.into_iter().enumerate() {
            let unknown = CellDefinition { width: UNKNOWN_WIDTH, ..CellDefinition::default() };
            let cell = self.last.cells.get(index).copied().unwrap_or(unknown);
            let end = start.saturating_add(cell.width.max(1));
            let continues = cell.merged != 0 && first_of_group != 0 && cell.merged != first_of_group;
            match row.last_mut() {
                Some(group) if continues => group.end = end,
                _ => {
                    first_of_group = cell.merged;
                    let merge = (cell.merged_vertically == 1).then_some(Merge::Continues);
                    let blocks = if merge.is_some() { Vec::new() } else { blocks };
                    row.push(PlacedCell { start, end, merge, blocks });
                }
            }
            start = end;
        }
        self.rows.push(row);
    }

    /// The table, at its end.
    ///
    /// # Errors
    /// If it has more columns than the limit.
    pub fn end(mut self) -> Result<Table, Failure> {
        if !self.cells.is_empty() {
            self.end_row(RowDefinition::default(), false);
        }
        let edges: BTreeSet<i32> = self.rows.iter().flatten().flat_map(|cell| [cell.start, cell.end]).collect();
        let edges: Vec<i32> = edges.into_iter().collect();
        if edges.len() > limits::COLUMNS + 1 {
            return Err(Failure::TooLarge);
        }
        let column = |edge: i32| edges.partition_point(|other| *other < edge);
        let place = |cell: PlacedCell| {
            let (start, end) = (column(cell.start), column(cell.end));
            Cell { column: start, columns: end.saturating_sub(start), merge: cell.merge, blocks: cell.blocks }
        };
        let rows = self.rows.into_iter().map(|row| row.into_iter().map(place).collect()).collect();
        let widths = edges.iter().zip(edges.iter().skip(1)).map(|(start, end)| end.abs_diff(*start)).collect();
        Ok(Table { widths, rows, pages: Vec::new() })
    }
}

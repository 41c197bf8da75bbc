//! The parts of a body while it is read: stories, which contain paragraphs and tables.

use super::styles::NumberingProperties;
use crate::layout::{Block, Cell, Table};
use crate::{Failure, Merge, limits};

/// The body, a cell or a text box: paragraphs and tables in their order.
#[derive(Debug, Default)]
pub struct Story {
    blocks: Vec<Block>,
    /// The paragraph that is being read.
    pub paragraph: Option<StoryParagraph>,
    /// The text of paragraphs that continue in the next one because the mark between them is deleted.
    carried: String,
    /// The sources of these paragraphs.
    carried_sources: Vec<usize>,
    /// The open fields, the outermost first.
    pub fields: Vec<Field>,
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub struct StoryParagraph {
    /// Its text so far.
    pub text: String,
    /// Its style.
    pub style: Option<String>,
    /// Its numbering properties.
    pub numbering: NumberingProperties,
    /// Whether its end mark is deleted, so that the next paragraph continues it.
    pub continues: bool,
    /// Its index among the sources, if they are recorded.
    pub source: Option<usize>,
    /// The content of its text boxes.
    pub boxes: Vec<Block>,
}

/// The current part of an open field. Word shows only the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The instruction that computes the field.
    Instruction,
    /// The result.
    Result,
}

impl Story {
    /// Adds a block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds the content of a text box after the paragraph to which it is anchored.
    pub fn push_box(&mut self, blocks: Vec<Block>) {
        match &mut self.paragraph {
            Some(paragraph) => paragraph.boxes.extend(blocks),
            None => self.blocks.extend(blocks),
        }
    }

    /// Whether text at this point is shown.
    pub fn shows(&self) -> bool {
        !self.fields.contains(&Field::Instruction)
    }

    /// Ends the paragraph. `label` returns the number to write before it.
    pub fn end_paragraph(&mut self, label: impl FnOnce(&StoryParagraph) -> Option<String>) {
        let Some(paragraph) = self.paragraph.take() else { return };
        // An instruction that does not end in its paragraph would hide all following text.
        self.fields.retain(|field| *field == Field::Result);
        self.carried.push_str(&paragraph.text);
        self.carried_sources.extend(paragraph.source);
        if !paragraph.continues {
            let label = label(&paragraph).unwrap_or_default();
            let text = std::mem::take(&mut self.carried);
            let sources = std::mem::take(&mut self.carried_sources);
            let is_blank = text.trim().is_empty();
            let text = if is_blank { String::new() } else { label + text.trim_start_matches('\n') };
            match sources.is_empty() {
                // A blank cell has a source too.
                false => self.blocks.push(Block::Sourced(text, sources)),
                true if is_blank => {}
                true => self.blocks.push(Block::Paragraph(text)),
            }
        }
        self.blocks.extend(paragraph.boxes);
    }

    /// The content of the story, at its end.
    pub fn end(mut self) -> Vec<Block> {
        if !self.carried.is_empty() {
            self.blocks.push(Block::Paragraph(self.carried));
        }
        self.blocks
    }
}

/// A table that is being read.
#[derive(Debug, Default)]
pub struct StoryRows {
    table: Table,
    row: Vec<Cell>,
    /// The first column of the next cell.
    next: usize,
    /// Whether the row is deleted.
    pub is_deleted: bool,
    /// The properties of the current cell.
    pub cell: CellProperties,
}

/// The properties of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellProperties {
    /// Number of columns that it covers.
    pub columns: usize,
    /// Whether it continues the cell above.
    pub continues_above: bool,
    /// Whether it continues the cell before it.
    pub continues_before: bool,
    /// Whether it is deleted.
    pub is_deleted: bool,
}

impl Default for CellProperties {
    fn default() -> Self {
        Self { columns: 1, continues_above: false, continues_before: false, is_deleted: false }
    }
}

impl StoryRows {
    /// Adds a column to the grid.
    pub fn add_column(&mut self, width: Option<i64>) {
        if self.table.rows.is_empty() && self.table.widths.len() < limits::COLUMNS {
            let width = width.and_then(|width| u32::try_from(width).ok());
            self.table.widths.push(width.unwrap_or_default());
        }
    }

    /// Leaves columns free before the next cell.
    pub fn skip(&mut self, columns: usize) -> Result<(), Failure> {
        self.next = self.next.saturating_add(columns);
        if self.next > limits::COLUMNS { Err(Failure::TooLarge) } else { Ok(()) }
    }

    /// Ends a cell.
    pub fn end_cell(&mut self, blocks: Vec<Block>) -> Result<(), Failure> {
        let CellProperties { columns, continues_above, continues_before, is_deleted } = std::mem::take(&mut self.cell);
        if is_deleted {
            return Ok(());
        }
        let column = self.next;
        self.skip(columns.max(1))?;
        if continues_before && let Some(before) = self.row.last_mut() {
            before.columns = self.next - before.column;
            return Ok(());
        }
        let blocks = if continues_above { Vec::new() } else { blocks };
        let merge = continues_above.then_some(Merge::Continues);
        self.row.push(Cell { column, columns: columns.max(1), merge, blocks });
        Ok(())
    }

    /// Ends a row.
    pub fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        self.next = 0;
        if !std::mem::take(&mut self.is_deleted) {
            self.table.rows.push(row);
        }
    }

    /// The table, at its end.
    pub fn end(self) -> Table {
        self.table
    }
}

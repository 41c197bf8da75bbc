//! What is put together while the body of a document is read: paragraphs and tables, and stories, which hold them.

use super::styles::Numbered;
use crate::layout::{Block, Cell, Table};
use crate::{Failure, limits};

/// The body, a cell or a text box: paragraphs and tables in their order.
#[derive(Debug, Default)]
pub struct Story {
    blocks: Vec<Block>,
    /// The paragraph that is being read.
    pub paragraph: Option<Paragraph>,
    /// The text of paragraphs that go on in the next one, as the mark between them is deleted.
    carried: String,
    /// Fields that have begun and not ended.
    pub fields: Vec<Field>,
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// Its text up to now.
    pub text: String,
    /// Its style.
    pub style: Option<String>,
    /// What it says of its numbering.
    pub numbering: Numbered,
    /// Whether its end is deleted, so that the next one continues it.
    pub goes_on: bool,
    /// The content of its text boxes.
    boxes: Vec<Block>,
}

/// A field, of which Word shows the result only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What the field is.
    Instruction,
    /// What came out.
    Result,
}

impl Story {
    /// Adds a part.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds the content of a text box, behind the paragraph to which it is anchored.
    pub fn push_box(&mut self, blocks: Vec<Block>) {
        match &mut self.paragraph {
            Some(paragraph) => paragraph.boxes.extend(blocks),
            None => self.blocks.extend(blocks),
        }
    }

    /// Whether text here is shown.
    pub fn shows(&self) -> bool {
        !self.fields.contains(&Field::Instruction)
    }

    /// Ends the paragraph, in front of which `label` makes the number.
    pub fn end_paragraph(&mut self, label: impl FnOnce(&Paragraph) -> Option<String>) {
        let Some(paragraph) = self.paragraph.take() else { return };
        // An instruction that does not end with its paragraph would hide all that follows.
        self.fields.retain(|field| *field == Field::Result);
        self.carried.push_str(&paragraph.text);
        if !paragraph.goes_on {
            let label = label(&paragraph).unwrap_or_default();
            let text = std::mem::take(&mut self.carried);
            if !text.trim().is_empty() {
                self.blocks.push(Block::Paragraph(label + text.trim_start_matches('\n')));
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
pub struct Rows {
    table: Table,
    row: Vec<Cell>,
    /// The first column of the next cell.
    next: usize,
    /// Whether the row is deleted.
    pub is_deleted: bool,
    /// What the cell that is being read says of itself.
    pub cell: CellProperties,
}

/// What a cell says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellProperties {
    /// How many columns it takes.
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

impl Rows {
    /// Adds a column to the grid.
    pub fn add_column(&mut self, width: Option<i64>) {
        if self.table.rows.is_empty() && self.table.widths.len() < limits::COLUMNS {
            let width = width.and_then(|width| u32::try_from(width).ok());
            self.table.widths.push(width.unwrap_or_default());
        }
    }

    /// Leaves columns free in front of the next cell.
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
        match self.row.last_mut().filter(|_| continues_before) {
            Some(before) => before.columns = self.next - before.column,
            None => {
                let blocks = if continues_above { Vec::new() } else { blocks };
                self.row.push(Cell { column, columns: columns.max(1), blocks });
            }
        }
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

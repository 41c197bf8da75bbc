//! Reads the body of a document, character by character.

use super::container::Streams;
use super::formatting::{FormattedRun, ParagraphPlace, Runs, character_runs, paragraph_runs};
use super::header::{self, HeaderTable};
use super::little_endian::{i16_at, offset_at, slice};
use super::pieces::{PieceTable, TextUnit};
use super::properties::{CharacterProperties, ParagraphProperties};
use super::rows::{RowDefinition, Rows};
use super::sprms::modifiers;
use super::text_boxes::TextBoxes;
use super::{lists, stylesheet};
use crate::layout::{Block, lay_out};
use crate::word::numbering::Numbering;
use crate::word::story::{Field, Story, StoryParagraph};
use crate::word::styles::{NumberingProperties, Styles};
use crate::{Converted, Failure, LeftOut, limits};

/// Characters with a meaning of their own.
mod marks {
    pub const CELL_END: u16 = 0x07;
    pub const SHAPE: u16 = 0x08;
    pub const TAB: u16 = 0x09;
    pub const LINE_BREAK: u16 = 0x0B;
    pub const PAGE_OR_SECTION_BREAK: u16 = 0x0C;
    pub const PARAGRAPH_END: u16 = 0x0D;
    pub const COLUMN_BREAK: u16 = 0x0E;
    pub const FIELD_BEGIN: u16 = 0x13;
    pub const FIELD_RESULT: u16 = 0x14;
    pub const FIELD_END: u16 = 0x15;
    pub const HYPHEN: u16 = 0x1E;
    pub const BLANK: u16 = 0x20;
}

/// Modifiers (`sprmPHugePapx` and `sprmPTableProps`) whose operand is the offset of more modifiers in the stream `Data`.
const IN_DATA: [u16; 2] = [0x6646, 0x646B];

/// Converts a document to text.
pub fn read(streams: &Streams) -> Result<Converted, Failure> {
    let part = |table| header::table(&streams.document, &streams.table, table);
    let styles = stylesheet::read(part(HeaderTable::Styles));
    let levels = header::after_table(&streams.document, &streams.table, HeaderTable::Lists);
    let header = &streams.header;
    let left_out = LeftOut { comments: header.has_comments, notes: header.has_notes, changes: false };
    let mut reader = Reader {
        streams,
        pieces: PieceTable::read(&streams.document, part(HeaderTable::Pieces))?,
        characters: character_runs(&streams.document, part(HeaderTable::CharacterPages), |list| {
            CharacterProperties::default().with(list)
        })?,
        paragraphs: paragraph_runs(&streams.document, part(HeaderTable::ParagraphPages))?,
        styles,
        numbering: lists::read(part(HeaderTable::Lists), levels, part(HeaderTable::ListOverrides)),
        boxes: TextBoxes::read(part(HeaderTable::Shapes), part(HeaderTable::TextBoxes)),
        left_out,
        bytes: 0,
    };
    let mut blocks = reader.story(header.body.start, header.body.end, true)?;
    for (start, end) in reader.boxes.take_all() {
        blocks.extend(reader.text_box(start, end)?);
    }
    lay_out(blocks, reader.left_out)
}

/// The reader of a document.
struct Reader<'a> {
    streams: &'a Streams,
    pieces: PieceTable<'a>,
    characters: Runs<CharacterProperties>,
    paragraphs: Runs<ParagraphPlace>,
    styles: Styles,
    numbering: Numbering,
    boxes: TextBoxes,
    left_out: LeftOut,
    /// Bytes of the properties of paragraphs that have been read.
    bytes: usize,
}

/// A table that is being read, with the cell that is being read.
#[derive(Debug, Default)]
struct OpenTable {
    rows: Rows,
    cell: Story,
}

/// The state of reading a story: the body or a text box.
#[derive(Debug, Default)]
struct StoryState {
    story: Story,
    /// The open tables, the outermost first.
    tables: Vec<OpenTable>,
    /// The open fields, the outermost first.
    fields: Vec<Field>,
    /// The text of the paragraph.
    text: String,
    /// The content of the text boxes of the paragraph.
    boxes: Vec<Block>,
    /// The first half of a character outside the basic plane.
    high: Option<u16>,
}

impl<'a> Reader<'a> {
    /// The content of a text box, by its positions among the texts of text boxes.
    fn text_box(&mut self, start: u32, end: u32) -> Result<Vec<Block>, Failure> {
        let first = self.streams.header.boxes;
        let place = |position: u32| first.saturating_add(position).min(self.streams.header.end);
        self.story(place(start), place(end), false)
    }

    /// The content between two positions. Text boxes are anchored only in the body.
    fn story(&mut self, start: u32, end: u32, is_body: bool) -> Result<Vec<Block>, Failure> {
        let mut state = StoryState::default();
        let mut run: Option<FormattedRun<CharacterProperties>> = None;
        let mut position = start;
        while position < end {
            // The next units are collected first, because reading a paragraph changes the reader.
            let units: Vec<TextUnit> = self.pieces.units(position, end.min(position.saturating_add(CHUNK))).collect();
            let Some(last) = units.last() else { break };
            position = last.position.saturating_add(1);
            for unit in units {
                let current = run.filter(|run| (run.start..run.end).contains(&unit.offset));
                run = current.or_else(|| self.characters.run(unit.offset));
                let properties = self.added(run.map(|run| run.properties).unwrap_or_default(), unit.added);
                self.left_out.changes |= properties.is_deleted || properties.is_inserted;
                if is_body && unit.code == marks::SHAPE {
                    for (start, end) in self.boxes.take(unit.position) {
                        let blocks = self.text_box(start, end)?;
                        state.boxes.extend(blocks);
                    }
                }
                match self.paragraph_end(&unit) {
                    Some(ends_cell) => self.end_paragraph(&mut state, &unit, properties, ends_cell)?,
                    None => state.add(&unit, properties),
                }
            }
        }
        state.end_text();
        state.close(0)?;
        Ok(state.story.end())
    }

    /// The properties of a character with those that its piece adds.
    fn added(&self, properties: CharacterProperties, added: u16) -> CharacterProperties {
        match added {
            0 => properties,
            added if added & 1 == 0 => properties.with_added(added),
            added => properties.with(self.pieces.properties(usize::from(added >> 1))),
        }
    }

    /// Whether a character ends a paragraph: `Some` with whether it ends a cell or row too.
    fn paragraph_end(&self, unit: &TextUnit) -> Option<bool> {
        match unit.code {
            marks::PARAGRAPH_END => Some(false),
            marks::CELL_END => Some(true),
            // A page break does not end its paragraph. A section break does.
            marks::PAGE_OR_SECTION_BREAK => {
                let ends = self.paragraphs.run(unit.offset).is_none_or(|run| run.end == unit.next_offset);
                ends.then_some(false)
            }
            _ => None,
        }
    }

    fn end_paragraph(
        &mut self,
        state: &mut StoryState,
        unit: &TextUnit,
        mark: CharacterProperties,
        ends_cell: bool,
    ) -> Result<(), Failure> {
        let (properties, definition) = self.paragraph(unit)?;
        let depth = if ends_cell { properties.depth().max(1) } else { properties.depth() };
        state.enter(depth)?;
        if properties.ends_row {
            state.end_row(definition, mark.is_deleted);
            return Ok(());
        }
        let continues = mark.is_deleted && !ends_cell && !properties.ends_inner_cell;
        state.end_text();
        let text = std::mem::take(&mut state.text);
        let style = stylesheet::id(properties.style);
        let mut paragraph = StoryParagraph::default();
        if !self.styles.is_contents(Some(&style)) {
            paragraph.text = text;
            paragraph.continues = continues;
        }
        let boxes = std::mem::take(&mut state.boxes);
        let own = NumberingProperties {
            // Larger numbers mean that the paragraph has left its list.
            list: properties.list.map(|list| if list > MAX_LIST { 0 } else { list.into() }),
            level: properties.level.map(i64::from),
        };
        let (styles, numbering) = (&self.styles, &mut self.numbering);
        let story = state.current();
        story.paragraph = Some(paragraph);
        story.push_box(boxes);
        story.end_paragraph(|_| numbering.label(own, Some(&style), styles));
        if ends_cell || properties.ends_inner_cell {
            state.end_cell();
        }
        Ok(())
    }

    /// The properties of the paragraph that ends with this unit, and the description of the row that it ends.
    fn paragraph(&mut self, unit: &TextUnit) -> Result<(ParagraphProperties, RowDefinition), Failure> {
        let place = self.paragraphs.run(unit.offset).map(|run| run.properties).unwrap_or_default();
        let (style, list) = place.resolve(&self.streams.document);
        let added = if unit.added & 1 == 1 { self.pieces.properties(usize::from(unit.added >> 1)) } else { &[] };
        let mut properties = ParagraphProperties::with_style(style);
        let mut definition = RowDefinition::default();
        let data = &self.streams.data;
        let in_data = modifiers(list)
            .filter(|modifier| IN_DATA.contains(&modifier.code))
            .filter_map(|modifier| data_list(data, modifier.operand));
        for list in std::iter::once(list).chain(in_data).chain([added]) {
            self.bytes = self.bytes.saturating_add(list.len());
            if self.bytes > limits::PROPERTIES {
                return Err(Failure::TooLarge);
            }
            properties = properties.with(list);
            definition.apply(list);
        }
        Ok((properties, definition))
    }
}

/// Units that are read at once.
const CHUNK: u32 = 4096;
/// The largest number of a list (`sprmPIlfo`).
const MAX_LIST: u16 = 0x07FE;

/// A list of modifiers in the stream `Data` (`PrcData`).
fn data_list<'a>(data: &'a [u8], operand: &[u8]) -> Option<&'a [u8]> {
    let at = offset_at(operand, 0)?;
    let length = usize::try_from(i16_at(data, at)?).ok()?;
    slice(data, at + 2, length)
}

impl StoryState {
    /// Adds a character to the paragraph.
    fn add(&mut self, unit: &TextUnit, properties: CharacterProperties) {
        match unit.code {
            marks::FIELD_BEGIN if self.fields.len() < limits::DEPTH => self.fields.push(Field::Instruction),
            marks::FIELD_RESULT => {
                if let Some(field) = self.fields.last_mut() {
                    *field = Field::Result;
                }
            }
            marks::FIELD_END => drop(self.fields.pop()),
            _ if properties.is_deleted || properties.is_hidden || self.fields.contains(&Field::Instruction) => {}
            code if !properties.is_special => self.add_visible(code),
            code => self.add_visible(properties.symbol.unwrap_or(code)),
        }
    }

    fn add_visible(&mut self, code: u16) {
        match code {
            marks::TAB => self.text.push(' '),
            marks::LINE_BREAK | marks::PAGE_OR_SECTION_BREAK | marks::COLUMN_BREAK => self.text.push('\n'),
            marks::HYPHEN => self.text.push('-'),
            // Pictures, notes, comments and shapes have no text.
            code if code < marks::BLANK => {}
            // Characters of symbol fonts have no meaning outside their font.
            0xE000..0xF900 => {}
            0xD800..0xDC00 => self.high = Some(code),
            code => {
                let units = [self.high.take(), Some(code)];
                let characters = char::decode_utf16(units.into_iter().flatten());
                self.text.extend(characters.map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)));
            }
        }
    }

    /// Ends the text of a paragraph. An instruction that does not end in its paragraph would hide all following text.
    fn end_text(&mut self) {
        self.high = None;
        self.fields.retain(|field| *field == Field::Result);
    }

    /// The story to which a paragraph is added.
    fn current(&mut self) -> &mut Story {
        match self.tables.last_mut() {
            Some(table) => &mut table.cell,
            None => &mut self.story,
        }
    }

    /// Opens or closes tables until `depth` of them are open.
    fn enter(&mut self, depth: usize) -> Result<(), Failure> {
        if depth > limits::TABLES {
            return Err(Failure::TooLarge);
        }
        self.close(depth)?;
        self.tables.resize_with(depth, OpenTable::default);
        Ok(())
    }

    /// Closes tables until `depth` of them are open.
    fn close(&mut self, depth: usize) -> Result<(), Failure> {
        while self.tables.len() > depth {
            let Some(OpenTable { mut rows, cell }) = self.tables.pop() else { break };
            let rest = cell.end();
            if !rest.is_empty() {
                rows.add_cell(rest);
            }
            let table = rows.end()?;
            self.current().push(Block::Table(table));
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            let blocks = std::mem::take(&mut table.cell).end();
            table.rows.add_cell(blocks);
        }
    }

    fn end_row(&mut self, definition: RowDefinition, is_deleted: bool) {
        self.end_text();
        self.text.clear();
        if let Some(table) = self.tables.last_mut() {
            table.rows.end_row(definition, is_deleted);
        }
    }
}

//! The header of a document (`Fib`): its version, the lengths of its texts, and the places of its tables.

use std::ops::Range;

use super::little_endian::{offset_at, slice, u16_at, u32_at};
use crate::{Failure, limits};

/// The first two bytes of every Word document since version 97, and those of Word 6 and 95.
const WORD_97: u16 = 0xA5EC;
const WORD_6: u16 = 0xA5DC;
/// The first version of this format (`nFib`).
const FIRST_VERSION: u16 = 0xC1;
/// Flags of the header.
const ENCRYPTED: u16 = 0x0100;
const TABLE_1: u16 = 0x0200;
/// Where the lengths of the texts (`FibRgLw97`) and the places of the tables (`FibRgFcLcb97`) begin.
const LENGTHS: usize = 64;
const TABLES: usize = 154;

/// A table to which the header refers. The number is its index in `FibRgFcLcb97`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderTable {
    /// `Stshf`: the styles.
    Styles = 1,
    /// `PlcfBteChpx`: the pages with properties of characters.
    CharacterPages = 12,
    /// `PlcfBtePapx`: the pages with properties of paragraphs.
    ParagraphPages = 13,
    /// `Clx`: the pieces of the text.
    Pieces = 33,
    /// `PlcSpaMom`: the anchors of shapes.
    Shapes = 40,
    /// `PlcftxbxTxt`: the texts of text boxes.
    TextBoxes = 56,
    /// `PlfLst`: the definitions of lists.
    Lists = 73,
    /// `PlfLfo`: the lists that paragraphs use.
    ListOverrides = 74,
}

/// The header of a document. Positions and lengths of text count UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileHeader {
    /// The name of the stream with the tables.
    pub table: &'static str,
    /// The body.
    pub body: Range<u32>,
    /// Where the texts of text boxes begin.
    pub boxes: u32,
    /// Where all texts end.
    pub end: u32,
    /// Whether the document has comments.
    pub has_comments: bool,
    /// Whether the document has footnotes or endnotes.
    pub has_notes: bool,
}

impl FileHeader {
    /// Reads the header of the stream with the document.
    pub fn read(document: &[u8]) -> Result<Self, Failure> {
        let word = |at| u16_at(document, at).ok_or(Failure::Damaged);
        let (signature, version, flags) = (word(0)?, word(2)?, word(10)?);
        if signature == WORD_6 || (signature == WORD_97 && version < FIRST_VERSION) {
            return Err(Failure::OldWord);
        }
        if signature != WORD_97 {
            return Err(Failure::Damaged);
        }
        if flags & ENCRYPTED != 0 {
            return Err(Failure::Encrypted);
        }
        let length = |index: usize| u32_at(document, LENGTHS + index * 4).ok_or(Failure::Damaged);
        let (body, notes, headers, macros) = (length(3)?, length(4)?, length(5)?, length(6)?);
        let (comments, endnotes, boxes, header_boxes) = (length(7)?, length(8)?, length(9)?, length(10)?);
        let sum = |lengths: &[u32]| lengths.iter().try_fold(0_u32, |sum, length| sum.checked_add(*length));
        let before_boxes = sum(&[body, notes, headers, macros, comments, endnotes]).ok_or(Failure::Damaged)?;
        let end = sum(&[before_boxes, boxes, header_boxes]).ok_or(Failure::Damaged)?;
        if end > limits::CHARACTERS {
            return Err(Failure::TooLarge);
        }
        Ok(Self {
            table: if flags & TABLE_1 == 0 { "/0Table" } else { "/1Table" },
            body: 0..body,
            boxes: before_boxes,
            end,
            has_comments: comments > 0,
            has_notes: notes > 0 || endnotes > 0,
        })
    }
}

/// A table in the stream with the tables; empty if the document has none.
pub fn table<'a>(document: &[u8], tables: &'a [u8], table: HeaderTable) -> &'a [u8] {
    let at = TABLES + table as usize * 8;
    let place = offset_at(document, at).zip(offset_at(document, at + 4));
    place.and_then(|(start, length)| slice(tables, start, length)).unwrap_or_default()
}

/// The bytes of the stream with the tables from the end of a table. The levels of lists follow their table.
pub fn after_table<'a>(document: &[u8], tables: &'a [u8], table: HeaderTable) -> &'a [u8] {
    let at = TABLES + table as usize * 8;
    let place = offset_at(document, at).zip(offset_at(document, at + 4));
    let end = place.and_then(|(start, length)| start.checked_add(length));
    end.and_then(|end| tables.get(end..)).unwrap_or_default()
}

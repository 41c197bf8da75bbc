//! The pieces of the text (`Clx`): Word stores the text in pieces, some with one byte per character.

use encoding_rs::WINDOWS_1252;

use super::little_endian::{i16_at, offset_at, plex, slice, u8_at, u16_at, u32_at};
use crate::Failure;

/// The flag of a piece with one byte per character (`FcCompressed`).
const COMPRESSED: u32 = 1 << 30;
/// The kinds of parts of the table.
const PROPERTIES: u8 = 1;
const PIECES: u8 = 2;

/// The pieces of a text, in its order.
#[derive(Debug)]
pub struct PieceTable<'a> {
    document: &'a [u8],
    pieces: Vec<Piece>,
    /// Properties that pieces add to those of their characters (`Prc`).
    properties: Vec<&'a [u8]>,
}

/// A piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its first position and the position after it.
    start: u32,
    end: u32,
    /// Where it begins in the stream, in bytes.
    offset: u32,
    is_compressed: bool,
    /// `Prm`: the properties that it adds.
    added: u16,
}

/// A UTF-16 unit of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextUnit {
    /// Its position in the text.
    pub position: u32,
    /// Its offset in the stream, in bytes.
    pub offset: u32,
    /// The offset of the next unit.
    pub next_offset: u32,
    /// The unit.
    pub code: u16,
    /// `Prm`: the properties that its piece adds.
    pub added: u16,
}

impl<'a> PieceTable<'a> {
    /// Reads the table of pieces.
    pub fn read(document: &'a [u8], mut table: &'a [u8]) -> Result<Self, Failure> {
        let mut properties = Vec::new();
        loop {
            match table.first() {
                Some(&PROPERTIES) => {
                    let length = i16_at(table, 1).and_then(|length| usize::try_from(length).ok());
                    let part = length.and_then(|length| slice(table, 3, length)).ok_or(Failure::Damaged)?;
                    properties.push(part);
                    table = table.get(3 + part.len()..).unwrap_or_default();
                }
                Some(&PIECES) => {
                    let part =
                        offset_at(table, 1).and_then(|length| slice(table, 5, length)).ok_or(Failure::Damaged)?;
                    let pieces = plex(part, 8).filter_map(|(start, end, data)| piece(start, end, data));
                    // Pieces that overlap would repeat their text.
                    let mut free = 0;
                    let mut follows = |piece: &Piece| {
                        let follows = piece.start >= free;
                        free = free.max(piece.end);
                        follows
                    };
                    let pieces = pieces.filter(|piece| follows(piece)).collect();
                    return Ok(Self { document, pieces, properties });
                }
                _ => return Err(Failure::Damaged),
            }
        }
    }

    /// The units from `start` to `end`. Units outside the stream are missing.
    pub fn units(&self, start: u32, end: u32) -> impl Iterator<Item = TextUnit> + '_ {
        let first = self.pieces.partition_point(|piece| piece.end <= start);
        let pieces = self.pieces.get(first..).unwrap_or_default().iter();
        pieces.take_while(move |piece| piece.start < end).flat_map(move |piece| {
            (start.max(piece.start)..end.min(piece.end)).map_while(|position| self.unit(piece, position))
        })
    }

    fn unit(&self, piece: &Piece, position: u32) -> Option<TextUnit> {
        let index = position.checked_sub(piece.start)?;
        let size = if piece.is_compressed { 1 } else { 2 };
        let offset = index.checked_mul(size)?.checked_add(piece.offset)?;
        let at = usize::try_from(offset).ok()?;
        let code = match piece.is_compressed {
            true => u8_at(self.document, at).map(windows_1252)?,
            false => u16_at(self.document, at)?,
        };
        Some(TextUnit { position, offset, next_offset: offset.checked_add(size)?, code, added: piece.added })
    }

    /// The properties with this index that pieces add.
    pub fn properties(&self, index: usize) -> &'a [u8] {
        self.properties.get(index).copied().unwrap_or_default()
    }
}

fn piece(start: u32, end: u32, data: &[u8]) -> Option<Piece> {
    let (place, added) = (u32_at(data, 2)?, u16_at(data, 6)?);
    let is_compressed = place & COMPRESSED != 0;
    let place = place & (COMPRESSED - 1);
    let offset = if is_compressed { place / 2 } else { place };
    (start <= end).then_some(Piece { start, end, offset, is_compressed, added })
}

fn windows_1252(byte: u8) -> u16 {
    if byte < 0x80 {
        return byte.into();
    }
    let bytes = [byte];
    let text = WINDOWS_1252.decode_without_bom_handling(&bytes).0;
    text.encode_utf16().next().unwrap_or_default()
}

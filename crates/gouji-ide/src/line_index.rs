//! Converts between byte offsets and the lines and columns of an editor. No other module does.
//!
//! The program uses byte offsets on character boundaries. An editor uses a line and a number of code units. A position outside the
//! text is clamped to the text, as the language server protocol requires.

use gouji_text::Span;
use ropey::{Rope, RopeSlice};

/// The unit in which an editor counts columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the protocol's default.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A position as an editor counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineCol {
    /// The line, counted from 0.
    pub line: u32,
    /// The number of code units before the position in its line.
    pub column: u32,
}

impl LineCol {
    /// The position in this line and column.
    pub const fn new(line: u32, column: u32) -> Self {
        Self { line, column }
    }
}

/// A range as an editor counts. An editor may send one whose end comes before its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineColRange {
    /// One end.
    pub start: LineCol,
    /// The other end.
    pub end: LineCol,
}

impl LineColRange {
    /// The range between two positions.
    pub const fn new(start: LineCol, end: LineCol) -> Self {
        Self { start, end }
    }
}

/// A position as a byte offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The byte offset, always on a character boundary.
    pub byte: usize,
    /// Whether the position is inside the character at `byte`.
    pub within: Within,
}

/// The place of a position within a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Within {
    /// Before the character.
    Start,
    /// Between the two surrogates of the character at [`Place::byte`].
    Pair,
}

impl Encoding {
    /// Converts a position in `rope`. A line after the last one is the end of the text. A column after the last character of a line
    /// is the end of that line, before its line break.
    pub fn place(self, rope: &Rope, position: LineCol) -> Place {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        if line >= rope.len_lines() {
            return Place { byte: rope.len_bytes(), within: Within::Start };
        }
        let start = rope.line_to_byte(line);
        let content = without_break(rope.line(line));
        let column = usize::try_from(position.column).unwrap_or(usize::MAX);
        let (inner, within) = match self {
            Self::Utf8 => {
                let column = column.min(content.len_bytes());
                (content.char_to_byte(content.byte_to_char(column)), Within::Start)
            }
            Self::Utf16 => {
                let column = column.min(content.len_utf16_cu());
                let char = content.utf16_cu_to_char(column);
                let within = if content.char_to_utf16_cu(char) == column { Within::Start } else { Within::Pair };
                (content.char_to_byte(char), within)
            }
            Self::Utf32 => (content.char_to_byte(column.min(content.len_chars())), Within::Start),
        };
        Place { byte: start + inner, within }
    }

    /// Converts a byte offset. An offset inside a character counts as the start of the character, one after the text as the end of the
    /// text.
    pub fn position(self, rope: &Rope, byte: usize) -> LineCol {
        let byte = byte.min(rope.len_bytes());
        let line = rope.byte_to_line(byte);
        let slice = rope.line(line);
        let char = slice.byte_to_char(byte - rope.line_to_byte(line));
        let column = match self {
            Self::Utf8 => slice.char_to_byte(char),
            Self::Utf16 => slice.char_to_utf16_cu(char),
            Self::Utf32 => char,
        };
        LineCol::new(u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    }

    /// Converts a span.
    pub fn range(self, rope: &Rope, span: Span) -> LineColRange {
        LineColRange::new(self.position(rope, span.start), self.position(rope, span.end))
    }

    /// Converts a range, and puts its ends in order.
    pub fn span(self, rope: &Rope, range: LineColRange) -> Span {
        let (a, b) = (self.place(rope, range.start).byte, self.place(rope, range.end).byte);
        Span::new(a.min(b), a.max(b))
    }
}

/// The line of a byte offset, counted from 0.
pub fn line_of(rope: &Rope, byte: usize) -> usize {
    rope.byte_to_line(byte.min(rope.len_bytes()))
}

/// The span of the line of a byte offset, including the line break.
pub fn line_span(rope: &Rope, byte: usize) -> Span {
    let line = line_of(rope, byte);
    Span::new(rope.line_to_byte(line), rope.line_to_byte(line + 1))
}

fn without_break(line: RopeSlice<'_>) -> RopeSlice<'_> {
    let chars = line.len_chars();
    let last = |back: usize| chars.checked_sub(back).map(|at| line.char(at));
    let width = match (last(2), last(1)) {
        (Some('\r'), Some('\n')) => 2,
        (_, Some('\r' | '\n')) => 1,
        _ => 0,
    };
    line.slice(..chars - width)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "一𠀀a\r\nb\rc\n\u{2028}😀e\u{301}";

    fn place(encoding: Encoding, line: u32, column: u32) -> (usize, Within) {
        let place = encoding.place(&Rope::from_str(TEXT), LineCol::new(line, column));
        (place.byte, place.within)
    }

    #[test]
    fn columns_count_in_the_negotiated_units() {
        for (encoding, column) in [(Encoding::Utf8, 7), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
            assert_eq!(place(encoding, 0, column), (7, Within::Start), "{encoding:?}");
            assert_eq!(encoding.position(&Rope::from_str(TEXT), 7), LineCol::new(0, column));
        }
    }

    #[test]
    fn only_the_line_breaks_of_the_protocol_end_lines() {
        assert_eq!(place(Encoding::Utf32, 1, 0), (10, Within::Start));
        assert_eq!(place(Encoding::Utf32, 2, 0), (12, Within::Start));
        assert_eq!(place(Encoding::Utf32, 3, 1), (17, Within::Start));
    }

    #[test]
    fn positions_outside_the_text_are_clamped() {
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            assert_eq!(place(encoding, 0, 99), (8, Within::Start), "before the line break");
            assert_eq!(place(encoding, 1, u32::MAX), (11, Within::Start));
            assert_eq!(place(encoding, u32::MAX, 0), (TEXT.len(), Within::Start));
            assert_eq!(encoding.place(&Rope::new(), LineCol::new(0, 5)).byte, 0);
        }
    }

    #[test]
    fn a_position_inside_a_character_is_the_start_of_the_character() {
        assert_eq!(place(Encoding::Utf16, 0, 2), (3, Within::Pair));
        assert_eq!(place(Encoding::Utf8, 0, 5), (3, Within::Start));
        assert_eq!(Encoding::Utf16.position(&Rope::from_str(TEXT), 5), LineCol::new(0, 1));
    }

    #[test]
    fn every_character_boundary_round_trips() {
        let rope = Rope::from_str(TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (byte, _) in TEXT.char_indices().filter(|(byte, _)| *byte != 9) {
                let position = encoding.position(&rope, byte);
                assert_eq!(encoding.place(&rope, position).byte, byte, "{encoding:?} {position:?}");
            }
        }
    }
}

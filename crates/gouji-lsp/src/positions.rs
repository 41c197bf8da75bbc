//! The one place where byte offsets and protocol positions meet.
//!
//! Inside, places are byte offsets on character boundaries; on the wire they are a line and a count of code units.
//! Whatever a client sends is clamped to the text, as the protocol asks.

use gouji_core::Span;
use ropey::{Rope, RopeSlice};
use tower_lsp::ls_types::{Position, PositionEncodingKind, Range};

/// What a client counts columns in.
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

/// A client's position in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Byte offset, always on a character boundary.
    pub byte: usize,
    /// Whether the position meant a character's second half.
    pub within: Within,
}

/// Where within a character a position lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Within {
    /// In front of it.
    Start,
    /// Between the two surrogates of the character at [`Place::byte`].
    Pair,
}

impl Encoding {
    /// The first of the client's encodings that is known; UTF-16 where it offers none.
    pub fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Self {
        let known = |kind: &PositionEncodingKind| match kind.as_str() {
            "utf-8" => Some(Self::Utf8),
            "utf-16" => Some(Self::Utf16),
            "utf-32" => Some(Self::Utf32),
            _ => None,
        };
        offered.unwrap_or_default().iter().find_map(known).unwrap_or_default()
    }

    /// The protocol's name of it.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// The place in `rope` that `position` means. A line behind the last is the end of the text, a column behind the
    /// line's last character is the end of that line, in front of its break.
    pub fn place(self, rope: &Rope, position: Position) -> Place {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        if line >= rope.len_lines() {
            return Place { byte: rope.len_bytes(), within: Within::Start };
        }
        let start = rope.line_to_byte(line);
        let content = without_break(rope.line(line));
        let column = usize::try_from(position.character).unwrap_or(usize::MAX);
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

    /// The position of a byte offset; one inside a character counts as its start, one behind the text as its end.
    pub fn position(self, rope: &Rope, byte: usize) -> Position {
        let byte = byte.min(rope.len_bytes());
        let line = rope.byte_to_line(byte);
        let slice = rope.line(line);
        let char = slice.byte_to_char(byte - rope.line_to_byte(line));
        let column = match self {
            Self::Utf8 => slice.char_to_byte(char),
            Self::Utf16 => slice.char_to_utf16_cu(char),
            Self::Utf32 => char,
        };
        Position::new(u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    }

    /// The range of a span.
    pub fn range(self, rope: &Rope, span: Span) -> Range {
        Range::new(self.position(rope, span.start), self.position(rope, span.end))
    }

    /// The span that `range` means, its ends put in order.
    pub fn span(self, rope: &Rope, range: Range) -> Span {
        let (a, b) = (self.place(rope, range.start).byte, self.place(rope, range.end).byte);
        Span::new(a.min(b), a.max(b))
    }
}

/// The line (counted from 0) in which `byte` lies, as the protocol counts lines.
pub fn line_of(rope: &Rope, byte: usize) -> usize {
    rope.byte_to_line(byte.min(rope.len_bytes()))
}

/// The span of the line in which `byte` lies, with its break.
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

    fn place(encoding: Encoding, line: u32, character: u32) -> (usize, Within) {
        let place = encoding.place(&Rope::from_str(TEXT), Position::new(line, character));
        (place.byte, place.within)
    }

    #[test]
    fn columns_count_in_the_negotiated_units() {
        for (encoding, column) in [(Encoding::Utf8, 7), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
            assert_eq!(place(encoding, 0, column), (7, Within::Start), "{encoding:?}");
            assert_eq!(encoding.position(&Rope::from_str(TEXT), 7), Position::new(0, column));
        }
    }

    #[test]
    fn only_the_breaks_of_the_protocol_break_lines() {
        assert_eq!(place(Encoding::Utf32, 1, 0), (10, Within::Start));
        assert_eq!(place(Encoding::Utf32, 2, 0), (12, Within::Start));
        assert_eq!(place(Encoding::Utf32, 3, 1), (17, Within::Start));
    }

    #[test]
    fn positions_outside_are_clamped() {
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            assert_eq!(place(encoding, 0, 99), (8, Within::Start), "in front of the break");
            assert_eq!(place(encoding, 1, u32::MAX), (11, Within::Start));
            assert_eq!(place(encoding, u32::MAX, 0), (TEXT.len(), Within::Start));
            assert_eq!(encoding.place(&Rope::new(), Position::new(0, 5)).byte, 0);
        }
    }

    #[test]
    fn a_position_inside_a_character_is_its_start() {
        assert_eq!(place(Encoding::Utf16, 0, 2), (3, Within::Pair));
        assert_eq!(place(Encoding::Utf8, 0, 5), (3, Within::Start));
        assert_eq!(Encoding::Utf16.position(&Rope::from_str(TEXT), 5), Position::new(0, 1));
    }

    #[test]
    fn every_boundary_round_trips() {
        let rope = Rope::from_str(TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (byte, _) in TEXT.char_indices().filter(|(byte, _)| *byte != 9) {
                let position = encoding.position(&rope, byte);
                assert_eq!(encoding.place(&rope, position).byte, byte, "{encoding:?} {position:?}");
            }
        }
    }

    #[test]
    fn the_clients_first_known_encoding_wins() {
        let offered = ["utf-7", "utf-8", "utf-16"].map(PositionEncodingKind::new);
        assert_eq!(Encoding::negotiate(Some(&offered)), Encoding::Utf8);
        assert_eq!(Encoding::negotiate(None), Encoding::Utf16);
    }
}

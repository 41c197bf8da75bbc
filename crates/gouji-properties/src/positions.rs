//! Bytes and protocol positions: every character boundary that a position can name comes back as itself, and whatever a
//! client sends lands inside the text.

use gouji_core::Span;
use gouji_lsp::positions::{Encoding, line_of, line_span};
use ropey::Rope;
use tower_lsp::ls_types::{Position, Range};

use crate::script::Script;

/// The property, of bytes: positions that a client may send, then the text.
pub fn holds(data: &[u8]) {
    let (sent, rest) = data.split_at(data.len().min(8));
    let word = |at: usize| sent.get(at..at + 2).map_or(0, |two| u32::from(u16::from_be_bytes([two[0], two[1]])));
    let text: String = Script::read(rest).text().chars().take(MOST).collect();
    round_trip(&text);
    // Large ones are nearly always outside.
    for scale in [0x01, 0x1_0001] {
        let positions = [Position::new(word(0) % 64 * scale, word(2) * scale), Position::new(word(4), word(6) * scale)];
        stay_inside(&text, positions);
    }
}

/// Characters that are tried; more take time and show nothing new.
const MOST: usize = 400;
const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

/// Every boundary has the position that counting gives it, and comes back.
fn round_trip(text: &str) {
    let rope = Rope::from_str(text);
    for encoding in ENCODINGS {
        let (mut line, mut column) = (0, 0);
        let mut chars = text.char_indices().peekable();
        while let Some((byte, c)) = chars.next() {
            let position = encoding.position(&rope, byte);
            assert_eq!(position, Position::new(line, column), "{encoding:?} at byte {byte}");
            assert_eq!(encoding.place(&rope, position).byte, byte, "{encoding:?} {position:?}");
            let followed = chars.peek().map(|(_, next)| *next);
            match c {
                // No position lies between the two.
                '\r' if followed == Some('\n') => {
                    chars.next();
                    (line, column) = (line + 1, 0);
                }
                '\r' | '\n' => (line, column) = (line + 1, 0),
                c => column += units(encoding, c),
            }
        }
        assert_eq!(encoding.position(&rope, text.len()), Position::new(line, column), "{encoding:?} at the end");
    }
}

fn units(encoding: Encoding, c: char) -> u32 {
    let units = match encoding {
        Encoding::Utf8 => c.len_utf8(),
        Encoding::Utf16 => c.len_utf16(),
        Encoding::Utf32 => 1,
    };
    units.try_into().expect("at most four")
}

/// Whatever is sent means a place inside the text; of ordered positions, so are the places.
fn stay_inside(text: &str, [a, b]: [Position; 2]) {
    let rope = Rope::from_str(text);
    for encoding in ENCODINGS {
        for position in [a, b] {
            let place = encoding.place(&rope, position);
            assert!(text.is_char_boundary(place.byte), "{encoding:?} {position:?}");
            assert!(line_span(&rope, place.byte).touches(place.byte));
            assert!(line_of(&rope, place.byte) <= rope.len_lines());
        }
        let span = encoding.span(&rope, Range::new(a, b));
        crate::assert_inside(text, span, "a range");
        assert_eq!(encoding.span(&rope, encoding.range(&rope, span)), between_breaks(text, span));
    }
}

/// A byte between `\r` and `\n` has no position; that in front of both stands for it.
fn between_breaks(text: &str, span: Span) -> Span {
    let snap = |at: usize| {
        let bytes = text.as_bytes();
        let splits = at > 0 && bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n');
        if splits { at - 1 } else { at }
    };
    Span::new(snap(span.start), snap(span.end))
}

//! Byte offsets and positions: every character boundary that a position can name converts to a position and back, and
//! every position of a client converts to an offset inside the text.

use gouji_ide::line_index::{Encoding, LineCol, LineColRange, line_of, line_span};
use gouji_text::Span;
use ropey::Rope;

/// The property, of bytes: positions that a client may send, then the text.
pub fn holds(data: &[u8]) {
    let (sent, rest) = data.split_at(data.len().min(8));
    let word = |at: usize| sent.get(at..at + 2).map_or(0, |two| u32::from(u16::from_be_bytes([two[0], two[1]])));
    let text: String = String::from_utf8_lossy(rest).chars().take(MAX_CHARS).collect();
    let [first, encoding] = [0, 1].map(|at| usize::from(sent.get(at).copied().unwrap_or_default()));
    let encoding = ENCODINGS[encoding % ENCODINGS.len()];
    check_round_trip(&text, encoding, first);
    // Large positions are nearly always outside of the text.
    for scale in [0x01, 0x1_0001] {
        let positions = [LineCol::new(word(0) % 64 * scale, word(2) * scale), LineCol::new(word(4), word(6) * scale)];
        check_inside(&text, encoding, positions);
    }
}

/// Characters of a text at most: enough for a rope of two chunks.
const MAX_CHARS: usize = 400;
/// Approximate number of character boundaries that are checked. The input selects them.
const SAMPLES: usize = 32;
const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

/// Checks that character boundaries, from the `first` on in equal steps, have the position that counting gives, and convert back.
fn check_round_trip(text: &str, encoding: Encoding, first: usize) {
    let rope = Rope::from_str(text);
    let step = rope.len_chars() / SAMPLES + 1;
    let (mut line, mut column) = (0, 0);
    let mut chars = text.char_indices().enumerate().peekable();
    while let Some((nth, (byte, c))) = chars.next() {
        if nth % step == first % step {
            let position = encoding.position(&rope, byte);
            assert_eq!(position, LineCol::new(line, column), "{encoding:?} at byte {byte}");
            assert_eq!(encoding.place(&rope, position).byte, byte, "{encoding:?} {position:?}");
        }
        let next = chars.peek().map(|(_, (_, next))| *next);
        match c {
            // There is no position between `\r` and `\n`.
            '\r' if next == Some('\n') => {
                chars.next();
                (line, column) = (line + 1, 0);
            }
            '\r' | '\n' => (line, column) = (line + 1, 0),
            c => column += units(encoding, c),
        }
    }
    assert_eq!(encoding.position(&rope, text.len()), LineCol::new(line, column), "{encoding:?} at the end");
}

/// Code units of a character.
fn units(encoding: Encoding, c: char) -> u32 {
    let units = match encoding {
        Encoding::Utf8 => c.len_utf8(),
        Encoding::Utf16 => c.len_utf16(),
        Encoding::Utf32 => 1,
    };
    units.try_into().expect("at most four")
}

/// Checks that all positions, and the range between them, convert to places inside the text.
fn check_inside(text: &str, encoding: Encoding, [a, b]: [LineCol; 2]) {
    let rope = Rope::from_str(text);
    for position in [a, b] {
        let place = encoding.place(&rope, position);
        assert!(text.is_char_boundary(place.byte), "{encoding:?} {position:?}");
        assert!(line_span(&rope, place.byte).touches(place.byte));
        assert!(line_of(&rope, place.byte) <= rope.len_lines());
    }
    let span = encoding.span(&rope, LineColRange::new(a, b));
    crate::assert_inside(text, span, "a range");
    assert_eq!(encoding.span(&rope, encoding.range(&rope, span)), snap_to_line_breaks(text, span));
}

/// Moves an end between `\r` and `\n`, which has no position, to the start of both.
fn snap_to_line_breaks(text: &str, span: Span) -> Span {
    let snap = |at: usize| {
        let bytes = text.as_bytes();
        let splits = at > 0 && bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n');
        if splits { at - 1 } else { at }
    };
    Span::new(snap(span.start), snap(span.end))
}

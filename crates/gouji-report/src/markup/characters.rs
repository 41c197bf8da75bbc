//! Removes markup of single characters: invisible characters, look-alikes, and line separators.

use std::ops::RangeInclusive;

use gouji_text::{common_form, is_invisible};
use memchr::{memchr2, memchr3, memchr3_iter};

use super::fill;
use crate::table;
use crate::titles::Titles;

/// Bytes in threes, as `memchr` looks for them. A byte is repeated where there is no third one.
type Bytes<const N: usize> = [[u8; 3]; N];

/// Bytes that are markup wherever they are, or that markup begins with.
const MARKS: Bytes<4> = [*b"<*_", *b"&[{", *b"\\`\x0B", [0x0C; 3]];
/// Bytes with which markup begins only if [`may_begin_markup`] says so.
const POSSIBLE_MARKS: Bytes<4> = [*b"~=#", [b'\n', b'\r', 0xC2], [0xCD, 0xE1, 0xE2], [0xE3, 0xEF, 0xEF]];
/// The first bytes of characters that [`replace`] may replace.
const REPLACEABLE: Bytes<3> = [[0x0B, 0x0C, b'\r'], [0xC2, 0xCD, 0xE1], [0xE2, 0xE3, 0xEF]];

/// For each byte, whether it is one of `bytes`.
const fn set_of<const N: usize>(bytes: Bytes<N>) -> [bool; 256] {
    let mut set = [false; 256];
    let mut at = 0;
    while at < 3 * N {
        set[bytes[at / 3][at % 3] as usize] = true;
        at += 1;
    }
    set
}

/// For each byte, whether it is in one of the two sets.
const fn either(one: [bool; 256], other: [bool; 256]) -> [bool; 256] {
    let mut both = one;
    let mut at = 0;
    while at < both.len() {
        both[at] |= other[at];
        at += 1;
    }
    both
}

const IS_MARK: [bool; 256] = set_of(MARKS);
const MAY_BE_MARK: [bool; 256] = either(IS_MARK, set_of(POSSIBLE_MARKS));
const IS_REPLACEABLE: [bool; 256] = set_of(REPLACEABLE);

fn is_in(set: &[bool; 256], byte: u8) -> bool {
    set.get(usize::from(byte)).copied().unwrap_or_default()
}

/// Whether the text may have markup. Most texts have none, and need no copy. In a long text, the searches for rare bytes
/// take a fraction of the time of one loop over all bytes.
pub(super) fn may_contain_markup(text: &[u8]) -> bool {
    starts_dressed(text)
        || MARKS.iter().any(|[one, two, three]| memchr3(*one, *two, *three, text).is_some())
        || POSSIBLE_MARKS
            .iter()
            .any(|[one, two, three]| memchr3_iter(*one, *two, *three, text).any(|at| may_begin_markup(text, at)))
}

/// The same as [`may_contain_markup`], for a line, in which one loop is faster.
pub(super) fn line_may_contain_markup(line: &[u8]) -> bool {
    starts_dressed(line)
        || line
            .iter()
            .enumerate()
            .any(|(at, byte)| is_in(&MAY_BE_MARK, *byte) && (is_in(&IS_MARK, *byte) || may_begin_markup(line, at)))
}

/// Whether markup may begin at a byte that often belongs to other characters.
fn may_begin_markup(text: &[u8], at: usize) -> bool {
    let next = |further: usize| text.get(at + further).copied().unwrap_or_default();
    match (next(0), next(1), next(2)) {
        // Markup if it is doubled.
        (mark @ (b'~' | b'='), second, _) => mark == second,
        // A run of marks at the start of a line, with a blank after it, is a heading's mark.
        (b'#', second, _) => {
            let before = at.checked_sub(1).and_then(|before| text.get(before));
            !matches!(second, b' ' | b'#') || before.is_some_and(|before| !matches!(before, b'\n' | b'\r' | b'#'))
        }
        (end @ (b'\n' | b'\r'), ..) => {
            let rest = text.get(at + 1..).unwrap_or_default();
            rest.starts_with(b"\r\n") && end == b'\r' || starts_dressed(rest)
        }
        (0xC2, second, _) => matches!(second, 0x85 | 0xAD | 0xB2 | 0xB3 | 0xB9),
        (0xCD, second, _) => second == 0x8F,
        (0xE1, second, third) => (second, third) == (0xA0, 0x8E),
        // The invisible filler U+3164.
        (0xE3, second, third) => (second, third) == (0x85, 0xA4),
        (0xE2, 0x80, third) => matches!(third, 0x8B..=0x8F | 0xA8..=0xAE),
        (0xE2, second, _) => matches!(second, 0x81 | 0x91 | 0xA0 | 0xBA..=0xBF),
        // A byte order mark at the start of the text belongs to the file.
        (0xEF, second, third) => {
            matches!(second, 0xA4..=0xAB) || second == 0xB8 && third < 0x90 || second == 0xBB && third == 0xBF && at > 0
        }
        _ => false,
    }
}

/// Whether a line may begin with markup: a list or quote mark, a symbol, or a tab before its only cell.
fn starts_dressed(line: &[u8]) -> bool {
    let mut rest = line;
    loop {
        rest = match rest {
            [b' ' | b'#', rest @ ..] | [0xC2, 0xA0, rest @ ..] | [0xE3, 0x80, 0x80, rest @ ..] => rest,
            _ => break,
        };
    }
    match rest {
        [b'>' | b'-' | b'+', next, ..] => *next != b'\n' && *next != b'\r',
        [b'\t', rest @ ..] => {
            let end = memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            let cell = rest.get(..end).unwrap_or_default();
            let cell = cell.get(cell.iter().take_while(|byte| **byte == b'\t').count()..).unwrap_or_default();
            !cell.is_empty() && !cell.contains(&b'\t')
        }
        [0xE3, 0x80, 0x8A | 0x90, ..] | [0xE3, 0x83, 0xBB, ..] | [0xC2, 0xB7, ..] | [0xEF, 0xBC, 0x83, ..] => true,
        [0xE2, 0x80, third, ..] => !matches!(third, 0x90..=0x9F),
        [0xEE | 0xF0, ..] => true,
        [0xE2, second, ..] => matches!(second, 0x81 | 0x88 | 0x96..=0x9E | 0xAC | 0xAD),
        [0xEF, second, ..] => matches!(second, 0x80..=0xA3),
        _ => false,
    }
}

/// The bytes of a text in UTF-8 with which a character begins that [`replace`] may replace, and their places. Passes over the characters
/// U+4000 to U+9FFF whole: most of a text consists of them, and none is replaced.
fn replaceable(text: &[u8]) -> impl Iterator<Item = (usize, u8)> {
    const FIRST_BYTES: RangeInclusive<u8> = 0xE4..=0xE9;
    let mut next = 0;
    std::iter::from_fn(move || {
        loop {
            let at = next;
            let byte = *text.get(at)?;
            next += if FIRST_BYTES.contains(&byte) { 3 } else { 1 };
            if is_in(&IS_REPLACEABLE, byte) {
                return Some((at, byte));
            }
        }
    })
}

/// Replaces the characters of `text` that are markup by themselves.
pub(super) fn replace(text: &str, plain: &mut [u8]) {
    // Most characters with such a byte are marks such as full-width commas, which stay.
    let may_be_replaced = |at: usize, byte: u8| byte.is_ascii() || may_begin_markup(text.as_bytes(), at);
    let places = replaceable(text.as_bytes()).filter(|(at, byte)| may_be_replaced(*at, *byte));
    let character = |(at, _): (usize, u8)| Some((at, text.get(at..)?.chars().next()?));
    for (at, c) in places.filter_map(character) {
        let span = at..at + c.len_utf8();
        let end: &[u8] = match c {
            '\u{B}' | '\u{2028}' if is_in_cell(text, at) => {
                fill(plain, span);
                continue;
            }
            '\u{B}' | '\u{C}' => b"\n",
            '\u{85}' => b"\r\n",
            '\u{2028}' | '\u{2029}' => b" \r\n",
            '\r' if text.get(span.end..).is_some_and(|rest| rest.starts_with("\r\n")) => b" ",
            // A byte order mark at the start of the text belongs to the file.
            '\u{FEFF}' if at == 0 => continue,
            _ if is_invisible(c) => {
                fill(plain, span);
                continue;
            }
            _ => {
                if let (Some(common), Some(place)) = (common_form(c), plain.get_mut(span)) {
                    common.encode_utf8(place);
                }
                continue;
            }
        };
        // A form feed next to a line end is a page break, and starts no further line.
        let ends_line = c != '\u{C}' || !is_at_line_end(text, span.clone());
        if let Some(place) = plain.get_mut(span) {
            place.copy_from_slice(if ends_line { end } else { b" " });
        }
    }
}

/// Whether the separator at `at` breaks a line inside a cell: a cell between tabs, or a label at either end of a row.
fn is_in_cell(text: &str, at: usize) -> bool {
    /// Longest cell, in bytes.
    const LONGEST: usize = 1 << 8;
    let ends = |c: char| matches!(c, '\t' | '|' | '\n');
    let before = text.get(..at).unwrap_or_default();
    let rest = text.get(at..).unwrap_or_default();
    let near = |(at, _): &(usize, char)| *at < LONGEST;
    let start = before.char_indices().rev().take_while(|(place, _)| at - place < LONGEST).find(|(_, c)| ends(*c));
    let end = rest.char_indices().take_while(near).find(|(_, c)| ends(*c));
    let is_tab = |found: Option<(usize, char)>| found.is_some_and(|(_, c)| c != '\n');
    // A longer stretch is no cell.
    if start.is_none() && at > LONGEST || end.is_none() && rest.len() > LONGEST {
        return false;
    }
    let from = start.map_or(0, |(start, _)| start + 1);
    let cell = text.get(from..end.map_or(text.len(), |(end, _)| at + end)).unwrap_or_default();
    let is_label = || cell.len() < LONGEST && table::is_label(&cell.replace(['\u{B}', '\u{2028}'], ""));
    // The title of a section is no part of a cell.
    let is_heading = |piece: &str| Titles::current().read(piece).is_some_and(|named| named.mark.is_some());
    if cell.split(['\u{B}', '\u{2028}']).any(is_heading) {
        return false;
    }
    match (is_tab(start), is_tab(end)) {
        (true, true) => true,
        (false, false) => false,
        _ => is_label() || !cell.contains(|c: char| c.is_ascii_digit()) && cell.chars().count() <= SHORT_CELL,
    }
}

/// Longest cell, in characters, that cannot be a paragraph.
const SHORT_CELL: usize = 8;

fn is_at_line_end(text: &str, span: std::ops::Range<usize>) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    before.is_empty() || before.ends_with(['\n', '\r']) || after.is_empty() || after.starts_with(['\n', '\r'])
}

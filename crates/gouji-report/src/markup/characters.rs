//! Removes markup of single characters: invisible characters, look-alikes, and line separators.

use gouji_text::{common_form, is_invisible};
use memchr::{memchr, memchr2, memchr2_iter, memchr3, memchr3_iter, memmem};

use super::fill;
use crate::table;
use crate::titles::Titles;

/// Whether the text may have markup. Most texts have none, and need no copy. The searches for rare bytes take a fraction of the
/// time of one loop over all bytes.
pub(super) fn may_contain_markup(text: &[u8]) -> bool {
    let begins = |at: usize| may_begin_markup(text, at);
    starts_dressed(text)
        || memchr3(b'<', b'*', b'_', text).is_some()
        || memchr3(b'&', b'[', b'{', text).is_some()
        || memchr3(b'\\', b'`', b'\x0B', text).is_some()
        || memchr(b'\x0C', text).is_some()
        || memchr3_iter(b'~', b'=', b'#', text).any(begins)
        || memchr2_iter(b'\n', b'\r', text).any(begins)
        || memchr3_iter(0xC2, 0xCD, 0xE1, text).any(begins)
        || memchr2_iter(0xE2, 0xEF, text).any(begins)
        || memmem::find(text, FILLER).is_some()
}

/// The invisible filler U+3164 in UTF-8.
const FILLER: &[u8] = "\u{3164}".as_bytes();

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

/// Replaces the characters of `text` that are markup by themselves.
pub(super) fn replace(text: &str, plain: &mut [u8]) {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}');
    let may_be_markup = |c: char| if c.is_ascii() { c.is_ascii_control() } else { !is_han(c) };
    for (at, c) in text.char_indices().filter(|(_, c)| may_be_markup(*c)) {
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

//! Copies the text and replaces markup by breaks. The copy has the same length in bytes, so each place in it is the
//! same place in the text.

use gouji_text::{common_form, is_common_han, is_invisible, is_note_mark};
use memchr::memmem;
use unicode_normalization::UnicodeNormalization;

use crate::markup::tags::{self, Tag};

/// Fills the place of removed bytes. It does not separate words and is no part of a word.
const NOTHING: u8 = 0x01;
/// [`NOTHING`] as a character.
pub(super) const NOTHING_CHAR: char = NOTHING as char;
/// Replaces a note mark.
pub(super) const NOTE: u8 = 0x02;
/// Replaces a line break inside a cell.
pub(super) const SOFT: u8 = 0x1E;
/// Replaces the start of a cell of HTML.
pub(super) const CELL: u8 = 0x1F;

/// The words of a cell as a page shows them. A bracket replaces a note mark, so that `31<sup>1</sup>` is not read as
/// 311. A comma (、) replaces a line break between digits, so that `20<br>11` is not read as 2011.
pub(super) fn shown(cell: &str) -> String {
    let copy = plain(cell);
    let mut shown = String::with_capacity(copy.len());
    let mut parts = copy.split(['\u{1E}', '\u{1F}']);
    shown.extend(parts.next());
    for part in parts {
        let is_digit = |c: char| c.is_ascii_digit();
        if shown.trim_end_matches(NOTHING_CHAR).ends_with(is_digit) && words(part).starts_with(is_digit) {
            shown.push('、');
        }
        shown.push_str(part);
    }
    shown.retain(|c| c != NOTHING_CHAR);
    shown.replace(char::from(NOTE), "[")
}

/// The copy of `text`.
pub(super) fn plain(text: &str) -> String {
    let mut copy = Copy { bytes: text.as_bytes().to_vec() };
    copy.hide_elements();
    copy.decode_entities();
    copy.replace_tags();
    copy.replace_characters(text);
    copy.hide_marks();
    // Whole characters were replaced by whole characters, so the copy is valid UTF-8.
    String::from_utf8(copy.bytes).unwrap_or_else(|_| text.to_owned())
}

struct Copy {
    bytes: Vec<u8>,
}

impl Copy {
    /// Replaces the bytes from `start` to `end` by [`NOTHING`] and `with`. A break comes last, so that the next token
    /// starts after it.
    fn replace(&mut self, start: usize, end: usize, with: &[u8]) {
        let Some(slots) = self.bytes.get_mut(start..end) else { return };
        slots.fill(NOTHING);
        for (slot, byte) in slots.iter_mut().rev().zip(with.iter().rev()) {
            *slot = *byte;
        }
    }

    fn at(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    /// Hides comments, and elements whose content is not shown.
    fn hide_elements(&mut self) {
        for span in tags::hidden(&self.bytes) {
            self.replace(span.start, span.end, &[]);
        }
    }

    fn decode_entities(&mut self) {
        let mut from = 0;
        while let Some(found) = self.bytes.get(from..).and_then(|rest| memchr::memchr(b'&', rest)) {
            let start = from + found;
            from = start + 1;
            const LONGEST: usize = 10;
            let name = self.bytes.get(from..(from + LONGEST).min(self.bytes.len())).unwrap_or_default();
            let Some(length) = name.iter().position(|byte| *byte == b';') else { continue };
            let Some(c) = name.get(..length).and_then(entity) else { continue };
            let mut buffer = [0; 4];
            let written = c.encode_utf8(&mut buffer).len();
            self.replace(start, from + length + 1, buffer.get(..written).unwrap_or_default());
            from += length;
        }
    }

    /// Replaces tags by breaks: a row or a paragraph is a line, and inside a table a paragraph is a line of its cell.
    fn replace_tags(&mut self) {
        if memchr::memchr(b'<', &self.bytes).is_none() {
            return;
        }
        let mut depth = 0_usize;
        let mut at = 0;
        while let Some(found) = self.bytes.get(at..).and_then(|rest| memchr::memchr3(b'<', b'\n', b'\r', rest)) {
            let start = at + found;
            at = start + 1;
            if self.at(start) != b'<' {
                // A line end inside an HTML table is a blank.
                if depth > 0 {
                    self.replace(start, at, b" ");
                }
                continue;
            }
            let Some(tag) = Tag::at(&self.bytes, start) else { continue };
            let is_any = |names: &[&[u8]]| tag.is_any(&self.bytes, names);
            at = tag.removed_end(&self.bytes, self.bytes.len());
            let with: &[u8] = if is_any(&[b"table"]) {
                depth = if tag.is_end { depth.saturating_sub(1) } else { depth + 1 };
                b"\n"
            } else if is_any(&[b"tr"]) {
                b"\n"
            } else if is_any(&[b"td", b"th"]) {
                if tag.is_end { &[] } else { &[CELL] }
            } else if is_any(&[b"sup"]) {
                if at > tag.end { &[NOTE] } else { &[] }
            } else if tag.is_block(&self.bytes) {
                if depth > 0 || is_any(&[b"br"]) { &[SOFT] } else { b"\n" }
            } else {
                &[]
            };
            self.replace(start, at, with);
        }
    }

    /// Replaces line ends of other systems, note marks, drawn bars and rules, and invisible characters.
    fn replace_characters(&mut self, text: &str) {
        let mut characters = text.char_indices().peekable();
        while let Some((start, c)) = characters.next() {
            if is_common_han(c) || matches!(c, ' '..='~' | '\n' | '\t') {
                continue;
            }
            // Hidden characters stay hidden.
            if self.at(start) != text.as_bytes().get(start).copied().unwrap_or_default() {
                continue;
            }
            let end = start + c.len_utf8();
            let with: &[u8] = match c {
                '\r' if characters.peek().is_some_and(|(_, next)| matches!(next, '\n' | '\r')) => b" ",
                '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => b"\n",
                '│' | '┃' | '║' | '｜' | '︱' => b"|",
                '\u{2500}'..='\u{257F}' if is_horizontal(c) => b"---",
                '\u{2500}'..='\u{257F}' => b"+--",
                _ if is_note_mark(c) => &[NOTE],
                '\u{A0}' | '\u{202F}' | '\u{2009}' | '\u{2007}' if self.separates_thousands(start, end) => &[],
                '\u{A0}' | '\u{3000}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => b" ",
                _ if is_invisible(c) => &[],
                _ => continue,
            };
            self.replace(start, end, with);
        }
    }

    /// Whether the bytes from `start` to `end` separate the thousands of a figure.
    fn separates_thousands(&self, start: usize, end: usize) -> bool {
        let is_digit = |at: usize| self.at(at).is_ascii_digit();
        start > 0 && is_digit(start - 1) && (end..end + 3).all(is_digit) && !is_digit(end + 3)
    }

    /// Hides the markup of Markdown and LaTeX.
    fn hide_marks(&mut self) {
        let mut line_start = true;
        let mut at = 0;
        while at < self.bytes.len() {
            let byte = self.at(at);
            let next = self.at(at + 1);
            let length = match byte {
                b'\\' if next == b'\\' => 2,
                b'\\' if next.is_ascii_punctuation() => 1,
                b'\\' if next.is_ascii_alphabetic() => self.command_len(at),
                b'\'' if self.separates_thousands(at, at + 1) => 1,
                b'*' | b'`' => 1,
                b'~' if next == b'~' => self.deleted_len(at),
                b'_' if next == b'_' => 2,
                b'#' if line_start => 1,
                b'>' if line_start => 1,
                b'[' => {
                    let length = self.reference_len(at);
                    if length > 0 {
                        self.replace(at, at + length, &[NOTE]);
                        at += length;
                        continue;
                    }
                    0
                }
                _ => 0,
            };
            if length > 0 {
                self.replace(at, at + length, &[]);
                // An escaped character is not markup.
                at += if byte == b'\\' && length == 1 { 2 } else { length };
                continue;
            }
            line_start = byte == b'\n' || line_start && matches!(byte, b' ' | b'\t' | NOTHING);
            at += 1;
        }
    }

    /// Length in bytes of a LaTeX command with its argument, as in `\begin{tabular}`.
    fn command_len(&self, at: usize) -> usize {
        let rest = self.bytes.get(at + 1..).unwrap_or_default();
        let name = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        match rest.get(..name).unwrap_or_default() {
            b"hline" => 1 + name,
            b"begin" | b"end" => rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end) + 1,
            _ => 0,
        }
    }

    /// Length in bytes of a short text that is struck out, as in `~~30~~`; the length of the mark if nothing closes it.
    fn deleted_len(&self, at: usize) -> usize {
        const LONGEST: usize = 40;
        let rest = self.bytes.get(at + 2..).unwrap_or_default();
        let rest = rest.get(..LONGEST.min(rest.len())).unwrap_or_default();
        let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
        memmem::find(line, b"~~").map_or(2, |end| end + 4)
    }

    /// Length in bytes of a note mark, as in `[1]` or `[^1]`; 0 if there is none.
    fn reference_len(&self, at: usize) -> usize {
        let caret = usize::from(self.at(at + 1) == b'^');
        let rest = self.bytes.get(at + 1 + caret..).unwrap_or_default();
        let digits = rest.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
        if (1..=2).contains(&digits) && rest.get(digits) == Some(&b']') { 2 + caret + digits } else { 0 }
    }
}

/// The character of an entity, given without `&` and `;`. Its UTF-8 is never longer than the entity.
fn entity(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => Some(' '),
        "quot" => Some('"'),
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "apos" => Some('\''),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        "mdash" => Some('—'),
        "ndash" => Some('–'),
        "middot" => Some('·'),
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']);
            let scalar = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
            char::from_u32(scalar).map(|c| if c == '\u{A0}' { ' ' } else { c })
        }
    }
}

/// Whether `c`, a box drawing character, is a horizontal line.
const fn is_horizontal(c: char) -> bool {
    matches!(c, '─' | '━' | '═' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍')
}

/// The words of a piece of the copy, in the common form of their characters.
pub(super) fn words(piece: &str) -> String {
    let is_plain = piece.bytes().all(|byte| byte.is_ascii() && byte != NOTHING);
    if is_plain {
        return piece.to_owned();
    }
    piece.chars().filter(|c| *c != NOTHING_CHAR).map(|c| common_form(c).unwrap_or(c)).nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let copy = plain(text);
        assert_eq!(copy.len(), text.len(), "{text}");
        words(&copy).replace(char::from(NOTE), "^").replace(char::from(SOFT), "/").replace(char::from(CELL), "|")
    }

    #[test]
    fn markup_becomes_the_breaks_that_it_represents() {
        for (text, plain) in [
            ("<table><tr><td>规章</td><td>1</td></tr></table>", "\n\n|规章|1\n\n"),
            ("<table><td><p>商业</p><p>企业</p></td>", "\n|/商业//企业/"),
            ("<table><td>商业<br/>企业\n<b>3</b></td>", "\n|商业/企业 3"),
            ("31<sup>1</sup>、31①、31[^2]", "31^、31^、31^"),
            ("<del>30</del><ins>31</ins>~~30~~", "31"),
            ("**31**`4`\\.__", "314."),
            ("&lt;td&gt;规章&nbsp;&#49;", "|规章 1"),
            ("3\u{200B}1\u{FEFF}", "31"),
            ("1\u{A0}520 1'520", "1520 1520"),
            ("│规章│┼──", "|规章|+-----"),
            ("a\u{2028}b\rc\r\nd", "a\nb\nc \nd"),
        ] {
            assert_eq!(
                shown(text).replace("--", "-").replace("--", "-"),
                plain.replace("--", "-").replace("--", "-"),
                "{text}"
            );
        }
    }

    #[test]
    fn unclosed_markup_stays() {
        for text in ["<table", "<!-- a", "a < b", "&", "&#;", "&#x110000;", "[1", "\"a", "~~", "\\", "<sup>"] {
            shown(text);
        }
    }
}

//! Removes markup: markup, invisible characters, and characters that look like others.
//!
//! The text without markup has the same length, and each character other than a blank keeps its offset. So a span of the
//! text without markup is a span of the text, and no map of offsets is needed. Blanks replace markup and invisible
//! characters. Common ideographs replace radicals that look like them. Line ends replace the separators of word
//! processors and the tags that begin or end a block. Rows of tables keep their markup, because the table reader
//! understands it.

mod characters;
mod inline;
mod lead;
mod quotes;
pub(crate) mod tags;

use std::borrow::Cow;
use std::ops::Range;

use gouji_text::is_invisible;

/// Removes the markup of `text`. Borrows a text without markup, which takes two passes over its bytes.
pub(crate) fn strip(text: &str) -> Cow<'_, str> {
    let breaks = quotes::line_breaks(text.as_bytes());
    if breaks.is_empty() && !characters::may_contain_markup(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut plain = text.as_bytes().to_vec();
    for at in breaks {
        if let Some(byte) = plain.get_mut(at) {
            *byte = b' ';
        }
    }
    characters::replace(text, &mut plain);
    tags::hidden(&plain).into_iter().for_each(|span| fill(&mut plain, span));
    let tables = tags::tables(&plain);
    for part in between(&tables, plain.len()) {
        tags::blank_tags(&mut plain, part.clone());
        let mut start = part.start;
        while start < part.end {
            let rest = plain.get(start..part.end).unwrap_or_default();
            let end = start + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            undress_line(&mut plain, start..end);
            start = end + 1;
        }
    }
    match simdutf8::basic::from_utf8(&plain) {
        Ok(plain) if plain != text => Cow::Owned(plain.to_owned()),
        // The bytes are valid UTF-8, because only whole characters were replaced by whole characters.
        _ => Cow::Borrowed(text),
    }
}

/// The parts of `0..end` outside `spans`.
fn between(spans: &[Range<usize>], end: usize) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut parts = Vec::with_capacity(spans.len() + 1);
    for span in spans {
        parts.push(start..span.start);
        start = span.end;
    }
    parts.push(start..end);
    parts
}

fn undress_line(plain: &mut [u8], line: Range<usize>) {
    let bytes = plain.get(line.clone()).unwrap_or_default();
    // Most lines have none, and need not be read character by character.
    if !characters::line_may_contain_markup(bytes) {
        return;
    }
    let Ok(words) = std::str::from_utf8(bytes) else { return };
    if words.trim().is_empty() {
        return;
    }
    let lead = lead::read(words);
    for blank in lead.blanks {
        fill(plain, line.start + blank.start..line.start + blank.end);
    }
    if let Some(narrow) = lead.narrow {
        plain.get_mut(line.start + narrow.start..line.start + narrow.end).unwrap_or_default().fill(b' ');
    }
    if !lead.is_row {
        inline::blank(plain, line);
    }
}

/// Overwrites whole characters with blanks of the same length, so that all offsets stay. Keeps line ends.
fn fill(plain: &mut [u8], span: Range<usize>) {
    let mut at = span.start;
    while at < span.end {
        let lead = plain.get(at).copied().unwrap_or_default();
        let blank: &[u8] = match lead {
            b'\n' | b'\r' => {
                at += 1;
                continue;
            }
            ..0x80 => b" ",
            0x80..0xE0 => "\u{A0}".as_bytes(),
            0xE0..0xF0 => "\u{3000}".as_bytes(),
            0xF0.. => "\u{A0}\u{A0}".as_bytes(),
        };
        if let Some(place) = plain.get_mut(at..at + blank.len()) {
            place.copy_from_slice(blank);
        }
        at += blank.len();
    }
}

/// Whether a byte is a space or a tab.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Whether a line is a row of a table, with cells between tabs or bars.
fn is_row(line: &str) -> bool {
    let words = line.trim_matches(|c: char| c != '\t' && (c.is_whitespace() || is_invisible(c)));
    let inner = words.trim_start_matches('\t');
    inner.trim_end().contains(['\t', '|']) || words.len() > inner.len() + 1
}

#[cfg(test)]
mod tests;

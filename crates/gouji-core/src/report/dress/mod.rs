//! The text without its dress: markup, characters that show nothing, and characters that look like others.
//!
//! The undressed text has the length of the text, and each of its characters but blanks begins and ends where it does there. So
//! whatever is read in it has its place in the text, and nothing has to be mapped back. Blanks stand for markup and for
//! characters that show nothing, common ideographs for radicals that look like them, line ends for the separators that word
//! processors write and for tags that begin or end a block. Rows of tables keep their markup, which the reader of tables knows.

mod characters;
mod inline;
mod lead;
mod tags;

use std::borrow::Cow;
use std::ops::Range;

use crate::text::is_invisible;

/// The text without its dress; the text itself where it bears none, which is found out in one pass.
pub(crate) fn undress(text: &str) -> Cow<'_, str> {
    if !characters::may_be_dressed(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut plain = text.as_bytes().to_vec();
    characters::replace(text, &mut plain);
    tags::blank_elements(&mut plain);
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
    match String::from_utf8(plain) {
        Ok(plain) if plain != text => Cow::Owned(plain),
        // It is valid UTF-8, as whole characters were replaced by whole characters.
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
    let Some(words) = plain.get(line.clone()).and_then(|line| std::str::from_utf8(line).ok()) else { return };
    if words.trim().is_empty() {
        return;
    }
    let lead = lead::of(words);
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

/// Writes blanks over whole characters. Each is as long as the character that it stands for, so that characters begin and end
/// where they did; line ends stay.
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

/// Whether a byte is a blank of one byte that may stand before and behind words.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Whether a row of a table stands on a line: cells between tabs or bars.
fn is_row(line: &str) -> bool {
    let words = line.trim_matches(|c: char| c != '\t' && (c.is_whitespace() || is_invisible(c)));
    let inner = words.trim_start_matches('\t');
    inner.trim_end().contains(['\t', '|']) || words.len() > inner.len() + 1
}

#[cfg(test)]
mod tests;

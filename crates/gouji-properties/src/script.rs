//! From bytes to texts and edits, so that a fuzzer finds reports and not only bytes.
//!
//! Bytes in front of the first 0xFF, which UTF-8 never has, are a text; where there are none, the next byte names one
//! of [`seeds::base`]. Edits follow. So a text is its own input, and everything that was ever found can be kept as one.

use gouji_text::{Span, TextEdit};

use crate::seeds::{self, PIECES};

/// Where edits begin.
pub const EDITS: u8 = 0xFF;
/// Bytes of the longest text that edits may grow.
const LONGEST: usize = 1 << 16;
/// Edits in one script.
const MOST: usize = 16;

/// A text, and edits one after another.
#[derive(Clone, Debug)]
pub struct Script {
    /// What stands there first.
    pub base: String,
    /// Each is meant for the text that the one before left.
    pub edits: Vec<Edit>,
}

/// An edit.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What it replaces by what.
    pub edit: TextEdit,
    /// Whether the text is looked at before the next one.
    pub pause: bool,
}

impl Script {
    /// The script that `data` is.
    pub fn read(data: &[u8]) -> Self {
        let at = data.iter().position(|byte| *byte == EDITS).unwrap_or(data.len());
        let (text, rest) = data.split_at(at);
        let mut bytes = Bytes(rest.get(1..).unwrap_or_default());
        let base = match text {
            [] if !rest.is_empty() => seeds::base(bytes.next()).to_owned(),
            text => String::from_utf8_lossy(text).into_owned(),
        };
        let mut current = base.clone();
        let mut edits = Vec::new();
        while !bytes.0.is_empty() && edits.len() < MOST && current.len() < LONGEST {
            let edit = edit(&current, &mut bytes);
            replace(&mut current, &edit.edit);
            edits.push(edit);
        }
        Self { base, edits }
    }

    /// What stands there in the end.
    pub fn text(&self) -> String {
        let mut text = self.base.clone();
        self.edits.iter().for_each(|edit| replace(&mut text, &edit.edit));
        text
    }
}

/// Makes an edit.
pub fn replace(text: &mut String, edit: &TextEdit) {
    text.replace_range(edit.span.start..edit.span.end, &edit.text);
}

fn edit(text: &str, bytes: &mut Bytes<'_>) -> Edit {
    let kind = bytes.next();
    let at = bytes.place(text);
    let edit = match kind % 8 {
        // A few characters go.
        0 => TextEdit::new(Span::new(at, after(text, at, bytes.next().into())), ""),
        // What people type is short.
        1 | 2 => TextEdit::new(Span::at(at), PIECES[usize::from(bytes.next()) % PIECES.len()]),
        3 => TextEdit::new(
            Span::new(at, after(text, at, usize::from(bytes.next()) % 8)),
            PIECES[usize::from(bytes.next()) % PIECES.len()],
        ),
        // A line comes again elsewhere, in the text's own words.
        4 => TextEdit::new(Span::at(line(text, at).start), line(text, bytes.place(text)).of(text)),
        // A line goes.
        5 => TextEdit::new(line(text, at), ""),
        // A part of one text comes into another.
        6 => {
            let other = seeds::base(bytes.next());
            let from = bytes.place(other);
            let part = Span::new(from, after(other, from, 4 * usize::from(bytes.next())));
            TextEdit::new(Span::at(at), part.of(other))
        }
        // Anything at all.
        _ => {
            let length = usize::from(bytes.next()) % 32;
            TextEdit::new(Span::at(at), String::from_utf8_lossy(bytes.take(length)))
        }
    };
    Edit { edit, pause: kind & 0x80 != 0 }
}

/// The line around `at`, with its end.
fn line(text: &str, at: usize) -> Span {
    let (before, behind) = text.split_at(at);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    Span::new(start, behind.find('\n').map_or(text.len(), |end| at + end + 1))
}

/// The byte behind the `count` characters from `at` on.
fn after(text: &str, at: usize, count: usize) -> usize {
    text.split_at(at).1.chars().take(count).map(char::len_utf8).sum::<usize>() + at
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    /// The next byte; 0 behind the last.
    fn next(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        taken
    }

    /// A place in `text`, on a character boundary.
    fn place(&mut self, text: &str) -> usize {
        let fraction = usize::from(u16::from_be_bytes([self.next(), self.next()]));
        let mut at = (fraction * text.len()).div_ceil(usize::from(u16::MAX)).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_its_own_input() {
        let script = Script::read(seeds::CLEAN.as_bytes());
        assert_eq!((script.base.as_str(), script.edits.len()), (seeds::CLEAN, 0));
    }

    #[test]
    fn edits_change_the_text_they_follow() {
        let script = Script::read(b"ab\xFF\x00\x00\x00\x01\x81\xFF\xFF\x05");
        assert_eq!(script.text(), "b# ");
        assert!(!script.edits[0].pause && script.edits[1].pause);
        assert_eq!(Script::read(b"\xFF\x01").text(), seeds::LAST_CLEAN);
    }
}

//! Scripts: texts with edits, decoded from bytes, so that a fuzzer reaches reports.
//!
//! The bytes before the first 0xFF, which never occurs in UTF-8, are the text. If there are none, the next byte is the
//! number of a base text ([`seeds::base`]). Edits follow. So any text is a valid input, and every input that failed can
//! be stored.

use gouji_text::{Span, TextEdit};

use crate::seeds::{self, PIECES};

/// The byte before the edits.
pub const EDITS: u8 = 0xFF;
/// Bytes of a text above which no further edits are applied.
const MAX_BYTES: usize = 1 << 16;
/// Edits in a script at most.
const MAX_EDITS: usize = 16;

/// A text, and a sequence of edits.
#[derive(Clone, Debug)]
pub struct Script {
    /// The text before the edits.
    pub base: String,
    /// The edits; each applies to the result of the previous edit.
    pub edits: Vec<ScriptEdit>,
}

/// An edit.
#[derive(Clone, Debug)]
pub struct ScriptEdit {
    /// The replacement.
    pub edit: TextEdit,
    /// Whether the text is analysed before the next edit.
    pub pause: bool,
}

impl Script {
    /// Decodes a script.
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
        while !bytes.0.is_empty() && edits.len() < MAX_EDITS && current.len() < MAX_BYTES {
            let edit = edit(&current, &mut bytes);
            replace(&mut current, &edit.edit);
            edits.push(edit);
        }
        Self { base, edits }
    }

    /// The text after all edits.
    pub fn text(&self) -> String {
        let mut text = self.base.clone();
        for edit in &self.edits {
            replace(&mut text, &edit.edit);
        }
        text
    }
}

/// Applies an edit.
pub fn replace(text: &mut String, edit: &TextEdit) {
    text.replace_range(edit.span.start..edit.span.end, &edit.text);
}

fn edit(text: &str, bytes: &mut Bytes<'_>) -> ScriptEdit {
    let kind = bytes.next();
    let at = bytes.place(text);
    let edit = match kind % 8 {
        // Deletes a few characters.
        0 => TextEdit::new(Span::new(at, after(text, at, bytes.next().into())), ""),
        // Inserts a short piece, as people type.
        1 | 2 => TextEdit::new(Span::at(at), PIECES[usize::from(bytes.next()) % PIECES.len()]),
        3 => TextEdit::new(
            Span::new(at, after(text, at, usize::from(bytes.next()) % 8)),
            PIECES[usize::from(bytes.next()) % PIECES.len()],
        ),
        // Copies a line of the text to another place.
        4 => TextEdit::new(Span::at(line(text, at).start), line(text, bytes.place(text)).slice(text)),
        // Deletes a line.
        5 => TextEdit::new(line(text, at), ""),
        // Inserts a part of another text.
        6 => {
            let other = seeds::base(bytes.next());
            let from = bytes.place(other);
            let part = Span::new(from, after(other, from, 4 * usize::from(bytes.next())));
            TextEdit::new(Span::at(at), part.slice(other))
        }
        // Inserts arbitrary characters.
        _ => {
            let length = usize::from(bytes.next()) % 32;
            TextEdit::new(Span::at(at), String::from_utf8_lossy(bytes.take(length)))
        }
    };
    ScriptEdit { edit, pause: kind & 0x80 != 0 }
}

/// The line around byte `at`, with its line ending.
fn line(text: &str, at: usize) -> Span {
    let (before, rest) = text.split_at(at);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    Span::new(start, rest.find('\n').map_or(text.len(), |end| at + end + 1))
}

/// The byte after the `count` characters from byte `at` on.
fn after(text: &str, at: usize, count: usize) -> usize {
    text.split_at(at).1.chars().take(count).map(char::len_utf8).sum::<usize>() + at
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    /// The next byte; 0 after the last.
    fn next(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        taken
    }

    /// A byte offset in `text`, on a character boundary.
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
    fn edits_apply_to_the_result_of_the_previous_edit() {
        let script = Script::read(b"ab\xFF\x00\x00\x00\x01\x81\xFF\xFF\x05");
        assert_eq!(script.text(), "b# ");
        assert!(!script.edits[0].pause && script.edits[1].pause);
        assert_eq!(Script::read(b"\xFF\x01").text(), seeds::LAST_CLEAN);
    }
}

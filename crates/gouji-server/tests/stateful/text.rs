//! A text as an editor keeps it: in UTF-16 code units, each of which a range may name.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::typing::piece;

/// The text of an open document.
#[derive(Clone, Debug)]
pub struct Text(Vec<u16>);

/// A change, wherever it will be made.
#[derive(Clone, Debug)]
pub enum Edit {
    /// From a fraction of the text on, so many units are replaced.
    Range { from: f64, length: usize, text: String },
    /// All of it is replaced.
    Whole { text: String },
}

/// Any change. A whole text is one of `wholes`.
pub fn edit(wholes: Vec<String>) -> impl Strategy<Value = Edit> {
    let range = |longest: usize| {
        (0.0..=1.0, 0..=longest, piece()).prop_map(|(from, length, text)| Edit::Range { from, length, text })
    };
    let whole = prop::sample::select(wholes).prop_map(|text| Edit::Whole { text });
    prop_oneof![12 => range(3), 3 => range(60), 1 => range(3000), 1 => whole]
}

impl Text {
    pub fn new(text: &str) -> Self {
        Self(text.encode_utf16().collect())
    }

    /// The text in UTF-8. There is no half of a surrogate pair left in it.
    pub fn utf8(&self) -> String {
        String::from_utf16_lossy(&self.0)
    }

    /// Makes an edit; what the client sends of it.
    pub fn edit(&mut self, edit: &Edit) -> Value {
        match edit {
            Edit::Whole { text } => {
                *self = Self::new(text);
                json!({"text": text})
            }
            Edit::Range { from, length, text } => {
                let start = self.place((from * self.0.len() as f64) as usize);
                let mut end = self.place((start + length).min(self.0.len())).max(start);
                // An editor that changes nothing says nothing: here the character behind is typed over.
                if start == end && text.is_empty() && self.is_in_pair(start) {
                    end += 1;
                }
                let range = json!({"start": self.position(start), "end": self.position(end)});
                self.0.splice(start..end, text.encode_utf16());
                // The halves that a cut has left are no text: both sides put U+FFFD in their places.
                *self = Self::new(&self.utf8());
                json!({"range": range, "text": text})
            }
        }
    }

    /// The line and the column of a byte of [`Text::utf8`].
    pub fn position_of(text: &str, byte: usize) -> [u32; 2] {
        let units = text.get(..byte).expect("a boundary").encode_utf16().count();
        let position = Self::new(text).position(units);
        [&position["line"], &position["character"]].map(|number| number.as_u64().expect("a number") as u32)
    }

    /// A place that a position can name: none lies between `\r` and `\n`.
    fn place(&self, at: usize) -> usize {
        let splits = at > 0 && self.0.get(at - 1) == Some(&CR) && self.0.get(at) == Some(&LF);
        if splits { at - 1 } else { at }
    }

    fn is_in_pair(&self, at: usize) -> bool {
        at > 0 && self.0.get(at).is_some_and(|unit| (0xDC00..0xE000).contains(unit))
    }

    fn position(&self, at: usize) -> Value {
        let (mut line, mut start) = (0, 0);
        for (index, unit) in self.0.iter().enumerate().take(at) {
            let ends = *unit == LF || *unit == CR && self.0.get(index + 1) != Some(&LF);
            if ends {
                (line, start) = (line + 1, index + 1);
            }
        }
        json!({"line": line, "character": at - start})
    }
}

const CR: u16 = b'\r' as u16;
const LF: u16 = b'\n' as u16;

//! Joins characters to lines of text.

use super::sheet::Character;

/// A line of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextLine {
    /// Its parts; wide gaps separate them.
    pub parts: Vec<LinePart>,
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
    pub size: f64,
}

/// A part of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinePart {
    pub text: String,
    pub left: f64,
    pub right: f64,
}

/// Characters are on one line if their baselines differ by less than this share of the font size.
const SAME_LINE: f64 = 0.4;
/// Gap that separates Latin words, in font sizes.
const WORD_GAP: f64 = 0.2;
/// Gap that separates parts of a line, in font sizes.
const PART_GAP: f64 = 1.2;
/// Distance of two equal characters that are one character printed bold, in font sizes.
const DOUBLE: f64 = 0.2;

impl TextLine {
    /// The whole text, with a blank between its parts.
    pub fn text(&self) -> String {
        let parts: Vec<&str> = self.parts.iter().map(|part| part.text.trim()).collect();
        parts.join(" ")
    }
}

/// The lines from top to bottom.
pub fn lines(mut characters: Vec<Character>) -> Vec<TextLine> {
    characters.sort_by(|first, second| first.baseline.total_cmp(&second.baseline));
    let mut lines = Vec::new();
    let mut line: Vec<Character> = Vec::new();
    for character in characters {
        let is_same = line.last().is_some_and(|last| {
            let size = last.size.min(character.size);
            character.baseline - last.baseline < size * SAME_LINE
        });
        if !is_same {
            lines.extend(read(std::mem::take(&mut line)));
        }
        line.push(character);
    }
    lines.extend(read(line));
    lines
}

/// A line of these characters; `None` if it is blank.
fn read(mut characters: Vec<Character>) -> Option<TextLine> {
    characters.sort_by(|first, second| first.left.total_cmp(&second.left));
    let mut line = TextLine::default();
    let mut last: Option<&Character> = None;
    for character in &characters {
        let is_blank = character.text.chars().all(char::is_whitespace);
        if let Some(last) = last {
            let size = last.size.max(character.size);
            if last.text == character.text && (character.left - last.left).abs() < size * DOUBLE {
                continue;
            }
            if !is_blank {
                line.gap(character, (character.left - last.right) / size);
            }
        } else if !is_blank {
            line.parts.push(LinePart { left: character.left, ..LinePart::default() });
            line.left = character.left;
            line.baseline = character.baseline;
        }
        let Some(part) = line.parts.last_mut() else { continue };
        if is_blank {
            // A blank is only a gap; its text is the author's.
            part.text.push_str(&character.text);
            continue;
        }
        part.text.push_str(&character.text);
        part.right = character.right;
        line.size = line.size.max(character.size);
        line.baseline = line.baseline.max(character.baseline);
        line.right = character.right;
        last = Some(character);
    }
    let is_blank = line.parts.is_empty();
    if is_blank { None } else { Some(line) }
}

impl TextLine {
    /// Considers the gap before the next character, in font sizes.
    fn gap(&mut self, next: &Character, gap: f64) {
        let Some(part) = self.parts.last_mut() else { return };
        let is_latin = |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
        if gap > PART_GAP {
            self.parts.push(LinePart { left: next.left, ..LinePart::default() });
        } else if gap > WORD_GAP && is_latin(part.text.chars().next_back()) && is_latin(next.text.chars().next()) {
            part.text.push(' ');
        }
    }
}

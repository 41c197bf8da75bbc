//! The words of a text as a reader sees them: without markup, invisible characters and comments for gouji.

use std::borrow::Cow;

use gouji_text::{Span, is_han, is_invisible, is_note_mark};

use crate::comments::Comments;
use crate::markup;
use crate::table;

/// A text with a copy in which blanks replace everything that a reader does not see.
#[derive(Clone, Debug)]
pub struct ShownText<'a> {
    text: &'a str,
    /// The copy. It has the same length as the text.
    plain: String,
}

impl<'a> ShownText<'a> {
    /// Reads the markup of `text`.
    pub fn new(text: &'a str) -> Self {
        let hidden = Comments::read(text).hide(text).into_owned();
        Self { text, plain: markup::strip(&hidden).into_owned() }
    }

    /// The words at a span outside tables. A line break and the blanks around it are left out.
    pub fn words(&self, span: Span) -> String {
        self.characters(span).into_iter().map(|(_, character)| character).collect()
    }

    /// The characters of [`Self::words`], each with its place in bytes of the text. Everything between them is markup or arranges lines.
    pub fn characters(&self, span: Span) -> Vec<(usize, char)> {
        let mut inside = InsideMarkup::default();
        let shown = |(at, character): (usize, char)| {
            let seen = self.plain.get(span.start + at..).and_then(|rest| rest.chars().next());
            let rest = span.slice(self.text).get(at..).unwrap_or_default();
            let character = match seen {
                Some('\n') => '\n',
                // The copy hides note marks, because they are no part of a figure. It replaces radicals.
                Some(seen) if seen == character || is_note_mark(character) || is_han(seen) => character,
                _ => {
                    inside.hide(rest);
                    return None;
                }
            };
            if inside.hides(character) { None } else { Some((span.start + at, character)) }
        };
        let characters: Vec<(usize, char)> = span.slice(self.text).char_indices().filter_map(shown).collect();
        characters.split(|(_, character)| *character == '\n').flat_map(without_edges).copied().collect()
    }

    /// The words of a cell of a table.
    pub fn cell(&self, span: Span) -> Cow<'a, str> {
        table::cell_words(span.slice(self.text))
    }

    /// The copy in which blanks replace everything that a reader does not see. Tables keep their markup.
    pub fn plain(&self) -> &str {
        &self.plain
    }
}

/// The markup around the current character. The copy has blanks in place of markup, and they do not differ from the blanks in it.
#[derive(Default)]
struct InsideMarkup {
    /// What ends the markup.
    end: Option<&'static str>,
    /// The last hidden character.
    last: Option<char>,
}

impl InsideMarkup {
    /// Reads the hidden character with which `rest` begins.
    fn hide(&mut self, rest: &str) {
        let character = rest.chars().next();
        match (self.end, character) {
            (Some(end), _) if rest.starts_with(end) => self.end = None,
            (None, Some('<')) => self.end = Some(if rest.starts_with("<!--") { "-->" } else { ">" }),
            // The target of a link.
            (None, Some('(')) if self.last == Some(']') => self.end = Some(")"),
            _ => {}
        }
        self.last = character;
    }

    /// Whether a character is a blank inside markup. Any other character is outside.
    fn hides(&mut self, character: char) -> bool {
        let is_blank = character.is_whitespace() && character != '\n';
        if !is_blank && character != '\n' {
            *self = Self::default();
        }
        is_blank && self.end.is_some()
    }
}

/// The characters of a line without those that only arrange it.
fn without_edges(line: &[(usize, char)]) -> &[(usize, char)] {
    let is_word = |(_, character): &(usize, char)| !is_edge(*character);
    let start = line.iter().position(is_word).unwrap_or(line.len());
    let end = line.iter().rposition(is_word).map_or(start, |last| last + 1);
    line.get(start..end).unwrap_or_default()
}

/// Whether a character at the edge of a line only arranges the line.
fn is_edge(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        ShownText::new(text).words(Span::new(0, text.len()))
    }

    #[test]
    fn words_are_shown_without_markup() {
        for (text, shown) in [
            ("收到申请**12**件。", "收到申请12件。"),
            ("　　收到申请\r\n  12件。\n", "收到申请12件。"),
            ("见[附件](a.html)，\\*注", "见附件，*注"),
            ("3\u{200B}1", "31"),
            ("一\u{2F00}31①", "一\u{2F00}31①"),
            ("收到<b>12</b>件", "收到12件"),
            ("收到<b class=\"a\" id=\"b\">12</b>件 8 件", "收到12件 8 件"),
            ("收到<!-- gouji: allow row-label -->12 件", "收到12 件"),
            ("见[附件 一](a \"b c\") **二** *三*", "见附件 一 二 三"),
        ] {
            assert_eq!(words(text), shown, "{text}");
            let characters = ShownText::new(text).characters(Span::new(0, text.len()));
            assert!(
                characters
                    .iter()
                    .all(|(at, character)| text.get(*at..).is_some_and(|rest| rest.starts_with(*character))),
                "{text}"
            );
        }
    }
}

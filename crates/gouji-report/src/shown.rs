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
        let shown = |(at, character): (usize, char)| {
            let seen = self.plain.get(span.start + at..).and_then(|rest| rest.chars().next());
            match seen {
                Some('\n') => Some('\n'),
                // The copy hides note marks, because they are no part of a figure. It replaces radicals.
                Some(seen) if seen == character || is_note_mark(character) || is_han(seen) => Some(character),
                _ => None,
            }
        };
        let words: String = span.slice(self.text).char_indices().filter_map(shown).collect();
        words.lines().map(|line| line.trim_matches(is_edge)).collect()
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
        ] {
            assert_eq!(words(text), shown, "{text}");
        }
    }
}

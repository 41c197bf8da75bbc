//! Texts with marks, so that a test shows the places that it is about.
//!
//! `$0` is the cursor. A line of `^` marks the characters above it; the words after the `^` are its name:
//!
//! ```text
//! 全区共收到政府信息公开申请3件。
//!                           ^ figure
//! ```
//!
//! An ideograph is as wide as two `^`, any other character as one.

use gouji_text::Span;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The cursor in a marked text.
const CURSOR: &str = "$0";

/// A text whose marks were taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The text without marks. Each line ends with a line feed.
    pub text: String,
    cursor: Option<usize>,
    marks: Vec<(String, Span)>,
}

impl Marked {
    /// Takes the marks out of `source`.
    ///
    /// # Panics
    /// If the cursor occurs twice, a mark marks nothing, or a line of marks is the first line.
    pub fn new(source: &str) -> Self {
        let mut marked = Self { text: String::new(), cursor: None, marks: Vec::new() };
        // The characters of the last line: first column, column after it, span in the text.
        let mut columns: Vec<(usize, usize, Span)> = Vec::new();
        for line in source.lines() {
            if line.trim_start().starts_with('^') {
                marked.add_marks(line, &columns);
            } else {
                columns = marked.add_line(line);
            }
        }
        marked
    }

    /// The byte offset of the cursor.
    ///
    /// # Panics
    /// If there is none.
    pub fn cursor(&self) -> usize {
        self.cursor.unwrap_or_else(|| panic!("no {CURSOR} in the text"))
    }

    /// The span of the mark with this name.
    ///
    /// # Panics
    /// If there is no such mark.
    pub fn span(&self, name: &str) -> Span {
        let mark = self.marks.iter().find(|(known, _)| known == name);
        mark.unwrap_or_else(|| panic!("no mark {name:?}")).1
    }

    /// The spans of all marks with this name, in order.
    pub fn spans(&self, name: &str) -> Vec<Span> {
        self.marks.iter().filter(|(known, _)| known == name).map(|(_, span)| *span).collect()
    }

    fn add_line(&mut self, line: &str) -> Vec<(usize, usize, Span)> {
        let mut columns = Vec::new();
        let mut column = 0;
        let mut rest = line;
        while let Some(character) = rest.chars().next() {
            if let Some(after) = rest.strip_prefix(CURSOR) {
                assert_eq!(self.cursor.replace(self.text.len()), None, "{CURSOR} occurs twice");
                column += CURSOR.len();
                rest = after;
                continue;
            }
            let start = self.text.len();
            self.text.push(character);
            // A tab has no width of its own.
            let end = column + character.width().unwrap_or(1);
            columns.push((column, end, Span::new(start, self.text.len())));
            column = end;
            rest = &rest[character.len_utf8()..];
        }
        self.text.push('\n');
        columns
    }

    fn add_marks(&mut self, line: &str, columns: &[(usize, usize, Span)]) {
        let mut at = 0;
        while let Some(start) = line[at..].find('^').map(|found| at + found) {
            let end = line[start..].find(|c| c != '^').map_or(line.len(), |length| start + length);
            let name_end = line[end..].find('^').map_or(line.len(), |length| end + length);
            let (left, right) = (line[..start].width(), line[..end].width());
            let covered = columns.iter().filter(|(first, after, _)| *first < right && left < *after);
            let span = covered.map(|(_, _, span)| *span).reduce(Span::cover);
            let span = span.unwrap_or_else(|| panic!("a mark below nothing: {line:?}"));
            self.marks.push((line[end..name_end].trim().to_owned(), span));
            at = name_end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_cursor_are_taken_out() {
        let marked = Marked::new("收到申请3件，$0其中\n        ^^^ figure\na\tb\n^ row\n  ^ row\n");
        assert_eq!(marked.text, "收到申请3件，其中\na\tb\n");
        assert_eq!(marked.span("figure").slice(&marked.text), "3件");
        assert_eq!(&marked.text[marked.cursor()..], "其中\na\tb\n");
        let rows: Vec<&str> = marked.spans("row").iter().map(|span| span.slice(&marked.text)).collect();
        assert_eq!(rows, ["a", "b"]);
    }

    #[test]
    fn columns_count_the_cursor_and_half_an_ideograph_is_the_whole() {
        let marked = Marked::new("$0甲乙\n   ^ half\n");
        assert_eq!(marked.span("half").slice(&marked.text), "甲");
        assert_eq!(marked.cursor(), 0);
    }

    #[test]
    #[should_panic(expected = "a mark below nothing")]
    fn a_mark_must_mark_something() {
        Marked::new("甲\n    ^ beyond\n");
    }

    #[test]
    #[should_panic(expected = "occurs twice")]
    fn there_is_one_cursor() {
        Marked::new("$0甲$0\n");
    }
}

//! Writes new words into a paragraph or heading. The text around the changed characters stays: markup, comments, line breaks.
//!
//! The syntax of the text decides what a reader sees, so each way to write the words is read again. Only a text that shows exactly the new
//! words is used.

use gouji_ide::features::document::ViewBlock;
use gouji_ide::features::preview::{Preview, preview};
use gouji_lint::fixing;
use gouji_report::ShownText;
use gouji_text::{CancelToken, Span, TextEdit, is_invisible, line_ending, line_start};

use crate::difference::{Hunk, hunks};
use crate::years::read;

/// Characters of marks that a backslash turns into words. At the beginning of a line, `-` and `+` are such marks too.
const MARKS: &str = r"\*_~=`[&#>{";

/// A paragraph or heading, and the words that it shall have.
#[derive(Debug)]
pub struct ParagraphEdit<'a> {
    text: &'a str,
    shown: &'a Preview,
    place: usize,
    /// The present words.
    present: &'a str,
    /// The new paragraphs; none if the paragraph is deleted.
    wanted: Vec<String>,
}

/// How to write the words.
#[derive(Clone, Copy, Debug)]
struct Way {
    removes: Removed,
    /// Whether backslashes precede characters that can be markup.
    is_escaped: bool,
    /// Whether empty lines are added before and after, so that the lines next to it are not read as the same paragraph.
    gaps: (bool, bool),
}

/// What the new words replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Removed {
    /// The lines of a deleted paragraph.
    Lines,
    /// The changed characters. Markup between them stays.
    Characters,
    /// The changed characters and the markup between them.
    Passages,
    /// The whole paragraph with its markup.
    Paragraph,
}

/// A text after the change, and its reading.
struct Rewritten {
    text: String,
    shown: Preview,
    /// The place of the new words.
    span: Span,
}

/// How similar the reading of a changed text must be to that of the text before.
#[derive(Clone, Copy, Debug)]
enum Likeness {
    /// Everything else reads as before.
    Everything,
    /// All other paragraphs read as before. A changed heading can change how its table is read.
    Paragraphs,
    /// The new words read as wanted. A new heading can turn the paragraphs after it into a table.
    NewWords,
}

impl<'a> ParagraphEdit<'a> {
    /// The edit that writes `words` into the paragraph at `place`; `None` if this is the place of no paragraph.
    pub fn new(text: &'a str, shown: &'a Preview, place: usize, words: &str) -> Option<Self> {
        let (_, present) = words_of(shown, false).find(|(at, _)| *at == Some(place))?;
        Some(Self { text, shown, place, present, wanted: paragraphs_of(words) })
    }

    /// The text with the new words; `None` if no text shows them. The same text if the words are the present ones.
    pub fn apply(&self) -> Option<String> {
        if self.present == self.wanted.join("\n") {
            return Some(self.text.to_owned());
        }
        let mut tried = Vec::new();
        for way in ways() {
            let Some(rewritten) = self.rewritten(way) else { continue };
            if self.is_as_wanted(&rewritten, Likeness::Everything) {
                return Some(rewritten.text);
            }
            tried.push(rewritten);
        }
        let mut similar = |likeness| {
            let at = tried.iter().position(|rewritten| self.is_as_wanted(rewritten, likeness))?;
            Some(tried.swap_remove(at).text)
        };
        similar(Likeness::Paragraphs).or_else(|| similar(Likeness::NewWords))
    }

    /// The text, written in one way; `None` if the way would lose a comment or add a tag, or the text is no report then.
    fn rewritten(&self, way: Way) -> Option<Rewritten> {
        let span = *self.shown.places.get(self.place)?;
        let edits = self.edits(way, span)?;
        let text = fixing::apply(self.text, &edits);
        let report = read(&text)?;
        let shown = preview(&report, &text, CancelToken::never()).ok()??;
        let before: usize = edits.iter().filter(|edit| edit.span.end < span.start).map(|edit| edit.text.len()).sum();
        let end = (text.len() + span.end).saturating_sub(self.text.len());
        Some(Rewritten { text, shown, span: Span::new(span.start + before, end.max(span.start + before)) })
    }

    fn edits(&self, way: Way, span: Span) -> Option<Vec<TextEdit>> {
        let mut edits = match way.removes {
            Removed::Lines => vec![self.without_lines(span)?],
            Removed::Characters => self.changed_characters(span, way),
            Removed::Passages => self.changed_passages(span, way),
            Removed::Paragraph => vec![TextEdit { span, text: self.written(&self.wanted.join("\n"), span, way) }],
        };
        let has_tag = |words: &String| words.match_indices('<').any(|(at, _)| begins_tag(words, at));
        if !way.is_escaped && self.wanted.iter().any(has_tag) {
            return None;
        }
        if way.removes != Removed::Characters && edits.iter().any(|edit| edit.span.slice(self.text).contains("<!--")) {
            return None;
        }
        let end = line_ending(self.text);
        if way.gaps.0 {
            edits.insert(0, TextEdit { span: Span::at(line_start(self.text, span.start)), text: end.to_owned() });
        }
        if way.gaps.1 {
            edits.push(TextEdit { span: Span::at(line_end(self.text, span.end)), text: end.to_owned() });
        }
        Some(edits)
    }

    /// Removes the lines of the paragraph, also their markup. `None` if there are new words.
    fn without_lines(&self, span: Span) -> Option<TextEdit> {
        if !self.wanted.is_empty() {
            return None;
        }
        let end = line_end(self.text, span.end);
        let rest = self.text.get(end..).unwrap_or_default();
        let end = end + if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
        Some(TextEdit { span: Span::new(line_start(self.text, span.start), end), text: String::new() })
    }

    /// Replaces each changed character on its own, so that everything between them stays.
    fn changed_characters(&self, span: Span, way: Way) -> Vec<TextEdit> {
        let mut edits = Vec::new();
        for (old, words) in self.differences(span) {
            let text = self.written(&words, span, way);
            match old.as_slice() {
                [] => {}
                [only] if only.is_empty() => edits.push(TextEdit { span: *only, text }),
                [first, rest @ ..] => {
                    edits.push(TextEdit { span: *first, text });
                    edits.extend(rest.iter().map(|span| TextEdit { span: *span, text: String::new() }));
                }
            }
        }
        edits
    }

    /// Replaces each run of changed characters together with the markup between them.
    fn changed_passages(&self, span: Span, way: Way) -> Vec<TextEdit> {
        let edit = |(old, words): (Vec<Span>, String)| {
            let passage = Span::new(old.first()?.start, old.last()?.end);
            Some(TextEdit { span: passage, text: self.written(&words, span, way) })
        };
        self.differences(span).into_iter().filter_map(edit).collect()
    }

    /// The places of changed characters, and the words that replace them. An insertion has one empty place.
    fn differences(&self, span: Span) -> Vec<(Vec<Span>, String)> {
        let characters = ShownText::new(self.text).characters(span);
        let places: Vec<Span> = characters.iter().map(|(at, c)| Span::new(*at, at + c.len_utf8())).collect();
        let old: Vec<char> = characters.into_iter().map(|(_, character)| character).collect();
        let new: Vec<char> = self.wanted.join("\n").chars().collect();
        let difference = |Hunk { old, new: words }: Hunk| {
            let before = old.start.checked_sub(1).and_then(|before| places.get(before));
            let insertion = before.map_or_else(|| places.first().map_or(span.start, |first| first.start), |it| it.end);
            let replaced = places.get(old).unwrap_or_default();
            let replaced = if replaced.is_empty() { vec![Span::at(insertion)] } else { replaced.to_vec() };
            (replaced, new.get(words).unwrap_or_default().iter().collect())
        };
        hunks(&old, &new).into_iter().map(difference).collect()
    }

    /// Words as the text has them: with its line endings and the indentation of the paragraph, and with backslashes if `way` wants them.
    fn written(&self, words: &str, span: Span, way: Way) -> String {
        let before = Span::new(line_start(self.text, span.start), span.start).slice(self.text);
        let indent = if before.trim().is_empty() { before } else { "" };
        let end = line_ending(self.text);
        let is_spaced = way.gaps != (false, false) || self.text.contains(&end.repeat(2));
        let mut written = String::with_capacity(words.len());
        for character in words.chars() {
            if character == '\n' {
                written.extend([end, if is_spaced { end } else { "" }, indent]);
                continue;
            }
            let begins = written.is_empty() || written.ends_with(['\n', '\r']);
            if way.is_escaped && (MARKS.contains(character) || begins && matches!(character, '-' | '+')) {
                written.push('\\');
            }
            written.push(character);
        }
        written
    }

    fn is_as_wanted(&self, rewritten: &Rewritten, likeness: Likeness) -> bool {
        let wanted = || self.wanted.iter().map(String::as_str);
        match likeness {
            Likeness::Everything | Likeness::Paragraphs => {
                let with_tables = matches!(likeness, Likeness::Everything);
                let expected = words_of(self.shown, with_tables).flat_map(|(place, words)| {
                    if place == Some(self.place) { wanted().collect() } else { vec![words] }
                });
                expected.eq(words_of(&rewritten.shown, with_tables).map(|(_, words)| words))
            }
            Likeness::NewWords => {
                let is_new = |place: &Option<usize>| {
                    let place = place.and_then(|place| rewritten.shown.places.get(place));
                    place.is_some_and(|place| rewritten.span.start <= place.start && place.start < rewritten.span.end)
                };
                let shown =
                    words_of(&rewritten.shown, false).filter(|(place, _)| is_new(place)).map(|(_, words)| words);
                !self.wanted.is_empty() && wanted().eq(shown)
            }
        }
    }
}

/// The ways to write words, the least intrusive first.
fn ways() -> impl Iterator<Item = Way> {
    const GAPS: [(bool, bool); 4] = [(false, false), (false, true), (true, false), (true, true)];
    let removals = [Removed::Lines, Removed::Characters, Removed::Passages, Removed::Paragraph];
    let ways = |is_escaped| {
        removals.into_iter().flat_map(move |removes| GAPS.map(move |gaps| Way { removes, is_escaped, gaps }))
    };
    ways(false).chain(ways(true))
}

/// The words of all paragraphs with their places, in the order of the report; also those of the cells of tables if `with_tables` is set.
pub fn words_of(shown: &Preview, with_tables: bool) -> impl Iterator<Item = (Option<usize>, &str)> {
    shown.blocks.iter().flat_map(move |block| match block {
        ViewBlock::Paragraph(paragraph) => vec![(Some(paragraph.place), paragraph.text.as_str())],
        ViewBlock::Table(table) if with_tables => {
            table.rows.iter().flat_map(|row| &row.cells).map(|cell| (cell.place, cell.text.as_str())).collect()
        }
        ViewBlock::Table(_) => Vec::new(),
    })
}

/// Typed words as paragraphs: a line each, without characters that a report does not show.
fn paragraphs_of(words: &str) -> Vec<String> {
    let is_line_end = |c: char| matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let lines = words.split(is_line_end).map(|line| {
        let line: String =
            line.chars().filter(|c| !is_invisible(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
        line.trim().to_owned()
    });
    lines.filter(|line| !line.is_empty()).collect()
}

/// Whether `<` at `at` would begin a tag or a comment if the words were in the text as they are.
fn begins_tag(words: &str, at: usize) -> bool {
    words.get(at + 1..).unwrap_or_default().starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
}

/// The end of the line around `at`, without its line ending.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(['\n', '\r']).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests;

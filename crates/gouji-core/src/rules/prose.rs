use regex::Regex;

use crate::text::Span;

/// The sentences of a paragraph, without the marks that end them.
pub(super) fn sentences(paragraph: Span, text: &str) -> Vec<Span> {
    let words = paragraph.of(text);
    let mut start = 0;
    let mut found = Vec::new();
    for (at, mark) in words.match_indices(['。', '；', '！', '？']) {
        found.push(Span::new(paragraph.start + start, paragraph.start + at));
        start = at + mark.len();
    }
    found.push(Span::new(paragraph.start + start, paragraph.end));
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// A pattern that is a constant of the program.
///
/// # Panics
/// Where it is not well-formed, which every test of the rule would show.
#[allow(clippy::panic)]
pub(super) fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"))
}

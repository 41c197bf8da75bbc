use super::Context;
use crate::text::{Joined, Span};

/// The paragraphs of the report, lines joined.
pub(super) fn prose<'a>(context: &Context<'a>) -> impl Iterator<Item = Joined<'a>> {
    let text = context.text;
    context.report.paragraphs.iter().map(move |paragraph| Joined::new(text, paragraph.span))
}

/// The sentences of a paragraph's words, without the marks that end them.
pub(super) fn sentences(words: &str) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for (at, mark) in words.match_indices(['。', '；', '！', '？']) {
        found.push(Span::new(start, at));
        start = at + mark.len();
    }
    found.push(Span::new(start, words.len()));
    found.retain(|sentence| !sentence.is_empty());
    found
}

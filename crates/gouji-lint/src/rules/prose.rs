use gouji_edition::Text;
use std::cell::OnceCell;

use gouji_report::Paragraph;
use gouji_text::{Passage, Span, is_invisible};
use memchr::memmem;

use super::Context;

/// The paragraphs of the report. The iterator ends early if the analysis is cancelled.
pub(super) fn prose<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Paragraph> {
    let cancel = context.cancel;
    context.report.paragraphs.iter().take_while(move |_| !cancel.is_cancelled())
}

/// The words of a paragraph or heading, with their place in the text.
pub(super) struct PlacedPassage<'a> {
    /// The words.
    pub passage: &'a Passage,
    /// Where they begin, in bytes of the text.
    start: usize,
}

impl PlacedPassage<'_> {
    /// The span in the text for a span of the words.
    pub fn place(&self, span: Span) -> Span {
        self.passage.source(span).shift(self.start)
    }
}

/// The paragraphs of [`prose`], then the headings that are a line of their own.
pub(super) fn prose_and_headings<'a>(context: &Context<'a>) -> impl Iterator<Item = PlacedPassage<'a>> {
    let paragraphs =
        prose(context).map(|paragraph| PlacedPassage { passage: &paragraph.passage, start: paragraph.span.start });
    let headings = context.report.headings.iter().filter(|heading| heading.stands_alone);
    paragraphs.chain(headings.map(|heading| PlacedPassage { passage: &heading.passage, start: heading.text.start }))
}

/// A text in which blanks, line breaks and invisible characters may split words.
pub(super) struct Split<'a> {
    text: &'a str,
    joined: OnceCell<String>,
}

impl<'a> Split<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, joined: OnceCell::new() }
    }

    /// Whether the text contains one of `words`.
    pub(super) fn contains_any(&self, words: &[Text]) -> bool {
        let is_in = |text: &str| words.iter().any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some());
        let joined = || {
            let mut joined = String::with_capacity(self.text.len());
            joined.extend(self.text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)));
            joined
        };
        is_in(self.text) || is_in(self.joined.get_or_init(joined))
    }
}

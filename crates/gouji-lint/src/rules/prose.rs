use gouji_edition::Text;

use gouji_report::Paragraph;
use gouji_text::{Passage, Span, is_common_han, is_invisible};
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

/// The words of a text in which blanks, line breaks and invisible characters may split them.
pub(super) struct Split {
    /// The text without these characters.
    joined: String,
}

impl Split {
    pub(super) fn new(text: &str) -> Self {
        let mut joined = String::with_capacity(text.len());
        let splits = |c: char| !is_common_han(c) && (c.is_whitespace() || is_invisible(c));
        joined.extend(text.split(splits));
        Self { joined }
    }

    /// Whether the text contains one of `words`, which have no blanks.
    pub(super) fn contains_any(&self, words: &[Text]) -> bool {
        words.iter().any(|word| memmem::find(self.joined.as_bytes(), word.as_bytes()).is_some())
    }
}

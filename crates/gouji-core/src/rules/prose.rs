use super::Context;
use crate::report::Paragraph;

/// Words in which prose counts, as alternatives of a pattern.
pub(super) const UNITS: &str = "条|件|项|份|个|次|篇|期|场|起";

/// The paragraphs of the report, as long as somebody waits for what is found in them.
pub(super) fn prose<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Paragraph> {
    let watch = context.watch;
    context.report.paragraphs.iter().take_while(move |_| !watch.is_cancelled())
}

/// Whether one of `words` stands in `text`, though blanks and line breaks may split it.
pub(super) fn tells_any(text: &str, words: &[String]) -> bool {
    let stands_in = |text: &str| words.iter().any(|word| text.contains(word.as_str()));
    stands_in(text) || stands_in(&text.chars().filter(|c| !c.is_whitespace()).collect::<String>())
}

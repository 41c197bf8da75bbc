use super::Context;
use crate::report::Paragraph;

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

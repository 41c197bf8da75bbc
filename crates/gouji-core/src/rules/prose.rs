use super::Context;
use crate::text::Joined;

/// The paragraphs of the report, lines joined.
pub(super) fn prose<'a>(context: &Context<'a>) -> impl Iterator<Item = Joined<'a>> {
    let text = context.text;
    context.report.paragraphs.iter().map(move |paragraph| Joined::new(text, paragraph.span))
}

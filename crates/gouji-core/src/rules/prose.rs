use super::Context;
use crate::report::Paragraph;

/// The paragraphs of the report, as long as somebody waits for what is found in them.
pub(super) fn prose<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Paragraph> {
    let watch = context.watch;
    context.report.paragraphs.iter().take_while(move |_| !watch.is_cancelled())
}

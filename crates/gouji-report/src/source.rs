use gouji_text::CancelToken;

use crate::lines::Line;

/// The input from which a report is read.
#[derive(Clone, Copy)]
pub(super) struct ReportSource<'a> {
    /// The text as the readers see it: blanks replace comments for gouji and markup.
    pub text: &'a str,
    /// The same text with its markup, at the same offsets.
    pub with_markup: &'a str,
    /// The lines of `text`.
    pub lines: &'a [Line],
    /// Cancels the reading if the report is superseded or its request is cancelled.
    pub cancel: CancelToken<'a>,
}

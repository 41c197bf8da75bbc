use gouji_text::Watch;

use crate::syntax::Line;

/// The input from which a report is read.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// The text as the readers see it: blanks replace comments for gouji and dress.
    pub text: &'a str,
    /// The same text with its dress, at the same offsets.
    pub dressed: &'a str,
    /// The lines of `text`.
    pub lines: &'a [Line],
    /// Cancels the reading if the report is superseded or its request is cancelled.
    pub watch: Watch<'a>,
}

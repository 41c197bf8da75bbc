use gouji_text::Watch;

use crate::syntax::Line;

/// What a report is read from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// The text that is read: comments for gouji and dress are blank.
    pub text: &'a str,
    /// The same text with its dress, at the same offsets.
    pub dressed: &'a str,
    /// Its lines.
    pub lines: &'a [Line],
    /// Whether anybody still waits for the report.
    pub watch: Watch<'a>,
}

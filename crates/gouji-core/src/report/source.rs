use crate::cancel::Watch;
use crate::syntax::Line;

/// What a report is read from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// The text; blanks stand for comments that speak to gouji.
    pub text: &'a str,
    /// The same with the markup and the invisible characters that `text` has blanks for, byte for byte.
    pub dressed: &'a str,
    /// Its lines.
    pub lines: &'a [Line],
    /// Whether anybody still waits for the report.
    pub watch: Watch<'a>,
}

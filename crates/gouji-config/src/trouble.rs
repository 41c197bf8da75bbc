use std::path::PathBuf;

use gouji_l10n::Message;
use gouji_text::Span;

/// A problem in a configuration or baseline file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place, in bytes of the file.
    pub span: Span,
    /// The problem and what to do.
    pub message: Message,
}

/// An invalid configuration or baseline file, with its problems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The file.
    pub path: PathBuf,
    /// Its text; empty if it cannot be read.
    pub text: String,
    /// The problems, in the order of the text; at least one.
    pub problems: Vec<Problem>,
}

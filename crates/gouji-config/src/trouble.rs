use std::path::PathBuf;

use gouji_l10n::Message;
use gouji_text::Span;

/// What is wrong in a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place, in bytes of the file.
    pub span: Span,
    /// What is wrong and what to do.
    pub message: Message,
}

/// A file that cannot serve, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The file.
    pub path: PathBuf,
    /// Its text; empty where it cannot be read.
    pub text: String,
    /// What is wrong, in the order of the text; at least one.
    pub problems: Vec<Problem>,
}

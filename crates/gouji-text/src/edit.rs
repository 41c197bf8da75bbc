use super::Span;

/// Replaces `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The replaced span, in bytes of the analysed text.
    pub span: Span,
    /// The replacement.
    pub text: String,
}

impl TextEdit {
    /// Replaces `span` by `text`.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

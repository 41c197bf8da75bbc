//! The text without comments and dress, split into lines.

use std::borrow::Cow;

use gouji_text::{Cancelled, Passages, Span, Watch};

use super::comments::Comments;
use super::dress;
use crate::syntax::{Line, Syntax};

/// The text as the readers see it: blanks replace comments for gouji, and dress is removed.
pub(super) struct PlainText<'a> {
    pub text: Cow<'a, str>,
    /// The same text with its dress; `None` if it has none.
    pub dressed: Option<Cow<'a, str>>,
    pub lines: Cow<'a, [Line]>,
}

impl<'a> PlainText<'a> {
    /// Reads the lines of `text`. `syntax` has the lines if they are already parsed; a text without comments and dress
    /// uses them as they are. Lines with comments are parsed again without the comments, because the kind of a line
    /// depends on its words. Lines of a text with dress come from `passages` if an earlier text had them.
    ///
    /// # Errors
    /// [`Cancelled`] if `watch` is cancelled before the end.
    pub(super) fn read(
        text: &'a str,
        syntax: Option<&'a Syntax>,
        passages: &mut Passages,
        watch: Watch<'_>,
    ) -> Result<Self, Cancelled> {
        let comments = Comments::read(text);
        let hidden = comments.hide(text);
        let has_comments = comments.extent().is_some();
        let bare = match dress::undress(&hidden) {
            Cow::Owned(bare) => Some(bare),
            Cow::Borrowed(_) => None,
        };
        let (text, dressed, mut lines) = match bare {
            Some(bare) => {
                // Without comments, the text to parse equals the bare text.
                let parsed = has_comments.then(|| dress::undress(&comments.blanked(text)).into_owned());
                let syntax = Syntax::parse_cached(parsed.as_deref().unwrap_or(&bare), passages, watch)?;
                let mut lines = syntax.lines().to_vec();
                // A blank and a line end of two bytes replace a separator of three bytes, so a span may end inside a
                // character.
                lines.iter_mut().for_each(|line| line.span = on_boundaries(text, line.span));
                (Cow::Owned(bare), Some(hidden), Cow::Owned(lines))
            }
            None => {
                let lines = Self::undressed_lines(text, &comments, syntax, passages, watch)?;
                (hidden, None, lines)
            }
        };
        if has_comments {
            Comments::set_after_blank(&text, lines.to_mut());
        }
        Ok(Self { text, dressed, lines })
    }

    fn undressed_lines(
        text: &str,
        comments: &Comments,
        syntax: Option<&'a Syntax>,
        passages: &mut Passages,
        watch: Watch<'_>,
    ) -> Result<Cow<'a, [Line]>, Cancelled> {
        match (syntax, comments.extent()) {
            (None, _) => {
                Ok(Cow::Owned(Syntax::parse_cached(&comments.blanked(text), passages, watch)?.lines().to_vec()))
            }
            (Some(syntax), None) => Ok(Cow::Borrowed(syntax.lines())),
            (Some(syntax), Some(commented)) => {
                let mut syntax = syntax.clone();
                syntax.edit(commented, commented.len());
                Ok(Cow::Owned(syntax.reparse(&comments.blanked(text), watch)?.lines().to_vec()))
            }
        }
    }
}

/// The span, shortened so that it does not end inside a character of `text`.
fn on_boundaries(text: &str, span: Span) -> Span {
    let end = (span.start..=span.end).rev().find(|end| text.is_char_boundary(*end));
    Span::new(span.start, end.unwrap_or(span.start))
}

//! The text without comments and markup, split into lines.

use std::borrow::Cow;

use gouji_text::{CancelToken, Cancelled, PassageCache, Span};

use super::comments::Comments;
use super::markup;
use crate::lines::{Line, Lines};

/// The text as the readers see it: blanks replace comments for gouji, and markup is removed.
pub(super) struct PlainText<'a> {
    pub text: Cow<'a, str>,
    /// The same text with its markup; `None` if it has none.
    pub with_markup: Option<Cow<'a, str>>,
    pub lines: Cow<'a, [Line]>,
}

impl<'a> PlainText<'a> {
    /// Reads the lines of `text`. `parsed` has the lines if they are already parsed; a text without comments and markup
    /// uses them as they are. Lines with comments are parsed again without the comments, because the kind of a line
    /// depends on its words. Lines of a text with markup come from `passages` if an earlier text had them.
    ///
    /// # Errors
    /// [`Cancelled`] if `cancel` is set before the end.
    pub(super) fn read(
        text: &'a str,
        parsed: Option<&'a Lines>,
        passages: &mut PassageCache,
        cancel: CancelToken<'_>,
    ) -> Result<Self, Cancelled> {
        let comments = Comments::read(text);
        let hidden = comments.hide(text);
        let has_comments = comments.extent().is_some();
        let bare = match markup::strip(&hidden) {
            Cow::Owned(bare) => Some(bare),
            Cow::Borrowed(_) => None,
        };
        let (text, with_markup, mut lines) = match bare {
            Some(bare) => {
                // Without comments, the text to parse equals the bare text.
                let to_parse = has_comments.then(|| markup::strip(&comments.blanked(text)).into_owned());
                let parsed = Lines::parse_cached(to_parse.as_deref().unwrap_or(&bare), passages, cancel)?;
                let mut lines = parsed.lines().to_vec();
                // A blank and a line end of two bytes replace a separator of three bytes, so a span may end inside a
                // character.
                lines.iter_mut().for_each(|line| line.span = on_boundaries(text, line.span));
                (Cow::Owned(bare), Some(hidden), Cow::Owned(lines))
            }
            None => {
                let lines = Self::lines_without_markup(text, &comments, parsed, passages, cancel)?;
                (hidden, None, lines)
            }
        };
        if has_comments {
            Comments::set_after_blank(&text, lines.to_mut());
        }
        Ok(Self { text, with_markup, lines })
    }

    fn lines_without_markup(
        text: &str,
        comments: &Comments,
        parsed: Option<&'a Lines>,
        passages: &mut PassageCache,
        cancel: CancelToken<'_>,
    ) -> Result<Cow<'a, [Line]>, Cancelled> {
        match (parsed, comments.extent()) {
            (None, _) => {
                Ok(Cow::Owned(Lines::parse_cached(&comments.blanked(text), passages, cancel)?.lines().to_vec()))
            }
            (Some(parsed), None) => Ok(Cow::Borrowed(parsed.lines())),
            (Some(parsed), Some(commented)) => {
                let mut parsed = parsed.clone();
                parsed.edit(commented, commented.len());
                Ok(Cow::Owned(parsed.reparse(&comments.blanked(text), cancel)?.lines().to_vec()))
            }
        }
    }
}

/// The span, shortened so that it does not end inside a character of `text`.
fn on_boundaries(text: &str, span: Span) -> Span {
    let end = (span.start..=span.end).rev().find(|end| text.is_char_boundary(*end));
    Span::new(span.start, end.unwrap_or(span.start))
}

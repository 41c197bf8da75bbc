//! The text as it is read, and its lines.

use std::borrow::Cow;

use super::dress;
use crate::cancel::{Cancelled, Watch};
use crate::suppress::Allows;
use crate::syntax::{Line, Syntax};
use crate::text::{Passages, Span};

/// The text as it is read: blanks stand for comments that speak to gouji, and it bears no dress.
pub(super) struct Plain<'a> {
    pub text: Cow<'a, str>,
    /// The text with its dress, where it has any.
    pub dressed: Option<Cow<'a, str>>,
    pub lines: Cow<'a, [Line]>,
}

impl<'a> Plain<'a> {
    /// Reads the lines of `text`; `syntax` is its tree, where it is known. A text without comments and without dress keeps its
    /// lines. What a line is depends on what stands on it, so those that have comments are parsed again without them, and those
    /// of a dressed text are looked up among the ones that were met before.
    ///
    /// # Errors
    /// [`Cancelled`] where `watch` says so before the end.
    pub(super) fn read(
        text: &'a str,
        syntax: Option<&'a Syntax>,
        passages: &mut Passages,
        watch: Watch<'_>,
    ) -> Result<Self, Cancelled> {
        let comments = Allows::read(text);
        let hidden = comments.hide(text);
        let bare = match dress::undress(&hidden) {
            Cow::Owned(bare) => Some(bare),
            Cow::Borrowed(_) => None,
        };
        let (text, dressed, mut lines) = match bare {
            Some(bare) => {
                let blanked = comments.blanked(text);
                let syntax = Syntax::parse_known(&dress::undress(&blanked), passages, watch)?;
                let mut lines = syntax.lines().to_vec();
                // A separator of three bytes is written as two that end a line, and a blank.
                lines.iter_mut().for_each(|line| line.span = on_boundaries(text, line.span));
                (Cow::Owned(bare), Some(hidden), Cow::Owned(lines))
            }
            None => {
                let lines = Self::undressed_lines(text, &comments, syntax, passages, watch)?;
                (hidden, None, lines)
            }
        };
        if comments.extent().is_some() {
            comments.separate(&text, lines.to_mut());
        }
        Ok(Self { text, dressed, lines })
    }

    fn undressed_lines(
        text: &str,
        comments: &Allows,
        syntax: Option<&'a Syntax>,
        passages: &mut Passages,
        watch: Watch<'_>,
    ) -> Result<Cow<'a, [Line]>, Cancelled> {
        match (syntax, comments.extent()) {
            (None, _) => {
                Ok(Cow::Owned(Syntax::parse_known(&comments.blanked(text), passages, watch)?.lines().to_vec()))
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

/// The span without a part of a character at its end.
fn on_boundaries(text: &str, span: Span) -> Span {
    let end = (span.start..=span.end).rev().find(|end| text.is_char_boundary(*end));
    Span::new(span.start, end.unwrap_or(span.start))
}

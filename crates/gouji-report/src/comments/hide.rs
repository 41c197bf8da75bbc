use std::borrow::Cow;

use gouji_text::{Span, TextEdit};

use super::comment::{Comment, Comments, LinePlace};
use crate::lines::Line;

impl Comments {
    /// The text with blanks in place of the comments, so that every offset stays. A line with nothing but a comment is
    /// joined with the next line, so that it does not count as a blank line.
    pub fn hide<'a>(&self, text: &'a str) -> Cow<'a, str> {
        blank(text, self.comments.iter().map(hidden))
    }

    /// The text with blanks in place of the comments. A line with nothing but a comment becomes a blank line, so that
    /// the kind of each line depends on that line alone.
    pub fn blanked<'a>(&self, text: &'a str) -> Cow<'a, str> {
        blank(text, self.comments.iter().map(|comment| comment.span))
    }

    /// From the start of the first comment to the end of the last; `None` without comments.
    pub fn extent(&self) -> Option<Span> {
        Some(self.comments.first()?.span.cover(self.comments.last()?.span))
    }

    /// Computes again which of `lines` follow a blank line. The lines were read from [`Self::blanked`], in which lines with
    /// nothing but a comment are blank. In `hidden`, the result of [`Self::hide`], they are not.
    pub fn set_after_blank(hidden: &str, lines: &mut [Line]) {
        let mut end = None;
        for line in lines {
            if let Some(end) = end {
                let between = Span::new(end, line.span.start).slice(hidden);
                let between = between.strip_prefix("\r\n").or_else(|| between.strip_prefix(['\n', '\r']));
                line.after_blank = between.is_some_and(|between| between.contains(['\n', '\r']));
            }
            end = Some(line.span.end);
        }
    }

    /// Takes the comments out of the edits. Rules do not see comments, so their fixes must not delete them.
    pub fn exclude_from(&self, edits: &mut Vec<TextEdit>) {
        let touches = |edit: &TextEdit| !self.inside(edit.span).is_empty();
        if edits.iter().any(touches) {
            let whole = std::mem::take(edits);
            edits.extend(whole.into_iter().flat_map(|edit| self.pieces(edit)));
        }
    }

    fn inside(&self, span: Span) -> &[Comment] {
        let first = self.comments.partition_point(|comment| hidden(comment).end <= span.start);
        let after = self.comments.partition_point(|comment| hidden(comment).start < span.end);
        self.comments.get(first..after).unwrap_or_default()
    }

    /// Splits the edit at the comments that it covers. The first piece has the new text.
    fn pieces(&self, edit: TextEdit) -> Vec<TextEdit> {
        let comments = self.inside(edit.span);
        if comments.is_empty() || edit.span.is_empty() {
            return vec![edit];
        }
        let mut start = edit.span.start;
        let mut pieces = Vec::new();
        for hidden_span in comments.iter().map(hidden).chain([Span::at(edit.span.end)]) {
            if start < hidden_span.start {
                pieces.push(Span::new(start, hidden_span.start));
            }
            start = start.max(hidden_span.end);
        }
        let first = pieces.first().copied().unwrap_or(Span::at(start));
        let written = (!first.is_empty() || !edit.text.is_empty()).then(|| TextEdit::new(first, edit.text));
        written.into_iter().chain(pieces.into_iter().skip(1).map(|piece| TextEdit::new(piece, ""))).collect()
    }
}

fn hidden(comment: &Comment) -> Span {
    match comment.line_place {
        LinePlace::Alone(line) => line,
        LinePlace::Shared => comment.span,
    }
}

fn blank(text: &str, spans: impl ExactSizeIterator<Item = Span>) -> Cow<'_, str> {
    if spans.len() == 0 {
        return Cow::Borrowed(text);
    }
    let mut blanked = String::with_capacity(text.len());
    for span in spans {
        blanked.push_str(Span::new(blanked.len(), span.start).slice(text));
        blanked.extend(std::iter::repeat_n(' ', span.len()));
    }
    blanked.push_str(text.get(blanked.len()..).unwrap_or_default());
    Cow::Owned(blanked)
}

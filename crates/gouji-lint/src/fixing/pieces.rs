//! A text that was mended in rounds, as what stays of the first text and what is new. So the edits of all rounds together are
//! known without comparing two texts, which may take time with the square of their lengths.

use gouji_text::{Span, TextEdit};

/// A text after any number of edits.
#[derive(Clone, Debug)]
pub(super) struct Pieces(Vec<Piece>);

#[derive(Clone, Debug)]
enum Piece {
    /// Stands in the first text, at this place.
    Kept(Span),
    /// Stands in an edit.
    New(String),
}

impl Piece {
    const fn len(&self) -> usize {
        match self {
            Self::Kept(span) => span.len(),
            Self::New(text) => text.len(),
        }
    }

    /// The part between two bytes of the piece.
    fn part(&self, start: usize, end: usize) -> Self {
        match self {
            Self::Kept(span) => Self::Kept(Span::new(span.start + start, span.start + end)),
            Self::New(text) => Self::New(text.get(start..end).unwrap_or_default().to_owned()),
        }
    }
}

impl Pieces {
    /// The first text itself, of `length` bytes.
    pub fn whole(length: usize) -> Self {
        Self(vec![Piece::Kept(Span::new(0, length))])
    }

    /// The text after `edits`, whose places are those of the text before them. They do not overlap.
    pub fn edited<'a>(&self, edits: impl IntoIterator<Item = &'a TextEdit>) -> Self {
        let mut edits: Vec<&TextEdit> = edits.into_iter().collect();
        edits.sort_by_key(|edit| edit.span);
        let mut reader = Reader { pieces: &self.0, piece: 0, within: 0 };
        let mut made = Vec::with_capacity(self.0.len() + 2 * edits.len());
        let mut at = 0;
        for edit in edits {
            reader.pass(edit.span.start - at, |piece| made.push(piece));
            made.push(Piece::New(edit.text.clone()));
            reader.pass(edit.span.len(), drop);
            at = edit.span.end;
        }
        reader.pass(usize::MAX, |piece| made.push(piece));
        Self(made)
    }

    /// The edits that make this text of `first`, the first one: in its order, not overlapping, each changing something.
    pub fn edits(&self, first: &str) -> Vec<TextEdit> {
        let mut edits = Vec::new();
        let (mut at, mut new) = (0, String::new());
        let end = Piece::Kept(Span::at(first.len()));
        for piece in self.0.iter().chain([&end]) {
            match piece {
                Piece::New(text) => new.push_str(text),
                Piece::Kept(kept) => {
                    let replaced = Span::new(at, kept.start);
                    if replaced.of(first) != new {
                        edits.push(TextEdit::new(replaced, std::mem::take(&mut new)));
                    }
                    new.clear();
                    at = kept.end;
                }
            }
        }
        edits
    }
}

/// Goes through pieces once, from the first to the last.
struct Reader<'a> {
    pieces: &'a [Piece],
    piece: usize,
    /// Bytes of that piece that lie behind.
    within: usize,
}

impl Reader<'_> {
    /// Hands over the next `bytes` bytes, or all that are left.
    fn pass(&mut self, mut bytes: usize, mut each: impl FnMut(Piece)) {
        while bytes > 0
            && let Some(piece) = self.pieces.get(self.piece)
        {
            let end = piece.len().min(self.within.saturating_add(bytes));
            if end > self.within {
                each(piece.part(self.within, end));
            }
            bytes -= end - self.within;
            self.within = end;
            if end == piece.len() {
                (self.piece, self.within) = (self.piece + 1, 0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixing::apply;

    /// Makes the rounds of edits one after another, and looks whether the edits of all of them make the same text at once.
    fn edits_of(first: &str, rounds: &[&[(usize, usize, &str)]]) -> Vec<TextEdit> {
        let (mut text, mut pieces) = (first.to_owned(), Pieces::whole(first.len()));
        for round in rounds {
            let edits: Vec<TextEdit> =
                round.iter().map(|(start, end, new)| TextEdit::new(Span::new(*start, *end), *new)).collect();
            text = apply(&text, &edits);
            pieces = pieces.edited(&edits);
        }
        let edits = pieces.edits(first);
        assert_eq!(apply(first, &edits), text);
        assert!(edits.is_sorted_by(|one, next| one.span.end < next.span.start), "apart: {edits:?}");
        edits
    }

    #[test]
    fn the_edits_of_all_rounds_make_the_last_text_of_the_first() {
        assert_eq!(edits_of("0123456789", &[]), []);
        assert_eq!(edits_of("", &[&[(0, 0, "ab")], &[(1, 1, "x")]]), [TextEdit::new(Span::at(0), "axb")]);
        let apart = edits_of("0123456789", &[&[(2, 4, "ab"), (7, 7, "c")], &[(9, 10, "")]]);
        assert_eq!(apart.len(), 3, "what stays is not replaced: {apart:?}");
        edits_of("0123456789", &[&[(2, 4, "abcdef")], &[(0, 3, ""), (4, 9, "x")], &[(0, 0, "y")]]);
        edits_of("0123456789", &[&[(0, 10, "")], &[(0, 0, "new")], &[(1, 2, "")]]);
        edits_of("0123456789", &[&[(3, 5, "")], &[(3, 3, "34")]]);
    }

    #[test]
    fn what_was_changed_and_changed_back_is_no_edit() {
        assert_eq!(edits_of("0123", &[&[(1, 2, "x")], &[(1, 2, "1")]]), []);
    }
}

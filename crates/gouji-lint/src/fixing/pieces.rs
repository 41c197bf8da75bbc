//! The text after several rounds of edits, as pieces of the original text and inserted pieces. This gives the edits of all rounds
//! together without a comparison of two texts, whose time may grow with the square of their lengths.

use gouji_text::{Span, TextEdit};

/// A text after any number of edits.
#[derive(Clone, Debug)]
pub(super) struct Pieces(Vec<TextPiece>);

#[derive(Clone, Debug)]
enum TextPiece {
    /// A span of the original text.
    Original(Span),
    /// Text of an edit.
    Inserted(String),
}

impl TextPiece {
    const fn len(&self) -> usize {
        match self {
            Self::Original(span) => span.len(),
            Self::Inserted(text) => text.len(),
        }
    }

    /// The part between two bytes of the piece.
    fn part(&self, start: usize, end: usize) -> Self {
        match self {
            Self::Original(span) => Self::Original(Span::new(span.start + start, span.start + end)),
            Self::Inserted(text) => Self::Inserted(text.get(start..end).unwrap_or_default().to_owned()),
        }
    }
}

impl Pieces {
    /// The original text, of `length` bytes.
    pub fn new(length: usize) -> Self {
        Self(vec![TextPiece::Original(Span::new(0, length))])
    }

    /// The text after `edits`, which do not overlap. Their spans are those of the text before them.
    pub fn with_edits<'a>(&self, edits: impl IntoIterator<Item = &'a TextEdit>) -> Self {
        let mut edits: Vec<&TextEdit> = edits.into_iter().collect();
        edits.sort_by_key(|edit| edit.span);
        let mut reader = PieceReader { pieces: &self.0, piece: 0, offset: 0 };
        let mut pieces = Vec::with_capacity(self.0.len() + 2 * edits.len());
        let mut at = 0;
        for edit in edits {
            reader.read(edit.span.start - at, |piece| pieces.push(piece));
            pieces.push(TextPiece::Inserted(edit.text.clone()));
            reader.read(edit.span.len(), drop);
            at = edit.span.end;
        }
        reader.read(usize::MAX, |piece| pieces.push(piece));
        Self(pieces)
    }

    /// The edits that turn the `original` text into this one, in the order of the text and without overlaps. Each edit changes
    /// something.
    pub fn edits(&self, original: &str) -> Vec<TextEdit> {
        let mut edits = Vec::new();
        let (mut at, mut inserted) = (0, String::new());
        let end = TextPiece::Original(Span::at(original.len()));
        for piece in self.0.iter().chain([&end]) {
            match piece {
                TextPiece::Inserted(text) => inserted.push_str(text),
                TextPiece::Original(span) => {
                    let replaced = Span::new(at, span.start);
                    if replaced.slice(original) != inserted {
                        edits.push(TextEdit::new(replaced, std::mem::take(&mut inserted)));
                    }
                    inserted.clear();
                    at = span.end;
                }
            }
        }
        edits
    }
}

/// Reads pieces once, from the first to the last.
struct PieceReader<'a> {
    pieces: &'a [TextPiece],
    /// Index of the next piece.
    piece: usize,
    /// Bytes of this piece that were already read.
    offset: usize,
}

impl PieceReader<'_> {
    /// Passes the next `bytes` bytes, or the rest if it is shorter, to `each` as pieces.
    fn read(&mut self, mut bytes: usize, mut each: impl FnMut(TextPiece)) {
        while bytes > 0
            && let Some(piece) = self.pieces.get(self.piece)
        {
            let end = piece.len().min(self.offset.saturating_add(bytes));
            if end > self.offset {
                each(piece.part(self.offset, end));
            }
            bytes -= end - self.offset;
            self.offset = end;
            if end == piece.len() {
                (self.piece, self.offset) = (self.piece + 1, 0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixing::apply;

    /// Applies the rounds of edits one after another, and checks that the combined edits lead to the same text.
    fn edits_of(first: &str, rounds: &[&[(usize, usize, &str)]]) -> Vec<TextEdit> {
        let (mut text, mut pieces) = (first.to_owned(), Pieces::new(first.len()));
        for round in rounds {
            let edits: Vec<TextEdit> =
                round.iter().map(|(start, end, new)| TextEdit::new(Span::new(*start, *end), *new)).collect();
            text = apply(&text, &edits);
            pieces = pieces.with_edits(&edits);
        }
        let edits = pieces.edits(first);
        assert_eq!(apply(first, &edits), text);
        assert!(edits.is_sorted_by(|one, next| one.span.end < next.span.start), "apart: {edits:?}");
        edits
    }

    #[test]
    fn combined_edits_turn_the_first_text_into_the_last() {
        assert_eq!(edits_of("0123456789", &[]), []);
        assert_eq!(edits_of("", &[&[(0, 0, "ab")], &[(1, 1, "x")]]), [TextEdit::new(Span::at(0), "axb")]);
        let apart = edits_of("0123456789", &[&[(2, 4, "ab"), (7, 7, "c")], &[(9, 10, "")]]);
        assert_eq!(apart.len(), 3, "what stays is not replaced: {apart:?}");
        edits_of("0123456789", &[&[(2, 4, "abcdef")], &[(0, 3, ""), (4, 9, "x")], &[(0, 0, "y")]]);
        edits_of("0123456789", &[&[(0, 10, "")], &[(0, 0, "new")], &[(1, 2, "")]]);
        edits_of("0123456789", &[&[(3, 5, "")], &[(3, 3, "34")]]);
    }

    #[test]
    fn a_change_that_is_undone_later_gives_no_edit() {
        assert_eq!(edits_of("0123", &[&[(1, 2, "x")], &[(1, 2, "1")]]), []);
    }
}

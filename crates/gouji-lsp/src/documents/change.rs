//! One change of a text: what it replaces.

use gouji_core::Span;
use ropey::Rope;
use tower_lsp::ls_types::{Range, TextDocumentContentChangeEvent};

use crate::positions::{Encoding, Within};

/// A replacement in bytes of the text before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Replacement {
    /// What a client's change means for `rope`, the text just before it.
    pub fn of(rope: &Rope, encoding: Encoding, change: TextDocumentContentChangeEvent) -> Self {
        match change.range {
            Some(range) => Self::in_range(rope, encoding, range, change.text),
            None => Self::of_whole(rope, &change.text),
        }
    }

    fn in_range(rope: &Rope, encoding: Encoding, range: Range, mut text: String) -> Self {
        let a = encoding.place(rope, range.start);
        // What is typed replaces nothing.
        let b = if range.end == range.start { a } else { encoding.place(rope, range.end) };
        let (start, end) = (a.min(b), a.max(b));
        // A client that cuts a surrogate pair keeps the other half, which no UTF-8 text can hold. U+FFFD stands for it:
        // one code unit, so that both sides go on counting alike.
        if start.within == Within::Pair {
            text.insert(0, char::REPLACEMENT_CHARACTER);
        }
        let end = match end.within {
            Within::Start => end.byte,
            Within::Pair => {
                text.push(char::REPLACEMENT_CHARACTER);
                end.byte + rope.char(rope.byte_to_char(end.byte)).len_utf8()
            }
        };
        Self { span: Span::new(start.byte, end), text }
    }

    /// A client that sends whole texts mostly changed little: what both have in common at either end stays, so that
    /// lines can be reused and findings keep their places.
    fn of_whole(rope: &Rope, text: &str) -> Self {
        let old = rope.to_string();
        let mut front = common(old.bytes().zip(text.bytes()));
        while !old.is_char_boundary(front) || !text.is_char_boundary(front) {
            front -= 1;
        }
        let (old_rest, new_rest) = (&old.as_bytes()[front..], &text.as_bytes()[front..]);
        let back = common(old_rest.iter().rev().copied().zip(new_rest.iter().rev().copied()));
        let mut end = old.len() - back;
        while !old.is_char_boundary(end) {
            end += 1;
        }
        let new_end = text.len() - (old.len() - end);
        Self { span: Span::new(front, end), text: text.get(front..new_end).unwrap_or_default().to_owned() }
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.span.is_empty() && self.text.is_empty()
    }

    /// Makes the replacement.
    pub fn apply(&self, rope: &mut Rope) {
        let chars = rope.byte_to_char(self.span.start)..rope.byte_to_char(self.span.end);
        rope.remove(chars.clone());
        rope.insert(chars.start, &self.text);
    }

    /// What it does to places.
    pub(super) const fn shift(&self) -> Shift {
        Shift { replaced: self.span, inserted: self.text.len() }
    }
}

/// What a replacement does to places, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift {
    /// What was replaced.
    pub replaced: Span,
    /// The length of what stands there afterwards.
    pub inserted: usize,
}

impl Shift {
    /// Where `span` lies after the replacement. What was replaced shrinks to its start.
    pub fn map(self, span: Span) -> Span {
        let Self { replaced, inserted } = self;
        let map = |at: usize, inside: usize| match at {
            at if at >= replaced.end => at - replaced.len() + inserted,
            at if at <= replaced.start => at,
            _ => inside,
        };
        let start = map(span.start, replaced.start + inserted);
        Span::new(start, map(span.end, replaced.start).max(start))
    }
}

fn common(mut pairs: impl Iterator<Item = (u8, u8)>) -> usize {
    let mut length = 0;
    while pairs.next().is_some_and(|(a, b)| a == b) {
        length += 1;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower_lsp::ls_types::Position;

    fn changed(before: &str, range: Option<[u32; 4]>, text: &str) -> String {
        let mut rope = Rope::from_str(before);
        let range = range.map(|[a, b, c, d]| Range::new(Position::new(a, b), Position::new(c, d)));
        let change = TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() };
        Replacement::of(&rope, Encoding::Utf16, change).apply(&mut rope);
        rope.to_string()
    }

    #[test]
    fn ranges_are_replaced_even_when_reversed_or_outside() {
        assert_eq!(changed("一二三", Some([0, 1, 0, 2]), "2"), "一2三");
        assert_eq!(changed("一二三", Some([0, 2, 0, 1]), "2"), "一2三");
        assert_eq!(changed("一二三", Some([9, 0, 9, 9]), "!"), "一二三!");
        assert_eq!(changed("", Some([0, 7, 3, 0]), "x"), "x");
    }

    #[test]
    fn half_a_surrogate_pair_leaves_a_replacement_character() {
        assert_eq!(changed("a𠀀b", Some([0, 2, 0, 3]), ""), "a\u{FFFD}b");
        assert_eq!(changed("a𠀀b", Some([0, 1, 0, 2]), ""), "a\u{FFFD}b");
        assert_eq!(changed("a𠀀b", Some([0, 2, 0, 2]), "x"), "a\u{FFFD}x\u{FFFD}b");
    }

    #[test]
    fn whole_texts_change_only_where_they_differ() {
        for (before, after) in
            [("一二三", "一四三"), ("", "一"), ("一", ""), ("一一", "一一一"), ("二", "亍"), ("aXb", "aXXb")]
        {
            assert_eq!(changed(before, None, after), after);
        }
        let small = Replacement::of_whole(&Rope::from_str("甲乙丙"), "甲丁丙");
        assert_eq!(small, Replacement { span: Span::new(3, 6), text: "丁".to_owned() });
    }

    #[test]
    fn spans_move_with_the_text() {
        let shift = Replacement { span: Span::new(4, 6), text: "xyz".to_owned() }.shift();
        assert_eq!(shift.map(Span::new(0, 4)), Span::new(0, 4));
        assert_eq!(shift.map(Span::new(6, 8)), Span::new(7, 9));
        assert_eq!(shift.map(Span::new(0, 9)), Span::new(0, 10));
        assert_eq!(shift.map(Span::new(4, 6)), Span::new(4, 7));
        assert_eq!(shift.map(Span::new(5, 8)), Span::new(7, 9));
    }
}

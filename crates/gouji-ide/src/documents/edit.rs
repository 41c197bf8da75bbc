//! One edit of a text.

use gouji_text::Span;
use ropey::Rope;

use crate::line_index::{Encoding, LineColRange, Within};

/// An edit as an editor sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The replaced range; `None` replaces the whole text.
    pub range: Option<LineColRange>,
    /// The new text of the range.
    pub text: String,
}

/// An edit in byte offsets of the text before the edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The replaced span.
    pub span: Span,
    /// The new text of the span.
    pub text: String,
}

impl Replacement {
    /// Converts an editor's edit of `rope`, the text before the edit.
    pub fn new(rope: &Rope, encoding: Encoding, change: Change) -> Self {
        match change.range {
            Some(range) => Self::in_range(rope, encoding, range, change.text),
            None => Self::whole_text(rope, &change.text),
        }
    }

    fn in_range(rope: &Rope, encoding: Encoding, range: LineColRange, mut text: String) -> Self {
        let a = encoding.place(rope, range.start);
        // Typing sends an empty range, whose end needs no second conversion.
        let b = if range.end == range.start { a } else { encoding.place(rope, range.end) };
        let (start, end) = (a.min(b), a.max(b));
        // An editor that deletes half of a surrogate pair keeps the other half, but UTF-8 cannot encode it. U+FFFD replaces it: it is one
        // code unit too, so that the editor and the server keep counting the same columns.
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

    /// Finds the part of the whole text that differs. An editor that sends whole texts usually changed little; a small replacement
    /// lets the next analysis reuse the other lines, and findings keep their places.
    fn whole_text(rope: &Rope, text: &str) -> Self {
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

    /// Whether the replacement changes nothing.
    pub fn is_empty(&self) -> bool {
        self.span.is_empty() && self.text.is_empty()
    }

    /// Applies the replacement.
    pub fn apply(&self, rope: &mut Rope) {
        let chars = rope.byte_to_char(self.span.start)..rope.byte_to_char(self.span.end);
        rope.remove(chars.clone());
        rope.insert(chars.start, &self.text);
    }

    /// How the replacement moves the text after it.
    pub(super) const fn shift(&self) -> Shift {
        Shift { replaced: self.span, inserted: self.text.len() }
    }
}

/// How a replacement moves spans, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift {
    /// The replaced span.
    pub replaced: Span,
    /// The length of the new text.
    pub inserted: usize,
}

impl Shift {
    /// The span after the replacement. A span inside the replaced text becomes empty.
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
    use crate::line_index::LineCol;

    fn changed(before: &str, range: Option<[u32; 4]>, text: &str) -> String {
        let mut rope = Rope::from_str(before);
        let range = range.map(|[a, b, c, d]| LineColRange::new(LineCol::new(a, b), LineCol::new(c, d)));
        let change = Change { range, text: text.to_owned() };
        Replacement::new(&rope, Encoding::Utf16, change).apply(&mut rope);
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
        let small = Replacement::whole_text(&Rope::from_str("甲乙丙"), "甲丁丙");
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

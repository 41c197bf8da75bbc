use gouji_text::Span;

/// One stretch of text that covers all edits since the lines were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PendingEdit {
    /// The stretch, in bytes of the text before the edits.
    old: Span,
    /// Length of the stretch after the edits, in bytes.
    length: usize,
}

impl PendingEdit {
    /// Extends the stretch by an edit: `replaced`, in bytes of the text before this edit, has become `inserted` bytes.
    pub(super) fn after(before: Option<Self>, replaced: Span, inserted: usize) -> Self {
        let Some(Self { old, length }) = before else { return Self { old: replaced, length: inserted } };
        let end = old.start + length;
        let start = old.start.min(replaced.start);
        // The text after the stretch has only moved.
        let further = replaced.end.saturating_sub(end);
        let length = end.max(replaced.end) - start - replaced.len() + inserted;
        Self { old: Span::new(start, old.end + further), length }
    }

    /// The whole lines that the edits touch: in bytes of the text before the edits, and in bytes of the edited `text`.
    /// Only `\n` ends a line here, because an edit may separate `\r` from `\n`, or join them.
    pub(super) fn whole_lines(self, text: &str) -> (Span, Span) {
        let bytes = text.as_bytes();
        let before = bytes.get(..self.old.start).unwrap_or_default();
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        let edit_end = self.old.start + self.length;
        let rest = bytes.get(edit_end..).unwrap_or_default();
        let further = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        (Span::new(start, self.old.end + further), Span::new(start, edit_end + further))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes the edits one after another, and checks that the stretch covers all of them.
    fn assert_covers(text: &str, edits: &[(Span, &str)]) {
        let mut now = text.to_owned();
        let mut edited = None;
        for (replaced, new) in edits {
            now.replace_range(replaced.start..replaced.end, new);
            edited = Some(PendingEdit::after(edited, *replaced, new.len()));
        }
        let PendingEdit { old, length } = edited.expect("something was edited");
        let new = Span::new(old.start, old.start + length);
        let mut rebuilt = text.to_owned();
        rebuilt.replace_range(old.start..old.end, new.slice(&now));
        assert_eq!(rebuilt, now);
    }

    #[test]
    fn one_stretch_covers_all_edits() {
        let (a, b, c) = (Span::new(2, 4), Span::new(6, 6), Span::new(0, 1));
        assert_covers("0123456789", &[(a, "ab")]);
        assert_covers("0123456789", &[(a, ""), (b, "xyz")]);
        assert_covers("0123456789", &[(b, "xyz"), (a, "")]);
        assert_covers("0123456789", &[(c, "long"), (a, "x"), (b, "y"), (Span::new(1, 9), "")]);
        assert_covers("0123456789", &[(a, "abcdef"), (Span::new(3, 5), ""), (Span::new(0, 10), "z")]);
    }

    #[test]
    fn whole_lines_are_parsed_again() {
        let edited = PendingEdit::after(None, Span::new(4, 5), 2);
        // 1\n23x45\n6
        assert_eq!(edited.whole_lines("1\n23xx45\n6"), (Span::new(2, 8), Span::new(2, 9)));
        assert_eq!(PendingEdit::after(None, Span::at(2), 1).whole_lines("1\nx\n"), (Span::new(2, 3), Span::new(2, 4)));
    }
}

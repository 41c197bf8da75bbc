use std::ops::Range;

/// A half-open range of byte offsets into one text. Both ends are on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty span at `at`.
    pub const fn at(at: usize) -> Self {
        Self { start: at, end: at }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span covers no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether `offset` is inside. The end counts too, because a cursor after the last character still touches it.
    pub const fn touches(self, offset: usize) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether `other` is wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span in a text where the content at byte `from` is at byte `to`. The span must not start before `from`.
    pub const fn rebase(self, from: usize, to: usize) -> Self {
        Self::new(self.start - from + to, self.end - from + to)
    }

    /// The span moved towards the end by `bytes`.
    pub const fn shift(self, bytes: usize) -> Self {
        Self::new(self.start + bytes, self.end + bytes)
    }

    /// The covered text; empty if the span is not within the text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The span without the white space at its ends (U+3000 and U+00A0 count as white space).
    pub fn trimmed(self, text: &str) -> Self {
        let inner = self.slice(text);
        let rest = inner.trim_start();
        let start = self.start + (inner.len() - rest.len());
        Self::new(start, start + rest.trim_end().len())
    }

    /// The last line of the span. Findings use it for a title of two lines: a mark on both would cover the blank lines between.
    pub fn last_line(self, text: &str) -> Self {
        let start = self.slice(text).rfind(['\n', '\r']).map_or(0, |at| at + 1);
        Self::new(self.start + start, self.end).trimmed(text)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

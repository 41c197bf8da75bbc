//! The line of the cursor.

use gouji_text::{Span, line_start};

/// The largest number of characters that may be typed before a proposal. Longer words are prose and no beginning of a label.
const MAX_TYPED: usize = 40;

/// The line of the cursor.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineContext<'a> {
    /// The line without its end.
    pub span: Span,
    /// The offset of the cursor.
    pub cursor: usize,
    /// The words before the cursor.
    pub before: &'a str,
    /// The words after the cursor.
    pub after: &'a str,
}

impl<'a> LineContext<'a> {
    /// The line at `offset`; `None` if this is no place in the text.
    pub fn new(text: &'a str, offset: usize) -> Option<Self> {
        let (before, after) = (text.get(..offset)?, text.get(offset..)?);
        let start = line_start(text, before.len());
        let end = after.find(['\n', '\r']).map_or(text.len(), |length| offset + length);
        Some(Self {
            span: Span::new(start, end),
            cursor: offset,
            before: before.get(start..)?,
            after: text.get(offset..end)?,
        })
    }

    /// Whether nothing follows the cursor, so that lines can be inserted.
    pub fn is_end(&self) -> bool {
        self.after.trim().is_empty()
    }

    /// The words before the cursor, from the first character of the line that is no blank.
    pub fn content(&self) -> Span {
        let blanks = self.before.len() - self.before.trim_start().len();
        Span::new(self.span.start + blanks, self.cursor)
    }

    /// The words of the sentence before the cursor.
    pub fn sentence(&self) -> Span {
        let content = self.content();
        let ends = ['。', '；', '！', '？'];
        let after = self.before.rfind(ends).map(|at| at + '。'.len_utf8());
        Span::new(after.map_or(content.start, |at| content.start.max(self.span.start + at)), self.cursor)
    }
}

/// Whether the typed words may be the beginning of the proposal: their characters occur in `filter` in the same order. Editors compare in
/// the same way, so a proposal that is left out here would not be shown.
pub(super) fn matches(typed: &str, filter: &str) -> bool {
    // A line may be very long, so its characters are not counted.
    if typed.chars().nth(MAX_TYPED).is_some() {
        return false;
    }
    let lower = |c: char| c.to_lowercase();
    let mut rest = filter.chars().flat_map(lower);
    typed.chars().filter(|c| !c.is_whitespace()).flat_map(lower).all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_match_in_han_pinyin_and_initials() {
        let filter = "一、总体情况 zongtiqingkuang ztqk";
        for (typed, expected) in [
            ("", true),
            ("一、", true),
            ("总", true),
            ("zongti", true),
            ("ZTQK", true),
            (" 总 况", true),
            ("况总", false),
            ("主动", false),
            ("zdgk", false),
        ] {
            assert_eq!(matches(typed, filter), expected, "{typed:?}");
        }
        assert!(!matches(&"总".repeat(MAX_TYPED + 1), &"总".repeat(99)), "long words are prose");
    }

    #[test]
    fn a_sentence_begins_after_the_last_one() {
        let text = "  甲。乙，丙\n丁";
        for (cursor, content, sentence) in [(2, "", ""), (5, "甲", "甲"), ("  甲。乙，".len(), "甲。乙，", "乙，")]
        {
            let line = LineContext::new(text, cursor).expect("a place");
            assert_eq!((line.content().slice(text), line.sentence().slice(text)), (content, sentence));
        }
        assert!(LineContext::new(text, 3).is_none(), "inside a character");
        assert!(LineContext::new(text, 99).is_none());
    }
}

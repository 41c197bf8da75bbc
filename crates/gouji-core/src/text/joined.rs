use std::borrow::Cow;

use super::Span;

/// Prose without the line breaks that only fill lines, so that a word or a figure is found though a line end splits it.
#[derive(Clone, Debug)]
pub struct Joined<'a> {
    words: Cow<'a, str>,
    /// Byte of the text at which the words start.
    start: usize,
    /// Where something was left out: byte of the words, and how many bytes of the text were left out up to there.
    gaps: Vec<(usize, usize)>,
}

impl<'a> Joined<'a> {
    /// The words at `span` of `text`, with line breaks and the blanks round them left out.
    pub fn new(text: &'a str, span: Span) -> Self {
        let source = span.of(text);
        if !source.contains(['\n', '\r']) {
            return Self { words: Cow::Borrowed(source), start: span.start, gaps: Vec::new() };
        }
        let mut words = String::with_capacity(source.len());
        let mut gaps = Vec::new();
        for line in source.split(['\n', '\r']) {
            let kept = line.trim();
            let at = kept.as_ptr() as usize - source.as_ptr() as usize;
            if !kept.is_empty() && at > words.len() {
                gaps.push((words.len(), at - words.len()));
            }
            words.push_str(kept);
        }
        Self { words: Cow::Owned(words), start: span.start, gaps }
    }

    /// The words.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Where a span of the words stands in the text.
    pub fn source(&self, span: Span) -> Span {
        // A place at a gap starts behind it and ends before it.
        let left_out =
            |gaps: usize| gaps.checked_sub(1).and_then(|last| self.gaps.get(last)).map_or(0, |(_, bytes)| *bytes);
        let start = self.gaps.partition_point(|(at, _)| *at <= span.start);
        let end = self.gaps.partition_point(|(at, _)| *at < span.end);
        let (start, end) = (span.start + left_out(start), span.end + left_out(end));
        Span::new(self.start + start, self.start + end.max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_end_splits_neither_word_nor_figure() {
        let text = "前。\n全年公开政\r\n\u{3000}府信息 3\n件，答复2件。";
        let span = Span::new(text.find("全年").expect("stands there"), text.len());
        let joined = Joined::new(text, span);
        assert_eq!(joined.words(), "全年公开政府信息 3件，答复2件。");
        for words in ["政府信息", "3件", "答复", "全年", "2件。"] {
            let at = joined.words().find(words).expect("stands there");
            let source = joined.source(Span::new(at, at + words.len())).of(text);
            let without: String = source.chars().filter(|c| !c.is_whitespace()).collect();
            assert_eq!(without, words, "{source:?}");
            assert!(!source.starts_with(char::is_whitespace) && !source.ends_with(char::is_whitespace), "{source:?}");
        }
    }

    #[test]
    fn words_on_one_line_stand_where_they_stand() {
        let joined = Joined::new("甲乙丙", Span::new(3, 9));
        assert_eq!((joined.words(), joined.source(Span::new(0, 3))), ("乙丙", Span::new(3, 6)));
    }
}

use super::Span;

/// Prose without the line breaks that only wrap it, so that a word or figure is found even if a line break splits it.
#[derive(Clone, Debug)]
pub(super) struct Joined {
    /// The words; `None` if they equal the source.
    words: Option<String>,
    /// The gaps, in order: the byte in the words, and the number of source bytes left out up to there.
    gaps: Vec<(usize, usize)>,
}

impl Joined {
    /// Joins the lines of `source`, without the blanks around line breaks.
    pub(super) fn new(source: &str) -> Self {
        if !source.contains(['\n', '\r']) {
            return Self { words: None, gaps: Vec::new() };
        }
        let mut words = String::with_capacity(source.len());
        let mut gaps = Vec::new();
        for line in source.split(['\n', '\r']) {
            let trimmed = line.trim();
            let at = trimmed.as_ptr() as usize - source.as_ptr() as usize;
            if !trimmed.is_empty() && at > words.len() {
                gaps.push((words.len(), at - words.len()));
            }
            words.push_str(trimmed);
        }
        Self { words: Some(words), gaps }
    }

    /// The words. `source` must be the text that [`Joined::new`] got.
    pub(super) fn words<'a>(&'a self, source: &'a str) -> &'a str {
        self.words.as_deref().unwrap_or(source)
    }

    /// The place of a span of the words in the source.
    pub(super) fn source(&self, span: Span) -> Span {
        // A span that starts at a gap starts after it, and one that ends at a gap ends before it.
        let left_out =
            |gaps: usize| gaps.checked_sub(1).and_then(|last| self.gaps.get(last)).map_or(0, |(_, bytes)| *bytes);
        let start = self.gaps.partition_point(|(at, _)| *at <= span.start);
        let end = self.gaps.partition_point(|(at, _)| *at < span.end);
        let (start, end) = (span.start + left_out(start), span.end + left_out(end));
        Span::new(start, end.max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_splits_neither_words_nor_figures() {
        let text = "前。\n全年公开政\r\n\u{3000}府信息 3\n件，答复2件。";
        let source = text.get(text.find("全年").expect("it is there")..).expect("on a boundary");
        let joined = Joined::new(source);
        assert_eq!(joined.words(source), "全年公开政府信息 3件，答复2件。");
        for words in ["政府信息", "3件", "答复", "全年", "2件。"] {
            let at = joined.words(source).find(words).expect("it is there");
            let source = joined.source(Span::new(at, at + words.len())).slice(source);
            let without: String = source.chars().filter(|c| !c.is_whitespace()).collect();
            assert_eq!(without, words, "{source:?}");
            assert!(!source.starts_with(char::is_whitespace) && !source.ends_with(char::is_whitespace), "{source:?}");
        }
    }

    #[test]
    fn words_on_one_line_keep_their_places() {
        let joined = Joined::new("乙丙");
        assert_eq!((joined.words("乙丙"), joined.source(Span::new(0, 3))), ("乙丙", Span::new(0, 3)));
    }
}

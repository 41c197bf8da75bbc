use super::Span;

/// Prose without the line breaks that only fill lines, so that a word or a figure is found though a line end splits it.
#[derive(Clone, Debug)]
pub(super) struct Joined {
    /// The words; `None` where they are the source as it stands.
    words: Option<String>,
    /// Where something was left out: byte of the words, and how many bytes of the source were left out up to there.
    gaps: Vec<(usize, usize)>,
}

impl Joined {
    /// The words of `source`, with line breaks and the blanks round them left out.
    pub(super) fn new(source: &str) -> Self {
        if !source.contains(['\n', '\r']) {
            return Self { words: None, gaps: Vec::new() };
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
        Self { words: Some(words), gaps }
    }

    /// The words; `source` must be what they were joined from.
    pub(super) fn words<'a>(&'a self, source: &'a str) -> &'a str {
        self.words.as_deref().unwrap_or(source)
    }

    /// Where a span of the words stands in the source.
    pub(super) fn source(&self, span: Span) -> Span {
        // A place at a gap starts behind it and ends before it.
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
    fn a_line_end_splits_neither_word_nor_figure() {
        let text = "前。\n全年公开政\r\n\u{3000}府信息 3\n件，答复2件。";
        let source = text.get(text.find("全年").expect("stands there")..).expect("on a boundary");
        let joined = Joined::new(source);
        assert_eq!(joined.words(source), "全年公开政府信息 3件，答复2件。");
        for words in ["政府信息", "3件", "答复", "全年", "2件。"] {
            let at = joined.words(source).find(words).expect("stands there");
            let source = joined.source(Span::new(at, at + words.len())).of(source);
            let without: String = source.chars().filter(|c| !c.is_whitespace()).collect();
            assert_eq!(without, words, "{source:?}");
            assert!(!source.starts_with(char::is_whitespace) && !source.ends_with(char::is_whitespace), "{source:?}");
        }
    }

    #[test]
    fn words_on_one_line_stand_where_they_stand() {
        let joined = Joined::new("乙丙");
        assert_eq!((joined.words("乙丙"), joined.source(Span::new(0, 3))), ("乙丙", Span::new(0, 3)));
    }
}

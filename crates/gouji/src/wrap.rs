//! Lines that fit a terminal, in which a Chinese character takes two columns.

use textwrap::{Options, WordSplitter};

/// The lines of a paragraph, each of at most `width` columns.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width).word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    #[test]
    fn chinese_is_broken_between_characters_and_not_before_marks() {
        let text = "勾稽关系不成立：总计应为 13，表中是 12。请核对。";
        let lines = wrap(text, 16);
        assert!(lines.len() > 2 && lines.iter().all(|line| line.width() <= 16), "{lines:?}");
        assert!(lines.iter().all(|line| !line.starts_with(['，', '。', '：'])), "{lines:?}");
        let joined = lines.concat();
        assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
    }
}

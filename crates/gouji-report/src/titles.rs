//! Finds the titles of official sections in lines: after a number, with a typing error, or with text after them.

use std::sync::LazyLock;

use gouji_text::{AdaptiveRegex, Span, fold_label, is_han};

use super::ordinals::Mark;
use crate::patterns;

/// Text that conversions and authors put before a title: a bar that was read as a letter, or 第一部分.
static BEFORE: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    AdaptiveRegex::literal(r"^[~]*(?:[|｜丨lLiI1][~]*)?(?:第[一二三四五六][~]*(?:部分|章|节)[、，：:~]*)?")
});
/// A remark in brackets after a title: （数据准确、要素齐全）.
static BEHIND: LazyLock<AdaptiveRegex> = LazyLock::new(|| patterns::pattern(r"^[~]*[（(][^（()）]*[)）][~]*$"));
/// A remark that is the whole text of the section: （无）.
static SAYS_NOTHING: LazyLock<AdaptiveRegex> =
    LazyLock::new(|| patterns::pattern(r"^[~]*[（(][~]*(?:本年度?)?[~]*(?:暂?无|没有|未)"));
/// Leaders and a page number, as in a list of contents.
static PAGE: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    patterns::pattern(
        r"^(?:[.．…⋯·・‥_~]*[.．…⋯·・‥_~][~]*[（(-]?[~]*[0-9]{1,3}[~]*[)）-]?|[~]*(?:[.．…⋯·・‥_]{3,}|[…⋯]+))[~]*$",
    )
});

/// Longest title, in bytes. Longer lines are not compared with the titles.
pub(super) const LONGEST_BYTES: usize = 150;

/// The official titles, folded once.
pub(super) struct Titles {
    /// Official and accepted titles, with the index of the section.
    whole: Vec<(String, usize)>,
    /// Parts of titles, with the index of the section.
    parts: Vec<(String, usize)>,
}

static CURRENT: LazyLock<Titles> = LazyLock::new(|| {
    let sections = || gouji_edition::current().sections.iter().enumerate();
    let whole = sections().flat_map(|(at, section)| {
        std::iter::once(&section.title).chain(section.accepted.iter()).map(move |title| (fold_label(title), at))
    });
    let parts = sections().flat_map(|(at, section)| section.recognised.iter().map(move |part| (fold_label(part), at)));
    Titles { whole: whole.collect(), parts: parts.collect() }
});

/// How well a line matches a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// The line is the title.
    Whole,
    /// Text follows on the same line.
    RunsIn,
    /// The title has a typing error.
    Slip,
}

/// An official section that a line names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// index into the edition's sections.
    pub def: usize,
    /// The number before the title, if there is one.
    pub mark: Option<Mark>,
    /// The title with the closing punctuation and the remark after it, in bytes of the line.
    pub title: Span,
    /// End of the heading, including the punctuation that separates it from text.
    pub end: usize,
    pub fit: Fit,
    /// Whether leaders or a page number follow the title.
    pub is_paged: bool,
}

impl Named {
    /// The same section with offsets of the text, in which the line begins at the byte `bytes`.
    pub(super) fn shift(self, bytes: usize) -> Self {
        let mark = self.mark.map(|mark| mark.shift(bytes));
        Self { mark, title: self.title.shift(bytes), end: self.end + bytes, ..self }
    }
}

impl Titles {
    /// The titles of the edition in force. They are the same in every edition.
    pub(super) fn current() -> &'static Self {
        &CURRENT
    }

    /// The official titles as printed, with the indices of the sections.
    pub(super) fn official() -> impl Iterator<Item = (usize, &'static str)> {
        gouji_edition::current().sections.iter().enumerate().map(|(at, section)| (at, &*section.title))
    }

    /// The section that a line names. A number, or text that a conversion added, may precede the title.
    pub(super) fn read(&self, line: &str) -> Option<Named> {
        let start = line.len() - line.trim_start_matches(|c: char| c == '#' || c.is_whitespace()).len();
        let mark = Mark::read(line, start);
        let before = match mark {
            Some(_) => None,
            None => before(line.get(start..)?),
        };
        let mark = mark.or_else(|| Mark::read(line, start + before?));
        let words_at = mark.map_or(start + before.unwrap_or(0), |mark| mark.span.end);
        self.title(line, words_at, mark).or_else(|| self.slip(line, words_at, mark?))
    }

    /// The section whose title is the longest with which the words at `start` begin.
    fn title(&self, line: &str, start: usize, mark: Option<Mark>) -> Option<Named> {
        let words = line.get(start..)?;
        let begin = words.len() - words.trim_start().len();
        // Few lines begin like a title.
        let found = self.whole.iter().filter_map(|(title, def)| Some((prefix(words, title)?, *def)));
        let (length, def) = found.max_by_key(|(length, _)| *length)?;
        let behind = words.get(length..)?;
        let whole = |title: Span, is_paged| Named { def, mark, title, end: title.end, fit: Fit::Whole, is_paged };
        let title = Span::new(start + begin, start + length);
        if PAGE.is_match(behind) {
            return Some(whole(title, true));
        }
        let is_closing = |c: char| !c.is_alphanumeric() && !matches!(c, '…' | '⋯');
        if behind.chars().all(is_closing) || BEHIND.is_match(behind) && !SAYS_NOTHING.is_match(behind) {
            return Some(whole(Span::new(title.start, start + words.trim_end().len()), false));
        }
        let is_own = mark.is_some_and(|mark| mark.is_top && mark.number as usize == def + 1);
        let separates =
            |c: char| c.is_whitespace() || matches!(c, '：' | ':' | '。' | '，' | ',' | '；' | '.' | '—' | '-');
        let text = behind.trim_start_matches(separates);
        // 情况表 is another title; 情况2024年 is not.
        let goes_on = behind.starts_with(is_han) && !behind.contains(['，', '。', '；', '：']);
        (is_own && !goes_on).then(|| Named {
            def,
            mark,
            title,
            end: start + words.len() - text.len(),
            fit: Fit::RunsIn,
            is_paged: false,
        })
    }

    /// The section with the number `mark`, if the words are its title with a typing error.
    fn slip(&self, line: &str, start: usize, mark: Mark) -> Option<Named> {
        let words = line.get(start..).filter(|words| words.len() <= LONGEST_BYTES)?;
        if !mark.is_top {
            return None;
        }
        let def = (mark.number as usize).checked_sub(1)?;
        let titles: Vec<&str> =
            self.whole.iter().filter(|(_, of)| *of == def).map(|(title, _)| title.as_str()).collect();
        if titles.is_empty() || words.contains(['。', '；', '，']) {
            return None;
        }
        let folded = fold_label(words);
        let is_near = |title: &&str| {
            let length = title.chars().count();
            let most_edits = (length / 6).max(1);
            length.abs_diff(folded.chars().count()) <= most_edits
                && strsim::damerau_levenshtein(title, &folded) <= most_edits
        };
        if !titles.iter().any(is_near) {
            return None;
        }
        let begin = words.len() - words.trim_start().len();
        let title = Span::new(start + begin, start + words.trim_end().len());
        Some(Named { def, mark: Some(mark), title, end: title.end, fit: Fit::Slip, is_paged: false })
    }

    /// The section that a line names by a part of its title.
    pub(super) fn part(&self, line: &str) -> Option<usize> {
        if line.len() > LONGEST_BYTES {
            return None;
        }
        let folded = fold_label(line);
        self.parts.iter().find(|(part, _)| folded.contains(part.as_str())).map(|(_, at)| *at)
    }
}

/// End of the text before a title, in bytes; `None` if the words cannot begin with such text, which is usual.
fn before(words: &str) -> Option<usize> {
    let begins = words.starts_with(['|', '｜', '丨', 'l', 'L', 'i', 'I', '1', '第']);
    begins.then(|| BEFORE.find(words).map_or(0, |before| before.end))
}

/// End of the folded `title` in bytes of `words`, if the words begin with it. Blanks and punctuation inside the title
/// do not count.
fn prefix(words: &str, title: &str) -> Option<usize> {
    let mut title = title.chars();
    let mut next = title.next();
    for (at, c) in words.char_indices() {
        match next {
            Some(wanted) if wanted == c => {
                next = title.next();
                if next.is_none() {
                    return Some(at + c.len_utf8());
                }
            }
            _ if c.is_whitespace() || matches!(c, '、' | '“' | '”' | '"' | '《' | '》' | '·' | '，' | ',') => {
            }
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(line: &str) -> Option<(usize, Option<u32>, Fit, &str, &str)> {
        let named = Titles::current().read(line)?;
        let behind = line.get(named.end..).unwrap_or_default();
        Some((named.def + 1, named.mark.map(|mark| mark.number), named.fit, named.title.slice(line), behind))
    }

    #[test]
    fn titles_are_found_with_text_around_them() {
        for (line, section) in [
            ("总体情况", Some(1)),
            ("|六、其他需要报告的事项", Some(6)),
            ("l六、其他需要报告的事项", Some(6)),
            ("七、其他需要报告的事项", Some(6)),
            ("第一部分 总体情况", Some(1)),
            ("三、收到和处理政府信息公开申请情况（数据准确、要素齐全）", Some(3)),
            ("四、政府信息公开行政复议和行政诉讼情况", Some(4)),
            ("本报告由总体情况、主动公开政府信息情况等六个部分组成", None),
            ("主动公开情况", None),
            ("## 一、总体情况", Some(1)),
        ] {
            let named = Titles::current().read(line);
            assert!(named.is_none_or(|named| named.fit == Fit::Whole), "{line}");
            assert_eq!(named.map(|named| named.def + 1), section, "{line}");
        }
    }

    #[test]
    fn numbers_are_found_in_every_notation() {
        for line in [
            "一、总体情况",
            "一.总体情况",
            "一，总体情况",
            "一,总体情况",
            "一 总体情况",
            "一：总体情况",
            "一·总体情况",
            "一。总体情况",
            "一；总体情况",
            "一总体情况",
            "Ⅰ、总体情况",
            "I、总体情况",
            "一 、总体情况",
            "一、一、总体情况",
            "1. 一、总体情况",
            "（一）总体情况",
            "㈠总体情况",
            "1、总体情况",
            "1 总体情况",
            "１．总体情况",
            "①总体情况",
            "⒈总体情况",
            "(1)总体情况",
        ] {
            assert_eq!(named(line), Some((1, Some(1), Fit::Whole, "总体情况", "")), "{line}");
        }
    }

    #[test]
    fn text_may_follow_a_title() {
        for (line, behind) in [
            ("六、其他需要报告的事项：无。", "无。"),
            ("六、其他需要报告的事项 无", "无"),
            ("六、其他需要报告的事项。2024年，未收取。", "2024年，未收取。"),
            ("六、其他需要报告的事项（无）", "（无）"),
            ("六、其他需要报告的事项2024年，未收取。", "2024年，未收取。"),
            ("六、其他需要报告的事项本年度未收取信息处理费，特此说明。", "本年度未收取信息处理费，特此说明。"),
        ] {
            assert_eq!(named(line), Some((6, Some(6), Fit::RunsIn, "其他需要报告的事项", behind)), "{line}");
        }
        assert_eq!(named("五、其他需要报告的事项：无。"), None);
        assert_eq!(named("其他需要报告的事项：无。"), None);
    }

    #[test]
    fn typing_errors_in_a_numbered_title_are_accepted() {
        for (line, section) in [
            ("四、政府信息公开行政法复议、行政诉讼情况", Some(4)),
            ("四、政府信息公开行政复议、行政诉讼情兄", Some(4)),
            ("一、总休情况", Some(1)),
            ("五、存在的主要问题及改进情", Some(5)),
            ("一、总体要求", None),
            ("二、总休情况", None),
            ("总休情况", None),
        ] {
            let found = Titles::current().read(line).filter(|named| named.fit == Fit::Slip);
            assert_eq!(found.map(|named| named.def + 1), section, "{line}");
        }
    }

    #[test]
    fn page_numbers_after_a_title_belong_to_a_list_of_contents() {
        for line in [
            "一、总体情况......1",
            "一、总体情况……",
            "一、总体情况 1",
            "一、总体情况……………… - 12 -",
            "一、总体情况\u{3000}12",
        ] {
            let named = Titles::current().read(line).expect(line);
            assert_eq!((named.is_paged, named.fit, named.title.slice(line)), (true, Fit::Whole, "总体情况"), "{line}");
        }
    }
}

use std::sync::LazyLock;

use crate::format;
use crate::text::{Pattern, fold_label, frequent, strip_ordinal};

/// What conversions and authors put before a title: a stroke read as a letter, 第一部分.
static BEFORE: LazyLock<Pattern> =
    LazyLock::new(|| frequent(r"^[~]*(?:[|｜丨lLiI1][~]*)?(?:第[一二三四五六][~]*(?:部分|章|节)[、，：:~]*)?"));
/// A remark in brackets behind a title: （数据准确、要素齐全）.
static BEHIND: LazyLock<Pattern> = LazyLock::new(|| frequent(r"[（(][^（()）]*[)）][~]*$"));

/// Longer lines are no titles, and are not compared with each.
pub(super) const LONGEST_BYTES: usize = 150;

/// The official titles, folded once.
pub(super) struct Titles {
    /// Titles that pass, with the section's index.
    whole: Vec<(String, usize)>,
    /// Parts of titles, with the section's index.
    parts: Vec<(String, usize)>,
}

static CURRENT: LazyLock<Titles> = LazyLock::new(|| {
    let sections = || format::current().sections.iter().enumerate();
    let whole = sections().flat_map(|(at, section)| {
        std::iter::once(&section.title).chain(&section.accepted).map(move |title| (fold_label(title), at))
    });
    let parts = sections().flat_map(|(at, section)| section.recognised.iter().map(move |part| (fold_label(part), at)));
    Titles { whole: whole.collect(), parts: parts.collect() }
});

impl Titles {
    /// The titles of the format in force; they are the same in every edition.
    pub(super) fn current() -> &'static Self {
        &CURRENT
    }

    /// The section that a line names by its whole title, whatever stands before and behind it.
    pub(super) fn whole(&self, line: &str) -> Option<usize> {
        if line.len() > LONGEST_BYTES {
            return None;
        }
        let bare = strip_ordinal(line.get(BEFORE.find(line).map_or(0, |before| before.end)..).unwrap_or_default());
        let find = |words: &str| {
            let folded = fold_label(words);
            self.whole.iter().find(|(title, _)| *title == folded).map(|(_, at)| *at)
        };
        find(bare).or_else(|| find(BEHIND.find(bare).and_then(|behind| bare.get(..behind.start))?))
    }

    /// The section that a line names by a part of its title.
    pub(super) fn part(&self, line: &str) -> Option<usize> {
        let folded = fold_label(Some(line).filter(|line| line.len() <= LONGEST_BYTES)?);
        self.parts.iter().find(|(part, _)| folded.contains(part.as_str())).map(|(_, at)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::Titles;

    #[test]
    fn titles_are_known_whatever_stands_round_them() {
        for (line, section) in [
            ("总体情况", Some(0)),
            ("|六、其他需要报告的事项", Some(5)),
            ("l六、其他需要报告的事项", Some(5)),
            ("七、其他需要报告的事项", Some(5)),
            ("第一部分 总体情况", Some(0)),
            ("三、收到和处理政府信息公开申请情况（数据准确、要素齐全）", Some(2)),
            ("四、政府信息公开行政复议和行政诉讼情况", Some(3)),
            ("本报告由总体情况、主动公开政府信息情况等六个部分组成", None),
            ("主动公开情况", None),
        ] {
            assert_eq!(Titles::current().whole(line), section, "{line}");
        }
    }
}

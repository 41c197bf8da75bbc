//! Where a report says which year it is about.

use std::sync::LazyLock;

use regex::Regex;

use crate::report::Paragraph;
use crate::rules::{Context, prose};
use crate::text::{Passage, Span, constant};

/// A place that says which year the report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The four digits.
    pub span: Span,
    pub year: u16,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 统计期限.
    Period,
    /// The sentence that presents the report.
    Introduction,
    /// A sentence that reports the year's work.
    Prose,
}

/// From the first day of a year to its last.
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(20[0-9]{2})\s*[年./-]\s*0?1\s*[月./-]\s*0?1\s*日?[^。；0-9]{0,10}(?:(20[0-9]{2})\s*[年./-]\s*)?[0-9]{1,2}\s*[月./-]\s*[0-9]{1,2}",
    )
});

/// 现公布2024年度……年度报告: the report speaks of itself.
static ITSELF: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:公布|发布|公开|编制|形成|撰写|向社会公布|总结了?)(?:了|的)?\s*(20[0-9]{2})\s*年度?[^，。；：《》0-9]{0,30}政府信息公开(?:工作)?(?:年度)?(?:工作)?报告",
    )
});

/// The year of the title, and where it stands.
pub(super) fn in_title(context: &Context<'_>) -> Option<(Span, u16)> {
    let title = context.report.title.as_ref()?;
    let (words, found) = (title.span.of(context.text), title.year?.to_string());
    // Digits of other kinds stand before 年.
    let other = || {
        let before = words.split_once('年')?.0.trim_end();
        let is_digit = |c: char| c.is_numeric() || "零○OＯ一二三四五六七八九".contains(c);
        Some(Span::new(before.trim_end_matches(is_digit).len(), before.len()))
    };
    let place = words.find(&found).map(|start| Span::new(start, start + found.len())).or_else(other)?;
    Some((place.behind(title.span.start), title.year?))
}

/// Where the text says that it is about another year than `title`.
pub(super) fn of_other_years(context: &Context<'_>, title: u16) -> Vec<Mention> {
    let report = context.report;
    let introduction_ends = report.sections.first().map_or(0, |section| section.span.start);
    let mut found = Vec::new();
    for paragraph in prose(context) {
        // Most paragraphs name no other year, and need no closer look.
        if !paragraph.passage.kept(Years::of).0.iter().any(|year| *year != title) {
            continue;
        }
        let words = paragraph.words();
        if report.period.is_some_and(|period| paragraph.span.contains(period.span)) {
            let years = PERIOD.captures(words);
            let years = years.iter().flat_map(|period| [1, 2].map(|group| period.get(group))).flatten();
            found.extend(years.filter_map(|year| mention(context.text, paragraph, year.range().into(), Kind::Period)));
        }
        if paragraph.span.end <= introduction_ends {
            let itself = ITSELF.captures_iter(words).filter_map(|captures| captures.get(1));
            found.extend(
                itself.filter_map(|year| mention(context.text, paragraph, year.range().into(), Kind::Introduction)),
            );
        }
    }
    let kept = report.kept_years.iter();
    found.extend(kept.map(|kept| Mention { span: kept.span, year: kept.year, kind: Kind::Prose }));
    found.retain(|mention| mention.year != title);
    found
}

/// The latest year that the text names beside its title, where that is so far before the title's that the title must be
/// mistyped; `None` too where the text names the title's year again.
pub(super) fn latest_before(context: &Context<'_>, title: u16) -> Option<u16> {
    /// A report whose text names no year of its own may still name those of documents years back.
    const BACK: u16 = 8;
    let years = |passage| Passage::kept(passage, Years::of).0.iter().copied();
    let paragraphs = context.report.paragraphs.iter().flat_map(|paragraph| years(&paragraph.passage));
    let named = paragraphs.chain(context.report.headings.iter().flat_map(|heading| years(&heading.passage)));
    named.max().filter(|latest| latest + BACK < title)
}

/// The figures of a passage that may be years, each once.
struct Years(Vec<u16>);

impl Years {
    fn of(passage: &Passage) -> Self {
        let words = passage.words();
        let years = words.match_indices("20").filter_map(|(at, _)| words.get(at..at + 4)?.parse().ok());
        let mut years: Vec<u16> = years.collect();
        years.sort_unstable();
        years.dedup();
        Self(years)
    }
}

/// The year at `place` of the paragraph's words.
fn mention(text: &str, paragraph: &Paragraph, place: Span, kind: Kind) -> Option<Mention> {
    let span = paragraph.place(place);
    Some(Mention { span, year: span.of(text).parse().ok()?, kind })
}

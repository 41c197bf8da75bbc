//! Places in which a report names its year.

use std::sync::LazyLock;

use gouji_report::{Paragraph, Years, is_year_digit};
use gouji_text::{Passage, Span, regex};
use regex::Regex;

use crate::rules::{Context, prose};

/// A place that names the year of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The span of the four digits.
    pub span: Span,
    pub year: u16,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The period (统计期限).
    Period,
    /// The sentence that presents the report.
    Introduction,
    /// A sentence that was copied from another year's report.
    Prose,
}

/// A period from the first day of a year.
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(20[0-9]{2})\s*[年./-]\s*0?1\s*[月./-]\s*0?1\s*日?[^。；0-9]{0,10}(?:(20[0-9]{2})\s*[年./-]\s*)?[0-9]{1,2}\s*[月./-]\s*[0-9]{1,2}",
    )
});

/// The report names itself, as in 现公布2024年度……年度报告.
static ITSELF: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:公布|发布|公开|编制|形成|撰写|向社会公布|总结了?)(?:了|的)?\s*(20[0-9]{2})\s*年度?[^，。；：《》0-9]{0,30}政府信息公开(?:工作)?(?:年度)?(?:工作)?报告",
    )
});

/// The year of the title, with its span.
pub(super) fn in_title(context: &Context<'_>) -> Option<(Span, u16)> {
    let title = context.report.title.as_ref()?;
    let (words, found) = (title.span.slice(context.text), title.year?.to_string());
    // The year may be in other digits, before 年.
    let other = || {
        let before = words.split_once('年')?.0.trim_end();
        Some(Span::new(before.trim_end_matches(is_year_digit).len(), before.len()))
    };
    let place = words.find(&found).map(|start| Span::new(start, start + found.len())).or_else(other)?;
    Some((place.shift(title.span.start), title.year?))
}

/// The places that name another year than `title` as the year of the report.
pub(super) fn of_other_years(context: &Context<'_>, title: u16) -> Vec<Mention> {
    let report = context.report;
    let introduction_ends = report.sections.first().map_or(0, |section| section.span.start);
    let mut found = Vec::new();
    for paragraph in prose(context) {
        // Most paragraphs name no other year. This check is faster than the regular expressions.
        if !paragraph.passage.fact::<Years>().0.iter().any(|year| *year != title) {
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
    let stale = report.stale_years.iter();
    found.extend(stale.map(|stale| Mention { span: stale.span, year: stale.year, kind: Kind::Prose }));
    found.retain(|mention| mention.year != title);
    found
}

/// The latest year in the text below the title, if it is so long before the title's year that the title must be mistyped. `None`
/// also if the text repeats the title's year.
pub(super) fn latest_before(context: &Context<'_>, title: u16) -> Option<u16> {
    /// In years. A report that does not repeat its own year may still name documents of this age.
    const BACK: u16 = 8;
    let years = |passage| Passage::fact::<Years>(passage).0.iter().copied();
    let paragraphs = context.report.paragraphs.iter().flat_map(|paragraph| years(&paragraph.passage));
    let named = paragraphs.chain(context.report.headings.iter().flat_map(|heading| years(&heading.passage)));
    named.max().filter(|latest| latest + BACK < title)
}

/// The mention of a year at `place` of the paragraph's words.
fn mention(text: &str, paragraph: &Paragraph, place: Span, kind: Kind) -> Option<Mention> {
    let span = paragraph.place(place);
    Some(Mention { span, year: span.slice(text).parse().ok()?, kind })
}

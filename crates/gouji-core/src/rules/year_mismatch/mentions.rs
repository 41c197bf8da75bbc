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

static YEAR: LazyLock<Regex> = LazyLock::new(|| constant(r"20[0-9]{2}"));

/// From the first day of a year to its last.
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(20[0-9]{2})\s*[年./-]\s*0?1\s*[月./-]\s*0?1\s*日?[^。；0-9]{0,10}(?:(20[0-9]{2})\s*[年./-]\s*)?12\s*[月./-]\s*31",
    )
});

/// 现公布2024年度……年度报告: the report speaks of itself.
static ITSELF: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:公布|发布|公开|编制|形成|撰写|向社会公布|总结了?)(?:了|的)?\s*(20[0-9]{2})\s*年度?[^，。；：《》0-9]{0,30}政府信息公开(?:工作)?(?:年度)?(?:工作)?报告",
    )
});

/// A paragraph that opens with a year: 2024年，全县……
static OPENING: LazyLock<Regex> = LazyLock::new(|| constant(r"^(20[0-9]{2})\s*年(?:度|以来)?\s*[，,]?"));

/// What an annual report says of the year's work as a whole, with a figure.
static WORK: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:全年|本年度?|共|累计|合计|新收)[^。；]{0,12}(?:收到|受理|办理|办结|答复|发布|公开|制发|收取)[^。；]{0,20}?[0-9]+\s*余?[件条项篇份宗起个]",
    )
});

/// What the paragraph that opens section 一 says of the year's work in general.
static SURVEY: LazyLock<Regex> =
    LazyLock::new(|| constant(r"坚持|贯彻|落实|围绕|推进|按照|领导下|指导下|深化|聚焦|为抓手|为主线|为中心"));

/// Words by which another year may rightly be spoken of.
const COMPARISONS: [&str; 28] = [
    "今年",
    "上年",
    "去年",
    "前年",
    "上一年",
    "往年",
    "历年",
    "比",
    "较",
    "同期",
    "以来",
    "起",
    "至今",
    "截至",
    "结转",
    "转至",
    "年末",
    "年底",
    "印发",
    "出台",
    "制定",
    "被评",
    "荣获",
    "获",
    "试点",
    "曾",
    "遗留",
    "整改",
];

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
    let starts = |def: usize| report.section(def).map(|section| section.span.start);
    let introduction_ends = report.sections.first().map_or(0, |section| section.span.start);
    let problems = report.format.sections.iter().position(|def| def.table.is_none() && def.parts.is_empty());
    let review_ends = problems.and_then(starts).unwrap_or(context.text.len());
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
        } else if paragraph.span.end <= review_ends {
            found.extend(opening(context, paragraph));
        }
    }
    found.retain(|mention| mention.year != title);
    found
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

/// A paragraph that opens with the year before the report's, and by everything else it says reports the year's work:
/// most likely last year's text. Anything that may speak of that other year on purpose is left alone.
fn opening(context: &Context<'_>, paragraph: &Paragraph) -> Option<Mention> {
    let report = context.report;
    let words = paragraph.words();
    let behind = words.get(opening_start(context, paragraph)..)?;
    let year = OPENING.captures(behind)?.get(1)?;
    let offset = words.len() - behind.len();
    let mention = mention(context.text, paragraph, Span::from(year.range()).behind(offset), Kind::Prose)?;
    let rest = behind.get(year.end()..)?;
    let other_years = YEAR.is_match(rest);
    if Some(mention.year + 1) != report.year() || other_years || COMPARISONS.iter().any(|word| rest.contains(word)) {
        return None;
    }
    let heading = report.sections.first().and_then(|section| report.heading_of(section))?;
    let between = Span::new(heading.span.end, paragraph.span.start).of(context.text);
    let is_survey = between.trim().is_empty() && SURVEY.is_match(rest);
    (is_survey || WORK.is_match(rest)).then_some(mention)
}

/// Where the words of a paragraph start, behind its number and a run-in head.
fn opening_start(context: &Context<'_>, paragraph: &Paragraph) -> usize {
    let heading = paragraph.heading.and_then(|at| context.report.headings.get(at));
    let Some(heading) = heading else { return 0 };
    let lead = heading.text.start.saturating_sub(paragraph.span.start);
    let head = heading.text.of(context.text).find('。').map_or(0, |at| at + '。'.len_utf8());
    lead + head
}

//! Years that a report kept from another one: sentences that report the year's work, and say that it was another year's.

use std::sync::LazyLock;

use regex::Regex;

use crate::report::{Paragraph, Report};
use crate::text::{Passage, Span, constant, sentences};

/// A sentence that opens with another year than the report's; places in bytes of the paragraph's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    /// The four digits.
    pub place: Span,
    pub year: u16,
    /// The sentence, from the year on.
    pub sentence: Span,
    /// Whether by its words it reports the work of this report's year. Else only its figures can tell.
    pub is_told: bool,
}

static YEAR: LazyLock<Regex> = LazyLock::new(|| constant(r"20[0-9]{2}"));

/// A sentence that opens with a year, perhaps behind the body that it speaks of: 2024年，全县……, 我局2024年……
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"^\s*(?:（[一二三四五六七八九十]+）|[0-9]{1,2}[.．、])?\s*(?P<body>[\p{Han}]{0,8}?)\s*(?P<year>20[0-9]{2})\s*年",
    )
});

/// Words before a year that make it another matter.
const RELATING: &[char] =
    &['与', '和', '同', '比', '较', '在', '自', '从', '于', '至', '截', '继', '由', '对', '按', '据', '针', '到', '为'];

/// What an annual report says of the year's work as a whole, with a figure.
static WORK: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:全年|本年度?|共|累计|合计|新收)[^。；]{0,12}(?:收到|受理|办理|办结|答复|发布|公开|制发|收取)[^。；]{0,20}?[0-9]+\s*余?(?:[件条项篇份宗起个元]|万元)",
    )
});

/// What the paragraph that opens section 一 says of the year's work in general.
static SURVEY: LazyLock<Regex> =
    LazyLock::new(|| constant(r"坚持|贯彻|落实|围绕|推进|按照|领导下|指导下|深化|聚焦|为抓手|为主线|为中心"));

/// What is carried over from the year before belongs to this year's work.
static CARRIED: LazyLock<Regex> = LazyLock::new(|| constant(r"上一?年度?(?:的)?(?:结转|未办结|转)"));

/// Words by which another year may rightly be spoken of, wherever in a paragraph.
const COMPARISONS: [&str; 16] = [
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
    "至今",
    "增长",
    "下降",
    "上升",
    "持平",
];

/// The same, of a sentence: what was done once, and not counted for the year.
const ONCE: [&str; 10] = ["截至", "年末", "年底", "印发", "出台", "被评", "荣获", "试点", "曾", "遗留"];

/// The same, directly behind the year: what that year left to this one.
const LEFT_OVER: [&str; 4] = ["结转", "转", "存在", "未办结"];

/// The same, of the paragraph that opens a section, where it gives no figures.
const ELSEWHERE: [&str; 6] = ["起", "结转", "转至", "制定", "获", "整改"];

/// Words of what is still to come.
const PLANS: [&str; 10] = ["将", "计划", "下一步", "目标", "力争", "拟", "预计", "继续", "打算", "准备"];

/// The sentences of `paragraph` that may have kept another year. None where the paragraph speaks of the report's own year or
/// compares years.
pub(super) fn dated(report: &Report, paragraph: &Paragraph) -> Vec<Dated> {
    let Some(own) = report.year() else { return Vec::new() };
    let others = paragraph.passage.kept(Years::of);
    if others.0.is_empty() || others.0.contains(&own) || !reports_the_year(report, paragraph) {
        return Vec::new();
    }
    let words = paragraph.words();
    let plain = CARRIED.replace_all(words, "");
    if COMPARISONS.iter().any(|word| plain.contains(word)) {
        return Vec::new();
    }
    let opens = opens_the_report(report, paragraph);
    sentences(words).into_iter().filter_map(|sentence| opening(own, opens, words, sentence)).collect()
}

fn opening(own: u16, opens: bool, words: &str, sentence: Span) -> Option<Dated> {
    let said = sentence.of(words);
    let found = OPENING.captures(said)?;
    let (body, year) = (found.name("body")?.as_str(), found.name("year")?);
    let rest = said.get(year.end()..)?;
    let place = Span::from(year.range()).behind(sentence.start);
    let year: u16 = year.as_str().parse().ok()?;
    let has = |list: &[&str]| list.iter().any(|word| rest.contains(word));
    let behind = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '年' | '度' | '的'));
    let is_left_over = LEFT_OVER.iter().any(|word| behind.starts_with(word));
    if YEAR.is_match(rest) || body.contains(RELATING) || has(&ONCE) || is_left_over {
        return None;
    }
    let sentence = Span::new(place.start, sentence.end);
    if year > own + 1 {
        // Nobody can report the work of a year that is still to come; the report is written in the year behind its own.
        return (WORK.is_match(rest) && !has(&PLANS)).then_some(Dated { place, year, sentence, is_told: true });
    }
    // Work of years further back is history.
    let is_survey = opens && !has(&ELSEWHERE) && SURVEY.is_match(rest);
    (year + 1 == own).then(|| Dated { place, year, sentence, is_told: is_survey || WORK.is_match(rest) })
}

/// Whether the paragraph stands where the year's work is reported: in a section, and not in the one on problems, whose past
/// is another's.
fn reports_the_year(report: &Report, paragraph: &Paragraph) -> bool {
    let problems = report.format.sections.iter().position(|def| def.table.is_none() && def.parts.is_empty());
    let section = report.sections.iter().find(|section| section.span.contains(paragraph.span));
    section.is_some_and(|section| Some(section.def) != problems)
}

/// Whether the paragraph is the first of section 一, directly below its heading.
fn opens_the_report(report: &Report, paragraph: &Paragraph) -> bool {
    let Some(section) = report.sections.first() else { return false };
    let inside = |place: Span| section.span.start <= place.start && place.start < paragraph.span.start;
    let headings = report.headings.iter().filter(|heading| inside(heading.span)).count();
    headings <= 1 && !report.paragraphs.iter().any(|other| inside(other.span))
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

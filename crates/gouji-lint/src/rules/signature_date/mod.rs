#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::msg;
use gouji_text::{Fact, Passage, Span, TextEdit, chinese_numeral, regex};
use regex::Regex;

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "signature-date", group: Group::Dates, severity: Severity::Warning, page: page!(), check };

/// A date that is a paragraph by itself, after the name of the agency if a full line joins both.
static SIGNATURE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:[\p{Han}]{0,40}[局府室委会办院部厅站所处区县镇乡])?\s*[（(]?(?P<date>(?P<year>20[0-9]{2}|二[〇○零Oo]二[〇○零Oo一二三四五六七八九])\s?年\s?(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s?月\s?(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?日)[）)]?$",
    )
});
/// A longer paragraph is no signature. In bytes.
const LONGEST: usize = 200;

/// The last day on which a government may publish its report in the year after.
const LAST_DAY: (u32, u32) = (3, 31);
/// Authors may date a report in the last month of its own year.
const LAST_MONTH: u32 = 12;

/// The date under a report.
struct Date {
    /// The span of the date, in bytes of the words.
    span: Span,
    /// The span of the year.
    year_span: Span,
    year: u16,
    month: u32,
    day: u32,
}

/// The date, if the passage is a signature.
struct Signature(Option<Date>);

impl Fact<Passage> for Signature {
    gouji_text::usual!(Self(None), |fact| fact.0.is_none());

    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        let may_fit = words.len() <= LONGEST && words.ends_with(['日', '）', ')']);
        Self(if may_fit { date(words) } else { None })
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    // The year is certain only if the title and the period agree.
    let Some(year) = report.title.as_ref().and_then(|title| title.year) else { return };
    if report.period.and_then(|period| period.first_year).is_some_and(|first| first != year) {
        return;
    }
    let Some(next) = year.checked_add(1) else { return };
    for paragraph in prose(context) {
        let Some(date) = &paragraph.passage.fact::<Signature>().0 else { continue };
        let found = date.span.slice(paragraph.words());
        let place = paragraph.place(date.span);
        if date.year == year && date.month < LAST_MONTH {
            let message = msg::SignatureDateEarly { found, year: year.to_string() };
            let expected = year_like(date.year_span.slice(paragraph.words()), next);
            findings.add(findings.new_finding(place, message).with_fix(Fix {
                title: msg::SignatureDateFix { year: expected.as_str() }.into(),
                applicability: Applicability::Chosen,
                edits: vec![TextEdit::new(paragraph.place(date.year_span), expected.as_str())],
            }));
        } else if (date.year, (date.month, date.day)) > (next, LAST_DAY) {
            let message = msg::SignatureDateLate { found, year: next.to_string() };
            findings.add(findings.new_finding(place, message).with_severity(Severity::Info));
        }
    }
}

/// Reads the date of a signature.
fn date(words: &str) -> Option<Date> {
    let found = SIGNATURE.captures(words)?;
    let group = |name: &str| found.name(name);
    let number = |words: &str| words.parse().ok().or_else(|| chinese_numeral(words));
    let year = group("year")?;
    Some(Date {
        span: group("date")?.range().into(),
        year_span: year.range().into(),
        year: arabic_year(year.as_str())?,
        month: number(group("month")?.as_str())?,
        day: number(group("day")?.as_str())?,
    })
}

/// The digits of Chinese years, by value.
const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The year in Arabic or Chinese digits.
fn arabic_year(words: &str) -> Option<u16> {
    let digit = |c: char| match c {
        '0'..='9' => Some(c),
        '○' | '零' | 'O' | 'o' => Some('0'),
        _ => DIGITS.iter().zip('0'..='9').find_map(|(digit, arabic)| if *digit == c { Some(arabic) } else { None }),
    };
    words.chars().map(digit).collect::<Option<String>>()?.parse().ok()
}

/// The year in the digits of `model`.
fn year_like(model: &str, year: u16) -> String {
    let arabic = year.to_string();
    if model.is_ascii() {
        return arabic;
    }
    let chinese = |c: char| c.to_digit(10).and_then(|value| DIGITS.get(usize::try_from(value).ok()?));
    arabic.chars().filter_map(chinese).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_by_itself_is_a_signature() {
        for (words, expected) in [
            ("2025年1月20日", Some((2025, 1, 20))),
            ("（2025 年 1 月 20 日）", Some((2025, 1, 20))),
            ("二〇二五年一月二十五日", Some((2025, 1, 25))),
            ("青山县行政审批服务管理局政务公开办公室2025年1月20日", Some((2025, 1, 20))),
            ("发布日期：2025年1月20日", None),
            ("更新时间2025年1月20日", None),
            ("统计期限自2024年1月1日起至2024年12月31日", None),
            ("2025年1月", None),
        ] {
            let date = date(words).map(|date| (date.year, date.month, date.day));
            assert_eq!(date, expected, "{words}");
        }
        assert_eq!((year_like("2024", 2025), year_like("二〇二四", 2025)), ("2025".to_owned(), "二〇二五".to_owned()));
    }
}

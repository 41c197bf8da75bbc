#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::{Message, msg};
use gouji_text::{AdaptiveRegex, Span, TextEdit, line_start};

use crate::finding::{Applicability, Fix, Severity};
use crate::patterns;
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "missing-period", group: Group::Dates, severity: Severity::Info, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let title = report.title.as_ref().map(|title| title.span.last_line(context.text));
    let Some(place) = title.or(report.headings.first().map(|heading| heading.span)) else { return };
    if let Some(period) = report.period {
        check_days(context, period.span, findings);
        return;
    }
    let year = report.year().map(|year| year.to_string());
    let sentence = report.edition.period_form.replace("{year}", year.as_deref().unwrap_or("××××"));
    let message = msg::MissingPeriod { sentence: sentence.as_str() };
    let mut finding = findings.new_finding(place, message);
    if year.is_some()
        && let Some(edit) = insertion(context, &sentence)
    {
        let title = msg::MissingPeriodFix { sentence };
        finding =
            finding.with_fix(Fix { title: title.into(), applicability: Applicability::Chosen, edits: vec![edit] });
    }
    findings.add(finding);
}

/// A period from one day to another.
static DATES: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    patterns::pattern(
        r"20[0-9]{2}[~]*年[~]*(?P<first>[0-9]{1,2}[~]*月[~]*[0-9]{1,2})[~]*日[^。；0-9]{0,10}(?:20[0-9]{2}[~]*年[~]*)?(?P<last>[0-9]{1,2}[~]*月[~]*[0-9]{1,2})[~]*日",
    )
});

/// The first and the last day of a year.
const YEARS_START: (usize, usize) = (1, 1);
const YEARS_END: (usize, usize) = (12, 31);
/// Words of a report that say why its period begins later.
const FOUNDED: [&str; 7] = ["成立", "组建", "设立", "挂牌", "揭牌", "机构改革", "划转"];

/// Reports a period that does not end on the last day of the year, or that has a day that does not exist. The period of an agency
/// that was founded within the year may begin later; if the report does not say so, there is a hint.
fn check_days(context: &Context<'_>, period: Span, findings: &mut Findings<'_>) {
    let paragraph = context.report.paragraphs.iter().find(|paragraph| paragraph.span.contains(period));
    let Some(paragraph) = paragraph else { return };
    let words = paragraph.words();
    let Some(dates) = DATES.captures_at(words, 0) else { return };
    for name in ["first", "last"] {
        let Some((place, day)) = dates.name(name).and_then(|place| Some((place, day(place.slice(words))?))) else {
            return;
        };
        let (month, day_of_month) = day;
        let (message, severity): (Message, Severity) = match (is_day(day), name) {
            (false, _) => (msg::MissingPeriodDay { month, day: day_of_month }.into(), RULE.severity),
            (true, "last") if day != YEARS_END => {
                (msg::MissingPeriodEnd { month, day: day_of_month }.into(), RULE.severity)
            }
            (true, "first") if day != YEARS_START && !FOUNDED.iter().any(|word| context.text.contains(word)) => {
                (msg::MissingPeriodStart { month, day: day_of_month }.into(), Severity::Hint)
            }
            _ => continue,
        };
        let mut finding = findings.new_finding(paragraph.place(place), message).with_severity(severity);
        if name == "last" {
            finding = finding.with_fix(Fix {
                title: msg::MissingPeriodEndFix.into(),
                applicability: Applicability::Chosen,
                edits: vec![TextEdit::new(paragraph.place(place), "12月31")],
            });
        }
        findings.add(finding);
    }
}

/// The month and the day of words such as 12月31.
fn day(words: &str) -> Option<(usize, usize)> {
    let (month, day) = words.split_once('月')?;
    Some((month.trim().parse().ok()?, day.trim().parse().ok()?))
}

/// Whether the day exists in any year.
fn is_day((month, day): (usize, usize)) -> bool {
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// The edit that inserts the sentence at the end of the introduction or, if there is none, before the first section.
fn insertion(context: &Context<'_>, sentence: &str) -> Option<TextEdit> {
    let report = context.report;
    let first = report.sections.first()?.span.start;
    let introduction = report.paragraphs.iter().take_while(|paragraph| paragraph.span.end <= first).last();
    let end = introduction.map(|paragraph| paragraph.span).filter(|span| span.slice(context.text).ends_with('。'));
    Some(match end {
        Some(span) => TextEdit::new(Span::at(span.end), sentence),
        None => TextEdit::new(Span::at(line_start(context.text, first)), format!("{sentence}\n\n")),
    })
}

#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::{Message, msg};
use gouji_text::{AdaptiveRegex, Captures, Fact, Passage, Span, sentences};

use crate::finding::Severity;
use crate::patterns;
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "impossible-date", group: Group::Dates, severity: Severity::Error, page: page!(), check };

/// A day with its month, and the year if it is written.
static DAY: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    patterns::pattern(r"(?:(?P<year>20[0-9]{2})[~]?年[~]?)?(?P<month>[0-9]{1,2})[~]?月[~]?(?P<day>[0-9]{1,2})[~]?日")
});
/// Two days, or two months, each with its year. Without the second year, the second day may be in the next year.
static PERIOD: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    patterns::pattern(
        r"(?P<first>20[0-9]{2}[~]?年[~]?[0-9]{1,2}[~]?月(?:[~]?[0-9]{1,2}[~]?日)?)[~]?起?[~]?[至到][~]?(?P<last>20[0-9]{2}[~]?年[~]?[0-9]{1,2}[~]?月(?:[~]?[0-9]{1,2}[~]?日)?)",
    )
    .needing(&["至", "到"])
});

/// A date that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// There is no such day.
    NoDay { month: usize, day: usize },
    /// The period ends before it begins.
    Reversed,
}

/// The impossible dates of a passage, in order, in bytes of its words.
struct ImpossibleDates(Vec<(Span, Fault)>);

impl Fact<Passage> for ImpossibleDates {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        if !words.contains('月') {
            return Self(Vec::new());
        }
        let days = DAY.captures_all(words).into_iter().filter_map(|found| no_day(words, &found));
        let periods = PERIOD.captures_all(words).into_iter().filter_map(|found| reversed(words, &found));
        let mut faults: Vec<(Span, Fault)> = days.chain(periods).collect();
        faults.sort_unstable_by_key(|(span, _)| *span);
        Self(faults)
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        let faults = &paragraph.passage.fact::<ImpossibleDates>().0;
        if faults.is_empty() {
            continue;
        }
        let period = context.report.period.map(|period| period.span).filter(|period| paragraph.span.contains(*period));
        // `missing-period` and `year-mismatch` report the dates of the period of the report.
        let of_period = sentences(paragraph.words()).into_iter().find(|sentence| {
            let sentence = paragraph.place(*sentence);
            period.is_some_and(|period| sentence.touches(period.start))
        });
        for (span, fault) in faults {
            if of_period.is_some_and(|sentence| sentence.contains(*span)) {
                continue;
            }
            let found = span.slice(paragraph.words());
            let message: Message = match *fault {
                Fault::NoDay { month, day } => msg::ImpossibleDate { found, month, day }.into(),
                Fault::Reversed => msg::ImpossibleDateReversed { found }.into(),
            };
            findings.report(paragraph.place(*span), message);
        }
    }
}

/// The number in a group.
fn number(words: &str, found: &Captures<'_>, group: &str) -> Option<usize> {
    found.name(group)?.slice(words).parse().ok()
}

/// The fault of a day that does not exist.
fn no_day(words: &str, found: &Captures<'_>) -> Option<(Span, Fault)> {
    let (month, day) = (number(words, found, "month")?, number(words, found, "day")?);
    // In 1 2月31日, a blank has split the 12; 1-2月 is a range.
    let before = words.get(..found.span().start)?.trim_end().chars().next_back();
    let is_split = before.is_some_and(|c| c.is_ascii_digit() || "-－–—~～./".contains(c));
    if is_split || is_day(number(words, found, "year"), month, day) {
        return None;
    }
    Some((found.span(), Fault::NoDay { month, day }))
}

/// The fault of a period that ends before it begins.
fn reversed(words: &str, found: &Captures<'_>) -> Option<(Span, Fault)> {
    let date = |group: &str| {
        let numbers = found.name(group)?.slice(words).split(|c: char| !c.is_ascii_digit());
        let mut numbers = numbers.filter_map(|digits| digits.parse::<usize>().ok());
        Some(((numbers.next()?, numbers.next()?), numbers.next()))
    };
    let ((first, first_day), (last, last_day)) = (date("first")?, date("last")?);
    let is_reversed =
        first > last || first == last && first_day.zip(last_day).is_some_and(|(first, last)| first > last);
    if is_reversed { Some((found.span(), Fault::Reversed)) } else { None }
}

/// Whether the month has the day. Without a year, February has 29 days.
fn is_day(year: Option<usize>, month: usize, day: usize) -> bool {
    let is_leap =
        year.is_none_or(|year| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)));
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_dates_are_found_and_real_ones_are_not() {
        for (words, expected) in [
            ("于6月31日印发，2023年2月29日和2月30日召开", vec!["6月31日", "2023年2月29日", "2月30日"]),
            ("13月1日，5 月 32 日，0月3日", vec!["13月1日", "5 月 32 日", "0月3日"]),
            ("2024年12月31日至2024年1月1日", vec!["2024年12月31日至2024年1月1日"]),
            ("2024年5月到2023年6月", vec!["2024年5月到2023年6月"]),
            ("2024年2月29日，2月29日，1月31日，12月31日", vec![]),
            ("2024年11月1日至3月31日，2023年12月至2024年1月", vec![]),
            ("2024年5月1日至2024年5月1日，2024年5月6日至2024年5月", vec![]),
            // A blank in the number, a range, a time limit.
            ("1 2月31日，1-2月30日，3个月31日", vec![]),
        ] {
            let passage = Passage::new(words);
            let faults = &passage.fact::<ImpossibleDates>().0;
            let found: Vec<&str> = faults.iter().map(|(span, _)| span.slice(words)).collect();
            assert_eq!(found, expected, "{words}");
        }
    }
}

#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use crate::finding::Severity;
use crate::message::{Arg, Message};
use crate::report::Verdict;
use crate::rules::{Context, Findings, Rule, page, prose};
use crate::text::{Joined, Span, Value, constant, sentences};

pub(super) const RULE: Rule = Rule { name: "narrative-sum", severity: Severity::Warning, page: page!(), check };

static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    constant(r"(?P<n>[0-9０-９]+)\s*(?P<unit>条|件|项|份|个|次|篇|期|场|起)[，,（(]?\s*其中[，,：:]?")
});
static PART: LazyLock<Regex> =
    LazyLock::new(|| constant(r"^(?P<name>[^0-9０-９]*)(?P<n>[0-9０-９]+)\s*(?P<unit>条|件|项|份|个|次|篇|期|场|起)$"));

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context).filter(|paragraph| paragraph.words().contains("其中")) {
        for sentence in sentences(paragraph.words()) {
            check_sentence(context, &paragraph, sentence, findings);
        }
    }
}

fn check_sentence(context: &Context<'_>, paragraph: &Joined<'_>, sentence: Span, findings: &mut Findings<'_>) {
    let words = sentence.of(paragraph.words());
    for whole in WHOLE.captures_iter(words) {
        let (Some(all), Some(number), Some(unit)) = (whole.get(0), whole.name("n"), whole.name("unit")) else {
            continue;
        };
        let Some(total) = Value::read(number.as_str()).number() else { continue };
        let list = words.get(all.end()..).unwrap_or_default();
        let Some(parts) = exhaustive_parts(list, unit.as_str()) else { continue };
        let Some(sum) = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part)) else { continue };
        let place =
            |start: usize, end: usize| paragraph.source(Span::new(sentence.start + start, sentence.start + end));
        if sum != total && !is_told(context, place(number.start(), words.len())) {
            let place = place(number.start(), unit.end());
            let message = Message::new("narrative-sum").with("total", total).with("unit", unit.as_str());
            let message = message.with("parts", Arg::Equation(parts));
            findings.report(place, message.with("difference", (sum - total).abs()));
        }
    }
}

/// Whether a figure within `span` differs from its table, which is told there and explains the sum.
fn is_told(context: &Context<'_>, span: Span) -> bool {
    let claims = context.report.claims.iter().filter(|claim| span.contains(claim.span));
    claims.into_iter().any(|claim| context.report.verdict(claim) == Verdict::Differs)
}

/// The figures of a list that leaves nothing out: parts of one unit, the last of them 其他 or 其余. 其他结果 before
/// 尚未审结 is a part like any other.
fn exhaustive_parts(list: &str, unit: &str) -> Option<Vec<Decimal>> {
    let pieces = list.split(['、', '，', ',', '；']).map(|piece| PART.captures(piece.trim()));
    let of_unit = |part: &regex::Captures<'_>| part.name("unit").is_some_and(|found| found.as_str() == unit);
    let mut parts = Vec::new();
    let mut is_rest = false;
    for part in pieces.map_while(|part| part.filter(of_unit)) {
        parts.push(Value::read(part.name("n")?.as_str()).number()?);
        let name = part.name("name").map_or("", |name| name.as_str());
        is_rest = ["其他", "其余", "其它"].iter().any(|rest| name.contains(rest));
    }
    Some(parts).filter(|parts| is_rest && parts.len() > 1)
}

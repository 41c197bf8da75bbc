#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use regex::{Captures, Regex};
use rust_decimal::Decimal;

use crate::finding::Severity;
use crate::message::{Arg, Message};
use crate::report::Verdict;
use crate::rules::prose::{UNITS, prose};
use crate::rules::{Context, Findings, Rule, page};
use crate::text::{Passage, Span, Value, constant, sentences};

pub(super) const RULE: Rule = Rule { name: "narrative-sum", severity: Severity::Warning, page: page!(), check };

static WHOLE: LazyLock<Regex> =
    LazyLock::new(|| constant(&format!(r"(?P<n>[0-9０-９]+)\s*(?P<unit>{UNITS})[，,（(]?\s*其中[，,：:]?")));
static PART: LazyLock<Regex> =
    LazyLock::new(|| constant(&format!(r"^(?P<name>[^0-9０-９]*)(?P<n>[0-9０-９]+)\s*(?P<unit>{UNITS})$")));

/// A sum that its parts do not make up; places in bytes of the passage's words.
struct Wrong {
    /// The total with its unit.
    place: Span,
    /// From the total to the end of its sentence.
    sentence: Span,
    total: Decimal,
    unit: String,
    parts: Vec<Decimal>,
}

/// The wrong sums of a passage.
struct WrongSums(Vec<Wrong>);

impl WrongSums {
    fn of(passage: &Passage) -> Self {
        let words = passage.words();
        let sentences = if words.contains("其中") { sentences(words) } else { Vec::new() };
        Self(sentences.into_iter().flat_map(|sentence| in_sentence(words, sentence)).collect())
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        for Wrong { place, sentence, total, unit, parts } in &paragraph.passage.kept(WrongSums::of).0 {
            let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
            let Some(sum) = sum.filter(|_| !is_told(context, paragraph.place(*sentence))) else { continue };
            let message = Message::new("narrative-sum").with("total", *total).with("unit", unit.as_str());
            let message = message.with("parts", Arg::Equation(parts.clone()));
            findings.report(paragraph.place(*place), message.with("difference", (sum - total).abs()));
        }
    }
}

fn in_sentence(words: &str, sentence: Span) -> Vec<Wrong> {
    let start = sentence.start;
    let words = sentence.of(words);
    let wrong = |whole: Captures<'_>| {
        let (all, number, unit) = (whole.get(0)?, whole.name("n")?, whole.name("unit")?);
        let total = Value::read(number.as_str()).number()?;
        let parts = exhaustive_parts(words.get(all.end()..)?, unit.as_str())?;
        let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))?;
        let place = Span::new(start + number.start(), start + unit.end());
        let sentence = Span::new(place.start, sentence.end);
        (sum != total).then(|| Wrong { place, sentence, total, unit: unit.as_str().to_owned(), parts })
    };
    WHOLE.captures_iter(words).filter_map(wrong).collect()
}

/// Whether a figure within `span` differs from its table, which is told there and explains the sum.
fn is_told(context: &Context<'_>, span: Span) -> bool {
    let claims = context.report.claims.iter().filter(|claim| span.contains(claim.span));
    claims.into_iter().any(|claim| context.report.verdict(claim) == Verdict::Differs)
}

/// The figures of a list that leaves nothing out: parts of one unit, the last of them 其他 or 其余. 其他结果 before
/// 尚未审结 is a part like any other. What stands behind another 其中 are parts of a part.
fn exhaustive_parts(behind: &str, unit: &str) -> Option<Vec<Decimal>> {
    let list = behind.split("其中").next()?;
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

#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::{Arg, msg};
use gouji_report::Verdict;
use gouji_text::{AdaptiveRegex, Captures, Fact, Passage, Span, Value, sentences};
use rust_decimal::Decimal;

use crate::finding::Severity;
use crate::rules::prose::{UNITS, prose};
use crate::rules::{Context, Findings, Rule, page};

pub(super) const RULE: Rule = Rule { name: "narrative-sum", severity: Severity::Warning, page: page!(), check };

static WHOLE: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    AdaptiveRegex::literal(&format!(r"(?P<n>[0-9０-９]+)[~]*(?P<unit>{UNITS})[，,（(]?[~]*其中[，,：:]?"))
});
static PART: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    AdaptiveRegex::literal(&format!(r"^(?P<name>[^0-9０-９]*)(?P<n>[0-9０-９]+)[~]*(?P<unit>{UNITS})$"))
});

/// A total that differs from the sum of its parts. Spans are in bytes of the passage's words.
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

impl Fact<Passage> for WrongSums {
    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        let sentences = if words.contains("其中") { sentences(words) } else { Vec::new() };
        Self(sentences.into_iter().flat_map(|sentence| in_sentence(words, sentence)).collect())
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        for Wrong { place, sentence, total, unit, parts } in &paragraph.passage.fact::<WrongSums>().0 {
            let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
            let Some(sum) = sum else { continue };
            if has_mismatch(context, paragraph.place(*sentence)) {
                continue;
            }
            let message = msg::NarrativeSum {
                total: *total,
                unit: unit.as_str(),
                parts: Arg::Equation(parts.clone()),
                sum,
                difference: (sum - total).abs(),
            };
            findings.report(paragraph.place(*place), message);
        }
    }
}

fn in_sentence(words: &str, sentence: Span) -> Vec<Wrong> {
    let start = sentence.start;
    let words = sentence.slice(words);
    let wrong = |whole: &Captures<'_>| {
        let (number, unit) = (whole.name("n")?, whole.name("unit")?);
        let total = Value::read(number.slice(words)).number()?;
        let parts = exhaustive_parts(words.get(whole.span().end..)?, unit.slice(words))?;
        let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))?;
        let place = Span::new(start + number.start, start + unit.end);
        let sentence = Span::new(place.start, sentence.end);
        if sum == total || has_figure(words.get(..number.start)?, sum, unit.slice(words)) {
            return None;
        }
        Some(Wrong { place, sentence, total, unit: unit.slice(words).to_owned(), parts })
    };
    WHOLE.captures_all(words).iter().filter_map(wrong).collect()
}

/// Whether `words` contain a figure. The parts may belong to an earlier figure: 收到82件，办结80件，其中自然人72件、其他10件.
fn has_figure(words: &str, figure: Decimal, unit: &str) -> bool {
    let words_of_figure = format!("{figure}{unit}");
    let is_whole = |(at, _): (usize, &str)| !words.get(..at).is_some_and(|before| before.ends_with(char::is_numeric));
    words.match_indices(&words_of_figure).any(is_whole)
}

/// Whether a figure within `span` differs from its table. `narrative-mismatch` reports it, and it explains the wrong sum.
fn has_mismatch(context: &Context<'_>, span: Span) -> bool {
    let claims = context.report.claims.iter().filter(|claim| span.contains(claim.span));
    claims.into_iter().any(|claim| context.report.verdict(claim) == Verdict::Differs)
}

/// The text that a named group matched in `words`; empty if the group matched nothing.
fn group<'a>(words: &'a str, groups: &Captures<'_>, name: &str) -> &'a str {
    groups.name(name).map_or("", |group| group.slice(words))
}

/// The figures of a complete list: parts with one unit, the last of them 其他 or 其余. 其他结果 before 尚未审结 is an ordinary
/// part. After another 其中, the text has parts of a part.
fn exhaustive_parts(text: &str, unit: &str) -> Option<Vec<Decimal>> {
    let list = text.split("其中").next()?;
    let pieces = list.split(['、', '，', ',', '；']).map(str::trim);
    let part =
        |piece| Some((piece, PART.captures_at(piece, 0)?)).filter(|(_, part)| group(piece, part, "unit") == unit);
    let mut parts = Vec::new();
    let mut is_rest = false;
    for (piece, part) in pieces.map_while(part) {
        parts.push(Value::read(group(piece, &part, "n")).number()?);
        let name = group(piece, &part, "name");
        is_rest = ["其他", "其余", "其它"].iter().any(|rest| name.contains(rest));
    }
    if is_rest && parts.len() > 1 { Some(parts) } else { None }
}

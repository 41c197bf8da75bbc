#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::{Arg, Message};
use gouji_report::Verdict;
use gouji_text::{AdaptiveRegex, Captures, Passage, Span, Value, sentences};
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
        for Wrong { place, sentence, total, unit, parts } in &paragraph.passage.fact(WrongSums::of).0 {
            let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
            let Some(sum) = sum.filter(|_| !is_told(context, paragraph.place(*sentence))) else { continue };
            let message = Message::new("narrative-sum").with("total", *total).with("unit", unit.as_str());
            let message = message.with("parts", Arg::Equation(parts.clone())).with("sum", sum);
            findings.report(paragraph.place(*place), message.with("difference", (sum - total).abs()));
        }
    }
}

fn in_sentence(words: &str, sentence: Span) -> Vec<Wrong> {
    let start = sentence.start;
    let words = sentence.of(words);
    let wrong = |whole: &Captures<'_>| {
        let (number, unit) = (whole.name("n")?, whole.name("unit")?);
        let total = Value::read(number.of(words)).number()?;
        let parts = exhaustive_parts(words.get(whole.span().end..)?, unit.of(words))?;
        let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))?;
        let place = Span::new(start + number.start, start + unit.end);
        let sentence = Span::new(place.start, sentence.end);
        let is_wrong = sum != total && !names(words.get(..number.start)?, sum, unit.of(words));
        is_wrong.then(|| Wrong { place, sentence, total, unit: unit.of(words).to_owned(), parts })
    };
    WHOLE.captures_all(words).iter().filter_map(wrong).collect()
}

/// Whether `words` name a figure. Parts may be those of an earlier figure: 收到82件，办结80件，其中自然人72件、其他10件.
fn names(words: &str, figure: Decimal, unit: &str) -> bool {
    let written = format!("{figure}{unit}");
    let is_whole = |(at, _): (usize, &str)| !words.get(..at).is_some_and(|before| before.ends_with(char::is_numeric));
    words.match_indices(&written).any(is_whole)
}

/// Whether a figure within `span` differs from its table, which is told there and explains the sum.
fn is_told(context: &Context<'_>, span: Span) -> bool {
    let claims = context.report.claims.iter().filter(|claim| span.contains(claim.span));
    claims.into_iter().any(|claim| context.report.verdict(claim) == Verdict::Differs)
}

/// What a group of a pattern fits in `words`; nothing where it took no part.
fn group<'a>(words: &'a str, groups: &Captures<'_>, name: &str) -> &'a str {
    groups.name(name).map_or("", |group| group.of(words))
}

/// The figures of a list that leaves nothing out: parts of one unit, the last of them 其他 or 其余. 其他结果 before
/// 尚未审结 is a part like any other. What stands behind another 其中 are parts of a part.
fn exhaustive_parts(behind: &str, unit: &str) -> Option<Vec<Decimal>> {
    let list = behind.split("其中").next()?;
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
    Some(parts).filter(|parts| is_rest && parts.len() > 1)
}

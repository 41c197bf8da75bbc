#![doc = include_str!("en.md")]

mod parts;

use gouji_l10n::{Arg, Message, msg};
use gouji_report::Verdict;
use gouji_text::{Fact, Folded, Passage, Span, is_cut_off, sentences};
use rust_decimal::Decimal;

use crate::finding::Severity;
use crate::rules::prose::prose;
use crate::rules::{Context, Findings, Group, Rule, page};
use parts::{SumPart, TotalWithParts, has, totals, words};

pub(super) const RULE: Rule =
    Rule { name: "narrative-sum", group: Group::Prose, severity: Severity::Warning, page: page!(), check };

/// A total that differs from the sum of its parts. Spans are in bytes of the passage's words.
struct Wrong {
    /// The total with its unit.
    place: Span,
    /// From the total to the end of its sentence.
    sentence: Span,
    message: Message,
}

/// The wrong sums of a passage.
struct WrongSums(Vec<Wrong>);

impl Fact<Passage> for WrongSums {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        if !has(passage.words(), &words().parts) {
            return Self(Vec::new());
        }
        let folded = Folded::new(passage.words());
        let mut found = Vec::new();
        for sentence in sentences(folded.words()) {
            for total in totals(sentence.slice(folded.words())) {
                let earlier = Span::new(0, sentence.start).slice(folded.words());
                let place = total.place.shift(sentence.start);
                let sentence = folded.source(Span::new(place.start, sentence.end));
                let place = folded.source(place);
                // Residue may have cut the total in two.
                if is_cut_off(Span::new(0, place.start).slice(passage.words())) {
                    continue;
                }
                if let Some(message) = message(&total, earlier) {
                    found.push(Wrong { place, sentence, message });
                }
            }
        }
        Self(found)
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        for Wrong { place, sentence, message } in &paragraph.passage.fact::<WrongSums>().0 {
            if !has_mismatch(context, paragraph.place(*sentence)) {
                findings.report(paragraph.place(*place), message.clone());
            }
        }
    }
}

/// The message about a total that its parts contradict. `earlier` are the words before its sentence.
fn message(total: &TotalWithParts<'_>, earlier: &str) -> Option<Message> {
    let sum = sum(&total.parts)?;
    if is_complete(&total.parts) && sum != total.total && !figures(total.before, total.unit).contains(&sum) {
        return Some(sum_message(total, &total.parts, sum));
    }
    let run = one_list(&total.parts);
    let sum = self::sum(run)?;
    if sum <= total.total || may_exceed(total, run, sum, earlier) {
        return None;
    }
    Some(match run {
        [part] => {
            let SumPart { figure, .. } = part;
            msg::NarrativeSumPart { total: total.total, unit: total.unit, part: *figure }.into()
        }
        _ => sum_message(total, run, sum),
    })
}

fn sum_message(total: &TotalWithParts<'_>, parts: &[SumPart<'_>], sum: Decimal) -> Message {
    let parts = Arg::Equation(parts.iter().map(|part| part.figure).collect());
    let difference = (sum - total.total).abs();
    msg::NarrativeSum { total: total.total, unit: total.unit, parts, sum, difference }.into()
}

fn sum(parts: &[SumPart<'_>]) -> Option<Decimal> {
    parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.figure))
}

/// Whether the last part is 其他 or 其余, so that the parts make the total. 其他结果 and the like are ordinary parts.
fn is_complete(parts: &[SumPart<'_>]) -> bool {
    parts.len() > 1
        && parts.last().is_some_and(|last| has(last.name, &words().rests) && !has(last.name, &words().no_rests))
}

/// The parts that certainly belong to one list: those joined without a comma, or else those whose names have the same end.
fn one_list<'a, 'b>(parts: &'a [SumPart<'b>]) -> &'a [SumPart<'b>] {
    let joined = parts.iter().skip(1).take_while(|part| !part.after_comma).count();
    let length = if joined > 0 { joined } else { alike(parts).saturating_sub(1) };
    parts.get(..=length).unwrap_or_default()
}

/// How many parts at the start have names with the same last two characters.
fn alike(parts: &[SumPart<'_>]) -> usize {
    let ending = |part: &SumPart<'_>| part.name.chars().rev().take(2).collect::<Vec<char>>();
    let Some(first) = parts.first().map(ending).filter(|ending| ending.len() == 2) else { return 0 };
    parts.iter().take_while(|part| ending(part) == first).count()
}

/// Whether parts with this sum may be right although it exceeds the total: they belong to an earlier figure, they divide the total
/// in two ways, or the total is a change.
fn may_exceed(total: &TotalWithParts<'_>, parts: &[SumPart<'_>], sum: Decimal, earlier: &str) -> bool {
    let clause = total.before.rsplit(['，', '：', '（']).next().unwrap_or_default();
    let is_doubtful = |text: &str| {
        [&words().comparisons, &words().other_years, &words().no_parts].into_iter().any(|list| has(text, list))
    };
    // Cases are often divided in the sentence after the one that counts them.
    let counts_cases = words().case_units.iter().any(|unit| unit == total.unit);
    let before = if counts_cases { figures(earlier, total.unit) } else { Vec::new() };
    let belongs_elsewhere = before.into_iter().chain(figures(total.before, total.unit)).any(|figure| figure >= sum);
    let makes_total = |length: usize| self::sum(parts.get(..length).unwrap_or_default()) == Some(total.total);
    let is_divided_twice = alike(parts) < parts.len() && (1..parts.len()).any(makes_total);
    is_doubtful(clause) || parts.iter().any(|part| is_doubtful(part.name)) || belongs_elsewhere || is_divided_twice
}

/// The whole figures with this unit in folded words.
fn figures(words: &str, unit: &str) -> Vec<Decimal> {
    let before_unit = words.match_indices(unit).filter_map(|(at, _)| words.get(..at));
    let digits = before_unit.map(|before| before.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    let ends = words.match_indices(unit).map(|(at, _)| at);
    digits.zip(ends).filter_map(|(start, end)| words.get(start..end)?.parse().ok()).collect()
}

/// Whether a figure within `span` differs from its table. `narrative-mismatch` reports it, and it explains the wrong sum.
fn has_mismatch(context: &Context<'_>, span: Span) -> bool {
    let claims = context.report.claims.iter().filter(|claim| span.contains(claim.span));
    claims.into_iter().any(|claim| context.report.verdict(claim) == Verdict::Differs)
}

#![doc = include_str!("en.md")]

use std::collections::HashMap;
use std::sync::LazyLock;

use gouji_edition::{CellRef, blank_form, statements};
use gouji_l10n::msg;
use gouji_report::Verdict;
use gouji_text::{AdaptiveRegex, Fact, Folded, Passage, Span, sentences};
use rust_decimal::Decimal;

use crate::finding::Severity;
use crate::patterns;
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "conflicting-figures", group: Group::Prose, severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    check_claims(context, findings);
    check_totals(context, findings);
}

/// Compares the sentences about one cell of a table that cannot decide: the cell is blank or not certain. Where it is certain,
/// `narrative-mismatch` compares each sentence with it.
fn check_claims(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let undecided = report.claims.iter().filter(|claim| !claim.denial && report.verdict(claim) == Verdict::Unknown);
    let mut firsts: HashMap<(usize, &[CellRef]), (Span, Decimal)> = HashMap::new();
    for claim in undecided {
        let [cells] = claim.readings.as_slice() else { continue };
        let (first, figure) = *firsts.entry((claim.table, cells)).or_insert((claim.span, claim.figure));
        let Some(def) = report.tables.get(claim.table).and_then(|table| table.def()) else { continue };
        if figure != claim.figure {
            let label = blank_form::cells_label(def, cells);
            let message = msg::ConflictingFigures { label: label.as_str(), told: claim.figure, other: figure };
            let related = msg::ConflictingFiguresFirst { other: figure };
            findings.add(findings.new_finding(claim.span, message).with_related(first, related));
        }
    }
}

/// A total of the year that a sentence begins with.
struct Total {
    /// The words before the figure, and the unit.
    what: String,
    figure: Decimal,
    /// The digits, in bytes of the passage's words.
    place: Span,
}

/// The totals of a passage.
struct Totals(Vec<Total>);

/// A sentence whose first words name the year, the whole body or the website, and what was disclosed. Two such sentences with the same words mean the
/// same.
static TOTAL: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    let units = statements().words.units.join("|");
    let body = "(?:全(?:省|市|县|区|州|旗|镇|乡|街道|系统|局)|本机关|本单位|我(?:省|市|县|区|局|委|办|镇|乡))";
    let all = "(?:累计|共计|总计|共)";
    let information = "(?:各类)?(?:政府|政务)?信息(?:总数|总量)?";
    patterns::pattern(&format!(
        r"^(?P<what>(?:20[0-9]{{2}}年度?|本年度?|全年)，?(?:{body}(?:全年)?{all}主动公开{information}|{body}?{all}?通过(?:县|市|区)?(?:政府|门户|政府门户)网站{all}?(?:主动)?(?:公开|发布){information}{all}?))(?P<figure>[0-9]+)(?P<unit>{units})(?:$|[，、）])"
    ))
});

impl Fact<Passage> for Totals {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let mut totals = Vec::new();
        if !passage.words().contains("信息") {
            return Self(totals);
        }
        let folded = Folded::new(passage.words());
        for sentence in sentences(folded.words()) {
            let words = sentence.slice(folded.words());
            let Some(found) = TOTAL.captures_at(words, 0) else { continue };
            let text = |name: &str| found.name(name).map(|group| group.slice(words)).unwrap_or_default();
            let Some((place, figure)) = found.name("figure").zip(text("figure").parse().ok()) else { continue };
            let what = format!("{}{}", text("what").replace('，', ""), text("unit"));
            totals.push(Total { what, figure, place: folded.source(place.shift(sentence.start)) });
        }
        Self(totals)
    }
}

fn check_totals(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut firsts: HashMap<&str, (Span, Decimal)> = HashMap::new();
    for paragraph in prose(context) {
        for Total { what, figure, place } in &paragraph.passage.fact::<Totals>().0 {
            let span = paragraph.place(*place);
            let (first, other) = *firsts.entry(what).or_insert((span, *figure));
            if other != *figure {
                let message = msg::ConflictingFigures { label: what.as_str(), told: *figure, other };
                findings.add(
                    findings.new_finding(span, message).with_related(first, msg::ConflictingFiguresFirst { other }),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_totals_of_the_whole_body_and_year_are_read() {
        for (words, expected) in [
            ("2024年，全县共主动公开政府信息600条。", 1),
            ("全年，我局累计主动公开信息600条，其中", 1),
            ("2024年全县共主动公开政府信息600条；本年度本机关共主动公开政府信息20条。", 2),
            ("栏目平稳。全年通过政府网站公开信息610条。", 1),
            ("教育局：全年通过政府网站公开信息610条。", 0),
            ("通过政府网站，2024年全县共主动公开政府信息600条。", 0),
            ("2024年，县教育局共主动公开政府信息600条。", 0),
            ("2024年，全县共主动公开政府信息600余条。", 0),
            ("全县共主动公开政府信息600条。", 0),
            ("2024年，全县主动公开规范性文件6件。", 0),
        ] {
            assert_eq!(Passage::new(words).fact::<Totals>().0.len(), expected, "{words}");
        }
    }
}

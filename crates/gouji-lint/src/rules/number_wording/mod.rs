#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_edition::statements;
use gouji_l10n::{Message, msg};
use gouji_text::{AdaptiveRegex, Fact, Folded, Passage, Span, has_numeric};
use rust_decimal::Decimal;

use crate::finding::Severity;
use crate::patterns;
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "number-wording", group: Group::Wording, severity: Severity::Info, page: page!(), check };

/// A kind of wording, with its pattern in folded words.
struct Wording {
    kind: WordingKind,
    pattern: AdaptiveRegex,
}

#[derive(Clone, Copy)]
enum WordingKind {
    /// 近300多条.
    TwiceApproximate,
    /// 减少2倍.
    Decrease,
    /// 办结率120%.
    Rate,
    /// 24年1月.
    Year,
}

static WORDINGS: LazyLock<[Wording; 4]> = LazyLock::new(|| {
    let units = statements().words.units.join("|");
    let wording = |kind, pattern: &str, needed| Wording { kind, pattern: patterns::pattern(pattern).needing(needed) };
    [
        wording(
            WordingKind::TwiceApproximate,
            &format!(
                "(?P<place>(?:近|将近|接近)[0-9]+(?:多|余)(?:{units}|人|万|个)|(?:约|大约)[0-9]+(?:多|余)?(?:{units}|人|万元|元)(?:左右|上下))"
            ),
            &["近", "约"],
        ),
        wording(
            WordingKind::Decrease,
            r"(?P<place>(?:减少|下降|降低|缩减|缩小|压缩|缩短)(?:了)?(?:近|约)?[1-9][0-9]*(?:\.[0-9]+)?倍)",
            &["倍"],
        ),
        wording(
            WordingKind::Rate,
            r"(?:办结率|答复率|公开率|满意率|及时率|准确率|合格率|覆盖率|回复率)(?:分别)?(?:均)?(?:为|达到|达|是|：)?(?P<place>(?P<rate>[0-9]{3,}(?:\.[0-9]+)?)%)",
            &["率"],
        ),
        wording(WordingKind::Year, r"(?:^|[^0-9])(?P<place>[12][0-9]年)(?:0?[1-9]|1[0-2])月", &["月"]),
    ]
});

/// The wordings of a passage, each with its place in bytes of the passage's words.
struct Found(Vec<(WordingKind, Span)>);

impl Fact<Passage> for Found {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        if !has_numeric(passage.words()) {
            return Self(Vec::new());
        }
        let folded = Folded::new(passage.words());
        let words = folded.words();
        let mut found = Vec::new();
        for Wording { kind, pattern } in WORDINGS.iter() {
            for groups in pattern.captures_all(words) {
                let rate: Option<Decimal> = groups.name("rate").and_then(|rate| rate.slice(words).parse().ok());
                let is_wrong = rate.is_none_or(|rate| rate > Decimal::ONE_HUNDRED);
                if let Some(place) = groups.name("place")
                    && is_wrong
                {
                    found.push((*kind, folded.source(place)));
                }
            }
        }
        found.sort_by_key(|(_, place)| *place);
        Self(found)
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        for (kind, place) in &paragraph.passage.fact::<Found>().0 {
            let words = place.slice(paragraph.words());
            let message: Message = match kind {
                WordingKind::TwiceApproximate => msg::NumberWordingApproximate { words }.into(),
                WordingKind::Decrease => msg::NumberWordingDecrease { words }.into(),
                WordingKind::Rate => msg::NumberWordingRate { words }.into(),
                WordingKind::Year => msg::NumberWordingYear { words }.into(),
            };
            findings.report(paragraph.place(*place), message);
        }
    }
}

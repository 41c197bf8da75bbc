#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_edition::statements;
use gouji_l10n::{Message, msg};
use gouji_text::{AdaptiveRegex, Captures, Fact, Folded, Passage, Span, has_numeric, is_cut_off, sentences};
use rust_decimal::Decimal;

use crate::finding::Severity;
use crate::rules::prose::prose;
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "narrative-change", group: Group::Prose, severity: Severity::Warning, page: page!(), check };

/// Words for last year's figure, and for a change.
const LAST_YEAR: &str = "(?:上年度?|上一年度?|去年|20[0-9]{2}年度?)";
const CHANGE: &str = "(?P<way>增长|增加|上升|提高|提升|增多|下降|减少|降低|下滑)(?:了)?(?:为)?";
/// The beginnings of the words for a change that is a decrease.
const DECREASES: [char; 3] = ['下', '减', '降'];
const PERCENT: &str = r"(?P<percent>[0-9]+(?:\.[0-9]+)?)%";

/// Sentences that state two figures and their change, without any word between that could mean something else.
static CHANGES: LazyLock<[AdaptiveRegex; 3]> = LazyLock::new(|| {
    let units = statements().words.units.join("|");
    let now = format!("(?P<now>[0-9]+)(?P<unit>{units})");
    let then = format!("(?P<then>[0-9]+)(?P<same>{units})");
    let compared = format!("(?:同比|比{LAST_YEAR}(?:同期)?|较{LAST_YEAR}(?:同期)?)");
    [
        // 600条，上年500条，同比增长20%
        format!("{now}，{LAST_YEAR}(?:同期)?(?:为)?{then}，(?:{compared})?{CHANGE}{PERCENT}"),
        // 600条，比上年的500条增加100条
        format!("{now}，[比较]{LAST_YEAR}(?:同期)?的?{then}(?:{CHANGE})(?:{PERCENT}|(?P<difference>[0-9]+)(?:{units}))"),
        // 600条，同比增加100条，增长20%
        format!("{now}，{compared}(?P<way>增加|减少|增长|下降)(?:了)?(?P<difference>[0-9]+)(?P<same>{units})，(?:增幅|降幅|同比|增长|下降|上升)+(?:为|达|了)?{PERCENT}"),
    ]
    .map(|pattern| AdaptiveRegex::literal(&pattern))
});

/// A change that does not follow from its figures.
struct WrongChange {
    /// The stated change, in bytes of the passage's words.
    place: Span,
    message: Message,
}

/// The wrong changes of a passage.
struct WrongChanges(Vec<WrongChange>);

impl Fact<Passage> for WrongChanges {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let mut wrong = Vec::new();
        if !may_state_change(passage.words()) {
            return Self(wrong);
        }
        let folded = Folded::new(passage.words());
        for sentence in sentences(folded.words()) {
            let words = sentence.slice(folded.words());
            if !may_state_change(words) {
                continue;
            }
            let found = CHANGES.iter().flat_map(|pattern| pattern.captures_all(words));
            for found in found {
                let start = folded.source(found.span().shift(sentence.start)).start;
                // Residue may have cut the first figure in two.
                if is_cut_off(Span::new(0, start).slice(passage.words())) {
                    continue;
                }
                if let Some((place, message)) = wrong_change(words, &found) {
                    wrong.push(WrongChange { place: folded.source(place.shift(sentence.start)), message });
                }
            }
        }
        Self(wrong)
    }
}

/// Whether the words may state a change: they have a figure, and the first character of a word for a change. The search for the patterns
/// takes much longer.
fn may_state_change(words: &str) -> bool {
    has_numeric(words) && words.contains(['增', '减', '升', '降', '提'])
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        for WrongChange { place, message } in &paragraph.passage.fact::<WrongChanges>().0 {
            findings.report(paragraph.place(*place), message.clone());
        }
    }
}

/// The place and the message of a change that is wrong, in bytes of `words`.
fn wrong_change(words: &str, found: &Captures<'_>) -> Option<(Span, Message)> {
    let text = |name: &str| found.name(name).map(|group| group.slice(words));
    let number = |name: &str| text(name)?.parse::<Decimal>().ok();
    if found.name("same").is_some() && text("same") != text("unit") {
        return None;
    }
    let (now, unit, way) = (number("now")?, text("unit")?, text("way")?);
    let decreases = way.starts_with(DECREASES);
    let stated = number("difference");
    let then = match (number("then"), stated) {
        (Some(then), _) => then,
        (None, Some(difference)) if decreases => now.checked_add(difference)?,
        (None, difference) => now.checked_sub(difference?)?,
    };
    let exact = if decreases { then.checked_sub(now)? } else { now.checked_sub(then)? };
    if let Some((percent, told)) = found.name("percent").zip(number("percent")) {
        let exact = exact.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(then)?;
        let decimals = told.scale();
        let is_right = (exact - told).abs() <= Decimal::new(1, decimals);
        let message =
            msg::NarrativeChangePercent { now, then, unit, way, told, exact: exact.round_dp(decimals.max(1)) };
        return (!is_right).then(|| (Span::new(percent.start, percent.end + 1), message.into()));
    }
    let told = stated?;
    let message = msg::NarrativeChangeDifference { now, then, unit, way, told, exact };
    (told != exact).then_some((found.name("difference")?, message.into()))
}

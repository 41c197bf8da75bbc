#![doc = include_str!("en.md")]

mod list;

use std::sync::LazyLock;

use gouji_edition::{CellRef, statements};
use gouji_l10n::{Arg, Message, msg};
use gouji_report::{Paragraph, Report};
use gouji_text::{Fact, Folded, Passage, Span, TextEdit, regex, sentences};
use regex::{Captures, Regex};
use rust_decimal::Decimal;

use crate::finding::{Applicability, Finding, Fix, Severity};
use crate::rules::prose::prose;
use crate::rules::{Context, Findings, Group, Rule, page};
use list::{WrongList, wrong_lists};

pub(super) const RULE: Rule =
    Rule { name: "narrative-percentage", group: Group::Prose, severity: Severity::Warning, page: page!(), check };

/// The whole, its only part, and the share, without other words between them.
static SHARE: LazyLock<Regex> = LazyLock::new(|| {
    let share = r"占(?:(?P<named>办结|答复|办理|申请|受理|收到)(?:申请)?(?:总数|总量|总件数|件数|数量|数|量)的?|比|总数的?|总量的?|全部的?|总数比例|比例)?(?:为|达|：)?(?P<share>[0-9]+(?:\.(?P<decimals>[0-9]+))?%)";
    let units = statements().words.units.join("|");
    let whole = format!(r"(?P<whole>[0-9]+)(?P<unit>{units})[，（]?其中[，：]?");
    let part = format!(r"[^，。；、：（）0-9]{{0,16}}?(?P<part>[0-9]+)(?P<same>{units})[，（]?");
    regex(&[whole.as_str(), &part, share].concat())
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| regex(r"[0-9]+"));

/// Whether words show that the whole is not exact, or not of this year.
fn is_doubtful(words: &str) -> bool {
    let lists = &statements().words;
    let lists = [&lists.approximate_before, &lists.comparisons, &lists.other_years];
    lists.into_iter().flat_map(|list| list.iter()).any(|word| words.contains(&**word))
}

/// A complete list of shares that do not make 100%.
struct WrongSum {
    /// The last share, in bytes of the passage's words.
    place: Span,
    message: Message,
}

/// The shares that a passage states. Most passages state none, and this check is fast.
struct Shares {
    /// Whether it states a share with its whole and its part.
    has_whole: bool,
    wrong_sums: Vec<WrongSum>,
}

impl Shares {
    const fn says_nothing(&self) -> bool {
        !self.has_whole && self.wrong_sums.is_empty()
    }
}

impl Fact<Passage> for Shares {
    gouji_text::usual!(Self { has_whole: false, wrong_sums: Vec::new() }, Self::says_nothing);

    fn read(passage: &Passage) -> Self {
        if !passage.words().contains('占') {
            return Self { has_whole: false, wrong_sums: Vec::new() };
        }
        let folded = Folded::new(passage.words());
        let mut wrong_sums = Vec::new();
        for sentence in sentences(folded.words()) {
            for WrongList { place, shares, sum } in wrong_lists(sentence.slice(folded.words())) {
                let message = msg::NarrativePercentageSum { shares: Arg::Equation(shares), sum }.into();
                wrong_sums.push(WrongSum { place: folded.source(place.shift(sentence.start)), message });
            }
        }
        Self { has_whole: SHARE.is_match(folded.words()), wrong_sums }
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        let shares = paragraph.passage.fact::<Shares>();
        for WrongSum { place, message } in &shares.wrong_sums {
            findings.report(paragraph.place(*place), message.clone());
        }
        if !shares.has_whole {
            continue;
        }
        let folded = Folded::new(paragraph.words());
        for sentence in sentences(folded.words()) {
            let words = sentence.slice(folded.words());
            if is_doubtful(words) {
                continue;
            }
            for found in SHARE.captures_iter(words) {
                if let Some(finding) = check_share(context.report, paragraph, &folded, sentence, &found, findings) {
                    findings.add(finding);
                }
            }
        }
    }
}

fn check_share(
    report: &Report,
    paragraph: &Paragraph,
    folded: &Folded,
    sentence: Span,
    found: &Captures<'_>,
    findings: &Findings<'_>,
) -> Option<Finding> {
    let number = |name: &str| found.name(name)?.as_str().trim_end_matches('%').parse::<Decimal>().ok();
    let words = sentence.slice(folded.words());
    let (whole, part, share) = (number("whole")?, number("part")?, number("share")?);
    let decimals = found.name("decimals").map_or(0, |decimals| decimals.as_str().len());
    let decimals = u32::try_from(decimals).ok().filter(|decimals| *decimals < 9)?;
    let is_share_of =
        |base: Decimal| percent(part, base).is_some_and(|exact| (exact - share).abs() <= Decimal::new(1, decimals));
    // A share of a whole that is named: it must be the one before the part.
    let clause = found.get(0).and_then(|all| words.get(..all.start())).unwrap_or_default();
    let clause = clause.rsplit(['，', '：', '（']).next().unwrap_or_default();
    if found.name("named").is_some_and(|named| !clause.contains(named.as_str())) {
        return None;
    }
    let one_unit = found.name("unit")?.as_str() == found.name("same")?.as_str();
    let numbers = NUMBER.find_iter(folded.words()).filter_map(|number| number.as_str().parse().ok());
    if !one_unit || part > whole || is_share_of(whole) || numbers.chain(totals(report)).any(is_share_of) {
        return None;
    }
    let exact = percent(part, whole)?.round_dp(decimals);
    let group = found.name("share")?;
    let span = paragraph.place(folded.source(Span::from(group.range()).shift(sentence.start)));
    let message = msg::NarrativePercentage { part, whole, unit: found.name("unit")?.as_str(), told: share, exact };
    let fix = Fix {
        title: msg::NarrativePercentageFix { exact }.into(),
        applicability: Applicability::Chosen,
        edits: vec![TextEdit::new(span, format!("{}%", exact.normalize()))],
    };
    Some(findings.new_finding(span, message).with_fix(fix))
}

fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

/// Figures that a share may refer to although the sentence does not name them: the figures of all tables, and the sums of the
/// cells that claims repeat.
fn totals(report: &Report) -> impl Iterator<Item = Decimal> {
    let cells = report.tables.iter().flat_map(|table| table.rows.iter().flat_map(|row| row.cells.iter()));
    let handled = report.claims.iter().flat_map(|claim| {
        claim.readings.iter().filter_map(|cells: &Vec<CellRef>| report.claimed_sum(claim.table, cells))
    });
    cells.filter_map(|cell| cell.value.number()).chain(handled)
}

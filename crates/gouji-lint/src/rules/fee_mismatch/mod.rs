#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_edition::{TableDef, ValueKind, statements};
use gouji_l10n::{Message, msg};
use gouji_report::{Cell, Table};
use gouji_text::{AdaptiveRegex, Fact, Folded, Passage, Span, sentences};
use rust_decimal::Decimal;

use crate::finding::Severity;
use crate::patterns;
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "fee-mismatch", group: Group::Prose, severity: Severity::Info, page: page!(), check };

/// A fee for processing information that was collected.
static COLLECTED: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    patterns::pattern(
        r"(?:收取|产生|实收)(?:了)?(?:政府信息公开)?信息(?:公开)?处理费(?:用)?(?:共计|合计|总计|共|金额)?(?:为)?(?P<amount>[0-9]+(?:\.[0-9]+)?)(?P<unit>万元|元)(?:[，。；（）]|$)",
    )
});
/// Words before the label of the table's row that deny all its fees. Whoever charges other fees may still have charged none for
/// processing information.
const DENIALS: [&str; 7] = ["未收取", "没有收取", "未产生", "没有产生", "不存在", "没有", "无"];

/// The fees for processing information that a passage says were collected: the amount in units of 10,000 yuan, and its place in
/// bytes of the passage's words.
struct Collected(Vec<(Decimal, Span)>);

impl Fact<Passage> for Collected {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        if !passage.words().contains('费') {
            return Self(Vec::new());
        }
        let folded = Folded::new(passage.words());
        let exact =
            sentences(folded.words()).into_iter().filter(|sentence| !is_doubtful(sentence.slice(folded.words())));
        let found = exact.filter_map(|sentence| {
            let (amount, place) = collected(sentence.slice(folded.words()))?;
            Some((amount, folded.source(place.shift(sentence.start))))
        });
        Self(found.collect())
    }
}

/// Whether the sentence may be about another year, a standard or something to be done.
fn is_doubtful(sentence: &str) -> bool {
    let lists = [&statements().words.other_years, &statements().words.comparisons];
    lists
        .into_iter()
        .flat_map(|list| list.iter())
        .map(|word| &**word)
        .chain(["标准", "应当", "每", "如"])
        .any(|word| sentence.contains(word))
}

fn collected(words: &str) -> Option<(Decimal, Span)> {
    let found = COLLECTED.captures_at(words, 0)?;
    let (amount, unit) = (found.name("amount")?, found.name("unit")?);
    let value: Decimal = amount.slice(words).parse().ok()?;
    let value = if unit.slice(words) == "元" { value.checked_div(Decimal::from(10_000))? } else { value };
    Some((value, Span::new(amount.start, unit.end)))
}

/// The place of the words that deny all fees of the row `label`.
fn denial(words: &str, label: &str) -> Option<Span> {
    words.match_indices(label).find_map(|(at, _)| {
        let sentence = sentences(words).into_iter().find(|sentence| sentence.contains(Span::at(at)))?;
        let end = at + label.len();
        let ends = words.get(end..)?.is_empty() || words.get(end..)?.starts_with(['，', '。', '；']);
        let before = Span::new(sentence.start, at).slice(words);
        let denial = DENIALS.iter().find(|denial| before.ends_with(*denial))?;
        (ends && !is_doubtful(sentence.slice(words))).then_some(Span::new(at - denial.len(), end))
    })
}

/// The only amount of money in the tables.
struct FeeCell {
    cell: Cell,
    amount: Decimal,
    /// The label of its row.
    label: &'static str,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(fee) = context.report.tables.iter().find_map(|table| fee_cell(table.def()?, table)) else { return };
    let (stands, label) = (fee.amount, fee.label);
    for paragraph in prose(context) {
        let words = paragraph.words();
        let mut report = |place: Span, message: Message| {
            let finding = findings.new_finding(paragraph.place(place), message);
            findings.add(finding.with_related(fee.cell.span, msg::FeeMismatchCell { label, stands }));
        };
        for (amount, place) in paragraph.passage.fact::<Collected>().0.iter().filter(|(amount, _)| *amount > stands) {
            report(*place, msg::FeeMismatch { told: place.slice(words), amount: *amount, stands, label }.into());
        }
        let denied = if stands.is_zero() { None } else { denial(words, label) };
        if let Some(place) = denied {
            report(place, msg::FeeMismatchDenied { told: place.slice(words), stands, label }.into());
        }
    }
}

fn fee_cell(def: &'static TableDef, table: &Table) -> Option<FeeCell> {
    let column = def.columns.iter().position(|column| column.value == ValueKind::Amount)?;
    let row = (0..def.rows.len()).find(|row| def.columns_of(*row).contains(&column))?;
    let cell = table.cell(row, column)?;
    Some(FeeCell { cell, amount: cell.value.number()?, label: &def.rows.get(row)?.label })
}

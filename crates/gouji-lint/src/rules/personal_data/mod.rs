#![doc = include_str!("en.md")]

mod numbers;

use gouji_l10n::{Message, msg};
use gouji_text::{Fact, Passage, Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, prose};
use numbers::{DigitRun, digit_runs, is_bank_card, is_identity_card, is_mobile};

pub(super) const RULE: Rule =
    Rule { name: "personal-data", group: Group::Privacy, severity: Severity::Warning, page: page!(), check };

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DataKind {
    IdentityCard,
    BankCard,
    Mobile,
}

/// At most so many characters before a number are searched for words that say whose number it is.
const WORDS_BEFORE: usize = 20;
/// Words before the number of a bank card.
const CARD_WORDS: [&str; 3] = ["银行卡", "卡号", "借记卡"];
/// Words before an account. An account is a card only if its number begins as the cards of Chinese banks do.
const ACCOUNT_WORDS: [&str; 3] = ["账号", "帐号", "账户"];
const CARD_BEGINS: &str = "62";
/// Words before the number of a public body. They come from the payment of fees and from certificates.
const PUBLIC_WORDS: [&str; 6] = ["财政", "国库", "非税", "单位", "信用代码", "专户"];
/// Words before a number that an office publishes so that it can be called.
const CONTACT_WORDS: [&str; 9] = ["电话", "联系", "热线", "传真", "咨询", "监督", "投诉", "举报", "值班"];
/// Words before a number that a person carries along.
const MOBILE_WORDS: [&str; 2] = ["手机", "本人"];

/// The personal numbers of a passage, in order, in bytes of its words.
struct PersonalNumbers(Vec<(Span, DataKind)>);

impl Fact<Passage> for PersonalNumbers {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        let kinds = digit_runs(words).filter_map(|run| Some((run.span, kind(words, &run)?)));
        Self(kinds.collect())
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        for (span, kind) in &paragraph.passage.fact::<PersonalNumbers>().0 {
            let number = span.slice(paragraph.words());
            let hidden = hide(number, *kind);
            let found = hidden.as_str();
            let message: Message = match kind {
                DataKind::IdentityCard => msg::PersonalDataIdentity { found }.into(),
                DataKind::BankCard => msg::PersonalDataBank { found }.into(),
                DataKind::Mobile => msg::PersonalDataMobile { found }.into(),
            };
            let place = paragraph.place(*span);
            let mut finding = findings.new_finding(place, message).with_fix(Fix {
                title: msg::PersonalDataFix { value: found }.into(),
                applicability: Applicability::Chosen,
                edits: vec![TextEdit::new(place, found)],
            });
            // An office may have a mobile telephone, so a person has to judge.
            if *kind == DataKind::Mobile {
                finding = finding.with_severity(Severity::Info);
            }
            findings.add(finding);
        }
    }
}

/// The kind of the number; `None` if it may be anything else.
fn kind(words: &str, run: &DigitRun) -> Option<DataKind> {
    let before = before(words, run.span.start);
    let has = |list: &[&str]| list.iter().any(|word| before.contains(word));
    if is_identity_card(&run.digits) && !has(&PUBLIC_WORDS) {
        return Some(DataKind::IdentityCard);
    }
    let is_card = has(&CARD_WORDS) || has(&ACCOUNT_WORDS) && run.digits.starts_with(CARD_BEGINS);
    if is_card && is_bank_card(&run.digits) && !has(&PUBLIC_WORDS) {
        return Some(DataKind::BankCard);
    }
    let is_private = has(&MOBILE_WORDS) || !has(&CONTACT_WORDS);
    let is_plain = run.span.len() == run.digits.len();
    if is_plain && is_mobile(&run.digits) && is_private { Some(DataKind::Mobile) } else { None }
}

/// The words of the sentence before `at`, up to [`WORDS_BEFORE`] characters.
fn before(words: &str, at: usize) -> &str {
    let before = words.get(..at).unwrap_or_default();
    let start = before.char_indices().rev().take(WORDS_BEFORE).last().map_or(at, |(start, _)| start);
    let near = before.get(start..).unwrap_or_default();
    near.rsplit('。').next().unwrap_or(near)
}

/// The number with asterisks in place of its middle, for the message and the fix. A message must not repeat personal data.
fn hide(number: &str, kind: DataKind) -> String {
    let (head, tail) = match kind {
        DataKind::IdentityCard => (6, 2),
        DataKind::BankCard => (4, 2),
        DataKind::Mobile => (3, 2),
    };
    let digits: Vec<char> = number.chars().filter(|c| !c.is_whitespace()).collect();
    let is_shown = |at: usize| at < head || at + tail >= digits.len();
    digits.iter().enumerate().map(|(at, c)| if is_shown(at) { *c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(words: &str) -> Vec<DataKind> {
        Passage::new(words).fact::<PersonalNumbers>().0.iter().map(|(_, kind)| *kind).collect()
    }

    #[test]
    fn personal_numbers_are_found_and_public_ones_are_not() {
        use DataKind::{BankCard, IdentityCard, Mobile};
        for (words, expected) in [
            ("申请人李某（身份证号：11010519491231002X）", vec![IdentityCard]),
            ("身份证11010519491231002x。", vec![IdentityCard]),
            ("退费至银行卡6222021001234567896。", vec![BankCard]),
            ("银行卡：6222 0210 0123 4567 896。", vec![BankCard]),
            ("账号：6222021001234567896", vec![BankCard]),
            ("申请人李某13800138000来电", vec![Mobile]),
            ("联系人手机13800138000。", vec![Mobile]),
            // A wrong check digit, a wrong day, another number, a public account, an office, a link.
            ("编号110105194912310021，编号11010519491331002X", vec![]),
            ("统一社会信用代码110105194912310038", vec![]),
            ("缴入财政专户，账号6222021001234567896", vec![]),
            ("银行卡6222021001234567895", vec![]),
            ("如有疑问，请联系办公室（电话：13800138000）", vec![]),
            ("见http://a.gov.cn/art/13800138000.html和t_13800138000，138001380001", vec![]),
            ("电话：0000-1234567，12345热线，公开12000000000元", vec![]),
        ] {
            assert_eq!(kinds(words), expected, "{words}");
        }
    }

    #[test]
    fn a_hidden_number_is_no_number() {
        for (number, kind, hidden) in [
            ("11010519491231002X", DataKind::IdentityCard, "110105**********2X"),
            ("6222 0210 0123 4567 896", DataKind::BankCard, "6222*************96"),
            ("13800138000", DataKind::Mobile, "138******00"),
        ] {
            assert_eq!(hide(number, kind), hidden);
            assert_eq!(kinds(&format!("银行卡{hidden}")), []);
        }
    }
}

#![doc = include_str!("en.md")]

mod circled;
mod sequence;

use gouji_l10n::{Message, msg};
use gouji_text::{Fact, Passage, Span, TextEdit};

use self::sequence::{Item, out_of_order};
use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "enumeration-order", group: Group::Wording, severity: Severity::Info, page: page!(), check };

/// The numerals of 一是, 二是 … and of 第一, 第二 ….
const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
/// Adverbs that number items. 最后 may follow any of them.
const ADVERBS: [&str; 3] = ["首先", "其次", "再次"];
/// The item begins after one of these marks, or at the start of the paragraph.
const MARKS: [char; 12] = ['。', '；', '，', '：', '！', '？', '、', ',', ';', ':', '）', '\n'];

/// How the items of a list are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Series {
    /// 一是, 二是.
    Is,
    /// 第一，第二，.
    Ordinal,
    /// 首先，其次，再次，.
    Adverb,
}

impl Series {
    /// The words that a fix writes for a number, from 1; `None` if the series has no such number.
    fn word(self, number: usize) -> Option<&'static str> {
        let words: &[&str] = match self {
            Self::Is | Self::Ordinal => &NUMERALS,
            Self::Adverb => &ADVERBS,
        };
        words.get(number.checked_sub(1)?).copied()
    }

    /// A word of the series as the text writes it: 三是 for 三.
    fn written(self, word: &str) -> String {
        match self {
            Self::Is => format!("{word}是"),
            Self::Ordinal => format!("第{word}"),
            Self::Adverb => word.to_owned(),
        }
    }
}

/// An item that is out of order.
struct Misplaced {
    series: Series,
    /// The numeral or adverb, in bytes of the passage's words.
    place: Span,
    found: &'static str,
    expected: &'static str,
}

/// The items of a passage that are out of order.
struct MisplacedItems(Vec<Misplaced>);

impl Fact<Passage> for MisplacedItems {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        Self(misplaced(passage.words()))
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        for Misplaced { series, place, found, expected } in &paragraph.passage.fact::<MisplacedItems>().0 {
            let message = msg::EnumerationOrder { found: series.written(found), expected: series.written(expected) };
            add(findings, paragraph.place(*place), message, expected);
        }
    }
    circled::check(context, findings);
}

/// Adds the finding about an item, with the fix that writes the `expected` numeral at `span`.
fn add(findings: &mut Findings<'_>, span: Span, message: impl Into<Message>, expected: &str) {
    let finding = findings.new_finding(span, message);
    findings.add(finding.with_fix(Fix {
        title: msg::EnumerationOrderFix { expected }.into(),
        applicability: Applicability::Chosen,
        edits: vec![TextEdit::new(span, expected)],
    }));
}

/// The items whose number does not follow the one before, in the order of the text.
fn misplaced(words: &str) -> Vec<Misplaced> {
    let mut found: Vec<Misplaced> = Vec::new();
    for series in [Series::Is, Series::Ordinal, Series::Adverb] {
        found.extend(misplaced_in(series, &items(words, series)));
    }
    found.extend(mixed(words));
    found.sort_by_key(|item| item.place);
    found
}

/// 其次 that follows 第一, without 首先 and 第二.
fn mixed(words: &str) -> Option<Misplaced> {
    let (ordinals, adverbs) = (items(words, Series::Ordinal), items(words, Series::Adverb));
    let [(first, 1)] = ordinals.as_slice() else { return None };
    let (place, 2) = *adverbs.first()? else { return None };
    let second = Misplaced { series: Series::Adverb, place, found: "其次", expected: "第二" };
    (first.end <= place.start).then_some(second)
}

/// The items of a series whose number does not follow the one before.
fn misplaced_in(series: Series, items: &[(Span, usize)]) -> Vec<Misplaced> {
    let numbers = items.iter().map(|(_, number)| Item { number: *number, begins_list: *number == 1 });
    let wrong = out_of_order(numbers).into_iter();
    let misplaced = wrong.filter_map(|(at, expected)| {
        let (place, number) = *items.get(at)?;
        let (found, expected) = series.word(number).zip(series.word(expected))?;
        Some(Misplaced { series, place, found, expected })
    });
    misplaced.collect()
}

/// The items of a series in a paragraph: the place of the words that number it, and the number.
fn items(words: &str, series: Series) -> Vec<(Span, usize)> {
    match series {
        Series::Is => words.match_indices('是').filter_map(|(end, _)| is_item(words, end)).collect(),
        Series::Ordinal => words.match_indices('第').filter_map(|(start, _)| ordinal_item(words, start)).collect(),
        Series::Adverb => adverb_items(words),
    }
}

/// Whether an item can begin at a byte of the words.
fn can_begin(words: &str, at: usize) -> bool {
    let before = words.get(..at).unwrap_or_default().trim_end();
    before.is_empty() || before.ends_with(MARKS)
}

/// The item 一是 whose 是 is at `end`.
fn is_item(words: &str, end: usize) -> Option<(Span, usize)> {
    let (start, numeral) = words.get(..end)?.char_indices().next_back()?;
    let number = NUMERALS.iter().position(|known| known.chars().eq([numeral]))?;
    // 一是一，二是二.
    let follows_itself = words.get(end..)?.chars().nth(1) == Some(numeral);
    (can_begin(words, start) && !follows_itself).then_some((Span::new(start, end), number + 1))
}

/// The item 第一， whose 第 is at `start`.
fn ordinal_item(words: &str, start: usize) -> Option<(Span, usize)> {
    let numeral = words.get(start..)?.strip_prefix('第')?;
    let number = NUMERALS.iter().position(|known| numeral.starts_with(known))?;
    let rest = numeral.strip_prefix(NUMERALS.get(number)?)?;
    let place = start + '第'.len_utf8();
    // 第三是结果 may speak of a rank.
    let is_item = can_begin(words, start) && rest.starts_with(['，', '：']);
    is_item.then(|| (Span::new(place, place + numeral.len() - rest.len()), number + 1))
}

/// The items 首先，, 其次， and 再次，.
fn adverb_items(words: &str) -> Vec<(Span, usize)> {
    let mut items = Vec::new();
    for (number, word) in ADVERBS.iter().enumerate() {
        for (start, _) in words.match_indices(word) {
            let end = start + word.len();
            let follows = words.get(end..).unwrap_or_default();
            if can_begin(words, start) && follows.starts_with(['，', '是']) {
                items.push((Span::new(start, end), number + 1));
            }
        }
    }
    items.sort_unstable_by_key(|(place, _)| *place);
    items
}

#[cfg(test)]
mod tests {
    use super::misplaced;

    #[test]
    fn wrong_numbers_are_found_and_right_lists_are_not() {
        for (words, expected) in [
            ("一是公开；三是解读；三是培训。", vec!["三→二"]),
            ("一是公开，三是解读。", vec!["三→二"]),
            ("一是公开；二是解读；二是培训。", vec!["二→三"]),
            ("一是公开；三是解读；四是培训。", vec!["三→二"]),
            ("问题：一是公开；二是解读。措施：一是公开；四是解读。", vec!["四→二"]),
            // It may go on with the first list.
            ("问题：一是公开；二是解读。措施：一是公开；三是解读。", vec![]),
            ("一是公开。二是解读。四是培训。五是检查。", vec!["四→三"]),
            ("一是公开；二是解读；三是培训。", vec![]),
            ("问题：一是公开；二是解读。措施：一是公开；二是解读；三是培训。", vec![]),
            ("一是公开：一是及时；二是准确；三是完整；二是解读；三是培训。", vec![]),
            ("一是公开：一是及时；二是准确；二是解读。", vec![]),
            ("二是解读；三是培训。", vec![]),
            ("三是培训。", vec![]),
            ("一是一，二是二。", vec![]),
            ("统一是前提，第三是结果。", vec![]),
            ("一是公开，这三是重点。", vec![]),
            ("第一，公开；第三，解读。", vec!["三→二"]),
            ("第一，公开；第二，解读；第二，培训。", vec!["二→三"]),
            ("第一季度公开，第三季度解读，第三、第四季度培训。", vec![]),
            ("质量第一，服务至上；第三是结果。", vec![]),
            ("第一是公开，第三是解读。", vec![]),
            ("第一，公开；其次，解读。", vec!["其次→第二"]),
            ("其次，公开；第一，解读。", vec![]),
            ("首先，公开；再次，解读。", vec!["再次→其次"]),
            ("首先是公开，其次是解读，再次是培训，最后，检查。", vec![]),
            ("首先，公开；再次修订制度；其次，解读；最后，检查。", vec![]),
            ("一 是 公开", vec![]),
            ("一是公开", vec![]),
        ] {
            let found: Vec<String> =
                misplaced(words).iter().map(|item| format!("{}→{}", item.found, item.expected)).collect();
            assert_eq!(found, expected, "{words}");
        }
    }
}

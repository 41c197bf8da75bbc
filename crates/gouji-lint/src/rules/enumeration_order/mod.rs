#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_text::{Fact, Passage, Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "enumeration-order", group: Group::Wording, severity: Severity::Info, page: page!(), check };

/// The numerals of 一是, 二是 ….
const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
/// The item begins after one of these marks, or at the start of the paragraph.
const MARKS: [char; 12] = ['。', '；', '，', '：', '！', '？', '、', ',', ';', ':', '）', '\n'];

/// An item that is out of order.
struct Misplaced {
    /// The numeral, in bytes of the passage's words.
    place: Span,
    found: &'static str,
    expected: &'static str,
}

/// The items of a passage that are out of order.
struct MisplacedItems(Vec<Misplaced>);

impl Fact<Passage> for MisplacedItems {
    fn read(passage: &Passage) -> Self {
        Self(misplaced(passage.words()))
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        for Misplaced { place, found, expected } in &paragraph.passage.fact::<MisplacedItems>().0 {
            let span = paragraph.place(*place);
            let finding = findings.new_finding(span, msg::EnumerationOrder { found: *found, expected: *expected });
            findings.add(finding.with_fix(Fix {
                title: msg::EnumerationOrderFix { expected: *expected }.into(),
                applicability: Applicability::Chosen,
                edits: vec![TextEdit::new(span, *expected)],
            }));
        }
    }
}

/// The items whose number does not follow the one before. A list begins with 一是; a list that began in another paragraph is passed
/// over, and a list inside an item leaves the outer list open.
fn misplaced(words: &str) -> Vec<Misplaced> {
    let mut found = Vec::new();
    // The last number of each open list, the innermost last.
    let mut open: Vec<usize> = Vec::new();
    for (place, number) in items(words) {
        if number == 1 {
            open.push(1);
            continue;
        }
        match open.iter().rposition(|last| last + 1 == number) {
            Some(list) => {
                open.truncate(list);
                open.push(number);
            }
            None => {
                let Some(last) = open.pop() else { continue };
                let expected = last + 1;
                let [at, right] = [number, expected].map(|number| NUMERALS.get(number - 1).copied());
                if let Some((at, right)) = at.zip(right) {
                    found.push(Misplaced { place, found: at, expected: right });
                }
                // The item counts as the one that was expected. If the next one follows the number as it is, the list goes on there.
                open.extend([expected, number]);
            }
        }
    }
    found
}

/// The items of a paragraph: the place of the numeral, and the number.
fn items(words: &str) -> Vec<(Span, usize)> {
    let is_item = |at: &usize| {
        let before = words.get(..*at).unwrap_or_default().trim_end();
        before.is_empty() || before.ends_with(MARKS)
    };
    let mut items = Vec::new();
    for (end, _) in words.match_indices('是') {
        let numeral = words.get(..end).and_then(|before| before.char_indices().next_back());
        let Some((start, numeral)) = numeral.filter(|(start, _)| is_item(start)) else { continue };
        let Some(number) = NUMERALS.iter().position(|known| known.chars().eq([numeral])) else { continue };
        // 一是一，二是二.
        let follows_itself = words.get(end..).and_then(|rest| rest.chars().nth(1)) == Some(numeral);
        if !follows_itself {
            items.push((Span::new(start, end), number + 1));
        }
    }
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
            ("一 是 公开", vec![]),
            ("一是公开", vec![]),
        ] {
            let found: Vec<String> =
                misplaced(words).iter().map(|item| format!("{}→{}", item.found, item.expected)).collect();
            assert_eq!(found, expected, "{words}");
        }
    }
}

//! Items numbered ①, ② in one paragraph or in consecutive paragraphs.

use gouji_l10n::msg;
use gouji_report::Paragraph;
use gouji_text::{Fact, Passage, Span};
use memchr::memmem;

use super::sequence::{Item, out_of_order};
use crate::rules::{Context, Findings, prose};

/// The first two bytes of all circled numerals.
const FIRST_BYTES: &[u8] = b"\xE2\x91";
/// A numeral that follows another character than these is a note or a citation: 31①, 条例①, 第①项.
const MARKS: [char; 16] = ['。', '；', '，', '：', '！', '？', '、', ',', ';', ':', '）', ')', '（', '(', '“', '\n'];
/// Marks that authors write between a numeral and its item.
const STOPS: [char; 3] = ['、', '.', '．'];
/// After a numeral, these words refer to an item, unless they begin one of the longer words.
const REFERENCES: [(&str, &[&str]); 6] = [
    ("项", &["项目"]),
    ("款", &["款项"]),
    ("条", &["条例", "条目", "条块"]),
    ("点", &["点对点"]),
    ("类", &[]),
    ("号", &[]),
];
/// Words between two numerals that are cited together: ①至③.
const CONNECTORS: [char; 9] = ['至', '到', '和', '与', '及', '或', '—', '-', '~'];

/// The words before an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    /// The passage begins with the item.
    Start,
    /// A colon or a bracket, after which a list may begin.
    Opening,
    /// Any other mark.
    Mark,
}

/// An item of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CircledItem {
    /// The numeral, in bytes of the passage's words.
    place: Span,
    number: usize,
    lead: Lead,
}

/// The items of a passage; none if one of its circled numerals may be a note or a citation, because then any other may be one.
struct CircledItems(Vec<CircledItem>);

impl Fact<Passage> for CircledItems {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        Self(items(passage.words()).unwrap_or_default())
    }
}

/// An item of consecutive paragraphs.
struct PlacedItem {
    /// The numeral, in bytes of the text.
    span: Span,
    item: Item,
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut run: Vec<PlacedItem> = Vec::new();
    let mut last: Option<&Paragraph> = None;
    for paragraph in prose(context) {
        let items = &paragraph.passage.fact::<CircledItems>().0;
        let before = last.filter(|last| goes_on(context.text, last, paragraph, items));
        if before.is_none() {
            report(&run, findings);
            run.clear();
        }
        let opens = before.is_some_and(|before| before.words().trim_end().ends_with(['：', ':']));
        for item in items {
            let repeats = run.last().is_some_and(|last| last.item.number == 1) && !begins_anew(item.lead, opens);
            let begins_list = item.number == 1 && !repeats;
            let span = paragraph.place(item.place);
            run.push(PlacedItem { span, item: Item { number: item.number, begins_list } });
        }
        last = Some(paragraph);
    }
    report(&run, findings);
}

/// Whether a list may go on from one paragraph to the next: the second one begins with an item, and nothing is between them.
fn goes_on(text: &str, first: &Paragraph, second: &Paragraph, items: &[CircledItem]) -> bool {
    let begins = items.first().is_some_and(|item| item.lead == Lead::Start);
    begins && Span::new(first.span.end, second.span.start).slice(text).trim().is_empty()
}

/// Whether words before an item announce a list. `opens` says whether the paragraph before ends with a colon.
fn begins_anew(lead: Lead, opens: bool) -> bool {
    match lead {
        Lead::Start => opens,
        Lead::Opening => true,
        Lead::Mark => false,
    }
}

/// Reports the items whose number does not follow the one before.
fn report(run: &[PlacedItem], findings: &mut Findings<'_>) {
    for (at, expected) in out_of_order(run.iter().map(|placed| placed.item)) {
        let Some(PlacedItem { span, item }) = run.get(at) else { continue };
        let Some((found, expected)) = numeral(item.number).zip(numeral(expected)) else { continue };
        let message = msg::EnumerationOrder { found: found.to_string(), expected: expected.to_string() };
        super::add(findings, *span, message, &expected.to_string());
    }
}

/// The value of a circled numeral.
fn value(c: char) -> Option<usize> {
    matches!(c, '①'..='⑳').then(|| c as usize - '①' as usize + 1)
}

/// The circled numeral of a number.
fn numeral(number: usize) -> Option<char> {
    ('①'..='⑳').nth(number.checked_sub(1)?)
}

/// The items of a passage; `None` if one of its circled numerals numbers no item.
fn items(words: &str) -> Option<Vec<CircledItem>> {
    let mut items = Vec::new();
    if memmem::find(words.as_bytes(), FIRST_BYTES).is_none() {
        return Some(items);
    }
    for (start, c) in words.char_indices() {
        let Some(number) = value(c) else { continue };
        let place = Span::new(start, start + c.len_utf8());
        let lead = lead(words.get(..place.start)?)?;
        if !begins_item(words.get(place.end..)?) {
            return None;
        }
        items.push(CircledItem { place, number, lead });
    }
    Some(items)
}

/// How an item may follow the words; `None` if no item can follow them.
fn lead(before: &str) -> Option<Lead> {
    let before = before.trim_end();
    match before.chars().next_back() {
        None => Some(Lead::Start),
        Some('：' | ':' | '（' | '(') => Some(Lead::Opening),
        Some(mark) => MARKS.contains(&mark).then_some(Lead::Mark),
    }
}

/// Whether the words after a numeral begin an item, and do not refer to one.
fn begins_item(after: &str) -> bool {
    let words = after.trim_start();
    let words = words.strip_prefix(STOPS).unwrap_or(words).trim_start();
    let is_numeral = |c: Option<char>| c.and_then(value).is_some();
    let mut chars = words.chars();
    let first = chars.next();
    let is_word = first.is_some_and(|c| c.is_alphanumeric() || matches!(c, '“' | '《'));
    let is_range = first.is_some_and(|c| CONNECTORS.contains(&c)) && is_numeral(chars.next());
    let is_reference = REFERENCES
        .iter()
        .any(|(word, longer)| words.starts_with(word) && !longer.iter().any(|longer| words.starts_with(longer)));
    is_word && !is_numeral(first) && !is_range && !is_reference
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_and_citations_are_no_items() {
        for (words, expected) in [
            ("①公开；②解读。", vec![1, 2]),
            ("做法：①公开、②解读、③培训。", vec![1, 2, 3]),
            ("（①公开；②解读）", vec![1, 2]),
            ("① 公开；② 解读。", vec![1, 2]),
            ("①、公开；②．解读。", vec![1, 2]),
            ("①《条例》；②“三公”经费；③2024年清单。", vec![1, 2, 3]),
            ("①项目公开；③条例宣传。", vec![1, 3]),
            ("①及时公开；③和谐沟通。", vec![1, 3]),
            ("⑲公开；⑳解读。", vec![19, 20]),
            ("共收到31①件。", vec![]),
            ("共收到31 ①件；③公开。", vec![]),
            ("落实条例①和办法③。", vec![]),
            ("符合第①项和第③项。", vec![]),
            ("对照清单，①项已完成；③项未完成。", vec![]),
            ("清单中的任务，①至③已完成。", vec![]),
            ("清单中的任务，①、③已完成。", vec![]),
            ("清单中的任务（①③）已完成。", vec![]),
            ("清单中的任务（③）已完成；①公开。", vec![]),
            ("完成清单，①。", vec![]),
            ("包括①公开；③解读。", vec![]),
            ("一是公开；三是解读。", vec![]),
        ] {
            let numbers: Vec<usize> = items(words).unwrap_or_default().iter().map(|item| item.number).collect();
            assert_eq!(numbers, expected, "{words}");
        }
    }
}

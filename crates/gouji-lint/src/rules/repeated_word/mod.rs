#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_text::{Fact, Passage, Span, TextEdit, is_han};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, PlacedPassage, Rule, page, prose_and_headings};

pub(super) const RULE: Rule =
    Rule { name: "repeated-word", group: Group::Wording, severity: Severity::Warning, page: page!(), check };

/// The longest phrase that is looked for, in characters.
const LONGEST: usize = 32;
/// The longest phrase that is looked for in words without a sentence, such as the remains of a table.
const LONGEST_LABEL: usize = 8;

/// Single characters that are a slip if they are written twice, each with the characters before or after it with which it is none:
/// 目的的, 的的确确.
const PARTICLES: [(char, &str, &str); 3] = [('的', "目标中", "确士"), ('于', "", ""), ('或', "", "")];

/// Words that are both a noun and a verb: 信息公开公开平台 is clumsy, but no slip.
const NOUN_AND_VERB: [&str; 2] = ["公开", "管理"];

/// Words that begin a compound, with its further characters: 县人民政府政府信息公开, 申请申请人, 各部门部门预算.
const COMPOUNDS: [(&str, &[&str]); 12] = [
    ("政府", &["信息", "网", "门户", "办", "公报", "部门", "采购", "工作", "购买", "数据", "文件"]),
    ("申请", &["人", "量", "表", "书", "事项", "公开"]),
    ("部门", &["预算", "决算", "网站", "规章", "文件", "动态", "信息", "职责"]),
    ("街道", &["办", "党", "辖区"]),
    ("中心", &["组", "城", "镇", "村", "校", "主任", "窗口"]),
    ("工作", &["组", "人员", "专班", "报告", "要点", "机制", "方案", "动态", "专题", "推进", "会"]),
    ("信息", &["公开", "管理", "化", "系统", "平台", "发布", "员", "资源", "中心"]),
    ("服务", &["业", "中心", "对象", "大厅", "型", "企业", "群众", "平台", "事项"]),
    ("社区", &["居民", "服务", "工作", "矫正", "党"]),
    ("单位", &["网站", "预算", "职工", "名称"]),
    ("审批", &["局", "事项", "服务"]),
    ("财政", &["局", "预", "资金", "信息"]),
];

/// The repetitions in a passage: each word, and the byte offset of its first occurrence in the passage's words.
struct Repetitions(Vec<(String, usize)>);

impl Fact<Passage> for Repetitions {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let found = repetitions(passage.words()).into_iter();
        Self(found.map(|(word, first)| (word.to_owned(), first)).collect())
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for passage in prose_and_headings(context) {
        report_in(&passage, findings);
    }
}

/// Reports the repetitions of a passage.
fn report_in(placed: &PlacedPassage<'_>, findings: &mut Findings<'_>) {
    for (word, first) in &placed.passage.fact::<Repetitions>().0 {
        let second = Span::new(first + word.len(), first + 2 * word.len());
        let message = msg::RepeatedWord { word: word.as_str() };
        findings.add(findings.new_finding(placed.place(Span::new(*first, second.end)), message).with_fix(Fix {
            title: msg::RepeatedWordFix { word: word.as_str() }.into(),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(placed.place(second), "")],
        }));
    }
}

/// Words that directly follow themselves, with the byte offset of the first; only the longest at each place. In the remains of a
/// header, 结果 follows 结果 because the form has two columns.
fn repetitions(text: &str) -> Vec<(&str, usize)> {
    let found = any_repetitions(text);
    if !found.is_empty() && is_header_remains(text) { Vec::new() } else { found }
}

/// Whether a line is a series of labels of columns and of pieces of them, as in 结果结果其他尚未.
fn is_header_remains(text: &str) -> bool {
    const LONGEST_LINE: usize = 200;
    const SHORTEST_PIECE: usize = 2;
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if chars.len() > LONGEST_LINE {
        return false;
    }
    let tables = || gouji_edition::editions().iter().flat_map(|edition| edition.tables.iter());
    let columns = tables().flat_map(|table| table.columns.iter().map(|column| &*column.label));
    let groups = tables().flat_map(|table| table.column_groups.iter().map(|group| &*group.label));
    let labels: Vec<&str> = columns.chain(groups).collect();
    let longest = labels.iter().map(|label| label.chars().count()).max().unwrap_or_default();
    let is_piece = |piece: &[char]| {
        let piece: String = piece.iter().collect();
        labels.iter().any(|label| label.contains(&piece))
    };
    // For each place, whether a series of pieces ends there.
    let mut ends = vec![true];
    for end in 1..=chars.len() {
        let starts = end.saturating_sub(longest)..(end + 1).saturating_sub(SHORTEST_PIECE);
        let ends_here =
            starts.rev().any(|start| ends.get(start) == Some(&true) && chars.get(start..end).is_some_and(is_piece));
        ends.push(ends_here);
    }
    ends.last() == Some(&true)
}

/// The same in any line.
fn any_repetitions(text: &str) -> Vec<(&str, usize)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let byte = |at: usize| chars.get(at).map_or(text.len(), |(byte, _)| *byte);
    let longest = if text.contains('。') { LONGEST } else { LONGEST_LABEL };
    let next = next_alike(&chars);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let recurs = next.get(at).is_some_and(|next| *next <= at + longest);
        let length = if recurs { longest_repetition(&chars, at, longest) } else { None };
        let length = length.or(is_particle_twice(&chars, at).then_some(1));
        let word = length.and_then(|length| text.get(byte(at)..byte(at + length)));
        match (length, word) {
            (Some(length), Some(word))
                if !NOUN_AND_VERB.contains(&word) && !begins_compound(word, text.get(byte(at + 2 * length)..)) =>
            {
                found.push((word, byte(at)));
                at += 2 * length;
            }
            _ => at += 1,
        }
    }
    found
}

/// For each character, the index of the next character with the same low bits, from the second character after it on; `usize::MAX` if
/// there is none. So the character does not occur again before this index.
/// Most characters do not occur again so soon, so a word cannot repeat itself there.
fn next_alike(chars: &[(usize, char)]) -> Vec<usize> {
    /// The number of slots. Characters with the same low bits share a slot.
    const SLOTS: usize = 256;
    let mut last_seen = [usize::MAX; SLOTS];
    let mut next = vec![usize::MAX; chars.len()];
    for (at, (_, c)) in chars.iter().enumerate().rev() {
        if let (Some(next), Some(seen)) = (next.get_mut(at), last_seen.get(*c as usize % SLOTS)) {
            *next = *seen;
        }
        let after = chars.get(at + 1).and_then(|(_, c)| last_seen.get_mut(*c as usize % SLOTS));
        if let Some(seen) = after {
            *seen = at + 1;
        }
    }
    next
}

/// The length of the longest word of 2 to `longest` characters that repeats itself at `at`.
fn longest_repetition(chars: &[(usize, char)], at: usize, longest: usize) -> Option<usize> {
    let (_, first) = chars.get(at)?;
    let second = chars.get(at + 2..chars.len().min(at + longest + 1))?;
    let mut again = second.iter().enumerate().rev().filter(|(_, (_, c))| c == first).map(|(more, _)| more + 2);
    again.find(|length| repeats(chars, at, *length))
}

/// Whether a particle and the same particle after it are at `at`.
fn is_particle_twice(chars: &[(usize, char)], at: usize) -> bool {
    let char_at = |at: Option<usize>| at.and_then(|at| chars.get(at)).map(|(_, c)| *c);
    let Some((particle, before, after)) = PARTICLES.iter().find(|(particle, ..)| char_at(Some(at)) == Some(*particle))
    else {
        return false;
    };
    let differs = |c: Option<char>, from: &str| c.is_none_or(|c| c != *particle && !from.contains(c));
    char_at(Some(at + 1)) == Some(*particle)
        && differs(char_at(at.checked_sub(1)), before)
        && differs(char_at(Some(at + 2)), after)
}

/// Whether `word` and the `rest` of the text begin with a compound.
fn begins_compound(word: &str, rest: Option<&str>) -> bool {
    let compounds = COMPOUNDS.iter().find(|(first, _)| *first == word).map_or(&[][..], |(_, compounds)| compounds);
    rest.is_some_and(|rest| compounds.iter().any(|second| rest.starts_with(second)))
}

/// Whether the `length` characters from `at` are Han and directly repeated. Counting (一个一个) and 人人人人 are no repetition.
fn repeats(chars: &[(usize, char)], at: usize, length: usize) -> bool {
    if chars.get(at + length).zip(chars.get(at)).is_none_or(|((_, a), (_, b))| a != b) {
        return false;
    }
    let words = chars.get(at..at + length).zip(chars.get(at + length..at + 2 * length));
    let Some((word, second)) = words else { return false };
    let same = word.iter().zip(second).all(|((_, a), (_, b))| a == b);
    let first = word.first().map(|(_, c)| *c);
    same && word.iter().all(|(_, c)| is_han(*c)) && first != Some('一') && word.iter().any(|(_, c)| Some(*c) != first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_repetition_is_where_the_next_such_character_is_far() {
        let mixed = gouji_testkit::CLEAN.replace('公', "工作工作").replace('府', "的的");
        let mut repeated = 0;
        for text in
            [gouji_testkit::CLEAN, gouji_testkit::PROSE_READ, &mixed, "公开公开", "甲乙丙甲乙丙", "的的", "甲", ""]
        {
            let chars: Vec<(usize, char)> = text.char_indices().collect();
            for (at, next) in next_alike(&chars).into_iter().enumerate() {
                if let Some(length) = longest_repetition(&chars, at, LONGEST) {
                    assert!(next <= at + length, "{at}: {text}");
                    repeated += 1;
                }
            }
        }
        assert!(repeated > 20, "{repeated}");
    }

    #[test]
    fn slips_are_found_and_idioms_are_not() {
        for (text, words) in [
            ("新冠肺炎疫情疫情影响", vec!["疫情"]),
            ("政务公开办公室联系联系地址", vec!["联系"]),
            ("政府信息政府信息", vec!["政府信息"]),
            ("常常，一个个，一项一项地", vec![]),
            ("政府信息公开公开平台", vec![]),
            ("20252025年", vec![]),
            ("青山县人民政府政府信息公开工作", vec![]),
            ("依法告知申请申请人", vec![]),
            ("各部门部门预算", vec![]),
            ("政府政府高度重视", vec!["政府"]),
            ("打造整体统一的的网站界面", vec!["的"]),
            ("位于于县城，或或", vec!["于", "或"]),
            ("有目的的公开，的的确确，的的士，的的的", vec![]),
            ("结果维持结果纠正其他结果尚未审结结果维持结果纠正其他结果尚未审结", vec![]),
            ("召开聚焦重点工作专场新闻发布会聚焦重点工作专场新闻发布会。", vec!["聚焦重点工作专场新闻发布会"]),
        ] {
            let found: Vec<&str> = repetitions(text).into_iter().map(|(word, _)| word).collect();
            assert_eq!(found, words, "{text}");
        }
    }
}

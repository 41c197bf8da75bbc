#![doc = include_str!("en.md")]

use crate::finding::{Applicability, Fix, Severity, TextEdit};
use crate::message::Message;
use crate::rules::{Context, Findings, Rule, page, prose};
use crate::text::{Joined, Span, is_han};

pub(super) const RULE: Rule = Rule { name: "repeated-word", severity: Severity::Warning, page: page!(), check };

const LONGEST: usize = 8;

/// Words that are a noun and a verb at once: 信息公开公开平台 is clumsy, but no slip.
const NOUN_AND_VERB: [&str; 2] = ["公开", "管理"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let headings = context.report.headings.iter().filter(|heading| heading.stands_alone).map(|heading| heading.text);
    let headings = headings.map(|heading| Joined::new(context.text, heading));
    for words in prose(context).chain(headings) {
        for (word, first) in repetitions(words.words()) {
            let place = words.source(Span::new(first, first + 2 * word.len()));
            let second = words.source(Span::new(first + word.len(), first + 2 * word.len()));
            let message = Message::new("repeated-word").with("word", word);
            findings.add(findings.new_finding(place, message).with_fix(Fix {
                title: Message::new("repeated-word-fix").with("word", word),
                applicability: Applicability::Chosen,
                edits: vec![TextEdit::new(second, "")],
            }));
        }
    }
}

/// Words that stand twice, with the byte at which the first starts; the longest at each place.
fn repetitions(text: &str) -> Vec<(&str, usize)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let byte = |at: usize| chars.get(at).map_or(text.len(), |(byte, _)| *byte);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let length = (2..=LONGEST).rev().find(|length| repeats(&chars, at, *length));
        let word = length.and_then(|length| text.get(byte(at)..byte(at + length)));
        match (length, word) {
            (Some(length), Some(word)) if !NOUN_AND_VERB.contains(&word) => {
                found.push((word, byte(at)));
                at += 2 * length;
            }
            _ => at += 1,
        }
    }
    found
}

/// Whether the `length` characters from `at` on are Han, stand again behind, and are no counting (一个一个) or 人人人人.
fn repeats(chars: &[(usize, char)], at: usize, length: usize) -> bool {
    let (Some(word), Some(again)) = (chars.get(at..at + length), chars.get(at + length..at + 2 * length)) else {
        return false;
    };
    let same = word.iter().zip(again).all(|((_, a), (_, b))| a == b);
    let first = word.first().map(|(_, c)| *c);
    same && word.iter().all(|(_, c)| is_han(*c)) && first != Some('一') && word.iter().any(|(_, c)| Some(*c) != first)
}

#[cfg(test)]
mod tests {
    use super::repetitions;

    #[test]
    fn slips_are_found_and_idioms_are_not() {
        for (text, words) in [
            ("新冠肺炎疫情疫情影响", vec!["疫情"]),
            ("政务公开办公室联系联系地址", vec!["联系"]),
            ("政府信息政府信息", vec!["政府信息"]),
            ("常常，一个个，一项一项地", vec![]),
            ("政府信息公开公开平台", vec![]),
            ("20252025年", vec![]),
        ] {
            let found: Vec<&str> = repetitions(text).into_iter().map(|(word, _)| word).collect();
            assert_eq!(found, words, "{text}");
        }
    }
}

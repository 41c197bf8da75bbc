#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_text::{Fact, Passage, Span, TextEdit, is_han};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::headings::is_table_text;
use crate::rules::{Context, Findings, Group, Rule, page, prose_and_headings};

pub(super) const RULE: Rule =
    Rule { name: "half-width-punctuation", group: Group::Form, severity: Severity::Info, page: page!(), check };

/// The marks, and their full-width forms.
const MARKS: [(char, char); 5] = [(',', '，'), (';', '；'), (':', '：'), ('!', '！'), ('?', '？')];
/// So many characters at most are between two brackets that belong together.
const LONGEST_REMARK: usize = 60;

/// The half-width marks between Han characters of a passage, with their full-width forms; in order, in bytes of its words.
struct HalfWidth(Vec<(Span, char)>);

impl Fact<Passage> for HalfWidth {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        Self(half_width(passage.words()))
    }
}

fn half_width(words: &str) -> Vec<(Span, char)> {
    if !words.contains([',', ';', ':', '!', '?', '(']) {
        return Vec::new();
    }
    let chars: Vec<(usize, char)> = words.char_indices().collect();
    let at = |at: usize| chars.get(at).map(|(_, c)| *c);
    let mut found = Vec::new();
    for (index, &(start, c)) in chars.iter().enumerate() {
        let before = index.checked_sub(1).and_then(at);
        let span = Span::new(start, start + c.len_utf8());
        match MARKS.iter().find(|(mark, _)| *mark == c) {
            // 错误!未找到引用源 is a field error, which has a rule of its own.
            Some(_) if c == '!' && words.get(..start).is_some_and(|before| before.ends_with("错误")) => {}
            Some((_, full)) if before.is_some_and(ends_word) && at(index + 1).is_some_and(begins_word) => {
                found.push((span, *full));
            }
            None if c == '(' && before.is_some_and(is_han) => {
                if let Some(close) = remark_end(&chars, index) {
                    found.extend([(span, '（'), (Span::new(close, close + 1), '）')]);
                }
            }
            _ => {}
        }
    }
    found.sort_unstable_by_key(|(span, _)| *span);
    found
}

/// Whether a Chinese word or a quotation can end with the character.
fn ends_word(c: char) -> bool {
    is_han(c) || matches!(c, '”' | '》' | '）')
}

/// Whether a Chinese word or a quotation can begin with the character.
fn begins_word(c: char) -> bool {
    is_han(c) || matches!(c, '“' | '《' | '（')
}

/// The byte of the bracket that closes the remark which opens at the index `open`, if the remark begins and ends with a Han
/// character, and has no other bracket in it.
fn remark_end(chars: &[(usize, char)], open: usize) -> Option<usize> {
    let rest = chars.get(open + 1..)?;
    let length = rest.iter().take(LONGEST_REMARK).position(|(_, c)| matches!(c, ')' | '(' | '）' | '（'))?;
    let (close, mark) = *rest.get(length)?;
    let is_word = |at: Option<usize>| at.and_then(|at| rest.get(at)).is_some_and(|(_, c)| is_han(*c));
    (mark == ')' && is_word(Some(0)) && is_word(length.checked_sub(1))).then_some(close)
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for passage in prose_and_headings(context) {
        let marks = &passage.passage.fact::<HalfWidth>().0;
        let Some((first, full)) = marks.first() else { continue };
        // The text of a table that was not read has commas between cells.
        let whole = Span::new(0, passage.passage.words().len());
        if is_table_text(context.report, context.text, passage.place(whole)) {
            continue;
        }
        let found = first.slice(passage.passage.words());
        let message = msg::HalfWidthPunctuation { found, expected: full.to_string(), count: marks.len() };
        let mut finding = findings.new_finding(passage.place(*first), message);
        for (place, _) in marks.iter().skip(1).take(MAX_RELATED) {
            finding = finding.with_related(passage.place(*place), msg::HalfWidthPunctuationOther);
        }
        let edits = marks.iter().map(|(place, full)| TextEdit::new(passage.place(*place), full.to_string())).collect();
        let title = msg::HalfWidthPunctuationFix { count: marks.len() }.into();
        findings.add(finding.with_fix(Fix { title, applicability: Applicability::Safe, edits }));
    }
}

/// A finding names so many other places of its paragraph at most.
const MAX_RELATED: usize = 10;

#[cfg(test)]
mod tests {
    use super::half_width;

    #[test]
    fn half_width_marks_between_han_characters_are_found() {
        for (words, expected) in [
            ("公开信息,答复申请;及时:准确", ",;:"),
            ("认真学习《条例》,落实“要点”;推进", ",;"),
            ("政府信息(公文类)管理", "()"),
            ("共1,234件,其中3件", ","),
            ("网址:www.gov.cn,电话:0517-1234", ""),
            ("时间为12:30,比例为3:2", ""),
            ("公开(2024年)信息", ""),
            ("公开(A类)信息，f(x)", ""),
            ("错误!未找到引用源", ""),
            ("公开，答复；及时：准确（公文类）", ""),
            ("公开(公文（类)", ""),
        ] {
            let found: String = half_width(words).iter().map(|(span, _)| span.slice(words)).collect();
            assert_eq!(found, expected, "{words}");
        }
    }
}

#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_report::Paragraph;
use gouji_text::{Fact, Passage, Span, TextEdit, is_han};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "broken-paragraph", group: Group::Leftovers, severity: Severity::Info, page: page!(), check };

/// In characters. A shorter line is a caption, a signature or an address.
const SHORTEST: usize = 20;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (first, second) in prose(context).zip(context.report.paragraphs.iter().skip(1)) {
        if !goes_on(context.text, first, second) {
            continue;
        }
        let last = context.text.get(..first.span.end).and_then(|before| before.char_indices().next_back());
        let start = last.map_or(first.span.start, |(at, _)| at);
        let message = msg::BrokenParagraph;
        findings.add(findings.new_finding(Span::new(start, first.span.end), message).with_fix(Fix {
            title: msg::BrokenParagraphFix.into(),
            applicability: Applicability::Safe,
            edits: vec![TextEdit::new(Span::new(first.span.end, second.span.start), "")],
        }));
    }
}

/// Whether a sentence continues from the first paragraph to the second, across blank lines.
fn goes_on(text: &str, first: &Paragraph, second: &Paragraph) -> bool {
    let between = || Span::new(first.span.end, second.span.start).slice(text);
    let is_blank_line = |between: &str| {
        between.trim().is_empty() && between.matches('\n').count().max(between.matches('\r').count()) > 1
    };
    first.passage.fact::<Ends>().0
        && second.heading.is_none()
        && second.passage.fact::<IsSentence>().0
        && is_blank_line(between())
}

/// Whether a passage is prose that ends in the middle of a sentence.
struct Ends(bool);

impl Fact<Passage> for Ends {
    gouji_text::usual!(Self(false), |fact| !fact.0);

    fn read(passage: &Passage) -> Self {
        let words = passage.as_written();
        let is_prose = words.contains(['，', '。', '；']) && words.chars().nth(SHORTEST - 1).is_some();
        let is_open =
            words.chars().next_back().is_some_and(|c| is_han(c) || c.is_ascii_digit() || matches!(c, '，' | '、'));
        Self(is_open && is_prose && !is_contact(words) && !is_slogan(words))
    }
}

/// Whether a passage is a sentence rather than a caption.
struct IsSentence(bool);

impl Fact<Passage> for IsSentence {
    gouji_text::usual!(Self(false), |fact| !fact.0);

    fn read(passage: &Passage) -> Self {
        Self(passage.as_written().contains(['，', '。', '；']))
    }
}

/// Whether the paragraph ends with contact data. Such lines customarily have no full stop.
fn is_contact(words: &str) -> bool {
    const TAIL: usize = 40;
    let tail: String = words.chars().rev().take(TAIL).collect::<Vec<_>>().into_iter().rev().collect();
    ["电话", "地址", "邮编", "邮箱", "邮政编码", "传真", "网址"].iter().any(|word| tail.contains(word))
}

/// Whether the paragraph may be a heading without number, as in 加强领导，健全机制，推动公开走深走实.
fn is_slogan(words: &str) -> bool {
    const LONGEST: usize = 45;
    let ends_open = words.ends_with(['，', '、']);
    let is_prose = words.contains(['。', '；']) || words.contains(|c: char| c.is_ascii_digit());
    !ends_open && !is_prose && words.chars().count() <= LONGEST
}

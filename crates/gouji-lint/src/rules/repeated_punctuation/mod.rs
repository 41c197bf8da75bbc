#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::msg;
use gouji_text::{AdaptiveRegex, Fact, Passage, Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "repeated-punctuation", group: Group::Form, severity: Severity::Info, page: page!(), check };

/// Two or more marks where one is enough. Three or more full stops may be an ellipsis.
static MARKS: LazyLock<AdaptiveRegex> = LazyLock::new(|| AdaptiveRegex::literal("[，。、；：][~]*[，。、；：]+"));

/// The runs of marks in a passage, in bytes of its words.
struct MarkRuns(Vec<Span>);

impl Fact<Passage> for MarkRuns {
    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        let runs = MARKS.captures_all(words).into_iter().map(|found| found.span());
        let is_slip = |run: &Span| {
            let marks = || run.slice(words).chars().filter(|c| !c.is_whitespace());
            marks().count() == 2 || !marks().all(|mark| mark == '。')
        };
        Self(runs.filter(is_slip).collect())
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        for run in &paragraph.passage.fact::<MarkRuns>().0 {
            let marks: String = run.slice(paragraph.words()).chars().filter(|c| !c.is_whitespace()).collect();
            let span = paragraph.place(*run);
            let mut finding = findings.new_finding(span, msg::RepeatedPunctuation { marks: marks.as_str() });
            let mut each = marks.chars();
            if let Some(mark) = each.next().filter(|mark| each.all(|other| other == *mark)) {
                finding = finding.with_fix(Fix {
                    title: msg::RepeatedPunctuationFix { mark: mark.to_string() }.into(),
                    applicability: Applicability::Chosen,
                    edits: vec![TextEdit::new(span, mark.to_string())],
                });
            }
            findings.add(finding);
        }
    }
}

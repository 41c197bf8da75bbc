#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_text::{Fact, Passage, Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "repeated-punctuation", group: Group::Form, severity: Severity::Info, page: page!(), check };

/// The marks of which one is enough.
const MARKS: [char; 5] = ['，', '。', '、', '；', '：'];

/// The runs of two or more marks in a passage, in bytes of its words. Three or more full stops may be an ellipsis.
struct MarkRuns(Vec<Span>);

impl Fact<Passage> for MarkRuns {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        let (mut runs, mut end) = (Vec::new(), 0);
        for (start, _) in words.match_indices(MARKS) {
            if start < end {
                continue;
            }
            let run = run_at(words, start);
            end = run.end;
            let marks = || run.slice(words).chars().filter(|c| !c.is_whitespace());
            let is_slip = marks().count() == 2 || !marks().all(|mark| mark == '。');
            if marks().nth(1).is_some() && is_slip {
                runs.push(run);
            }
        }
        Self(runs)
    }
}

/// The run of marks that begins at byte `start` of `words`. White space may follow its first mark only.
fn run_at(words: &str, start: usize) -> Span {
    let rest = words.get(start..).unwrap_or_default();
    let first_end = rest.chars().next().map_or(0, char::len_utf8);
    let others = rest.get(first_end..).unwrap_or_default().trim_start();
    let behind = others.trim_start_matches(MARKS);
    let end = if behind.len() == others.len() { start + first_end } else { words.len() - behind.len() };
    Span::new(start, end)
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

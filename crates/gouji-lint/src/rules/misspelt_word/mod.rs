#![doc = include_str!("en.md")]

mod words;

use gouji_l10n::{Message, msg};
use gouji_text::{Fact, Passage, Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Rule, page, prose_and_headings};
use words::{SlipKind, Word};

pub(super) const RULE: Rule = Rule { name: "misspelt-word", severity: Severity::Info, page: page!(), check };

/// The slips in a passage, each with its place in bytes of the passage's words.
struct Slips(Vec<(&'static Word, Span)>);

impl Fact<Passage> for Slips {
    fn read(passage: &Passage) -> Self {
        Self(words::find(passage.words()))
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for passage in prose_and_headings(context) {
        for (word, place) in &passage.passage.fact::<Slips>().0 {
            let Word { wrong, right, kind, .. } = word;
            let (message, severity): (Message, Severity) = match kind {
                SlipKind::Slip => (msg::MisspeltWord { wrong: *wrong, right: *right }.into(), RULE.severity),
                SlipKind::Usage => (msg::MisspeltWordUsage { wrong: *wrong, right: *right }.into(), Severity::Hint),
            };
            let span = passage.place(*place);
            findings.add(findings.new_finding(span, message).with_severity(severity).with_fix(Fix {
                title: msg::MisspeltWordFix { right: *right }.into(),
                applicability: Applicability::Chosen,
                edits: vec![TextEdit::new(span, *right)],
            }));
        }
    }
}

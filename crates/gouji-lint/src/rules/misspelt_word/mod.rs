#![doc = include_str!("en.md")]

mod words;

use gouji_l10n::{Message, msg};
use gouji_text::{Fact, Passage, Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::own_words::{OwnSlip, OwnWords};
use crate::rules::{Context, Findings, Group, PlacedPassage, Rule, page, prose_and_headings};
use words::{SlipKind, Word};

pub(super) const RULE: Rule =
    Rule { name: "misspelt-word", group: Group::Wording, severity: Severity::Info, page: page!(), check };

/// The slips in a passage, each with its place in bytes of the passage's words.
struct Slips(Vec<(&'static Word, Span)>);

impl Fact<Passage> for Slips {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        Self(words::find(passage.words()))
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for passage in prose_and_headings(context) {
        let own = OwnFindings::new(context.own_words, &passage);
        for (word, place) in &passage.passage.fact::<Slips>().0 {
            if own.replaces(*place) {
                continue;
            }
            let Word { wrong, right, kind, .. } = word;
            let (message, severity): (Message, Severity) = match kind {
                SlipKind::Slip => (msg::MisspeltWord { wrong: *wrong, right: *right }.into(), RULE.severity),
                SlipKind::Usage => (msg::MisspeltWordUsage { wrong: *wrong, right: *right }.into(), Severity::Hint),
            };
            add(findings, passage.place(*place), message, severity, right);
        }
        for (OwnSlip { wrong, right }, place) in own.slips {
            let message = msg::MisspeltWordOwn { wrong: wrong.as_str(), right: right.as_str() }.into();
            add(findings, passage.place(place), message, RULE.severity, right);
        }
    }
}

fn add(findings: &mut Findings<'_>, span: Span, message: Message, severity: Severity, right: &str) {
    findings.add(findings.new_finding(span, message).with_severity(severity).with_fix(Fix {
        title: msg::MisspeltWordFix { right }.into(),
        applicability: Applicability::Chosen,
        edits: vec![TextEdit::new(span, right)],
    }));
}

/// The words of the agency in a passage. They depend on the configuration, so they are no fact of the passage.
#[derive(Default)]
struct OwnFindings<'a> {
    /// Words that the agency lists as wrong.
    slips: Vec<(&'a OwnSlip, Span)>,
    /// Terms of the agency.
    terms: Vec<Span>,
}

impl<'a> OwnFindings<'a> {
    fn new(words: Option<&'a OwnWords>, passage: &PlacedPassage<'_>) -> Self {
        let Some(own) = words else { return Self::default() };
        let terms = own.terms_in(passage.passage.words());
        let mut slips = own.slips_in(passage.passage.words());
        slips.retain(|(_, place)| !is_in_term(&terms, *place));
        Self { slips, terms }
    }

    /// Whether a word of the common list at `place` is part of a term, or of a word that the agency lists.
    fn replaces(&self, place: Span) -> bool {
        let before = self.slips.partition_point(|(_, own)| own.start < place.end);
        let last = before.checked_sub(1).and_then(|at| self.slips.get(at));
        is_in_term(&self.terms, place) || last.is_some_and(|(_, own)| place.start < own.end)
    }
}

/// Whether one of the terms contains `place`. Starts and ends of the terms are in order.
fn is_in_term(terms: &[Span], place: Span) -> bool {
    let before = terms.partition_point(|term| term.start <= place.start);
    before.checked_sub(1).and_then(|at| terms.get(at)).is_some_and(|term| term.contains(place))
}

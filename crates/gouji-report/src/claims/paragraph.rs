//! Reads from the words of a paragraph everything that claims need, and caches it with the passage.

use std::sync::Arc;

use gouji_edition::{Statements, statements};
use gouji_text::{Folded, Passage, Span};

use super::read::{Candidate, candidates};
use super::scope::{Publisher, Scopes};
use crate::in_context::InContext;

/// Everything a paragraph's words yield without knowing the report: figures, topic mentions, pattern matches. Reports
/// share it.
pub(super) struct ParagraphMatches {
    /// The folded words.
    pub folded: Folded,
    /// For each topic, the places that name it.
    named: Vec<Vec<Span>>,
    /// Figures and denials that match a pattern, in order.
    candidates: Vec<Candidate>,
    /// Figures in digits whose unit may count cases, exact or not.
    pub figures: Vec<Span>,
}

/// The candidates of a paragraph in one report, and the attribution of its words.
pub(super) struct ParagraphClaims {
    pub matches: Arc<ParagraphMatches>,
    /// The candidates that agree with the report's year, in order.
    pub candidates: Vec<Candidate>,
    /// The topic and attribution at each place of the words.
    pub scopes: Scopes,
}

/// The context of a paragraph: apart from its words, its claims depend on nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ParagraphContext {
    /// The topic that the headings above name, as an index into [`Statements::topics`].
    pub topic: Option<usize>,
    /// The publisher of the report.
    pub publisher: Arc<Publisher>,
}

impl InContext for ParagraphMatches {
    /// The topic that the headings above name.
    type Context = Option<usize>;

    fn read(passage: &Passage, topic: &Option<usize>) -> Option<Self> {
        let data = statements();
        let folded = Folded::new(passage.words());
        let words = folded.words();
        let named = data.topic_words.find(words);
        let candidates = candidates(words, *topic, &named, data);
        if candidates.is_empty() {
            return None;
        }
        let figures = figures(words, data);
        Some(Self { folded, named, candidates, figures })
    }
}

impl ParagraphClaims {
    /// The candidates of `passage` in `context`; `None` if there are none.
    pub(super) fn of_passage(passage: &Passage, context: &ParagraphContext) -> Option<Arc<Self>> {
        // Most paragraphs have no match in any context, and need no entry for this one.
        ParagraphMatches::cached(passage, &context.topic)?;
        Self::cached(passage, context)
    }
}

impl InContext for ParagraphClaims {
    type Context = ParagraphContext;

    fn read(passage: &Passage, ParagraphContext { topic, publisher }: &ParagraphContext) -> Option<Self> {
        let (matches, data) = (ParagraphMatches::cached(passage, topic)?, statements());
        let words = matches.folded.words();
        let fit = matches.candidates.iter().filter(|candidate| candidate.fits_years(words, publisher.year));
        let candidates: Vec<Candidate> = fit.copied().collect();
        if candidates.is_empty() {
            return None;
        }
        let scopes = Scopes::read(words, *topic, &matches.named, publisher, data);
        Some(Self { matches, candidates, scopes })
    }
}

fn figures(words: &str, data: &Statements) -> Vec<Span> {
    let counts_cases = |digits: &Span| {
        let unit_and_rest = words.get(digits.end..).unwrap_or_default();
        !data.marks.other_units.iter().any(|unit| unit_and_rest.starts_with(&**unit))
    };
    data.case_figures(words).filter(counts_cases).collect()
}

//! Reads from the words of a paragraph everything that claims need, and caches it with the passage.

use std::sync::{Arc, Mutex, PoisonError};

use gouji_edition::Statements;
use gouji_text::{Folded, Passage, Span};

use super::read::{Candidate, candidates};
use super::scope::{Publisher, Scopes};

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

/// Results for the contexts in which a passage occurred last, because reports repeat themselves. A result is `None` if
/// no pattern matches.
struct RecentContexts<K, V>(Mutex<Vec<(K, Option<Arc<V>>)>>);

/// Most contexts that are cached for a passage.
const MOST_CONTEXTS: usize = 4;

impl<K: PartialEq + Clone, V> RecentContexts<K, V> {
    fn get(&self, context: &K, read: impl FnOnce() -> Option<V>) -> Option<Arc<V>> {
        let mut contexts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, result)) = contexts.iter().find(|(known, _)| known == context) {
            return result.clone();
        }
        let result = read().map(Arc::new);
        if contexts.len() == MOST_CONTEXTS {
            contexts.remove(0);
        }
        contexts.push((context.clone(), result.clone()));
        result
    }
}

impl<K, V> Default for RecentContexts<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl ParagraphMatches {
    /// The matches of `passage` below headings that name `topic`; `None` if there are none.
    fn cached(passage: &Passage, topic: Option<usize>, data: &'static Statements) -> Option<Arc<Self>> {
        let matches = passage.fact(|_| RecentContexts::default());
        matches.get(&topic, || Self::read(passage, topic, data))
    }

    fn read(passage: &Passage, topic: Option<usize>, data: &'static Statements) -> Option<Self> {
        let folded = Folded::new(passage.words());
        let words = folded.words();
        let named = data.topic_words.find(words);
        let candidates = candidates(words, topic, &named, data);
        if candidates.is_empty() {
            return None;
        }
        let figures = figures(words, data);
        Some(Self { folded, named, candidates, figures })
    }
}

impl ParagraphClaims {
    /// The candidates of `passage` in `context`; `None` if there are none.
    pub(super) fn cached(
        passage: &Passage,
        context: &ParagraphContext,
        data: &'static Statements,
    ) -> Option<Arc<Self>> {
        let matches = ParagraphMatches::cached(passage, context.topic, data)?;
        let results = passage.fact(|_| RecentContexts::default());
        results.get(context, || Self::read(matches, context, data))
    }

    fn read(
        matches: Arc<ParagraphMatches>,
        ParagraphContext { topic, publisher }: &ParagraphContext,
        data: &Statements,
    ) -> Option<Self> {
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
    let found = data.figure.captures_all(words).into_iter().filter_map(|groups| groups.name("n"));
    let digits = found.filter(|digits| digits.slice(words).starts_with(|c: char| c.is_ascii_digit()));
    let counts_cases = |digits: &Span| {
        let unit_and_rest = words.get(digits.end..).unwrap_or_default();
        !data.marks.other_units.iter().any(|unit| unit_and_rest.starts_with(unit.as_str()))
    };
    digits.filter(counts_cases).collect()
}

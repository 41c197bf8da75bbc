//! What the words of a paragraph yield for claims, cached with its passage.

use std::sync::{Arc, Mutex, PoisonError};

use gouji_edition::Statements;
use gouji_text::{Folded, Passage, Span};

use super::read::{Candidate, candidates};
use super::scope::{Own, Scopes};

/// Everything a paragraph's words yield without knowing the report: figures, topic mentions, pattern matches. Reports share it.
pub(super) struct Heard {
    /// The folded words.
    pub folded: Folded,
    /// For each topic, the places that name it.
    named: Vec<Vec<Span>>,
    /// Figures and denials that match a pattern, in order.
    candidates: Vec<Candidate>,
    /// Figures in digits whose unit may count cases, exact or not.
    pub figures: Vec<Span>,
}

/// What a paragraph yields in one report.
pub(super) struct Said {
    pub heard: Arc<Heard>,
    /// The candidates that agree with the report's year, in order.
    pub candidates: Vec<Candidate>,
    /// The topic and attribution at each place of the words.
    pub scopes: Scopes,
}

/// The context of a paragraph: apart from its words, its claims depend on nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Below {
    /// The topic that the headings above name, as an index into [`Statements::topics`].
    pub topic: Option<usize>,
    /// The publisher of the report.
    pub own: Arc<Own>,
}

/// Results for the contexts in which a passage occurred last, because reports repeat themselves. A result is `None` if no pattern
/// matches.
struct InPlaces<K, V>(Mutex<Vec<(K, Option<Arc<V>>)>>);

/// Most contexts that are cached for a passage.
const MOST_PLACES: usize = 4;

impl<K: PartialEq + Clone, V> InPlaces<K, V> {
    fn get(&self, place: &K, read: impl FnOnce() -> Option<V>) -> Option<Arc<V>> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, said)) = places.iter().find(|(known, _)| known == place) {
            return said.clone();
        }
        let said = read().map(Arc::new);
        if places.len() == MOST_PLACES {
            places.remove(0);
        }
        places.push((place.clone(), said.clone()));
        said
    }
}

impl<K, V> Default for InPlaces<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl Heard {
    /// The matches of `passage` below headings that name `topic`; `None` if there are none.
    fn of(passage: &Passage, topic: Option<usize>, data: &'static Statements) -> Option<Arc<Self>> {
        let heard = passage.kept(|_| InPlaces::default());
        heard.get(&topic, || Self::read(passage, topic, data))
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

impl Said {
    /// The candidates of `passage` in the context `below`; `None` if there are none.
    pub(super) fn of(passage: &Passage, below: &Below, data: &'static Statements) -> Option<Arc<Self>> {
        let heard = Heard::of(passage, below.topic, data)?;
        let said = passage.kept(|_| InPlaces::default());
        said.get(below, || Self::read(heard, below, data))
    }

    fn read(heard: Arc<Heard>, Below { topic, own }: &Below, data: &Statements) -> Option<Self> {
        let words = heard.folded.words();
        let fit = heard.candidates.iter().filter(|candidate| candidate.fits_years(words, own.year));
        let candidates: Vec<Candidate> = fit.copied().collect();
        if candidates.is_empty() {
            return None;
        }
        let scopes = Scopes::read(words, *topic, &heard.named, own, data);
        Some(Self { heard, candidates, scopes })
    }
}

fn figures(words: &str, data: &Statements) -> Vec<Span> {
    let found = data.figure.groups_of_all(words).into_iter().filter_map(|groups| groups.name("n"));
    let digits = found.filter(|digits| digits.of(words).starts_with(|c: char| c.is_ascii_digit()));
    let counts_cases = |digits: &Span| {
        let behind = words.get(digits.end..).unwrap_or_default();
        !data.marks.other_units.iter().any(|unit| behind.starts_with(unit.as_str()))
    };
    digits.filter(counts_cases).collect()
}

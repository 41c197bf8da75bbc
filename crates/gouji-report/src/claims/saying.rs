//! What a paragraph says of figures, as far as its words tell.

use std::sync::{Arc, Mutex, PoisonError};

use gouji_edition::Statements;
use gouji_text::{Folded, Passage, Span};

use super::read::{Candidate, candidates};
use super::scope::{Own, Scopes};

/// What words say that have a figure, or a denial, which a statement may fit; in whosever report they stand.
pub(super) struct Heard {
    /// The words.
    pub folded: Folded,
    /// For each topic, where it is named.
    named: Vec<Vec<Span>>,
    /// What a statement may fit, in order.
    candidates: Vec<Candidate>,
    /// Figures in digits with a unit that may count cases, exact or not.
    pub figures: Vec<Span>,
}

/// What a paragraph says in one report.
pub(super) struct Said {
    pub heard: Arc<Heard>,
    /// What a statement may fit of what is told of the report's own years, in order.
    pub candidates: Vec<Candidate>,
    /// What the words speak of, place by place.
    pub scopes: Scopes,
}

/// Where a paragraph stands: beside its words, what it says depends on that alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Below {
    /// The topic that is named above it, as an index into [`Statements::topics`].
    pub topic: Option<usize>,
    /// Whose report it is.
    pub own: Arc<Own>,
}

/// What a passage says in the places where it stood last, as reports repeat themselves; `None` where no statement may fit.
struct InPlaces<K, V>(Mutex<Vec<(K, Option<Arc<V>>)>>);

/// Places that are remembered of a passage.
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
    /// What `passage` says below a topic.
    fn of(passage: &Passage, topic: Option<usize>, data: &'static Statements) -> Option<Arc<Self>> {
        let heard = passage.fact(|_| InPlaces::default());
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
    /// What `passage` says `below`.
    pub(super) fn of(passage: &Passage, below: &Below, data: &'static Statements) -> Option<Arc<Self>> {
        let heard = Heard::of(passage, below.topic, data)?;
        let said = passage.fact(|_| InPlaces::default());
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
    let found = data.figure.captures_all(words).into_iter().filter_map(|groups| groups.name("n"));
    let digits = found.filter(|digits| digits.of(words).starts_with(|c: char| c.is_ascii_digit()));
    let counts_cases = |digits: &Span| {
        let behind = words.get(digits.end..).unwrap_or_default();
        !data.marks.other_units.iter().any(|unit| behind.starts_with(unit.as_str()))
    };
    digits.filter(counts_cases).collect()
}

//! What a paragraph says of figures, as far as its words tell.

use std::sync::{Arc, Mutex, PoisonError};

use super::read::{Candidate, candidates};
use super::scope::{Own, Scopes};
use crate::format::Statements;
use crate::text::{Folded, Passage, Span};

/// What a paragraph says that has a figure, or a denial, which a statement may fit.
pub(super) struct Said {
    /// Its words.
    pub folded: Folded,
    /// What a statement may fit, in order.
    pub candidates: Vec<Candidate>,
    /// What the words speak of, place by place.
    pub scopes: Scopes,
    /// Figures in digits with a unit that may count cases, exact or not.
    pub figures: Vec<Span>,
}

/// Where a paragraph stands: beside its words, what it says depends on that alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Below {
    /// The topic that is named above it, as an index into [`Statements::topics`].
    pub topic: Option<usize>,
    /// Whose report it is.
    pub own: Arc<Own>,
}

/// What a passage says, in the places where it stood last: reports repeat themselves.
#[derive(Default)]
pub(super) struct Saying(Mutex<Vec<(Below, Option<Arc<Said>>)>>);

/// Places that are remembered of a passage.
const MOST_PLACES: usize = 4;

impl Saying {
    /// What `passage` says `below`; `None` where no statement may fit.
    pub(super) fn of(passage: &Passage, below: &Below, data: &'static Statements) -> Option<Arc<Said>> {
        let saying = passage.kept(|_| Self::default());
        let mut places = saying.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, said)) = places.iter().find(|(place, _)| place == below) {
            return said.clone();
        }
        let said = Said::read(passage, below, data).map(Arc::new);
        if places.len() == MOST_PLACES {
            places.remove(0);
        }
        places.push((below.clone(), said.clone()));
        said
    }
}

impl Said {
    fn read(passage: &Passage, Below { topic, own }: &Below, data: &'static Statements) -> Option<Self> {
        let folded = Folded::new(passage.words());
        let words = folded.words();
        let named = data.topic_words.find(words);
        let candidates = candidates(words, *topic, &named, own.year, data);
        if candidates.is_empty() {
            return None;
        }
        let scopes = Scopes::read(words, *topic, &named, own, data);
        let figures = figures(words, data);
        Some(Self { folded, candidates, scopes, figures })
    }
}

fn figures(words: &str, data: &Statements) -> Vec<Span> {
    let found = data.figure.captures_iter(words).filter_map(|groups| groups.name("n"));
    let digits = found.filter(|digits| digits.as_str().starts_with(|c: char| c.is_ascii_digit()));
    let counts_cases = |digits: &Span| {
        let behind = words.get(digits.end..).unwrap_or_default();
        !data.marks.other_units.iter().any(|unit| behind.starts_with(unit.as_str()))
    };
    digits.map(|digits| Span::from(digits.range())).filter(counts_cases).collect()
}

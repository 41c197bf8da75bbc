//! The cache of passages.

use std::borrow::Borrow;
use std::cell::Cell;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::Passage;

/// A cache of the passages of one text over its states, or of several texts.
#[derive(Debug, Default)]
pub struct PassageCache {
    /// Each passage with the last pass in which it was requested.
    passages: HashMap<BySource, Cell<u64>, RandomState>,
    /// The number of the current pass over the text.
    pass: u64,
    /// Number of passages requested in the current pass.
    seen: usize,
    /// Number of unseen passages that several texts may retain in addition.
    spare: usize,
}

impl PassageCache {
    /// A cache for several texts that are read one after another. It shares recurring passages, and retains up to `spare`
    /// passages in addition, even if the last text does not contain them.
    pub fn shared(spare: usize) -> Self {
        Self { spare, ..Self::default() }
    }

    /// Whether the cache serves the successive states of one text.
    pub const fn is_single_document(&self) -> bool {
        self.spare == 0
    }

    /// Starts a pass over the text from its beginning.
    pub fn begin_pass(&mut self) {
        self.pass += 1;
        self.seen = 0;
    }

    /// Call this only when a pass has reached the end of the text. Evicts the passages that this pass did not request, once
    /// they outnumber the requested ones plus `spare`. A cancelled pass has seen only part of the text and must not evict.
    pub fn evict_unseen(&mut self) {
        if self.passages.len() > 2 * self.seen + self.spare {
            let current = self.pass;
            self.passages.retain(|_, pass| pass.get() == current);
        }
    }

    /// The passage that is written as `source` in the text: the cached one, or a new one.
    pub fn get(&mut self, source: &str) -> Arc<Passage> {
        if let Some((passage, pass)) = self.passages.get_key_value(source) {
            self.seen += usize::from(pass.replace(self.pass) != self.pass);
            return Arc::clone(&passage.0);
        }
        let passage = Arc::new(Passage::new(source));
        self.passages.insert(BySource(Arc::clone(&passage)), Cell::new(self.pass));
        self.seen += 1;
        passage
    }
}

/// A passage that is compared and hashed by its source, so that equal sources share one passage.
#[derive(Debug)]
struct BySource(Arc<Passage>);

impl Borrow<str> for BySource {
    fn borrow(&self) -> &str {
        self.0.as_written()
    }
}

impl Hash for BySource {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.as_written().hash(state);
    }
}

impl PartialEq for BySource {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_written() == other.0.as_written()
    }
}

impl Eq for BySource {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_stay_cached_while_the_text_contains_them() {
        let mut passages = PassageCache::default();
        let mut read = |sources: &[&str]| -> Vec<Arc<Passage>> {
            passages.begin_pass();
            let read = sources.iter().map(|source| passages.get(source)).collect();
            passages.evict_unseen();
            read
        };
        let first = read(&["甲", "乙", "甲"]);
        assert!(Arc::ptr_eq(&first[0], &first[2]));
        let second = read(&["丁", "乙"]);
        assert!(Arc::ptr_eq(&first[1], &second[1]));
        // The cache evicts passages that are no longer in the text, in the end.
        for round in 0..9 {
            read(&["乙", &round.to_string()]);
        }
        assert_eq!(Arc::strong_count(&first[0]), 2);
        assert!(passages.passages.len() <= 4);
    }

    #[test]
    fn a_cancelled_pass_evicts_nothing() {
        let mut passages = PassageCache::default();
        let all: Vec<String> = (0..9).map(|at| at.to_string()).collect();
        passages.begin_pass();
        let first: Vec<_> = all.iter().map(|source| passages.get(source)).collect();
        passages.evict_unseen();
        passages.begin_pass();
        passages.get(&all[0]);
        passages.begin_pass();
        let again: Vec<_> = all.iter().map(|source| passages.get(source)).collect();
        assert!(first.iter().zip(&again).all(|(first, again)| Arc::ptr_eq(first, again)));
    }
}

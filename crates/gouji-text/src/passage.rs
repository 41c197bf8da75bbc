use std::any::{Any, TypeId};
use std::borrow::Borrow;
use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::Span;
use super::joined::Joined;
use super::kept::Kept;

/// Words of a text with what was worked out of them alone. A passage does not know where it stands, so that it holds for
/// the next state of the text as well: an edit leaves most passages as they are.
pub struct Passage {
    source: Box<str>,
    joined: Joined,
    kept: Kept,
}

impl Passage {
    /// The passage that stands as `source` in a text.
    pub fn new(source: &str) -> Self {
        Self { source: source.into(), joined: Joined::new(source), kept: Kept::default() }
    }

    /// Its words, with line breaks and the blanks round them left out.
    pub fn words(&self) -> &str {
        self.joined.words(&self.source)
    }

    /// What stands there, with its line breaks.
    pub fn as_written(&self) -> &str {
        &self.source
    }

    /// Where a span of the words stands, in bytes from the passage's first.
    pub fn source(&self, span: Span) -> Span {
        self.joined.source(span)
    }

    /// What `work_out` makes of the passage, which is nothing but a `T`: worked out once, and kept by that type.
    pub fn kept<T: Any + Send + Sync>(&self, work_out: impl FnOnce(&Self) -> T) -> &T {
        self.kept.get(|| work_out(self))
    }

    /// What was worked out of the passage as a `T` before.
    pub fn look_up<T: Any + Send + Sync>(&self) -> Option<&T> {
        self.kept.look_up()
    }
}

impl PartialEq for Passage {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Passage {}

impl fmt::Debug for Passage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Passage").field(&self.source).finish()
    }
}

/// The passages of the last states of a text, or of several texts.
#[derive(Debug, Default)]
pub struct Passages {
    /// Each with the reading that met it last.
    known: HashMap<BySource, Cell<u64>, RandomState>,
    /// Which reading of the text this is.
    reading: u64,
    /// How many passages this reading has met.
    met: usize,
    /// How many more than that are kept.
    more: usize,
    /// What readers found in the last reading, beyond single passages.
    remembered: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
}

impl Passages {
    /// Those of texts that follow each other: what recurs is known in each, while no more than `most` are kept that the last
    /// text did not have.
    pub fn of_texts(most: usize) -> Self {
        Self { more: most, ..Self::default() }
    }

    /// Whether the same text is read again and again.
    pub const fn are_of_one_text(&self) -> bool {
        self.more == 0
    }

    /// The text is read again from its beginning.
    pub fn read_again(&mut self) {
        self.reading += 1;
        self.met = 0;
    }

    /// The text was read to its end: passages that it did not have are forgotten as soon as they are more than those that
    /// it has. A reading that was given up has met but some of them, and forgets none.
    pub fn forget_unmet(&mut self) {
        if self.known.len() > 2 * self.met + self.more {
            let last = self.reading;
            self.known.retain(|_, reading| reading.get() == last);
        }
    }

    /// What was remembered as a `T` at the last reading.
    pub fn remembered<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        Arc::clone(self.remembered.get(&TypeId::of::<T>())?).downcast().ok()
    }

    /// Remembers `value` for the next reading, in place of what was remembered as a `T`.
    pub fn remember<T: Any + Send + Sync>(&mut self, value: Arc<T>) {
        self.remembered.insert(TypeId::of::<T>(), value);
    }

    /// The passage that stands as `source` in the text.
    pub fn get(&mut self, source: &str) -> Arc<Passage> {
        if let Some((passage, seen)) = self.known.get_key_value(source) {
            self.met += usize::from(seen.replace(self.reading) != self.reading);
            return Arc::clone(&passage.0);
        }
        let passage = Arc::new(Passage::new(source));
        self.known.insert(BySource(Arc::clone(&passage)), Cell::new(self.reading));
        self.met += 1;
        passage
    }
}

/// Passages are one where they stand alike.
#[derive(Debug)]
struct BySource(Arc<Passage>);

impl Borrow<str> for BySource {
    fn borrow(&self) -> &str {
        &self.0.source
    }
}

impl Hash for BySource {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.source.hash(state);
    }
}

impl PartialEq for BySource {
    fn eq(&self, other: &Self) -> bool {
        self.0.source == other.0.source
    }
}

impl Eq for BySource {}

#[cfg(test)]
mod tests {
    use super::*;

    struct Length(usize);
    struct Lines(usize);

    #[test]
    fn what_was_worked_out_is_kept_by_its_type() {
        let passage = Passage::new("甲乙\n丙");
        assert_eq!(passage.kept(|passage| Length(passage.words().len())).0, 9);
        assert_eq!(passage.kept(|_| Lines(2)).0, 2);
        assert_eq!(passage.kept(|_| Length(0)).0, 9);
    }

    #[test]
    fn passages_stay_while_they_stand_in_the_text() {
        let mut passages = Passages::default();
        let mut read = |sources: &[&str]| -> Vec<Arc<Passage>> {
            passages.read_again();
            let met = sources.iter().map(|source| passages.get(source)).collect();
            passages.forget_unmet();
            met
        };
        let first = read(&["甲", "乙", "甲"]);
        assert!(Arc::ptr_eq(&first[0], &first[2]));
        let second = read(&["丁", "乙"]);
        assert!(Arc::ptr_eq(&first[1], &second[1]));
        // What no longer stands there goes, in the end.
        for round in 0..9 {
            read(&["乙", &round.to_string()]);
        }
        assert_eq!(Arc::strong_count(&first[0]), 2);
        assert!(passages.known.len() <= 4);
    }

    #[test]
    fn a_reading_that_is_given_up_forgets_nothing() {
        let mut passages = Passages::default();
        let all: Vec<String> = (0..9).map(|at| at.to_string()).collect();
        passages.read_again();
        let first: Vec<_> = all.iter().map(|source| passages.get(source)).collect();
        passages.forget_unmet();
        passages.read_again();
        passages.get(&all[0]);
        passages.read_again();
        let again: Vec<_> = all.iter().map(|source| passages.get(source)).collect();
        assert!(first.iter().zip(&again).all(|(first, again)| Arc::ptr_eq(first, again)));
    }
}

//! The words of a paragraph, heading or row, with their cached facts.

use std::any::Any;
use std::fmt;

use super::{Fact, FactCache};
use crate::Span;
use crate::joined::Joined;

/// The words of a paragraph, heading or row, with the cached facts that depend on these words only. A passage has no position,
/// so that the next state of the text can use it too: an edit leaves most passages unchanged.
pub struct Passage {
    source: Box<str>,
    joined: Joined,
    facts: FactCache,
}

impl Passage {
    /// The passage that is written as `source` in a text.
    pub fn new(source: &str) -> Self {
        Self { source: source.into(), joined: Joined::new(source), facts: FactCache::default() }
    }

    /// Its words, without line breaks and the blanks around them.
    pub fn words(&self) -> &str {
        self.joined.words(&self.source)
    }

    /// Its source, with the line breaks.
    pub fn as_written(&self) -> &str {
        &self.source
    }

    /// The place of a span of [`Passage::words`] in the source, in bytes from the start of the passage.
    pub fn source(&self, span: Span) -> Span {
        self.joined.source(span)
    }

    /// The cached fact `F`, which is read on first use.
    pub fn fact<F: Fact<Self>>(&self) -> &F {
        self.facts.get(self)
    }

    /// The value of type `T`, if it was stored or is a fact that was read before.
    pub fn cached<T: Any + Send + Sync>(&self) -> Option<&T> {
        self.facts.cached()
    }

    /// Caches a value that was computed for several passages at once. It must depend on the words of this passage only.
    pub fn store<T: Any + Send + Sync>(&self, value: T) {
        self.facts.store(value);
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

#[cfg(test)]
mod tests {
    use super::*;

    struct Bytes(usize);

    impl Fact<Passage> for Bytes {
        fn read(passage: &Passage) -> Self {
            Self(passage.words().len())
        }
    }

    #[test]
    fn facts_are_cached_by_their_type() {
        struct Lines(usize);
        let passage = Passage::new("甲乙\n丙");
        assert_eq!(passage.fact::<Bytes>().0, 9);
        passage.store(Lines(2));
        passage.store(Bytes(0));
        assert_eq!(passage.cached::<Lines>().map(|lines| lines.0), Some(2));
        assert_eq!(passage.fact::<Bytes>().0, 9);
    }
}

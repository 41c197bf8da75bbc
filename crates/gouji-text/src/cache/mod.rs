//! Caches of what words say.
//!
//! | value | key | until |
//! |---|---|---|
//! | [`Passage`] | its words as written | a pass over the text requests fewer than half of the cached passages ([`PassageCache`]) |
//! | [`Fact`] about a passage | its passage and its type | the passage is dropped |
//!
//! Most facts of most passages have one value, mostly "nothing found". The cache keeps a bit for it ([`Usual`]).
//!
//! `gouji-report`, module `reuse`, says what a reading of a report reuses besides.

mod fact;
mod passage;
mod passage_cache;

pub use fact::{Fact, FactCache, FactKey, Usual};
pub use passage::Passage;
pub use passage_cache::PassageCache;

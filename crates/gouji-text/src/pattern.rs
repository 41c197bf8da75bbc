use regex::{Regex, RegexBuilder};

/// Bytes that a search may use to remember what it has worked out, for each pattern and thread. Patterns are many, and what they
/// read is short.
pub(super) const MEMORY: usize = 1 << 17;

/// A page number between dashes, as in `- 4 -`.
pub const PAGE_NUMBER: &str = r"[-—–－]{1,2}[ ]?[0-9０-９]{1,3}[ ]?[-—–－]{1,2}";

/// A pattern that is a constant of the program.
///
/// # Panics
/// Where it is not well-formed, which every test of what uses it would show.
#[allow(clippy::panic)]
pub fn constant(pattern: &str) -> Regex {
    RegexBuilder::new(pattern).dfa_size_limit(MEMORY).build().unwrap_or_else(|error| panic!("{pattern}: {error}"))
}

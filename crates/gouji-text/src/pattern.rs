use regex::{Regex, RegexBuilder};

/// Bytes that the lazy DFA of one regex may cache in one thread. There are many regexes, and the texts that they search
/// are short.
pub(super) const DFA_CACHE_BYTES: usize = 1 << 17;

/// The regex source for a page number between dashes, as in `- 4 -`.
pub const PAGE_NUMBER: &str = r"[-—–－]{1,2}[ ]?[0-9０-９]{1,3}[ ]?[-—–－]{1,2}";

/// Compiles a regex that is written in the source code.
///
/// # Panics
/// If the pattern is not well-formed. Every test of the code that uses the regex would show it.
#[allow(clippy::panic)]
pub fn regex(pattern: &str) -> Regex {
    RegexBuilder::new(pattern)
        .dfa_size_limit(DFA_CACHE_BYTES)
        .build()
        .unwrap_or_else(|error| panic!("{pattern}: {error}"))
}

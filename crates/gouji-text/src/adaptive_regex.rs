use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::Span;
use super::pattern::DFA_CACHE_BYTES;

/// A regex that starts on `regex-lite` (cheap to compile) and switches to `regex` (fast to search) after
/// `SWITCH_AFTER_SEARCHES` searches. Both engines match the same, so a run over one report does not pay for a fast engine.
#[derive(Debug)]
pub struct AdaptiveRegex {
    light: regex_lite::Regex,
    /// Searches so far; a long text counts as several.
    searches: AtomicU32,
    /// The inner `None` means that `regex` refused to compile it.
    fast: OnceLock<Option<regex::Regex>>,
}

/// Compiling the fast regex takes about as long as this number of searches by the light one.
const SWITCH_AFTER_SEARCHES: u32 = 40;
/// Each full block of this many bytes in the searched text counts as one additional search.
const BYTES_PER_SEARCH: usize = 1 << 10;

/// White space, for use within a character class: the light engine’s `\s` covers less of it.
const WHITE: &str = r"\t-\r \u{85}\u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}";

/// The positions of the groups in one match.
#[derive(Debug)]
pub enum Captures<'a> {
    /// Captures of the light engine.
    Light(regex_lite::Captures<'a>),
    /// Captures of the fast engine.
    Fast(regex::Captures<'a>),
}

impl AdaptiveRegex {
    /// Compiles `source`, which must mean the same to both engines: classes such as `\d` and flags such as `(?i)` do not.
    ///
    /// # Errors
    /// If `source` is not well-formed.
    pub fn new(source: &str) -> Result<Self, regex_lite::Error> {
        Ok(Self { light: regex_lite::Regex::new(source)?, searches: AtomicU32::new(0), fast: OnceLock::new() })
    }

    /// Compiles a regex that is written in the source code and searches every report. `~` in it is white space, also within a
    /// character class.
    ///
    /// # Panics
    /// If `pattern` is not well-formed. Every test of the code that uses the regex would show it.
    #[allow(clippy::panic)]
    pub fn literal(pattern: &str) -> Self {
        let source = pattern.replace('~', WHITE);
        Self::new(&source).unwrap_or_else(|error| panic!("{pattern}: {error}"))
    }

    /// The fast regex, if the searches so far and the length of `words` justify it.
    fn fast(&self, words: &str) -> Option<&regex::Regex> {
        let blocks = u32::try_from(words.len() / BYTES_PER_SEARCH).unwrap_or(SWITCH_AFTER_SEARCHES);
        let added = blocks.min(SWITCH_AFTER_SEARCHES) + 1;
        let is_due = |searches: u32| searches + added > SWITCH_AFTER_SEARCHES;
        if !is_due(self.searches.load(Ordering::Relaxed)) && !is_due(self.searches.fetch_add(added, Ordering::Relaxed))
        {
            return None;
        }
        let compile = || regex::RegexBuilder::new(self.light.as_str()).dfa_size_limit(DFA_CACHE_BYTES).build().ok();
        self.fast.get_or_init(compile).as_ref()
    }

    /// Whether it matches anywhere in `words`.
    pub fn is_match(&self, words: &str) -> bool {
        match self.fast(words) {
            Some(fast) => fast.is_match(words),
            None => self.light.is_match(words),
        }
    }

    /// The first match in `words`, in bytes.
    pub fn find(&self, words: &str) -> Option<Span> {
        match self.fast(words) {
            Some(fast) => fast.find(words).map(|found| found.range().into()),
            None => self.light.find(words).map(|found| found.range().into()),
        }
    }

    /// All matches in `words`, in order, without overlaps.
    pub fn find_all(&self, words: &str) -> Vec<Span> {
        match self.fast(words) {
            Some(fast) => fast.find_iter(words).map(|found| found.range().into()).collect(),
            None => self.light.find_iter(words).map(|found| found.range().into()).collect(),
        }
    }

    /// The captures of all matches in `words`, in order, without overlaps.
    pub fn captures_all<'a>(&self, words: &'a str) -> Vec<Captures<'a>> {
        match self.fast(words) {
            Some(fast) => fast.captures_iter(words).map(Captures::Fast).collect(),
            None => self.light.captures_iter(words).map(Captures::Light).collect(),
        }
    }

    /// The captures of the first match in `words` at or after byte `start`.
    pub fn captures_at<'a>(&self, words: &'a str, start: usize) -> Option<Captures<'a>> {
        match self.fast(words) {
            Some(fast) => fast.captures_at(words, start).map(Captures::Fast),
            None => self.light.captures_at(words, start).map(Captures::Light),
        }
    }
}

impl Captures<'_> {
    /// The whole match.
    pub fn span(&self) -> Span {
        match self {
            Self::Light(captures) => captures.get(0).map(|group| group.range()),
            Self::Fast(captures) => captures.get(0).map(|group| group.range()),
        }
        .map_or(Span::at(0), Span::from)
    }

    /// The span of the group `name`; `None` if the group did not take part in the match.
    pub fn name(&self, name: &str) -> Option<Span> {
        match self {
            Self::Light(captures) => captures.name(name).map(|group| group.range().into()),
            Self::Fast(captures) => captures.name(name).map(|group| group.range().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_engines_match_the_same_white_space() {
        let all: String = (char::MIN..=char::MAX).collect();
        let pattern = AdaptiveRegex::literal("[~]+");
        let expected: Vec<Span> = regex::Regex::new(r"\s+").map_or_else(
            |error| panic!("{error}"),
            |white| white.find_iter(&all).map(|found| found.range().into()).collect(),
        );
        assert_eq!(expected.len(), 10);
        assert_eq!(pattern.find_all(&all), expected);
    }

    #[test]
    fn the_matches_stay_the_same_when_the_engine_changes() {
        let pattern = AdaptiveRegex::new("(?P<n>[0-9]+)件|无").expect("it is well-formed");
        for _ in 0..2 * SWITCH_AFTER_SEARCHES {
            let captures = pattern.captures_at("收到12件，办结3件", 3).expect("it matches");
            assert_eq!((captures.span(), captures.name("n")), (Span::new(6, 11), Some(Span::new(6, 8))));
            assert_eq!(pattern.find("均无"), Some(Span::new(3, 6)));
            assert_eq!(pattern.find_all("1件2件").len(), 2);
            assert!(pattern.captures_at("没有", 0).is_none());
            let all = pattern.captures_all("1件，无，2件");
            let all: Vec<_> = all.iter().map(|captures| captures.name("n")).collect();
            assert_eq!(all, [Some(Span::new(0, 1)), None, Some(Span::new(13, 14))]);
            assert!(pattern.is_match("均无") && !pattern.is_match("没有"));
        }
        assert!(pattern.fast.get().is_some_and(Option::is_some));
    }

    #[test]
    fn the_first_search_of_a_long_text_uses_the_fast_engine() {
        let pattern = AdaptiveRegex::new("无").expect("it is well-formed");
        assert_eq!(pattern.find(&"有".repeat(BYTES_PER_SEARCH)), None);
        assert!(pattern.fast.get().is_none(), "some kilobytes are not a long text");
        assert_eq!(pattern.find(&"有".repeat(40 * BYTES_PER_SEARCH)), None);
        assert!(pattern.fast.get().is_some_and(Option::is_some));
    }
}

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::Span;
use super::pattern::MEMORY;

/// A pattern that is made by the engine that makes it fastest, and again by the one that searches fastest, once it has been
/// tried so often that this pays. Both find the same; a run over one report need not pay for searching thousands.
#[derive(Debug)]
pub struct Pattern {
    light: regex_lite::Regex,
    tried: AtomicU32,
    /// `None` inside where it would be too large.
    fast: OnceLock<Option<regex::Regex>>,
}

/// Making the fast one takes about as long as it takes the light one to search so often.
const PAYS: u32 = 40;
/// Bytes that count as one search, and as one more.
const SEARCH: usize = 1 << 10;

/// White space, for within a class: `\s` is less of it to the light engine.
const WHITE: &str = r"\t-\r \u{85}\u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}";

/// A pattern that is a constant of the program and is tried in every report. In it `~` is white space, within a class too.
///
/// # Panics
/// Where it is not well-formed, which every test of what uses it would show.
#[allow(clippy::panic)]
pub fn frequent(pattern: &str) -> Pattern {
    let source = pattern.replace('~', WHITE);
    Pattern::new(&source).unwrap_or_else(|error| panic!("{pattern}: {error}"))
}

/// Where the groups of a pattern stand.
#[derive(Debug)]
pub enum Groups<'a> {
    /// As the light engine found them.
    Light(regex_lite::Captures<'a>),
    /// As the fast one did.
    Fast(regex::Captures<'a>),
}

impl Pattern {
    /// The pattern `source`, which must mean the same to both engines: classes such as `\d` and flags such as `(?i)` do not.
    ///
    /// # Errors
    /// Where it is not well-formed.
    pub fn new(source: &str) -> Result<Self, regex_lite::Error> {
        Ok(Self { light: regex_lite::Regex::new(source)?, tried: AtomicU32::new(0), fast: OnceLock::new() })
    }

    /// The fast engine, where it pays to search `words` by it.
    fn fast(&self, words: &str) -> Option<&regex::Regex> {
        let searches = u32::try_from(words.len() / SEARCH).unwrap_or(PAYS).min(PAYS) + 1;
        let pays = |tried: u32| tried + searches > PAYS;
        let pays = pays(self.tried.load(Ordering::Relaxed)) || pays(self.tried.fetch_add(searches, Ordering::Relaxed));
        let make = || regex::RegexBuilder::new(self.light.as_str()).dfa_size_limit(MEMORY).build().ok();
        if pays { self.fast.get_or_init(make).as_ref() } else { None }
    }

    /// Whether it fits anywhere in `words`.
    pub fn fits(&self, words: &str) -> bool {
        match self.fast(words) {
            Some(fast) => fast.is_match(words),
            None => self.light.is_match(words),
        }
    }

    /// Where it first fits in `words`.
    pub fn find(&self, words: &str) -> Option<Span> {
        match self.fast(words) {
            Some(fast) => fast.find(words).map(|found| found.range().into()),
            None => self.light.find(words).map(|found| found.range().into()),
        }
    }

    /// Where it fits in `words`, in order, without overlaps.
    pub fn find_all(&self, words: &str) -> Vec<Span> {
        match self.fast(words) {
            Some(fast) => fast.find_iter(words).map(|found| found.range().into()).collect(),
            None => self.light.find_iter(words).map(|found| found.range().into()).collect(),
        }
    }

    /// Its groups wherever it fits in `words`, in order, without overlaps.
    pub fn groups_of_all<'a>(&self, words: &'a str) -> Vec<Groups<'a>> {
        match self.fast(words) {
            Some(fast) => fast.captures_iter(words).map(Groups::Fast).collect(),
            None => self.light.captures_iter(words).map(Groups::Light).collect(),
        }
    }

    /// Its groups where it first fits in `words` from byte `start` on.
    pub fn groups_at<'a>(&self, words: &'a str, start: usize) -> Option<Groups<'a>> {
        match self.fast(words) {
            Some(fast) => fast.captures_at(words, start).map(Groups::Fast),
            None => self.light.captures_at(words, start).map(Groups::Light),
        }
    }
}

impl Groups<'_> {
    /// All that the pattern fits.
    pub fn whole(&self) -> Span {
        match self {
            Self::Light(groups) => groups.get(0).map(|group| group.range()),
            Self::Fast(groups) => groups.get(0).map(|group| group.range()),
        }
        .map_or(Span::at(0), Span::from)
    }

    /// What the group `name` fits, where it took part.
    pub fn name(&self, name: &str) -> Option<Span> {
        match self {
            Self::Light(groups) => groups.name(name).map(|group| group.range().into()),
            Self::Fast(groups) => groups.name(name).map(|group| group.range().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_the_same_to_both_engines() {
        let all: String = (char::MIN..=char::MAX).collect();
        let pattern = frequent("[~]+");
        let expected: Vec<Span> = regex::Regex::new(r"\s+").map_or_else(
            |error| panic!("{error}"),
            |white| white.find_iter(&all).map(|found| found.range().into()).collect(),
        );
        assert_eq!(expected.len(), 10);
        assert_eq!(pattern.find_all(&all), expected);
    }

    #[test]
    fn a_pattern_finds_the_same_however_often_it_is_tried() {
        let pattern = Pattern::new("(?P<n>[0-9]+)件|无").expect("it is well-formed");
        for _ in 0..2 * PAYS {
            let groups = pattern.groups_at("收到12件，办结3件", 3).expect("it fits");
            assert_eq!((groups.whole(), groups.name("n")), (Span::new(6, 11), Some(Span::new(6, 8))));
            assert_eq!(pattern.find("均无"), Some(Span::new(3, 6)));
            assert_eq!(pattern.find_all("1件2件").len(), 2);
            assert!(pattern.groups_at("没有", 0).is_none());
            let all: Vec<_> = pattern.groups_of_all("1件，无，2件").iter().map(|groups| groups.name("n")).collect();
            assert_eq!(all, [Some(Span::new(0, 1)), None, Some(Span::new(13, 14))]);
            assert!(pattern.fits("均无") && !pattern.fits("没有"));
        }
        assert!(pattern.fast.get().is_some_and(Option::is_some));
    }

    #[test]
    fn a_long_text_is_searched_by_the_fast_engine_at_once() {
        let pattern = Pattern::new("无").expect("it is well-formed");
        assert_eq!(pattern.find(&"有".repeat(SEARCH)), None);
        assert!(pattern.fast.get().is_none(), "some kilobytes are no long text");
        assert_eq!(pattern.find(&"有".repeat(40 * SEARCH)), None);
        assert!(pattern.fast.get().is_some_and(Option::is_some));
    }
}

use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::Span;
use super::pattern::DFA_CACHE_BYTES;
use super::program::{self, Groups, Program};

/// A regex that starts on a cheap engine and switches to `regex` (fast to search) after `SWITCH_AFTER_SEARCHES` searches, so a run
/// over one report does not pay for the fast engine. The cheap engine is a program that the build script has compiled, or else
/// `regex-lite` (cheap to compile). All engines match the same. Each is compiled when it first searches, so a regex that no text
/// needs costs nothing.
#[derive(Debug)]
pub struct AdaptiveRegex {
    source: Source,
    /// The same regex, compiled by the build script.
    program: Option<&'static Program>,
    /// Each match contains one of these words; empty if no such words are known.
    needed: &'static [&'static str],
    light: OnceLock<regex_lite::Regex>,
    /// Searches so far; a long text counts as several.
    searches: AtomicU32,
    /// The inner `None` means that `regex` refused to compile it.
    fast: OnceLock<Option<regex::Regex>>,
}

/// The source of a regex.
#[derive(Debug)]
enum Source {
    /// The source itself.
    Whole(Cow<'static, str>),
    /// A pattern that `expand` turns into the source. This happens when `regex` or `regex-lite` compiles it; a program does not need it.
    Short { pattern: &'static str, expand: fn(&str) -> String, whole: OnceLock<String> },
}

impl Source {
    /// The source as the engines compile it.
    fn whole(&self) -> &str {
        match self {
            Self::Whole(whole) => whole,
            Self::Short { pattern, expand, whole } => whole.get_or_init(|| expand(pattern)),
        }
    }
}

/// Compiling the fast regex takes about as long as this number of searches by the light one.
const SWITCH_AFTER_SEARCHES: u32 = 40;
/// The same for searches by a program at one place of a long text, most of which end at the first characters.
const SWITCH_AFTER_SHORT_SEARCHES: u32 = 300;
/// A program that matches only at the start searches a text of fewer bytes as fast as the fast regex does, and there is nothing
/// to compile.
const SHORT_TEXT: usize = 4 << 10;
/// Each full block of this many bytes in the searched text counts as one additional search.
const BYTES_PER_SEARCH: usize = 1 << 10;

/// White space, for use within a character class: the light engine’s `\s` covers less of it.
const WHITE: &str = r"\t-\r \u{85}\u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}";

/// The pattern with white space in place of `~`.
pub(crate) fn with_white_space(pattern: &str) -> String {
    pattern.replace('~', WHITE)
}

/// The engine of one search.
enum Engine<'r> {
    Prepared(&'r Program),
    Light(&'r regex_lite::Regex),
    Fast(&'r regex::Regex),
}

/// The positions of the groups in one match.
#[derive(Debug)]
pub enum Captures<'a> {
    /// Captures of a program.
    Prepared(Groups<'a>),
    /// Captures of the light engine.
    Light(regex_lite::Captures<'a>),
    /// Captures of the fast engine.
    Fast(regex::Captures<'a>),
}

impl AdaptiveRegex {
    /// The regex `source`, which must mean the same to all engines: classes such as `\d` and flags such as `(?i)` do not. If it is
    /// not well-formed, the first search panics; see [`AdaptiveRegex::check`].
    pub const fn new(source: Cow<'static, str>) -> Self {
        Self::of(Source::Whole(source))
    }

    const fn of(source: Source) -> Self {
        Self {
            source,
            program: None,
            needed: &[],
            light: OnceLock::new(),
            searches: AtomicU32::new(0),
            fast: OnceLock::new(),
        }
    }

    /// The regex `source` that the build script has compiled to `program`.
    pub const fn prepared(source: Cow<'static, str>, program: &'static Program) -> Self {
        let mut regex = Self::new(source);
        regex.program = Some(program);
        regex
    }

    /// The regex that `expand` makes of `pattern`, and that the build script has compiled to `program`.
    pub const fn expanded(pattern: &'static str, expand: fn(&str) -> String, program: &'static Program) -> Self {
        let mut regex = Self::of(Source::Short { pattern, expand, whole: OnceLock::new() });
        regex.program = Some(program);
        regex
    }

    /// A regex that is written in the source code. `~` in it is white space, also within a character class.
    pub fn literal(pattern: &str) -> Self {
        Self::new(Cow::Owned(with_white_space(pattern)))
    }

    /// The same for a pattern of which a build script has made a program. `programs` are those of [`list`], so that nothing is
    /// compiled for a text that is searched a few times.
    ///
    /// [`list`]: super::program::list
    pub fn listed(pattern: &str, programs: &'static [(&'static str, Program)]) -> Self {
        let program = program::find(programs, pattern);
        debug_assert!(program.is_some(), "add this line to the crate's patterns.txt: {pattern}");
        Self { program, ..Self::literal(pattern) }
    }

    /// The same regex for a caller who knows that each match contains one of `words`. A text without them is not searched, which
    /// is much faster, and the regex is not compiled for it.
    #[must_use]
    pub const fn needing(mut self, words: &'static [&'static str]) -> Self {
        self.needed = words;
        self
    }

    /// Whether the regex is well-formed, for tests of regexes that are data.
    ///
    /// # Errors
    /// If it is not.
    pub fn check(&self) -> Result<(), regex_lite::Error> {
        regex_lite::Regex::new(self.source.whole()).map(drop)
    }

    /// Whether `words` have one of the words that a match contains. Debug builds, and so all tests, check that no match lacks them.
    fn may_match(&self, words: &str) -> bool {
        let may_match = self.needed.is_empty() || self.needed.iter().any(|needed| words.contains(needed));
        debug_assert!(
            may_match || !self.light().is_match(words),
            "{} does not need {:?}",
            self.source.whole(),
            self.needed
        );
        may_match
    }

    /// The regex of the light engine.
    #[allow(clippy::panic)]
    fn light(&self) -> &regex_lite::Regex {
        let compile = || {
            regex_lite::Regex::new(self.source.whole())
                .unwrap_or_else(|error| panic!("{}: {error}", self.source.whole()))
        };
        self.light.get_or_init(compile)
    }

    /// The fast regex, if the searches so far and the length of `words` justify it.
    fn fast(&self, words: &str) -> Option<&regex::Regex> {
        let is_anchored = self.program.is_some_and(Program::is_anchored);
        if is_anchored && words.len() < SHORT_TEXT {
            return None;
        }
        let most = if is_anchored { SWITCH_AFTER_SHORT_SEARCHES } else { SWITCH_AFTER_SEARCHES };
        let blocks = u32::try_from(words.len() / BYTES_PER_SEARCH).unwrap_or(most);
        let added = blocks.min(most) + 1;
        let is_due = |searches: u32| searches + added > most;
        if !is_due(self.searches.load(Ordering::Relaxed)) && !is_due(self.searches.fetch_add(added, Ordering::Relaxed))
        {
            return None;
        }
        let compile = || regex::RegexBuilder::new(self.source.whole()).dfa_size_limit(DFA_CACHE_BYTES).build().ok();
        self.fast.get_or_init(compile).as_ref()
    }

    /// The engine for a search in `words`; `None` if they cannot match.
    fn engine(&self, words: &str) -> Option<Engine<'_>> {
        if !self.may_match(words) {
            return None;
        }
        Some(match (self.fast(words), self.program) {
            (Some(fast), _) => Engine::Fast(fast),
            (None, Some(program)) => {
                debug_assert!(
                    self.agrees(program, words),
                    "{} matches otherwise when it is prepared: {words}",
                    self.source.whole()
                );
                Engine::Prepared(program)
            }
            (None, None) => Engine::Light(self.light()),
        })
    }

    /// Whether the program finds the same groups as the light engine.
    fn agrees(&self, program: &Program, words: &str) -> bool {
        let names = || program.groups.iter().map(AsRef::as_ref);
        let found: Vec<_> = program.all_groups(words).into_iter().map(Captures::Prepared).collect();
        let expected: Vec<_> = self.light().captures_iter(words).map(Captures::Light).collect();
        let agrees = |(found, expected): (&Captures<'_>, &Captures<'_>)| {
            found.span() == expected.span() && names().all(|name| found.name(name) == expected.name(name))
        };
        found.len() == expected.len() && found.iter().zip(&expected).all(agrees)
    }

    /// Whether it matches anywhere in `words`.
    ///
    /// # Panics
    /// If it is not well-formed, as all searches do.
    pub fn is_match(&self, words: &str) -> bool {
        self.engine(words).is_some_and(|engine| match engine {
            Engine::Prepared(program) => program.groups_at(words, 0).is_some(),
            Engine::Light(light) => light.is_match(words),
            Engine::Fast(fast) => fast.is_match(words),
        })
    }

    /// The first match in `words`, in bytes.
    pub fn find(&self, words: &str) -> Option<Span> {
        match self.engine(words)? {
            Engine::Prepared(program) => program.groups_at(words, 0).map(|found| found.span()),
            Engine::Light(light) => light.find(words).map(|found| found.range().into()),
            Engine::Fast(fast) => fast.find(words).map(|found| found.range().into()),
        }
    }

    /// All matches in `words`, in order, without overlaps.
    pub fn find_all(&self, words: &str) -> Vec<Span> {
        match self.engine(words) {
            None => Vec::new(),
            Some(Engine::Prepared(program)) => program.all_groups(words).iter().map(Groups::span).collect(),
            Some(Engine::Light(light)) => light.find_iter(words).map(|found| found.range().into()).collect(),
            Some(Engine::Fast(fast)) => fast.find_iter(words).map(|found| found.range().into()).collect(),
        }
    }

    /// The captures of all matches in `words`, in order, without overlaps.
    pub fn captures_all<'a>(&'a self, words: &'a str) -> Vec<Captures<'a>> {
        match self.engine(words) {
            None => Vec::new(),
            Some(Engine::Prepared(program)) => program.all_groups(words).into_iter().map(Captures::Prepared).collect(),
            Some(Engine::Light(light)) => light.captures_iter(words).map(Captures::Light).collect(),
            Some(Engine::Fast(fast)) => fast.captures_iter(words).map(Captures::Fast).collect(),
        }
    }

    /// The captures of the first match in `words` at or after byte `start`.
    pub fn captures_at<'a>(&'a self, words: &'a str, start: usize) -> Option<Captures<'a>> {
        match self.engine(words)? {
            Engine::Prepared(program) => program.groups_at(words, start).map(Captures::Prepared),
            Engine::Light(light) => light.captures_at(words, start).map(Captures::Light),
            Engine::Fast(fast) => fast.captures_at(words, start).map(Captures::Fast),
        }
    }
}

impl Captures<'_> {
    /// The whole match.
    pub fn span(&self) -> Span {
        match self {
            Self::Prepared(groups) => Some(groups.span()),
            Self::Light(captures) => captures.get(0).map(|group| group.range().into()),
            Self::Fast(captures) => captures.get(0).map(|group| group.range().into()),
        }
        .unwrap_or(Span::at(0))
    }

    /// The span of the group `name`; `None` if the group did not take part in the match.
    pub fn name(&self, name: &str) -> Option<Span> {
        match self {
            Self::Prepared(groups) => groups.name(name),
            Self::Light(captures) => captures.name(name).map(|group| group.range().into()),
            Self::Fast(captures) => captures.name(name).map(|group| group.range().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

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
        let pattern = AdaptiveRegex::literal("(?P<n>[0-9]+)件|无");
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
        let pattern = AdaptiveRegex::literal("无");
        assert_eq!(pattern.find(&"有".repeat(BYTES_PER_SEARCH)), None);
        assert!(pattern.fast.get().is_none(), "some kilobytes are not a long text");
        assert_eq!(pattern.find(&"有".repeat(40 * BYTES_PER_SEARCH)), None);
        assert!(pattern.fast.get().is_some_and(Option::is_some));
    }

    #[test]
    fn a_short_text_is_searched_at_one_place_by_the_program_alone() {
        static PROGRAM: LazyLock<Program> = LazyLock::new(|| Program::compile("^[0-9]+件").expect("a pattern"));
        let pattern = AdaptiveRegex::prepared(Cow::Borrowed("^[0-9]+件"), &PROGRAM);
        for _ in 0..2 * SWITCH_AFTER_SHORT_SEARCHES {
            assert_eq!(pattern.find("12件"), Some(Span::new(0, 5)));
        }
        assert!(pattern.fast.get().is_none());
        let long = format!("12件{}", "。".repeat(SHORT_TEXT));
        for _ in 0..2 * SWITCH_AFTER_SHORT_SEARCHES {
            assert_eq!(pattern.find(&long), Some(Span::new(0, 5)));
        }
        assert!(pattern.fast.get().is_some_and(Option::is_some), "each search of a long text takes memory");
    }

    #[test]
    fn a_text_without_the_needed_words_is_not_searched() {
        let pattern = AdaptiveRegex::literal("[0-9]+(?:件|条)").needing(&["件", "条"]);
        assert!(!pattern.may_match("无") && pattern.may_match("件"));
        assert_eq!(pattern.find("收到12条"), Some(Span::new(6, 11)));
        assert!(pattern.captures_at("12份", 0).is_none());
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "does not need")]
    fn a_match_without_the_needed_words_panics_in_tests() {
        AdaptiveRegex::literal("[0-9]+[件条]").needing(&["件"]).is_match("12条");
    }

    #[test]
    fn a_regex_that_is_not_well_formed_is_told() {
        assert!(AdaptiveRegex::literal("(").check().is_err());
        assert!(AdaptiveRegex::literal("件").check().is_ok());
    }

    #[test]
    fn a_pattern_that_is_not_listed_stops_a_debug_build() {
        static PROGRAMS: &[(&str, Program)] = &[];
        let listed = std::panic::catch_unwind(|| AdaptiveRegex::listed("无", PROGRAMS).is_match("无"));
        // A release build compiles the pattern.
        assert_eq!(listed.ok(), cfg!(not(debug_assertions)).then_some(true));
    }
}

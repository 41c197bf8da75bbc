use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{AdaptiveRegex, Phrase, Program, Span, WordFinder};

/// Finds several kinds of phrases, each kind given by patterns, in one pass.
///
/// The pass looks for the beginnings of phrases and runs the patterns only there. One [`regex::Regex`] per kind would give the
/// same result, but compiling them takes longer than the rest of a check.
#[derive(Debug)]
pub struct Phrases {
    index: &'static PhraseIndex,
    kinds: Vec<PhraseKind>,
}

#[derive(Debug)]
struct PhraseKind {
    /// The patterns with listed beginnings, joined and anchored at the beginning of the searched text.
    anchored: Option<AdaptiveRegex>,
    /// The other patterns, which search the whole text.
    unanchored: Vec<AdaptiveRegex>,
}

/// The data of [`Phrases`]. The build script computes it, and it is built in.
#[derive(Debug)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_text))]
pub struct PhraseIndex {
    /// Finds the beginnings.
    pub beginnings: WordFinder,
    /// For each beginning, the indices of the kinds that have it.
    pub kinds_by_beginning: Cow<'static, [Cow<'static, [usize]>]>,
    /// The regexes of each kind: the anchored one, and the others.
    pub kinds: Cow<'static, [PhraseSources]>,
}

/// The sources of the regexes of one kind of phrases: the anchored one, and the others.
pub type PhraseSources = (Option<Cow<'static, str>>, Cow<'static, [Cow<'static, str>]>);

impl PhraseIndex {
    /// The index of several kinds of phrases.
    pub fn new(kinds: &[Vec<Phrase>]) -> Self {
        let mut kinds_by_beginning: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, phrases) in kinds.iter().enumerate() {
            for beginning in phrases.iter().filter_map(|phrase| phrase.beginnings.as_ref()).flatten() {
                let kinds = kinds_by_beginning.entry(beginning).or_default();
                if kinds.last() != Some(&at) {
                    kinds.push(at);
                }
            }
        }
        let owned = |sources: Vec<String>| sources.into_iter().map(Cow::Owned).collect();
        let sources = |phrases: &Vec<Phrase>| -> PhraseSources {
            (anchored_source(phrases).map(Cow::Owned), owned(unanchored_sources(phrases)))
        };
        Self {
            beginnings: WordFinder::new(kinds_by_beginning.keys().map(|beginning| (*beginning).to_owned())),
            kinds_by_beginning: kinds_by_beginning.into_values().map(Cow::Owned).collect(),
            kinds: kinds.iter().map(sources).collect(),
        }
    }

    /// The sources of the regexes.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().flat_map(|(anchored, others)| anchored.iter().chain(others.iter()).map(|source| &**source))
    }
}

impl Phrases {
    /// A finder of the phrases of an index. At one beginning, the first pattern of a kind that matches wins. All patterns are
    /// well-formed, because [`Phrase::new`] has read them. `program` gives the program of a regex, if there is one.
    pub fn new(index: &'static PhraseIndex, program: impl Fn(&str) -> Option<&'static Program>) -> Self {
        let regex = |source: &'static str| match program(source) {
            Some(program) => AdaptiveRegex::prepared(Cow::Borrowed(source), program),
            None => AdaptiveRegex::new(Cow::Borrowed(source)),
        };
        let kind = |(anchored, others): &'static PhraseSources| PhraseKind {
            anchored: anchored.as_deref().map(regex),
            unanchored: others.iter().map(|source| regex(source)).collect(),
        };
        Self { index, kinds: index.kinds.iter().map(kind).collect() }
    }

    /// For each kind, its phrases in `words`, in order. Of overlapping phrases of one kind, only the first is returned.
    pub fn find(&self, words: &str) -> Vec<Vec<Span>> {
        let mut starts: Vec<Vec<usize>> = vec![Vec::new(); self.kinds.len()];
        for (start, beginning) in self.index.beginnings.find_in(words) {
            for kind in self.index.kinds_by_beginning.get(beginning).into_iter().flat_map(|kinds| kinds.iter()) {
                if let Some(starts) = starts.get_mut(*kind) {
                    starts.push(start);
                }
            }
        }
        self.kinds.iter().zip(starts).map(|(kind, starts)| kind.find(words, starts)).collect()
    }
}

/// The regex for the patterns with listed beginnings, anchored at the beginning of the searched text.
fn anchored_source(phrases: &[Phrase]) -> Option<String> {
    let patterns = phrases.iter().filter(|phrase| phrase.beginnings.is_some()).map(|phrase| phrase.pattern.as_str());
    let patterns: Vec<&str> = patterns.collect();
    (!patterns.is_empty()).then(|| format!("^(?:{})", patterns.join("|")))
}

/// The regexes for the other patterns.
fn unanchored_sources(phrases: &[Phrase]) -> Vec<String> {
    let others = phrases.iter().filter(|phrase| phrase.beginnings.is_none());
    others.map(|phrase| phrase.pattern.clone()).collect()
}

impl PhraseKind {
    /// The phrases in `words`. `starts` are the bytes at which one may begin, in order.
    fn find(&self, words: &str, mut starts: Vec<usize>) -> Vec<Span> {
        starts.dedup();
        let (mut found, mut end) = (Vec::new(), 0);
        for start in starts {
            let rest = if start >= end { words.get(start..).unwrap_or_default() } else { "" };
            if let Some(phrase) = self.anchored.as_ref().and_then(|anchored| anchored.find(rest)) {
                end = start + phrase.end;
                found.push(Span::new(start, end));
            }
        }
        if !self.unanchored.is_empty() {
            found.extend(self.unanchored.iter().flat_map(|regex| regex.find_all(words)));
            found.sort_by_key(|phrase| phrase.start);
            let mut end = 0;
            found.retain(|phrase| {
                let is_separate = phrase.start >= end;
                end = if is_separate { phrase.end } else { end };
                is_separate
            });
        }
        found
    }
}

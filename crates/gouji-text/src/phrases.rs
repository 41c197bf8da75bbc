use std::collections::BTreeMap;

use super::{AdaptiveRegex, Phrase, Program, Span, WordFinder};

/// Finds several kinds of phrases, each kind given by patterns, in one pass.
///
/// The pass looks for the beginnings of phrases and runs the patterns only there. One [`regex::Regex`] per kind would give the
/// same result, but compiling them takes longer than the rest of a check.
#[derive(Debug)]
pub struct Phrases {
    beginnings: WordFinder,
    /// For each beginning, the indices of the kinds that have it.
    kinds_by_beginning: Vec<Vec<usize>>,
    kinds: Vec<PhraseKind>,
}

#[derive(Debug)]
struct PhraseKind {
    /// The patterns with listed beginnings, joined and anchored at the beginning of the searched text.
    anchored: Option<AdaptiveRegex>,
    /// The other patterns, which search the whole text.
    unanchored: Vec<AdaptiveRegex>,
}

impl Phrases {
    /// A finder of several kinds of phrases. At one beginning, the first pattern of a kind that matches wins. All patterns are
    /// well-formed, because [`Phrase::new`] has read them. `program` gives the program of a regex, if there is one.
    pub fn new(phrases: &[Vec<Phrase>], program: impl Fn(&str) -> Option<&'static Program>) -> Self {
        let regex = |source: String| match program(&source) {
            Some(program) => AdaptiveRegex::prepared(source, program),
            None => AdaptiveRegex::new(source),
        };
        let mut kinds_by_beginning: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut kinds = Vec::new();
        for (at, phrases) in phrases.iter().enumerate() {
            for beginning in phrases.iter().filter_map(|phrase| phrase.beginnings.as_ref()).flatten() {
                let kinds = kinds_by_beginning.entry(beginning).or_default();
                if kinds.last() != Some(&at) {
                    kinds.push(at);
                }
            }
            let anchored = anchored_source(phrases).map(regex);
            let unanchored = unanchored_sources(phrases).map(regex).collect();
            kinds.push(PhraseKind { anchored, unanchored });
        }
        let (beginnings, kinds_by_beginning): (Vec<_>, Vec<_>) = kinds_by_beginning.into_iter().unzip();
        Self { beginnings: WordFinder::new(beginnings), kinds_by_beginning, kinds }
    }

    /// The sources of the regexes with which a finder of these phrases searches.
    pub fn sources(phrases: &[Vec<Phrase>]) -> impl Iterator<Item = String> {
        phrases.iter().flat_map(|phrases| anchored_source(phrases).into_iter().chain(unanchored_sources(phrases)))
    }

    /// For each kind, its phrases in `words`, in order. Of overlapping phrases of one kind, only the first is returned.
    pub fn find(&self, words: &str) -> Vec<Vec<Span>> {
        let mut starts: Vec<Vec<usize>> = vec![Vec::new(); self.kinds.len()];
        for (start, beginning) in self.beginnings.find_in(words) {
            for kind in self.kinds_by_beginning.get(beginning).into_iter().flatten() {
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
fn unanchored_sources(phrases: &[Phrase]) -> impl Iterator<Item = String> {
    phrases.iter().filter(|phrase| phrase.beginnings.is_none()).map(|phrase| phrase.pattern.clone())
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

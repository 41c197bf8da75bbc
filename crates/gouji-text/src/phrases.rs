use std::collections::BTreeMap;

use super::{Pattern, Phrase, Span, Words};

/// Kinds of phrases, each told by patterns, that are all looked for in one pass.
///
/// The pass finds what phrases begin with; only there are patterns tried. One [`regex::Regex`] a kind would find the same,
/// but takes longer to be made than all the rest of a check.
#[derive(Debug)]
pub struct Phrases {
    beginnings: Words,
    /// For each beginning the kinds that have it.
    kinds_of: Vec<Vec<usize>>,
    kinds: Vec<Kind>,
}

#[derive(Debug)]
struct Kind {
    /// The patterns of which is known with what they begin, for the text from a beginning on.
    begun: Option<Pattern>,
    /// The others, for a whole text.
    other: Vec<Pattern>,
}

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

impl Phrases {
    /// Phrases of several kinds, in each the likelier first.
    ///
    /// # Errors
    /// Where a pattern is not well-formed.
    pub fn new(phrases: &[Vec<Phrase>]) -> Result<Self> {
        let mut kinds_of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut kinds = Vec::new();
        for (at, phrases) in phrases.iter().enumerate() {
            let (mut begun, mut other) = (Vec::new(), Vec::new());
            for Phrase { pattern, beginnings } in phrases {
                match beginnings {
                    Some(beginnings) => {
                        begun.push(pattern.as_str());
                        for beginning in beginnings {
                            let kinds = kinds_of.entry(beginning).or_default();
                            if kinds.last() != Some(&at) {
                                kinds.push(at);
                            }
                        }
                    }
                    None => other.push(Pattern::new(pattern)?),
                }
            }
            let joined = || Pattern::new(&format!("^(?:{})", begun.join("|")));
            kinds.push(Kind { begun: (!begun.is_empty()).then(joined).transpose()?, other });
        }
        let (beginnings, kinds_of): (Vec<_>, Vec<_>) = kinds_of.into_iter().unzip();
        Ok(Self { beginnings: Words::new(beginnings), kinds_of, kinds })
    }

    /// For each kind its phrases in `words`, in order; of those that overlap only the first.
    pub fn find(&self, words: &str) -> Vec<Vec<Span>> {
        let mut starts: Vec<Vec<usize>> = vec![Vec::new(); self.kinds.len()];
        for (start, beginning) in self.beginnings.found_in(words) {
            for kind in self.kinds_of.get(beginning).into_iter().flatten() {
                starts.get_mut(*kind).into_iter().for_each(|starts| starts.push(start));
            }
        }
        self.kinds.iter().zip(starts).map(|(kind, starts)| kind.find(words, starts)).collect()
    }
}

impl Kind {
    /// The phrases in `words`, where `starts` is where they may begin.
    fn find(&self, words: &str, mut starts: Vec<usize>) -> Vec<Span> {
        starts.dedup();
        let (mut found, mut end) = (Vec::new(), 0);
        for start in starts {
            let rest = words.get(start..).filter(|_| start >= end).unwrap_or_default();
            if let Some(phrase) = self.begun.as_ref().and_then(|begun| begun.find(rest)) {
                end = start + phrase.end;
                found.push(Span::new(start, end));
            }
        }
        if !self.other.is_empty() {
            found.extend(self.other.iter().flat_map(|other| other.find_all(words)));
            found.sort_by_key(|phrase| phrase.start);
            let mut end = 0;
            found.retain(|phrase| {
                let apart = phrase.start >= end;
                end = if apart { phrase.end } else { end };
                apart
            });
        }
        found
    }
}

//! Turns the file of the statements into the data that is built in. Only the build script does this, and the test that checks it.

use std::collections::BTreeMap;

use gouji_text::{Phrase, PhraseIndex, Program, needed_words};

use crate::entries::{BuiltIn, MarksEntry, PatternIndex, Stale, StatementEntry, StatementFile};
use crate::expand::{Result, expand};

impl BuiltIn {
    /// The built-in data of a file in TOML.
    ///
    /// # Errors
    /// If the file or a pattern in it is not well-formed.
    pub fn from_toml(source: &str) -> Result<Self> {
        let file: StatementFile = toml::from_str(source)?;
        let fragments = file.all_fragments();
        let phrase = |pattern: &String| Phrase::new(expand(pattern, &fragments)?);
        let phrases = |patterns: &[String]| patterns.iter().map(phrase).collect::<Result<Vec<_>>>();
        let MarksEntry { clause, channel, channels, sentence, year, this_year, body, own, exempt, .. } = &file.marks;
        let marks = [clause, channel, channels, sentence, year, this_year, body, own, exempt];
        let marks = marks.into_iter().map(|patterns| phrases(patterns)).collect::<Result<Vec<_>>>()?;
        let topics = file.topics.iter().map(|topic| Ok(vec![phrase(&topic.words)?])).collect::<Result<Vec<_>>>()?;
        let needed = |pattern: &String| -> Result<Vec<Vec<String>>> {
            let lists = needed_words(&expand(pattern, &fragments)?)?;
            if lists.is_empty() {
                return Err(format!("there are no words that every match contains: {pattern}").into());
            }
            Ok(lists)
        };
        let patterns =
            |entry: &StatementEntry| entry.patterns.iter().chain(&entry.topic_patterns).map(needed).collect::<Vec<_>>();
        let needed_words = file.statements.iter().flat_map(patterns).collect::<Result<Vec<_>>>()?;
        let (marks, topics) = (PhraseIndex::new(&marks), PhraseIndex::new(&topics));
        Ok(Self { file, marks, topics, patterns: PatternIndex::new(&needed_words) })
    }

    /// The programs of the patterns of statements and of the regexes of phrases, in their order.
    ///
    /// # Errors
    /// If one is not well-formed, or is not supported by programs.
    pub fn programs(&self) -> Result<BTreeMap<String, Program>> {
        let fragments = self.file.all_fragments();
        let Stale { work, account, carried_in, .. } = &self.file.stale;
        let statements = self.file.statements.iter();
        let patterns = statements.flat_map(|entry| entry.patterns.iter().chain(&entry.topic_patterns));
        let patterns = patterns.chain([work, account, carried_in]);
        let expanded = patterns.map(|pattern| -> Result<_> { Ok((pattern.clone(), expand(pattern, &fragments)?)) });
        let phrases = self.marks.sources().chain(self.topics.sources());
        let all = expanded.chain(phrases.map(|source| Ok((source.to_owned(), source.to_owned()))));
        let compile = |(source, expanded): (String, String)| -> Result<_> {
            let program = Program::compile(&expanded).map_err(|error| format!("{error}: {source}"))?;
            Ok((source, program))
        };
        all.map(|source| compile(source?)).collect()
    }
}

impl PatternIndex {
    /// The index of patterns that need these lists of words.
    fn new(needed: &[Vec<Vec<String>>]) -> Self {
        let mut words: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut pattern_by_list = Vec::new();
        for (at, lists) in needed.iter().enumerate() {
            for list in lists {
                for word in list {
                    words.entry(word).or_default().push(pattern_by_list.len());
                }
                pattern_by_list.push(at);
            }
        }
        let (words, lists_by_word) = words.into_iter().map(|(word, lists)| (word.to_owned(), lists)).unzip();
        Self { words, lists_by_word, pattern_by_list, list_counts: needed.iter().map(Vec::len).collect() }
    }
}

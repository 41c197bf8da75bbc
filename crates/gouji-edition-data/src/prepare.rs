//! Turns the file of the statements into the data that is built in. Only the build script does this, and the test that checks it.

use std::collections::BTreeMap;

use gouji_text::{Phrase, Phrases, Program, needed_words};

use crate::entries::{BuiltIn, MarksEntry, NeededWords, Stale, StatementEntry, StatementFile};
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
        let marks = marks.into_iter().map(|patterns| phrases(patterns)).collect::<Result<_>>()?;
        let topics = file.topics.iter().map(|topic| Ok(vec![phrase(&topic.words)?])).collect::<Result<_>>()?;
        let needed = |pattern: &String| -> Result<NeededWords> {
            let lists = needed_words(&expand(pattern, &fragments)?)?;
            if lists.is_empty() {
                return Err(format!("there are no words that every match contains: {pattern}").into());
            }
            Ok(lists)
        };
        let patterns =
            |entry: &StatementEntry| entry.patterns.iter().chain(&entry.topic_patterns).map(needed).collect();
        let needed_words = file.statements.iter().map(patterns).collect::<Result<_>>()?;
        Ok(Self { file, marks, topics, needed_words })
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
        let phrases = [&self.marks, &self.topics].into_iter().flat_map(|phrases| Phrases::sources(phrases));
        let all = expanded.chain(phrases.map(|source| Ok((source.clone(), source))));
        let compile = |(source, expanded): (String, String)| -> Result<_> {
            let program = Program::compile(&expanded).map_err(|error| format!("{error}: {source}"))?;
            Ok((source, program))
        };
        all.map(|source| compile(source?)).collect()
    }
}

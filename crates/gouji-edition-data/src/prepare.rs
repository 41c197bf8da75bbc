//! Turns the file of the statements into the data that is built in. Only the build script does this, and the test that checks it.

use gouji_text::{Phrase, needed_words};

use crate::entries::{BuiltIn, MarksEntry, NeededWords, StatementEntry, StatementFile};
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
}

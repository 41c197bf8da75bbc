//! Turns the files of an edition into the data that is built in. Only the build script does this, and the tests that check it.

use std::collections::BTreeMap;

use gouji_text::{Phrase, PhraseIndex, Program, WordFinder, needed_words};
use serde::Deserialize;

use crate::entries::{BuiltIn, MarksEntry, PatternIndex, Regions, Stale, StatementEntry, TopicEntry, WordLists};
use crate::expand::{Fragments, Result, expand};
use crate::instances::instances;
use crate::schema::{Edition, Row, TableDef};
use crate::{List, Text};

/// The file of the statements.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementFile {
    /// Words with one meaning everywhere. Each list is also a fragment, under its name in the file.
    pub words: WordLists,
    /// The named parts of patterns, without the word lists.
    pub fragments: BTreeMap<Text, Text>,
    /// The topics. The last one named before a figure decides what the figure counts.
    #[serde(rename = "topic")]
    pub topics: List<TopicEntry>,
    /// Words near which a figure is not compared.
    pub marks: MarksEntry,
    /// The regions of agencies.
    pub regions: Regions,
    /// Words of sentences that were copied from another year's report.
    pub stale: Stale<Text>,
    /// The statements; if several match a figure, the first one counts.
    #[serde(rename = "statement")]
    pub statements: List<StatementEntry>,
}

impl StatementFile {
    /// The fragments of patterns, with the word lists among them.
    pub fn all_fragments(&self) -> Fragments {
        let WordLists { case_units, approximate_before, approximate_after, comparisons, other_years, .. } = &self.words;
        let lists = [
            ("case-units", case_units),
            ("approximate-before", approximate_before),
            ("approximate-after", approximate_after),
            ("comparisons", comparisons),
            ("other-years", other_years),
        ];
        let mut fragments = self.fragments.clone();
        fragments.extend(lists.map(|(name, words)| (name.into(), words.join("|").into())));
        fragments.into()
    }
}

impl Edition {
    /// The edition of a file in TOML.
    ///
    /// # Errors
    /// If the file is not well-formed.
    pub fn from_toml(source: &str) -> Result<Self> {
        let mut edition: Self = toml::from_str(source)?;
        for table in edition.tables.to_mut() {
            table.instances = instances(table).into();
            table.columns_of_rows = table.rows.iter().map(|row| columns_of(table, row).into()).collect();
        }
        Ok(edition)
    }
}

/// The indices of the columns of a row.
fn columns_of(table: &TableDef, row: &Row) -> Vec<usize> {
    match &row.columns {
        Some(ids) => ids.iter().filter_map(|id| table.column_index(id)).collect(),
        None => (0..table.columns.len()).collect(),
    }
}

impl BuiltIn {
    /// The built-in data of a file in TOML.
    ///
    /// # Errors
    /// If the file or a pattern in it is not well-formed.
    pub fn from_toml(source: &str) -> Result<Self> {
        let file: StatementFile = toml::from_str(source)?;
        let fragments = file.all_fragments();
        let phrase = |pattern: &Text| Phrase::new(expand(pattern, &fragments)?);
        let phrases = |patterns: &[Text]| patterns.iter().map(phrase).collect::<Result<Vec<_>>>();
        let MarksEntry { clause, channel, channels, sentence, year, this_year, body, own, exempt, .. } = &file.marks;
        let marks = [clause, channel, channels, sentence, year, this_year, body, own, exempt];
        let marks = marks.into_iter().map(|patterns| phrases(patterns)).collect::<Result<Vec<_>>>()?;
        let topics = file.topics.iter().map(|topic| Ok(vec![phrase(&topic.words)?])).collect::<Result<Vec<_>>>()?;
        let needed = |pattern: &Text| -> Result<Vec<Vec<String>>> {
            let lists = needed_words(&expand(pattern, &fragments)?)?;
            if lists.is_empty() {
                return Err(format!("there are no words that every match contains: {pattern}").into());
            }
            Ok(lists)
        };
        let patterns = |entry: &StatementEntry| {
            entry.patterns.iter().chain(entry.topic_patterns.iter()).map(needed).collect::<Vec<_>>()
        };
        let needed_words = file.statements.iter().flat_map(patterns).collect::<Result<Vec<_>>>()?;
        Ok(Self {
            marks: PhraseIndex::new(&marks),
            topic_words: PhraseIndex::new(&topics),
            patterns: PatternIndex::new(&needed_words),
            fragments,
            words: file.words,
            topics: file.topics,
            mark_words: file.marks,
            regions: file.regions,
            stale: file.stale,
            statements: file.statements,
        })
    }

    /// The programs of the patterns of statements and of the regexes of phrases, in their order.
    ///
    /// # Errors
    /// If one is not well-formed, or is not supported by programs.
    pub fn programs(&self) -> Result<BTreeMap<String, Program>> {
        let Stale { work, account, carried_in, .. } = &self.stale;
        let statements = self.statements.iter();
        let patterns = statements.flat_map(|entry| entry.patterns.iter().chain(entry.topic_patterns.iter()));
        let patterns = patterns.chain([work, account, carried_in]);
        let expanded =
            patterns.map(|pattern| -> Result<_> { Ok((pattern.to_string(), expand(pattern, &self.fragments)?)) });
        let phrases = self.marks.sources().chain(self.topic_words.sources());
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
        Self {
            words: WordFinder::new(words.keys().map(|word| (*word).to_owned())),
            lists_by_word: words.into_values().map(List::Owned).collect(),
            pattern_by_list: pattern_by_list.into(),
            list_counts: needed.iter().map(Vec::len).collect(),
        }
    }
}

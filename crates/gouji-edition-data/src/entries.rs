//! The format of the statements in their file, and of the statements as they are built in. The build script reads the first and
//! writes the second.

use gouji_text::{PhraseIndex, WordFinder};
use serde::Deserialize;

use crate::expand::Fragments;
use crate::{List, Text};

/// The statements as they are built in: the content of the file, and the indexes that find their marks, topics and patterns, because computing these
/// takes longer than a check.
#[derive(Debug)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
pub struct BuiltIn {
    /// Words with one meaning everywhere.
    pub words: WordLists,
    /// The fragments of patterns, with the word lists among them.
    pub fragments: Fragments,
    /// The topics.
    pub topics: List<TopicEntry>,
    /// The phrases that name each topic, in the order of the topics.
    pub topic_words: PhraseIndex,
    /// Words near which a figure is not compared.
    pub mark_words: MarksEntry,
    /// The phrases of each kind of mark that is a list of patterns, in the order of [`MarksEntry`].
    pub marks: PhraseIndex,
    /// The regions of agencies.
    pub regions: Regions,
    /// Words of sentences that were copied from another year's report.
    pub stale: Stale<Text>,
    /// The statements; if several match a figure, the first one counts.
    pub statements: List<StatementEntry>,
    /// The patterns of statements.
    pub patterns: PatternIndex,
}

/// Finds the patterns that may match in a sentence, by lists of words: every match of a pattern contains a word of each of its lists.
/// Patterns and lists are numbered from 0: for each statement its patterns, then its topic patterns.
#[derive(Debug)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
pub struct PatternIndex {
    /// Finds the words.
    pub words: WordFinder,
    /// For each word, the lists that have it.
    pub lists_by_word: List<List<usize>>,
    /// For each list, its pattern.
    pub pattern_by_list: List<usize>,
    /// For each pattern, the number of its lists.
    pub list_counts: List<usize>,
}

/// Words that mean the same in every sentence, whatever it counts.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WordLists {
    /// Units of figures that a table counts. A unit comes before units that it begins with.
    pub case_units: List<Text>,
    /// Those of them that may count a case several times.
    pub loose_case_units: List<Text>,
    /// Units of all that prose counts and adds up. A unit comes before units that it begins with.
    pub units: List<Text>,
    /// Words before a figure that make it approximate.
    pub approximate_before: List<Text>,
    /// Words after a figure that make it approximate.
    pub approximate_after: List<Text>,
    /// Words that compare with another time.
    pub comparisons: List<Text>,
    /// Words for another year than the report's.
    pub other_years: List<Text>,
    /// Words before the list of a figure's parts.
    pub parts: List<Text>,
    /// Beginnings of the name of a last part, after which the list of parts is complete.
    pub rests: List<Text>,
    /// Names of ordinary parts that begin like a last part.
    pub no_rests: List<Text>,
    /// Words before a whole, or in the name of a part, that show that the whole may be less than its parts.
    pub no_parts: List<Text>,
}

/// A topic, with the pattern of the words that name it.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields)]
pub struct TopicEntry {
    /// Its id.
    pub id: Text,
    /// The id of the table that counts the topic; `None` if no table does.
    pub table: Option<Text>,
    /// The ids of the rows that a statement means if it names none.
    #[serde(default)]
    pub rows: List<Text>,
    /// The ids of the columns that a statement means if it names none.
    #[serde(default)]
    pub columns: List<Text>,
    /// The pattern of the words that name the topic.
    pub words: Text,
}

/// The marks by kind.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MarksEntry {
    /// Patterns that exempt their clause.
    pub clause: List<Text>,
    /// Patterns of a way by which cases arrive. They exempt their clause.
    pub channel: List<Text>,
    /// Patterns of all such ways together.
    pub channels: List<Text>,
    /// Words of a sentence that counts only some ways.
    pub partial: List<Text>,
    /// Words of a sentence that counts all ways together.
    pub total: List<Text>,
    /// Words of a clause that counts the applications that arrived.
    pub received: List<Text>,
    /// Patterns that exempt their sentence.
    pub sentence: List<Text>,
    /// Patterns of other years.
    pub year: List<Text>,
    /// Patterns of the report's own year.
    pub this_year: List<Text>,
    /// Patterns of other bodies.
    pub body: List<Text>,
    /// Patterns of the report's own body.
    pub own: List<Text>,
    /// Patterns of words that contain a mark and are none.
    pub exempt: List<Text>,
    /// Words before a body that is only addressed.
    pub objects: List<Text>,
    /// Every denial contains one of these.
    pub denials: List<Text>,
    /// Words that may directly follow a figure that relies on the topic before it.
    pub stops: List<Text>,
    /// Words after digits that begin like a unit of cases and are another unit.
    pub other_units: List<Text>,
    /// Words after a figure that make it approximate, or count something else.
    pub after_figure: List<Text>,
}

/// The regions of agencies, as their names show them.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields)]
pub struct Regions {
    /// The ends of the names of regions, from the highest level to the lowest.
    pub levels: List<List<Text>>,
    /// Words in the names of agencies that contain such an end and name no region.
    pub others: List<Text>,
}

/// Words of sentences that begin with a year other than the report's. They show whether a sentence was copied from that year's
/// report. `P` is a pattern: its text in the file, or ready for use.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Stale<P> {
    /// A count of a whole year's work.
    pub work: P,
    /// A general account of a year's work.
    pub account: P,
    /// Cases from the year before that belong to the report's own year.
    pub carried_in: P,
    /// Words of a paragraph that compares years.
    pub comparisons: List<Text>,
    /// Words before a year that make it a point of reference.
    pub references: List<Text>,
    /// Words of a sentence that reports a single act, or the state at one date.
    pub single_acts: List<Text>,
    /// Further words of single acts, in a general account.
    pub account_acts: List<Text>,
    /// Words directly after the year, for work that it left to the next year.
    pub left_over: List<Text>,
    /// Words of a plan.
    pub plans: List<Text>,
}

impl<P> Stale<P> {
    /// The same words with each pattern converted.
    pub fn map_patterns<'a, Q>(&'a self, convert: impl Fn(&'a P) -> Q) -> Stale<Q> {
        Stale {
            work: convert(&self.work),
            account: convert(&self.account),
            carried_in: convert(&self.carried_in),
            comparisons: self.comparisons.clone(),
            references: self.references.clone(),
            single_acts: self.single_acts.clone(),
            account_acts: self.account_acts.clone(),
            left_over: self.left_over.clone(),
            plans: self.plans.clone(),
        }
    }
}

/// A statement.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StatementEntry {
    /// Its id.
    pub id: Text,
    /// The id of its topic.
    pub topic: Text,
    /// The year that the statement is about, relative to the report's.
    #[serde(default)]
    pub year: i32,
    /// The sums of cells that the figure may repeat, the first one first.
    pub sums: List<CellSum>,
    /// Sums that the figure may equal instead without a finding.
    #[serde(default)]
    pub excuses: List<CellSum>,
    /// Whether 其中 may follow, so that the figures after it are parts of this figure.
    #[serde(default)]
    pub whole: bool,
    /// Whether the figure counts only if it and the parts before it make their whole.
    #[serde(default)]
    pub complete: bool,
    /// Patterns that name what they count.
    #[serde(default)]
    pub patterns: List<Text>,
    /// Patterns that rely on the topic of the words before them.
    #[serde(default)]
    pub topic_patterns: List<Text>,
}

/// Cells whose sum a figure repeats. Rows and columns are given by their ids in the edition.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields)]
pub struct CellSum {
    /// Rows.
    #[serde(default)]
    pub rows: List<Text>,
    /// Row groups, each with all its rows.
    #[serde(default)]
    pub groups: List<Text>,
    /// Columns.
    #[serde(default)]
    pub columns: List<Text>,
    /// Rows to subtract; only for excuses.
    #[serde(default)]
    pub less: List<Text>,
}

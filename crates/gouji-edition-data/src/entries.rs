//! The format of the statements in their file, and of the statements as they are built in. The build script reads the first and
//! writes the second.

use gouji_text::PhraseIndex;
use serde::{Deserialize, Serialize};

use crate::expand::Fragments;

/// The statements as they are built in: the file, and the indexes that find their marks, topics and patterns, because computing these
/// takes longer than a check. `S` is a `String` when it is written, and a part of the built-in data when it is read.
#[derive(Debug, Serialize, Deserialize)]
pub struct BuiltIn<S = String> {
    /// The file.
    pub file: StatementFile,
    /// The phrases of each kind of mark that is a list of patterns, in the order of [`MarksEntry`].
    pub marks: PhraseIndex<S>,
    /// The phrases that name each topic, in the order of the file.
    pub topics: PhraseIndex<S>,
    /// The patterns of statements.
    pub patterns: PatternIndex<S>,
}

/// Finds the patterns that may match in a sentence, by lists of words: every match of a pattern contains a word of each of its lists.
/// Patterns and lists are numbered from 0: for each statement its patterns, then its topic patterns.
#[derive(Debug, Serialize, Deserialize)]
pub struct PatternIndex<S = String> {
    /// All words, in order.
    pub words: Vec<S>,
    /// For each word, the lists that have it.
    pub lists_by_word: Vec<Vec<usize>>,
    /// For each list, its pattern.
    pub pattern_by_list: Vec<usize>,
    /// For each pattern, the number of its lists.
    pub list_counts: Vec<usize>,
}

/// The file of the statements.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementFile {
    /// Words with one meaning everywhere. Each list is also a fragment, under its name in the file.
    pub words: WordLists,
    /// The named parts of patterns.
    pub fragments: Fragments,
    /// The topics. The last one named before a figure decides what the figure counts.
    #[serde(rename = "topic")]
    pub topics: Vec<TopicEntry>,
    /// Words near which a figure is not compared.
    pub marks: MarksEntry,
    /// The regions of agencies.
    pub regions: Regions,
    /// Words of sentences that were copied from another year's report.
    pub stale: Stale<String>,
    /// The statements; if several match a figure, the first one counts.
    #[serde(rename = "statement")]
    pub statements: Vec<StatementEntry>,
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
        fragments.extend(lists.map(|(name, words)| (name.to_owned(), words.join("|"))));
        fragments
    }
}

/// Words that mean the same in every sentence, whatever it counts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WordLists {
    /// Units of figures that a table counts. A unit comes before units that it begins with.
    pub case_units: Vec<String>,
    /// Those of them that may count a case several times.
    pub loose_case_units: Vec<String>,
    /// Units of all that prose counts and adds up. A unit comes before units that it begins with.
    pub units: Vec<String>,
    /// Words before a figure that make it approximate.
    pub approximate_before: Vec<String>,
    /// Words after a figure that make it approximate.
    pub approximate_after: Vec<String>,
    /// Words that compare with another time.
    pub comparisons: Vec<String>,
    /// Words for another year than the report's.
    pub other_years: Vec<String>,
    /// Words before the list of a figure's parts.
    pub parts: Vec<String>,
    /// Beginnings of the name of a last part, after which the list of parts is complete.
    pub rests: Vec<String>,
    /// Names of ordinary parts that begin like a last part.
    pub no_rests: Vec<String>,
    /// Words before a whole, or in the name of a part, that show that the whole may be less than its parts.
    pub no_parts: Vec<String>,
}

/// A topic, with the pattern of the words that name it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicEntry {
    /// Its id.
    pub id: String,
    /// The id of the table that counts the topic; `None` if no table does.
    pub table: Option<String>,
    /// The ids of the rows that a statement means if it names none.
    #[serde(default)]
    pub rows: Vec<String>,
    /// The ids of the columns that a statement means if it names none.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The pattern of the words that name the topic.
    pub words: String,
}

/// The marks by kind.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MarksEntry {
    /// Patterns that exempt their clause.
    pub clause: Vec<String>,
    /// Patterns of a way by which cases arrive. They exempt their clause.
    pub channel: Vec<String>,
    /// Patterns of all such ways together.
    pub channels: Vec<String>,
    /// Words of a sentence that counts only some ways.
    pub partial: Vec<String>,
    /// Words of a sentence that counts all ways together.
    pub total: Vec<String>,
    /// Words of a clause that counts the applications that arrived.
    pub received: Vec<String>,
    /// Patterns that exempt their sentence.
    pub sentence: Vec<String>,
    /// Patterns of other years.
    pub year: Vec<String>,
    /// Patterns of the report's own year.
    pub this_year: Vec<String>,
    /// Patterns of other bodies.
    pub body: Vec<String>,
    /// Patterns of the report's own body.
    pub own: Vec<String>,
    /// Patterns of words that contain a mark and are none.
    pub exempt: Vec<String>,
    /// Words before a body that is only addressed.
    pub objects: Vec<String>,
    /// Every denial contains one of these.
    pub denials: Vec<String>,
    /// Words that may directly follow a figure that relies on the topic before it.
    pub stops: Vec<String>,
    /// Words after digits that begin like a unit of cases and are another unit.
    pub other_units: Vec<String>,
    /// Words after a figure that make it approximate, or count something else.
    pub after_figure: Vec<String>,
}

/// The regions of agencies, as their names show them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regions {
    /// The ends of the names of regions, from the highest level to the lowest.
    pub levels: Vec<Vec<String>>,
    /// Words in the names of agencies that contain such an end and name no region.
    pub others: Vec<String>,
}

/// Words of sentences that begin with a year other than the report's. They show whether a sentence was copied from that year's
/// report. `P` is a pattern: its text in the file, or ready for use.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Stale<P> {
    /// A count of a whole year's work.
    pub work: P,
    /// A general account of a year's work.
    pub account: P,
    /// Cases from the year before that belong to the report's own year.
    pub carried_in: P,
    /// Words of a paragraph that compares years.
    pub comparisons: Vec<String>,
    /// Words before a year that make it a point of reference.
    pub references: Vec<String>,
    /// Words of a sentence that reports a single act, or the state at one date.
    pub single_acts: Vec<String>,
    /// Further words of single acts, in a general account.
    pub account_acts: Vec<String>,
    /// Words directly after the year, for work that it left to the next year.
    pub left_over: Vec<String>,
    /// Words of a plan.
    pub plans: Vec<String>,
}

impl<P> Stale<P> {
    /// The same words with each pattern converted.
    pub fn map_patterns<Q>(self, convert: impl Fn(P) -> Q) -> Stale<Q> {
        Stale {
            work: convert(self.work),
            account: convert(self.account),
            carried_in: convert(self.carried_in),
            comparisons: self.comparisons,
            references: self.references,
            single_acts: self.single_acts,
            account_acts: self.account_acts,
            left_over: self.left_over,
            plans: self.plans,
        }
    }
}

/// A statement.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StatementEntry {
    /// Its id.
    pub id: String,
    /// The id of its topic.
    pub topic: String,
    /// The year that the statement is about, relative to the report's.
    #[serde(default)]
    pub year: i32,
    /// The sums of cells that the figure may repeat, the first one first.
    pub sums: Vec<CellSum>,
    /// Sums that the figure may equal instead without a finding.
    #[serde(default)]
    pub excuses: Vec<CellSum>,
    /// Whether 其中 may follow, so that the figures after it are parts of this figure.
    #[serde(default)]
    pub whole: bool,
    /// Whether the figure counts only if it and the parts before it make their whole.
    #[serde(default)]
    pub complete: bool,
    /// Patterns that name what they count.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// Patterns that rely on the topic of the words before them.
    #[serde(default)]
    pub topic_patterns: Vec<String>,
}

/// Cells whose sum a figure repeats. Rows and columns are given by their ids in the edition.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellSum {
    /// Rows.
    #[serde(default)]
    pub rows: Vec<String>,
    /// Row groups, each with all its rows.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Columns.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Rows to subtract; only for excuses.
    #[serde(default)]
    pub less: Vec<String>,
}

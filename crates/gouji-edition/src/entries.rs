//! The format of the statements in their file, and of the statements as they are built in. The build script reads the first and
//! writes the second.

use gouji_text::Phrase;
use serde::{Deserialize, Serialize};

use super::expand::Fragments;

/// The statements as they are built in: the file, and the phrases of each kind of mark and of each topic. The phrases include
/// their beginnings, because computing these takes longer than a check.
#[derive(Debug, Serialize, Deserialize)]
pub struct BuiltIn {
    pub file: File,
    pub marks: Vec<Vec<Phrase>>,
    pub topics: Vec<Vec<Phrase>>,
}

/// The file of the statements.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub fragments: Fragments,
    #[serde(rename = "topic")]
    pub topics: Vec<TopicEntry>,
    pub marks: MarksEntry,
    pub stale: StaleEntry,
    #[serde(rename = "statement")]
    pub statements: Vec<Entry>,
}

/// A topic, with the pattern of the words that name it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicEntry {
    pub id: String,
    pub table: Option<String>,
    #[serde(default)]
    pub rows: Vec<String>,
    #[serde(default)]
    pub columns: Vec<String>,
    pub words: String,
}

/// The marks by kind.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MarksEntry {
    pub clause: Vec<String>,
    pub sentence: Vec<String>,
    pub year: Vec<String>,
    pub this_year: Vec<String>,
    pub body: Vec<String>,
    pub own: Vec<String>,
    pub exempt: Vec<String>,
    pub objects: Vec<String>,
    pub denials: Vec<String>,
    pub stops: Vec<String>,
    pub other_units: Vec<String>,
    pub after_figure: Vec<String>,
}

/// Words of sentences that begin with another year. The first three are patterns.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StaleEntry {
    pub work: String,
    pub account: String,
    pub carried_in: String,
    pub comparisons: Vec<String>,
    pub references: Vec<String>,
    pub single_acts: Vec<String>,
    pub account_acts: Vec<String>,
    pub left_over: Vec<String>,
    pub plans: Vec<String>,
}

/// A statement.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Entry {
    pub id: String,
    pub topic: String,
    pub anchor: Vec<String>,
    #[serde(default)]
    pub year: i32,
    pub sums: Vec<CellSum>,
    #[serde(default)]
    pub excuses: Vec<CellSum>,
    #[serde(default)]
    pub whole: bool,
    #[serde(default)]
    pub patterns: Vec<String>,
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

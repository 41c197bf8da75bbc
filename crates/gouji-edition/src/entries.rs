//! How the statements stand in their file, and how they are built in. The build script reads the one and writes the other.

use gouji_text::Phrase;
use serde::{Deserialize, Serialize};

use super::expand::Fragments;

/// The statements as they are built in: the file, and the phrases of each kind of mark and of each topic, with what they
/// begin, as working that out takes longer than a check.
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

/// A topic with the words that name it.
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

/// The marks by their kinds.
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
    pub behind: Vec<String>,
}

/// Words of sentences that open with another year. The first three are patterns.
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
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub id: String,
    pub topic: String,
    pub anchor: Vec<String>,
    #[serde(default)]
    pub year: i32,
    pub told: Vec<Told>,
    #[serde(default)]
    pub excuses: Vec<Told>,
    #[serde(default)]
    pub whole: bool,
    #[serde(default)]
    pub patterns: Vec<String>,
    #[serde(default)]
    pub within: Vec<String>,
}

/// Cells whose sum is told: rows and columns by their ids in the format.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Rows.
    #[serde(default)]
    pub rows: Vec<String>,
    /// Groups, each for all its rows.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Columns.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Rows to be taken off; only for excuses.
    #[serde(default)]
    pub less: Vec<String>,
}

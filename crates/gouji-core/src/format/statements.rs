use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::{Regex, RegexSet, RegexSetBuilder};
use serde::Deserialize;

/// How prose repeats the tables' figures. Its patterns read folded words, as [`crate::text::Folded`] makes them.
#[derive(Debug)]
pub struct Statements {
    /// What a sentence may speak of.
    pub topics: Vec<Topic>,
    /// Where figures are not believed.
    pub marks: Marks,
    /// The known sentences; of several that fit a figure the first is believed.
    pub statements: Vec<Statement>,
    /// Every pattern with the index of its statement, in their order.
    pub patterns: Vec<Pattern>,
    /// The same patterns at once, to tell which are worth a closer look.
    pub set: RegexSet,
    /// A figure with its unit, whatever stands round it; the group `n` is the figure.
    pub figure: Regex,
}

/// What a sentence speaks of.
#[derive(Debug)]
pub struct Topic {
    /// Stable id.
    pub id: String,
    /// Id of the table that counts it, where one does.
    pub table: Option<String>,
    /// Ids of the rows that are meant where a statement names none.
    pub rows: Vec<String>,
    /// Ids of the columns that are meant where a statement names none.
    pub columns: Vec<String>,
    /// The words that name it.
    pub words: Regex,
}

/// Words that tell that a figure is not the report's own, or not exact.
#[derive(Debug)]
pub struct Marks {
    /// To the end of the clause: comparisons, and parts of the whole.
    pub clause: Regex,
    /// To the end of the sentence: plans, duties, parts of the year.
    pub sentence: Regex,
    /// A year.
    pub year: Regex,
    /// The report's own year, in words.
    pub this_year: Regex,
    /// Another body, unless its name is the report's own.
    pub body: Regex,
    /// The report's own body.
    pub own: Regex,
    /// What looks like one of the marks and is none.
    pub exempt: Regex,
    /// Words before a body that is spoken to.
    pub objects: Vec<String>,
    /// What may stand directly behind a figure that relies on what was told before.
    pub stops: Vec<String>,
    /// Words directly behind a figure that make it approximate, or another unit.
    pub behind: Vec<String>,
}

/// A sentence that repeats a figure.
#[derive(Debug)]
pub struct Statement {
    /// Stable id.
    pub id: String,
    /// Index into [`Statements::topics`].
    pub topic: usize,
    /// How far the year that it names lies from the report's.
    pub year: i32,
    /// What it may tell, the likeliest first.
    pub told: Vec<Told>,
    /// What it may also mean without naming cells that could be compared.
    pub excuses: Vec<Told>,
    /// Whether 其中 may follow, so that the figures behind it are parts of this one.
    pub whole: bool,
}

/// Cells whose sum is told: rows and columns by their ids in the format.
#[derive(Clone, Debug, Deserialize)]
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

/// A pattern: the group `n` is a figure, inside `f`, which has the unit as well; or `no` is words that deny.
#[derive(Debug)]
pub struct Pattern {
    /// Its words.
    pub regex: Regex,
    /// Index into [`Statements::statements`].
    pub statement: usize,
    /// Whether it relies on the topic that was told before.
    pub within: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fragments: BTreeMap<String, String>,
    #[serde(rename = "topic")]
    topics: Vec<TopicEntry>,
    marks: MarksEntry,
    #[serde(rename = "statement")]
    statements: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicEntry {
    id: String,
    table: Option<String>,
    #[serde(default)]
    rows: Vec<String>,
    #[serde(default)]
    columns: Vec<String>,
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct MarksEntry {
    clause: Vec<String>,
    sentence: Vec<String>,
    year: Vec<String>,
    this_year: Vec<String>,
    body: Vec<String>,
    own: Vec<String>,
    exempt: Vec<String>,
    objects: Vec<String>,
    stops: Vec<String>,
    behind: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    topic: String,
    #[serde(default)]
    year: i32,
    told: Vec<Told>,
    #[serde(default)]
    excuses: Vec<Told>,
    #[serde(default)]
    whole: bool,
    #[serde(default)]
    patterns: Vec<String>,
    #[serde(default)]
    within: Vec<String>,
}

/// A figure with its unit. Words between them, as in 余件 and 万件, make it approximate, so they do not fit.
const FIGURE: &str = "(?P<f>(?P<n>[0-9]+|[一二三四五六七八九十两零〇]{1,3})(?:件|项|份|个|宗|起|例))";

/// How often a fragment may stand inside a fragment.
const DEEPEST: usize = 8;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

static STATEMENTS: LazyLock<Option<Statements>> = LazyLock::new(|| {
    // A test reads the same file, so a mistake in it never reaches a user.
    read(include_str!("../../formats/zfxxgk-2021.statements.toml")).ok()
});

/// The sentences that go with the format in force; its row ids are those of every edition.
pub fn statements() -> Option<&'static Statements> {
    STATEMENTS.as_ref()
}

fn read(source: &str) -> Result<Statements> {
    let file: File = toml::from_str(source)?;
    let expand = |pattern: &str| expand(pattern, &file.fragments);
    let regex = |pattern: &str| -> Result<Regex> { Ok(Regex::new(&expand(pattern)?)?) };
    let any = |patterns: &[String]| regex(&patterns.join("|"));
    let topic = |entry: &TopicEntry| -> Result<Topic> {
        let words = regex(&entry.words)?;
        let TopicEntry { id, table, rows, columns, .. } = entry;
        Ok(Topic { id: id.clone(), table: table.clone(), rows: rows.clone(), columns: columns.clone(), words })
    };
    let topics = file.topics.iter().map(topic).collect::<Result<Vec<_>>>()?;
    let marks = Marks {
        clause: any(&file.marks.clause)?,
        sentence: any(&file.marks.sentence)?,
        year: any(&file.marks.year)?,
        this_year: any(&file.marks.this_year)?,
        body: any(&file.marks.body)?,
        own: any(&file.marks.own)?,
        exempt: any(&file.marks.exempt)?,
        objects: file.marks.objects.clone(),
        stops: file.marks.stops.clone(),
        behind: file.marks.behind.clone(),
    };
    let (mut statements, mut patterns, mut sources) = (Vec::new(), Vec::new(), Vec::new());
    for entry in &file.statements {
        let topic = topics.iter().position(|topic| topic.id == entry.topic).ok_or_else(|| entry.topic.clone())?;
        let named = entry.patterns.iter().map(|pattern| (pattern, false));
        for (pattern, within) in named.chain(entry.within.iter().map(|pattern| (pattern, true))) {
            let source = expand(pattern)?;
            patterns.push(Pattern { regex: Regex::new(&source)?, statement: statements.len(), within });
            sources.push(source);
        }
        let Entry { id, year, told, excuses, whole, .. } = entry;
        let (id, told, excuses) = (id.clone(), told.clone(), excuses.clone());
        statements.push(Statement { id, topic, year: *year, told, excuses, whole: *whole });
    }
    let set = RegexSetBuilder::new(sources).size_limit(SET_SIZE).dfa_size_limit(SET_SIZE).build()?;
    Ok(Statements { topics, marks, statements, patterns, set, figure: Regex::new(FIGURE)? })
}

/// Room for all patterns at once, in bytes.
const SET_SIZE: usize = 64 << 20;

/// The pattern with its fragments, figures and denials put in.
fn expand(pattern: &str, fragments: &BTreeMap<String, String>) -> Result<String> {
    let mut pattern = pattern.to_owned();
    for _ in 0..DEEPEST {
        for (name, fragment) in fragments {
            pattern = pattern.replace(&format!("{{{name}}}"), fragment);
        }
    }
    while let Some(at) = pattern.find("{no:") {
        let behind = pattern.get(at + 4..).unwrap_or_default();
        let mut open = 1;
        let end = behind.find(|c| {
            open += i32::from(c == '{') - i32::from(c == '}');
            open == 0
        });
        let words = end.and_then(|end| behind.get(..end)).ok_or("a denial is not closed")?;
        pattern = pattern.replacen(&format!("{{no:{words}}}"), &format!("(?P<no>{words})"), 1);
    }
    Ok(pattern.replace("{n}", FIGURE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format;

    #[test]
    fn every_statement_names_cells_of_the_format() {
        let found =
            read(include_str!("../../formats/zfxxgk-2021.statements.toml")).expect("the statements are readable");
        assert!(found.statements.len() > 60);
        assert!(found.statements.iter().all(|statement| !statement.told.is_empty()));
        for statement in found.statements {
            let topic = &found.topics[statement.topic];
            let Some(table) = &topic.table else { continue };
            let table = format::current().table_index(table).expect("a table of the format");
            let table = &format::current().tables[table];
            for told in statement.told.iter().chain(&statement.excuses) {
                for row in told.rows.iter().chain(&told.less).chain(&topic.rows) {
                    assert!(table.row_index(row).is_some(), "{row}");
                }
                for column in told.columns.iter().chain(&topic.columns) {
                    assert!(table.column_index(column).is_some(), "{column}");
                }
                for group in &told.groups {
                    assert!(table.row_groups.iter().any(|found| found.id == *group), "{group}");
                }
            }
        }
    }
}

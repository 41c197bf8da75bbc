use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

/// How prose repeats the tables' figures.
#[derive(Debug, Default)]
pub struct Statements {
    /// Words that tell that a sentence speaks of something else than the report's own figures.
    pub silent: Vec<String>,
    /// The known sentences.
    pub statements: Vec<Statement>,
}

/// A sentence that repeats a figure.
#[derive(Debug)]
pub struct Statement {
    /// Stable id.
    pub id: String,
    /// Its words, with the group `n` for the figure.
    pub pattern: Regex,
    /// Words that must stand before it in the same sentence.
    pub after: Option<String>,
    /// Id of the table.
    pub table: String,
    /// Id of the column.
    pub column: String,
    /// Ids of the rows whose sum it tells; then others whose sum it may tell as well.
    pub readings: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    silent: Vec<String>,
    #[serde(rename = "statement")]
    statements: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    pattern: String,
    after: Option<String>,
    table: String,
    column: String,
    rows: Vec<String>,
    #[serde(default)]
    also: Vec<Vec<String>>,
}

/// A figure and its unit; blanks may stand between them, words may not: 余, 多 and 万 make it approximate.
const FIGURE: &str = r"\s*(?P<n>[0-9０-９]+(?:[,，][0-9]{3})*|[一二三四五六七八九十两]{1,3})\s*(?:件|项|份|宗|起)";

static STATEMENTS: LazyLock<Statements> = LazyLock::new(|| {
    // A test reads the same file, so a mistake in it never reaches a user.
    read(include_str!("../../formats/zfxxgk-2021.statements.toml")).unwrap_or_default()
});

/// The sentences that go with the format in force.
pub fn statements() -> &'static Statements {
    &STATEMENTS
}

fn read(source: &str) -> Result<Statements, Box<dyn std::error::Error>> {
    let file: File = toml::from_str(source)?;
    let statements = file.statements.into_iter().map(Statement::try_from).collect::<Result<_, _>>()?;
    Ok(Statements { silent: file.silent, statements })
}

impl TryFrom<Entry> for Statement {
    type Error = regex::Error;

    fn try_from(entry: Entry) -> Result<Self, Self::Error> {
        let pattern = Regex::new(&entry.pattern.replace("{n}", FIGURE))?;
        let readings = std::iter::once(entry.rows).chain(entry.also).collect();
        Ok(Self { id: entry.id, pattern, after: entry.after, table: entry.table, column: entry.column, readings })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format;

    #[test]
    fn every_statement_names_cells_of_the_format() {
        let found =
            read(include_str!("../../formats/zfxxgk-2021.statements.toml")).expect("the statements are readable");
        assert!(!found.statements.is_empty());
        for statement in found.statements {
            let table = format::current().table_index(&statement.table).expect("a table of the format");
            let table = &format::current().tables[table];
            assert!(table.column_index(&statement.column).is_some(), "{}", statement.column);
            for row in statement.readings.iter().flatten() {
                assert!(table.row_index(row).is_some(), "{row}");
            }
        }
    }
}

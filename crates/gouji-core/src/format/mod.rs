//! The official format of the report, as data. It is written once, in `formats/`, and read by everything else.

mod instances;
mod schema;
mod statements;

use std::sync::LazyLock;

pub use instances::{CellRef, Instance};
pub use schema::{Axis, Column, Format, Group, Part, Relation, Row, SectionDef, TableDef, ValueKind, Words};

pub use statements::{Marked, Marks, Pattern, Statement, Statements, Told, Topic, statements};

/// Every edition of the format, the one in force first.
static EDITIONS: LazyLock<[Format; 2]> = LazyLock::new(|| {
    [include_str!("../../formats/zfxxgk-2021.toml"), include_str!("../../formats/zfxxgk-2019.toml")]
        // A test parses the same texts, so a mistake in them never reaches a user.
        .map(|source| toml::from_str(source).unwrap_or_default())
});

/// Every edition of the format, the one in force first.
pub fn editions() -> &'static [Format] {
    EDITIONS.as_slice()
}

/// The format that the reports of `year` follow; the one in force where no year is known.
pub fn edition_of(year: Option<u16>) -> &'static Format {
    editions().iter().find(|format| year.is_some_and(|year| year >= format.first_year)).unwrap_or(current())
}

/// The format in force for the reports of 2021 onward (国办公开办函〔2021〕30号).
pub fn current() -> &'static Format {
    let [current, ..] = &*EDITIONS;
    current
}

//! The official format of the report, as data. It is written once, in `formats/`, and read by everything else.

mod schema;
mod statements;

use std::sync::LazyLock;

pub use schema::{
    Axis, Column, ColumnGroup, Format, Part, Relation, Row, RowGroup, SectionDef, TableDef, ValueKind, Words,
};

pub use statements::{Statement, Statements, statements};

static ZFXXGK_2021: LazyLock<Format> = LazyLock::new(|| {
    // A test parses the same text, so a mistake in it never reaches a user.
    toml::from_str(include_str!("../../formats/zfxxgk-2021.toml")).unwrap_or_default()
});

/// The format in force for the reports of 2021 onward (国办公开办函〔2021〕30号).
pub fn current() -> &'static Format {
    &ZFXXGK_2021
}

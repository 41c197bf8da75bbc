//! The official format of the report, as data. It is written once, in `formats/`, and read by everything else.

mod entries;
mod expand;
mod instances;
mod layout;
#[cfg(test)]
mod prepare;
mod schema;
mod statements;

use std::sync::LazyLock;

pub use instances::{CellRef, Instance};
pub use layout::Layout;
pub use schema::{Axis, Column, Format, Group, Part, Relation, Row, SectionDef, TableDef, ValueKind};

pub use crate::message::Bilingual as Words;

pub use entries::Told;
pub use statements::{Marked, Marks, Pattern, Stale, Statement, Statements, Topic, statements};

/// What the build script makes of `formats/`: the same data in MessagePack, as reading TOML takes longer than a check.
const BUILT_IN: [&[u8]; 2] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/zfxxgk-2021")),
    include_bytes!(concat!(env!("OUT_DIR"), "/zfxxgk-2019")),
];

/// Every edition of the format, the one in force first.
static EDITIONS: LazyLock<[Format; 2]> = LazyLock::new(|| {
    // A test reads the same, so a mistake in them never reaches a user.
    BUILT_IN.map(|source| rmp_serde::from_slice(source).unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_editions_that_are_built_in_are_those_of_the_files() {
        let sources = [include_str!("../../formats/zfxxgk-2021.toml"), include_str!("../../formats/zfxxgk-2019.toml")];
        for (source, built_in) in sources.into_iter().zip(BUILT_IN) {
            let source: Format = toml::from_str(source).expect("the format parses");
            let built_in: Format = rmp_serde::from_slice(built_in).expect("it is what the build script wrote");
            assert_eq!(format!("{built_in:?}"), format!("{source:?}"));
        }
    }
}

//! The editions of the official form as data: sections, tables, relations between figures, the statements of prose that repeat
//! figures, and blank tables as the form prints them.
//!
//! Invariant: the form is defined in `editions/` only, one folder per edition, and is complete: every reference in it resolves.
//! The build script lists the folders, so a new edition needs only a new folder. Data that cannot be read panics on first use and
//! never becomes an empty form.
//!
//! This crate is below the reader of reports (`gouji-report`). It depends on texts and messages, and has no notion of a report.

pub mod blank_form;
pub mod blank_report;
mod customary;
pub mod form_table;
mod instances;
mod layout;
mod readings;
mod schema;
mod statements;

use std::sync::LazyLock;

use gouji_text::Program;

pub use customary::{CustomarySentence, FigureSum, SentencePart};
pub use instances::{CellRef, Instance};
pub use layout::Layout;
pub use readings::{Reading, reading};
pub use schema::{
    Axis, Column, Edition, Group, Part, Regulations, Relation, Role, Row, SectionDef, TableDef, ValueKind,
};

pub use gouji_edition_data::WordLists;
pub use gouji_edition_data::{CellSum, Regions, Stale};
pub use statements::{MarkedPlaces, Marks, Pattern, Statement, Statements, Topic, statements};

/// The data of an edition as the build script writes it: in MessagePack, because reading TOML takes longer than a check.
struct EditionSource {
    /// The id of the edition, and the name of its folder in `editions/`.
    id: &'static str,
    /// The sections and tables.
    edition: &'static [u8],
    /// The statements of prose, if the edition has any.
    prose: Option<&'static [u8]>,
}

/// Every edition, the newest first.
const SOURCES: &[EditionSource] = include!(concat!(env!("OUT_DIR"), "/editions.rs"));

/// The patterns of statements and the regexes of phrases, in order, each with its program.
static PROGRAMS: &[(&str, Program)] = {
    use gouji_text::program::{Class, Program, Step};
    use std::borrow::Cow;

    include!(concat!(env!("OUT_DIR"), "/programs.rs"))
};

static EDITIONS: LazyLock<Vec<Edition>> = LazyLock::new(|| SOURCES.iter().map(EditionSource::load).collect());

impl EditionSource {
    fn load(&self) -> Edition {
        rmp_serde::from_slice(self.edition).unwrap_or_else(|error| panic!("the edition {} is broken: {error}", self.id))
    }
}

/// Every edition of the form, the edition in force first.
///
/// # Panics
/// If the data that is built in cannot be read. A test reads all of it.
pub fn editions() -> &'static [Edition] {
    &EDITIONS
}

/// The edition that the reports of `year` follow; the edition in force if `year` is `None`.
pub fn edition_for_year(year: Option<u16>) -> &'static Edition {
    editions().iter().find(|edition| year.is_some_and(|year| year >= edition.first_year)).unwrap_or(current())
}

/// The edition in force, for the reports of 2021 onward (国办公开办函〔2021〕30号).
pub fn current() -> &'static Edition {
    editions().first().expect("the build script lists the editions")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_editions_equal_the_files() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("editions");
        assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), SOURCES.len());
        for built_in in SOURCES {
            let source = std::fs::read_to_string(folder.join(built_in.id).join("edition.toml")).expect("an edition");
            let source: Edition = toml::from_str(&source).expect("the edition parses");
            assert_eq!(format!("{:?}", built_in.load()), format!("{source:?}"));
            assert_eq!(source.id, built_in.id);
        }
        assert!(editions().is_sorted_by_key(|edition| std::cmp::Reverse(edition.first_year)));
    }
}

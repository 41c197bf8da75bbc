//! The editions of the official form as data: sections, tables, relations between figures, the statements of prose that repeat
//! figures, and blank tables as the form prints them.
//!
//! Invariant: the form is defined in `editions/` only, one folder per edition, and is complete: every reference in it resolves.
//! The build script reads the folders, so a new edition needs only a new folder, and data that cannot be read stops the build.
//!
//! This crate is below the reader of reports (`gouji-report`). It depends on texts and messages, and has no notion of a report.

pub mod blank_form;
pub mod blank_report;
mod built_in;
pub mod form_table;
mod labels;
mod layout;
mod readings;
mod statements;

pub use gouji_edition_data::{
    Axis, CellRef, CellSum, Column, CustomarySentence, Edition, FigureSum, Group, Instance, KnownLabel, LabelIndex,
    LabelMeaning, LabelWords, List, Part, Regions, Regulations, Relation, Role, Row, SectionDef, SentencePart, Stale,
    TableDef, TableLabel, Text, ValueKind, WordLists,
};
pub use labels::{label_indices, label_words};
pub use layout::Layout;
pub use readings::{Reading, reading};
pub use statements::{MarkedPlaces, Marks, Pattern, Statement, Statements, Topic, statements};

/// Every edition of the form, the edition in force first.
pub fn editions() -> &'static [Edition] {
    built_in::EDITIONS
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
        assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), editions().len());
        for built_in in editions() {
            let source = std::fs::read_to_string(folder.join(&*built_in.id).join("edition.toml")).expect("an edition");
            let source = Edition::from_toml(&source).expect("the edition parses");
            assert_eq!(format!("{built_in:?}"), format!("{source:?}"));
        }
        assert!(editions().is_sorted_by_key(|edition| std::cmp::Reverse(edition.first_year)));
    }

    #[test]
    fn every_place_of_every_sentence_is_in_the_tables_of_its_edition() {
        let mut count = 0;
        for edition in editions() {
            for sentence in edition.sections.iter().flat_map(|section| section.sentences.iter()) {
                let parts = sentence.parts().unwrap_or_else(|| panic!("{} is not well-formed", sentence.id));
                let figures = parts.into_iter().filter_map(|part| match part {
                    SentencePart::Figure(figure) => Some(figure),
                    SentencePart::Words(_) | SentencePart::Year => None,
                });
                for figure in figures.chain(sentence.zeros().unwrap_or_else(|| panic!("{}", sentence.id))) {
                    let table = edition.table_index(figure.table).and_then(|at| edition.tables.get(at));
                    let cells = table.and_then(|def| figure.cells(def));
                    assert!(cells.is_some_and(|cells| !cells.is_empty()), "{}: {figure:?}", sentence.id);
                    count += 1;
                }
            }
        }
        assert!(count > 12, "{count} figures");
    }

    #[test]
    fn a_group_means_all_its_rows() {
        let def = current().tables.iter().find(|table| table.id == "applications").expect("a table");
        let cells = |place: &'static str| {
            let sentence = CustomarySentence { id: "".into(), text: "".into(), zero: vec![place.into()].into() };
            let figures = sentence.zeros().expect("well-formed");
            figures[0].cells(def).map(|cells| cells.len())
        };
        assert_eq!(cells("applications.refused.total"), Some(8));
        assert_eq!(cells("applications.received+carried-in.natural-person+total"), Some(4));
        assert_eq!(cells("applications.none.total"), None);
    }
}

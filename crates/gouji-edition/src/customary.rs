//! Customary sentences of the prose, with places for the figures of the tables. The editor offers them with the figures filled in.

use serde::Deserialize;

use crate::{CellRef, TableDef};

/// A customary sentence of a section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomarySentence {
    /// Stable id.
    pub id: String,
    /// The sentence, with `{year}` for the report year and `{table.rows.columns}` for a figure. Several rows or columns are joined by `+`
    /// and mean their sum; the id of a group of rows means all of them.
    pub text: String,
    /// Figures that must be 0, in the same form without braces. A sentence that denies something is right only then.
    #[serde(default)]
    pub zero: Vec<String>,
}

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentencePart<'a> {
    /// Words.
    Words(&'a str),
    /// The report year.
    Year,
    /// A figure.
    Figure(FigureSum<'a>),
}

/// A sum of cells: of each row with each column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureSum<'a> {
    /// The id of the table.
    pub table: &'a str,
    rows: &'a str,
    columns: &'a str,
}

impl CustomarySentence {
    /// The parts of the sentence; `None` if a place in it is not well-formed.
    pub fn parts(&self) -> Option<Vec<SentencePart<'_>>> {
        let mut parts = Vec::new();
        let mut rest = self.text.as_str();
        while let Some((words, after)) = rest.split_once('{') {
            let (place, after) = after.split_once('}')?;
            parts.push(SentencePart::Words(words));
            parts.push(if place == "year" { SentencePart::Year } else { SentencePart::Figure(FigureSum::new(place)?) });
            rest = after;
        }
        parts.push(SentencePart::Words(rest));
        parts.retain(|part| *part != SentencePart::Words(""));
        Some(parts)
    }

    /// The figures that must be 0; `None` if one is not well-formed.
    pub fn zeros(&self) -> Option<Vec<FigureSum<'_>>> {
        self.zero.iter().map(|place| FigureSum::new(place)).collect()
    }
}

impl<'a> FigureSum<'a> {
    /// Reads `table.rows.columns`.
    fn new(place: &'a str) -> Option<Self> {
        let mut ids = place.split('.');
        let sum = Self { table: ids.next()?, rows: ids.next()?, columns: ids.next()? };
        ids.next().is_none().then_some(sum)
    }

    /// The cells in the table's definition; `None` if the definition lacks a row or a column.
    pub fn cells(&self, def: &TableDef) -> Option<Vec<CellRef>> {
        let mut rows = Vec::new();
        for id in self.rows.split('+') {
            match def.row_index(id) {
                Some(row) => rows.push(row),
                None => {
                    let before = rows.len();
                    let is_member =
                        |row: &usize| def.rows.get(*row).is_some_and(|row| row.group.as_deref() == Some(id));
                    rows.extend((0..def.rows.len()).filter(is_member));
                    if rows.len() == before {
                        return None;
                    }
                }
            }
        }
        let columns: Vec<usize> = self.columns.split('+').map(|id| def.column_index(id)).collect::<Option<_>>()?;
        Some(
            rows.into_iter()
                .flat_map(|row| columns.iter().map(move |column| CellRef { row, column: *column }))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editions;

    #[test]
    fn every_place_of_every_sentence_is_in_the_tables_of_its_edition() {
        let mut count = 0;
        for edition in editions() {
            for sentence in edition.sections.iter().flat_map(|section| &section.sentences) {
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
    fn a_place_that_is_not_well_formed_is_none() {
        let sentence = |text: &str| CustomarySentence { id: String::new(), text: text.to_owned(), zero: Vec::new() };
        for text in ["{", "{a}", "{a.b}", "{a.b.c.d}", "甲{year"] {
            assert_eq!(sentence(text).parts(), None, "{text}");
        }
        assert_eq!(sentence("{year}年").parts(), Some(vec![SentencePart::Year, SentencePart::Words("年")]));
    }

    #[test]
    fn a_group_means_all_its_rows() {
        let def = crate::current().tables.iter().find(|table| table.id == "applications").expect("a table");
        let sum = FigureSum::new("applications.refused.total").expect("well-formed");
        assert_eq!(sum.cells(def).map(|cells| cells.len()), Some(8));
        let sum = FigureSum::new("applications.received+carried-in.natural-person+total").expect("well-formed");
        assert_eq!(sum.cells(def).map(|cells| cells.len()), Some(4));
        assert_eq!(FigureSum::new("applications.none.total").and_then(|sum| sum.cells(def)), None);
    }
}

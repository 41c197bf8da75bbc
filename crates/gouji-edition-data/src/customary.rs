//! Customary sentences of the prose, with places for the figures of the tables. The editor offers them with the figures filled in.

use serde::Deserialize;

use crate::{CellRef, List, TableDef, Text};

/// A customary sentence of a section.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields)]
pub struct CustomarySentence {
    /// Stable id.
    pub id: Text,
    /// The sentence, with `{year}` for the report year and `{table.rows.columns}` for a figure. Several rows or columns are joined by `+`
    /// and mean their sum; the id of a group of rows means all of them.
    pub text: Text,
    /// Figures that must be 0, in the same form without braces. A sentence that denies something is right only then.
    #[serde(default)]
    pub zero: List<Text>,
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
        let mut rest = &*self.text;
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

    #[test]
    fn a_place_that_is_not_well_formed_is_none() {
        let sentence =
            |text: &'static str| CustomarySentence { id: "".into(), text: text.into(), zero: [].as_slice().into() };
        for text in ["{", "{a}", "{a.b}", "{a.b.c.d}", "甲{year"] {
            assert_eq!(sentence(text).parts(), None, "{text}");
        }
        assert_eq!(sentence("{year}年").parts(), Some(vec![SentencePart::Year, SentencePart::Words("年")]));
    }
}

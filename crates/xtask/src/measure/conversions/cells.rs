//! Compares the cells that `gouji extract` reads from a converted report with the figures in the form.

use super::truth::Tables;
use anyhow::{Context as _, Result};
use serde::Deserialize;
use std::ops::AddAssign;

/// The certainty of a cell, by its name in the output of `gouji extract`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Certain,
    Doubtful,
    /// The text has the cell, but it contains no figure.
    #[serde(alias = "stroke", alias = "words")]
    Blank,
    /// The cell was not found.
    #[serde(rename = "unread")]
    Lost,
}

/// A cell in the output of `gouji extract`.
#[derive(Clone, Debug, Deserialize)]
pub struct Cell {
    #[serde(rename = "certainty")]
    pub state: State,
    pub value: Option<String>,
}

/// The tables that gouji read, in the order of the form. A table that was not read has no cells.
pub type ComparedTables = [Vec<Cell>; 3];

/// The names of the form's tables.
const TABLES: [&str; 3] = ["documents", "applications", "disputes"];

/// The parts of a line of `gouji extract --format jsonl` that are compared.
#[derive(Deserialize)]
struct ExtractedReport {
    file: String,
    tables: Vec<Table>,
}

#[derive(Deserialize)]
struct Table {
    table: String,
    cells: Vec<Cell>,
}

/// Parses a line of `gouji extract --format jsonl` into the file and its tables.
pub fn parse(line: &str) -> Result<(String, ComparedTables)> {
    let ExtractedReport { file, mut tables } =
        serde_json::from_str(line).with_context(|| format!("no extract: {line:.200}"))?;
    let read = TABLES.map(|name| {
        let at = tables.iter().position(|table| table.table == name);
        at.map(|at| tables.swap_remove(at).cells).unwrap_or_default()
    });
    Ok((file, read))
}

/// The number of cells by the result of the comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellCounts {
    /// Cells that are right and certain.
    pub certain: usize,
    pub doubtful: usize,
    pub blank: usize,
    pub lost: usize,
    /// Descriptions of the cells that are wrong and certain. There must be none.
    pub wrong: Vec<String>,
}

/// Other readings that a damaged text permits for the cells that have `value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlteredCell {
    pub value: String,
    pub readings: Vec<String>,
}

impl CellCounts {
    pub fn all(&self) -> usize {
        self.certain + self.doubtful + self.blank + self.lost + self.wrong.len()
    }

    /// Adds the name of the file to the description of each wrong cell.
    pub fn with_file(mut self, file: &str) -> Self {
        for wrong in &mut self.wrong {
            *wrong = format!("{file}, {wrong}");
        }
        self
    }

    fn add(&mut self, cell: &Cell, truth: &str, altered: Option<&AlteredCell>, place: impl FnOnce() -> String) {
        match cell.state {
            State::Doubtful => self.doubtful += 1,
            State::Blank => self.blank += 1,
            State::Lost => self.lost += 1,
            State::Certain => {
                let value = cell.value.as_deref().unwrap_or_default();
                if agrees(value, truth, altered) {
                    self.certain += 1;
                } else {
                    self.wrong.push(format!("{}: {value}, not {truth}", place()));
                }
            }
        }
    }
}

impl AddAssign for CellCounts {
    fn add_assign(&mut self, other: Self) {
        self.certain += other.certain;
        self.doubtful += other.doubtful;
        self.blank += other.blank;
        self.lost += other.lost;
        self.wrong.extend(other.wrong);
    }
}

/// Compares tables cell by cell. All cells of a table are lost if it was not read, or was read as that of another edition.
pub fn compare(truth: &Tables, read: &ComparedTables, altered: Option<&AlteredCell>) -> CellCounts {
    let mut cells = CellCounts::default();
    for (number, (truth, read)) in truth.iter().zip(read).enumerate() {
        if truth.len() != read.len() {
            cells.lost += truth.len();
            continue;
        }
        for (at, (truth, cell)) in truth.iter().zip(read).enumerate() {
            // The tables have the numbers of their sections. The first one is in section two.
            cells.add(cell, truth, altered, || format!("table {}, cell {}", number + 2, at + 1));
        }
    }
    cells
}

fn agrees(value: &str, truth: &str, altered: Option<&AlteredCell>) -> bool {
    let altered = altered.filter(|altered| is_equal(&altered.value, truth));
    is_equal(value, truth)
        || altered.is_some_and(|altered| altered.readings.iter().any(|reading| is_equal(value, reading)))
}

/// Whether two figures are the same number, such as 10.50 and 10.5.
fn is_equal(one: &str, other: &str) -> bool {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::measure::conversions::truth::{self, Kind};

    /// The tables that a perfect reader returns.
    pub fn read(truth: &Tables) -> ComparedTables {
        let cell = |value: &String| Cell { state: State::Certain, value: Some(value.clone()) };
        truth.clone().map(|table| table.iter().map(cell).collect())
    }

    fn set(read: &mut ComparedTables, (table, at): (usize, usize), state: State, value: &str) {
        read[table][at] = Cell { state, value: Some(value.to_owned()) };
    }

    #[test]
    fn tables_are_taken_by_their_names() {
        let line = r#"{"file": "a.md", "status": "read", "tables": [
            {"table": "disputes", "cells": [{"row": "x", "value": "1", "certainty": "certain"}, {"value": null, "certainty": "stroke"}]},
            {"table": "documents", "cells": [{"value": "2", "certainty": "doubtful"}, {"value": null, "certainty": "unread"}, {"value": null, "certainty": "words"}]}
        ]}"#;
        let (file, tables) = parse(line).expect("an extract");
        let states = tables.map(|table| table.iter().map(|cell| cell.state).collect::<Vec<_>>());
        let expected = [vec![State::Doubtful, State::Lost, State::Blank], vec![], vec![State::Certain, State::Blank]];
        assert_eq!((file.as_str(), states), ("a.md", expected));
        assert!(parse(r#"{"file": "a.md", "tables": [{"table": "x", "cells": [{"certainty": "sure"}]}]}"#).is_err());
    }

    #[test]
    fn only_certain_cells_can_be_wrong() {
        let truth = truth::tests::truth().tables(0, Kind::Clean).expect("a report");
        let mut cells = read(&truth);
        assert_eq!(compare(&truth, &cells, None), CellCounts { certain: 200, ..CellCounts::default() });
        set(&mut cells, (0, 9), State::Certain, "10.5");
        set(&mut cells, (1, 3), State::Doubtful, "77");
        set(&mut cells, (1, 4), State::Blank, "");
        set(&mut cells, (1, 5), State::Lost, "");
        set(&mut cells, (2, 0), State::Certain, "3000");
        set(&mut cells, (2, 1), State::Certain, "");
        let compared = compare(&truth, &cells, None);
        let wrong = vec!["table 4, cell 1: 3000, not 300".to_owned(), "table 4, cell 2: , not 301".to_owned()];
        assert_eq!(compared, CellCounts { certain: 195, doubtful: 1, blank: 1, lost: 1, wrong });
        assert_eq!(compared.all(), 200);
    }

    #[test]
    fn a_table_of_another_size_is_lost() {
        let truth = truth::tests::truth().tables(0, Kind::Clean).expect("a report");
        let mut cells = read(&truth);
        cells[1].pop();
        cells[2].clear();
        assert_eq!(compare(&truth, &cells, None), CellCounts { certain: 10, lost: 190, ..CellCounts::default() });
    }

    #[test]
    fn a_damaged_cell_may_have_another_reading() {
        let truth = truth::tests::truth().tables(0, Kind::Clean).expect("a report");
        let mut cells = read(&truth);
        let altered = AlteredCell { value: "300".to_owned(), readings: vec!["30077".to_owned()] };
        set(&mut cells, (2, 0), State::Certain, "30077");
        assert!(compare(&truth, &cells, Some(&altered)).wrong.is_empty());
        assert_eq!(compare(&truth, &cells, None).wrong.len(), 1);
        set(&mut cells, (2, 1), State::Certain, "30077");
        assert_eq!(compare(&truth, &cells, Some(&altered)).wrong.len(), 1, "a cell with another value");
    }
}

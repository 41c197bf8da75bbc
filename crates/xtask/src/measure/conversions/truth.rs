//! The figures that the reference material filled into the form, from `truth.json`.

use super::verdict::{Right, Spot};
use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The two variants in which each report is converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// All relations hold.
    Clean,
    /// One cell of the table of applications is wrong.
    Planted,
}

/// The figures of all reports.
pub struct Truth(BTreeMap<u32, ConvertedReport>);

#[derive(Deserialize)]
struct ConvertedReport {
    table2: Published,
    table3: Vec<Vec<u64>>,
    table4: Vec<u64>,
    planted: Planted,
}

#[derive(Deserialize)]
struct Published {
    rules: Vec<Value>,
    documents: Vec<Value>,
    single: Vec<Value>,
}

/// The wrong cell: its row and column among the figures of the table of applications, counted from 0, and both figures.
#[derive(Clone, Copy, Deserialize)]
struct Planted {
    row: usize,
    column: usize,
    wrong: u64,
    right: u64,
}

/// The figures of the three tables, in the order of the form.
pub type Tables = [Vec<String>; 3];

/// The number of figures in each table of the form.
const SIZES: [usize; 3] = [10, 25 * 7, 15];

impl Truth {
    pub fn read(file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
        Self::parse(&text).with_context(|| file.display().to_string())
    }

    fn parse(json: &str) -> Result<Self> {
        let truth = Self(serde_json::from_str(json)?);
        for report in truth.0.values() {
            let sizes =
                report.tables(Kind::Planted).context("the planted cell is not in the table")?.map(|table| table.len());
            ensure!(sizes == SIZES, "{sizes:?} figures in the tables, not {SIZES:?}");
        }
        Ok(truth)
    }

    pub fn has(&self, report: u32) -> bool {
        self.0.contains_key(&report)
    }

    /// The figures that a conversion should contain.
    pub fn tables(&self, report: u32, kind: Kind) -> Result<Tables> {
        self.report(report)?.tables(kind).context("the planted cell is not in the table")
    }

    /// The right figure of the planted cell, and its place in the form, counted from 1. Three header rows and three label columns precede the figures.
    pub fn right(&self, report: u32) -> Result<Right> {
        let Planted { row, column, right, .. } = self.report(report)?.planted;
        Ok(Right { value: right.to_string(), spot: Spot::Cell { table: 2, row: row + 4, column: column + 4 } })
    }

    fn report(&self, report: u32) -> Result<&ConvertedReport> {
        self.0.get(&report).with_context(|| format!("no report {report} in the truth"))
    }
}

impl ConvertedReport {
    fn tables(&self, kind: Kind) -> Option<Tables> {
        let mut applications = self.table3.clone();
        if kind == Kind::Planted {
            let Planted { row, column, wrong, .. } = self.planted;
            *applications.get_mut(row)?.get_mut(column)? = wrong;
        }
        let Published { rules, documents, single } = &self.table2;
        let figure = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some([
            [rules, documents, single].into_iter().flatten().map(figure).collect(),
            applications.iter().flatten().map(u64::to_string).collect(),
            self.table4.iter().map(u64::to_string).collect(),
        ])
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use serde_json::json;
    use std::sync::LazyLock;

    /// One report: table 3 counts from 0, with a wrong figure in its second row; table 4 counts from 300.
    pub static JSON: LazyLock<Value> = LazyLock::new(|| {
        let rows: Vec<Vec<u64>> = (0..25).map(|row| (0..7).map(|column| row * 7 + column).collect()).collect();
        json!({"0": {
            "agency": "云岭县教育局", "year": 2025,
            "table2": {"rules": [1, 2, 3], "documents": [4, 5, 6], "single": [7, 8, 9, "10.50"]},
            "table3": rows, "table4": (300..315).collect::<Vec<u64>>(),
            "planted": {"row": 1, "column": 2, "wrong": 900, "right": 9},
        }})
    });

    pub fn truth() -> Truth {
        Truth::parse(&JSON.to_string()).expect("the truth")
    }

    #[test]
    fn the_planted_report_differs_in_its_planted_cell() {
        let truth = truth();
        let [published, clean, disputes] = truth.tables(0, Kind::Clean).expect("a report");
        assert_eq!(published, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10.50"]);
        assert_eq!((clean[0].as_str(), clean[174].as_str(), disputes[14].as_str()), ("0", "174", "314"));
        let [_, planted, _] = truth.tables(0, Kind::Planted).expect("a report");
        let differing: Vec<_> = (0..175).filter(|at| clean[*at] != planted[*at]).collect();
        assert_eq!(differing, [9]);
        assert_eq!((planted[9].as_str(), truth.right(0).expect("a report").value.as_str()), ("900", "9"));
        assert!(!truth.has(1) && truth.tables(1, Kind::Clean).is_err());
    }

    #[test]
    fn a_truth_of_another_form_is_an_error() {
        let mut other = JSON.clone();
        other["0"]["table4"] = json!([1, 2]);
        assert!(Truth::parse(&other.to_string()).is_err());
        let mut other = JSON.clone();
        other["0"]["planted"]["row"] = json!(25);
        assert!(Truth::parse(&other.to_string()).is_err());
    }
}

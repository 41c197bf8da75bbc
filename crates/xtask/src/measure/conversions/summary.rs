//! The results by tool, and the floors below which they count as a regression.

use super::cells::CellCounts;
use super::verdict::ConversionVerdict;
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

/// The limits for the conversions of a tool.
#[derive(Clone, Copy)]
struct Floor {
    /// The minimum share of right files, in per cent.
    right: usize,
    /// The maximum share of wrong files, in per cent.
    wrong: usize,
}

/// The floor of most tools. They keep rows together, so that every report can be read in full.
const USUAL_FLOOR: Floor = Floor { right: 100, wrong: 0 };

/// Floors of tools that lose which figures are in one row. `tests/README.md` says how to raise a floor.
const FLOORS: [(&str, Floor); 4] = [
    ("pandas-string", Floor { right: 0, wrong: 50 }),
    ("pdfplumber", Floor { right: 0, wrong: 50 }),
    ("pdftotext", Floor { right: 0, wrong: 50 }),
    ("pypdf-layout", Floor { right: 60, ..USUAL_FLOOR }),
];

/// How many cells per ten thousand may be wrong and certain after damage, for all tools together. There should be none. Most of them are in
/// rows that are laid out with blanks, where the damage leaves as many figures as the row should have.
const MAX_DAMAGED_MISTAKES: usize = 1;

/// The maximum number of wrong cells that are printed.
const MAX_SHOWN: usize = 20;

/// From this number of files on, a required share of right files below 100 % is judged. Fewer files may all be of reports with a page break in
/// the same place.
const MIN_FILES: usize = 20;

/// The results for the conversions of one tool, or of all tools.
#[derive(Default)]
pub struct Tally {
    verdicts: BTreeMap<ConversionVerdict, usize>,
    /// The cells of the undamaged conversions.
    pub cells: CellCounts,
    /// The cells of the damaged conversions.
    pub damaged: CellCounts,
    /// The wrong files, each with its verdict and findings.
    pub problems: Vec<String>,
}

impl Tally {
    pub fn add(&mut self, verdict: ConversionVerdict) {
        *self.verdicts.entry(verdict).or_default() += 1;
    }

    fn count(&self, verdict: ConversionVerdict) -> usize {
        self.verdicts.get(&verdict).copied().unwrap_or_default()
    }

    pub fn files(&self) -> usize {
        self.verdicts.values().sum()
    }

    fn right(&self) -> usize {
        self.count(ConversionVerdict::Right)
    }

    fn honest(&self) -> usize {
        self.count(ConversionVerdict::Honest)
    }

    fn wrong(&self) -> usize {
        self.files() - self.right() - self.honest()
    }

    /// The reasons why the results are below the floor; none if they are not.
    fn broken(&self, floor: Floor) -> Vec<String> {
        let mut broken = Vec::new();
        let percent = |count: usize| 100 * count;
        let says_little = floor.right < 100 && self.files() < MIN_FILES;
        if !says_little && percent(self.right()) < floor.right * self.files() {
            broken.push(format!(
                "{} 份中 {1} 份正确，应达 {2}% · {1} of {0} right, at least {2} % expected",
                self.files(),
                self.right(),
                floor.right
            ));
        }
        if percent(self.wrong()) > floor.wrong * self.files() {
            broken.push(format!(
                "{} 份中 {1} 份有误，至多 {2}% · {1} of {0} wrong, at most {2} % allowed",
                self.files(),
                self.wrong(),
                floor.wrong
            ));
        }
        // A missed planted cell is the worst result, because the author then believes that the report is right.
        let silent = self.count(ConversionVerdict::Missed) + self.count(ConversionVerdict::Unread);
        if silent > 0 {
            broken.push(format!("{silent} 份未读出 · {silent} not read"));
        }
        broken.extend(self.cells.wrong.iter().map(|cell| format!("误读为确定 · wrong and certain: {cell}")));
        broken
    }
}

impl AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        for (verdict, count) in &other.verdicts {
            *self.verdicts.entry(*verdict).or_default() += count;
        }
        self.cells += other.cells.clone();
        self.damaged += other.damaged.clone();
        self.problems.extend(other.problems.iter().cloned());
    }
}

/// The results for all tools.
#[derive(Default)]
pub struct ToolSummary {
    pub tools: BTreeMap<String, Tally>,
    /// The conversions and tools that could not be tried, each with the reason.
    pub left_out: Vec<String>,
}

impl ToolSummary {
    pub fn sum(&self) -> Tally {
        let mut sum = Tally::default();
        for tally in self.tools.values() {
            sum += tally;
        }
        sum
    }

    /// The number of checks: one for each tool, and one for all damaged texts.
    pub fn checks(&self) -> usize {
        self.tools.len() + 1
    }

    /// The tools below their floors, each with the reasons.
    pub fn broken(&self) -> Vec<(&str, Vec<String>)> {
        let tools = self.tools.iter().map(|(name, tally)| (name.as_str(), tally.broken(floor(name))));
        let all = tools.chain([("--damage", self.damaged())]);
        all.filter(|(_, broken)| !broken.is_empty()).collect()
    }

    fn damaged(&self) -> Vec<String> {
        let CellCounts { wrong, .. } = &self.sum().damaged;
        let most = MAX_DAMAGED_MISTAKES * self.sum().damaged.all() / 10_000;
        if wrong.len() <= most {
            return Vec::new();
        }
        vec![format!(
            "{} 格误读为确定，至多 {most} 格 · {0} cells wrong and certain, at most {most} allowed",
            wrong.len()
        )]
    }

    /// Fails if a result is below its floor.
    pub fn judge(&self) -> Result<()> {
        let broken = self.broken();
        if broken.is_empty() {
            return Ok(());
        }
        let reasons = broken.iter().flat_map(|(name, broken)| broken.iter().map(move |why| format!("{name}: {why}")));
        bail!("低于下限 · below a floor:\n{}", reasons.collect::<Vec<_>>().join("\n"))
    }
}

fn floor(tool: &str) -> Floor {
    FLOORS.iter().find(|(name, _)| *name == tool).map_or(USUAL_FLOOR, |(_, floor)| *floor)
}

impl fmt::Display for ToolSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = |f: &mut fmt::Formatter<'_>, of: &str| {
            write!(f, "  {:>8} {:>8} {:>6} {:>6} {:>6}", of, "doubtful", "blank", "lost", "WRONG")
        };
        let sum = self.sum();
        let damaged = sum.damaged.all() > 0;
        write!(f, "{:<24} {:>6} {:>6} {:>6}", "", "right", "honest", "wrong")?;
        head(f, "cells")?;
        if damaged {
            head(f, "damaged")?;
        }
        writeln!(f)?;
        for (name, tally) in self.tools.iter().map(|(name, tally)| (name.as_str(), tally)).chain([("", &sum)]) {
            write!(f, "{name:<24} {:>6} {:>6} {:>6}", tally.right(), tally.honest(), tally.wrong())?;
            for cells in [&tally.cells, &tally.damaged].into_iter().take(if damaged { 2 } else { 1 }) {
                let CellCounts { certain, doubtful, blank, lost, wrong } = cells;
                write!(f, "  {certain:>8} {doubtful:>8} {blank:>6} {lost:>6} {:>6}", wrong.len())?;
            }
            writeln!(f)?;
        }
        writeln!(f, "{} files: {} right, {} honest, {} wrong", sum.files(), sum.right(), sum.honest(), sum.wrong())?;
        for cells in [&sum.cells, &sum.damaged] {
            cells.wrong.iter().take(MAX_SHOWN).try_for_each(|cell| writeln!(f, "  {cell}"))?;
            let more = cells.wrong.len().saturating_sub(MAX_SHOWN);
            if more > 0 {
                writeln!(f, "  … {more}")?;
            }
        }
        sum.problems.iter().try_for_each(|problem| writeln!(f, "  {problem}"))?;
        self.left_out.iter().try_for_each(|left_out| writeln!(f, "- {left_out}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(verdicts: &[(ConversionVerdict, usize)]) -> Tally {
        Tally { verdicts: verdicts.iter().copied().collect(), ..Tally::default() }
    }

    fn broken(name: &str, tally: Tally) -> usize {
        let summary = ToolSummary { tools: BTreeMap::from([(name.to_owned(), tally)]), left_out: Vec::new() };
        assert_eq!(summary.judge().is_err(), !summary.broken().is_empty());
        summary.broken().first().map_or(0, |(_, why)| why.len())
    }

    #[test]
    fn a_tool_breaks_its_own_floor_only() {
        use ConversionVerdict::{False, Honest, Missed, Right, Unread};
        assert_eq!(broken("docx2txt", tally(&[(Right, 20)])), 0);
        assert_eq!(broken("docx2txt", tally(&[(Right, 19), (Honest, 1)])), 1, "too few are right");
        assert_eq!(broken("docx2txt", tally(&[(Right, 19), (False, 1)])), 2, "and one is wrong");
        assert_eq!(
            broken("docx2txt", tally(&[(Right, 3), (Honest, 1)])),
            1,
            "few files are enough where all must be right"
        );
        assert_eq!(broken("pypdf-layout", tally(&[(Right, 12), (Honest, 8)])), 0);
        assert_eq!(broken("pypdf-layout", tally(&[(Right, 11), (Honest, 9)])), 1);
        assert_eq!(broken("pypdf-layout", tally(&[(Honest, 19)])), 0, "too few files to judge a share");
        assert_eq!(broken("pdftotext", tally(&[(Honest, 10), (False, 10)])), 0);
        assert_eq!(broken("pdftotext", tally(&[(Honest, 9), (False, 11)])), 1);
        assert_eq!(broken("pdftotext", tally(&[(Honest, 19), (Missed, 1)])), 1, "silence is never allowed");
        assert_eq!(broken("pdftotext", tally(&[(Honest, 19), (Unread, 1)])), 1);
    }

    #[test]
    fn no_cell_may_be_certain_and_wrong() {
        let wrong = || CellCounts { wrong: vec!["table 3, cell 1: 2, not 3".to_owned()], ..CellCounts::default() };
        let right = || tally(&[(ConversionVerdict::Right, 20)]);
        assert_eq!(broken("pdftotext", Tally { cells: wrong(), ..right() }), 1);
        assert_eq!(broken("docx2txt", Tally { cells: wrong(), ..right() }), 1);
        assert_eq!(broken("docx2txt", Tally { damaged: wrong(), ..right() }), 1);
        let many = || CellCounts { certain: 10_000, ..wrong() };
        assert_eq!(broken("docx2txt", Tally { damaged: many(), ..right() }), 0, "one cell of ten thousand");
    }

    #[test]
    fn the_table_has_a_row_for_each_tool_and_the_sum() {
        let mut summary = ToolSummary::default();
        summary.tools.insert("a".to_owned(), tally(&[(ConversionVerdict::Right, 3), (ConversionVerdict::False, 1)]));
        summary.tools.insert("b".to_owned(), tally(&[(ConversionVerdict::Right, 1), (ConversionVerdict::Honest, 2)]));
        summary.left_out.push("c: not installed".to_owned());
        let shown = summary.to_string();
        assert!(shown.contains("7 files: 4 right, 2 honest, 1 wrong"), "{shown}");
        assert!(shown.contains("- c: not installed") && !shown.contains("damaged"), "{shown}");
        assert_eq!(shown.lines().count(), 6, "{shown}");
    }
}

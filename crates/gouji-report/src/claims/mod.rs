//! Claims: figures of the prose that repeat cells of the tables, whether they agree with them or not.

mod cells;
mod claim_reader;
mod paragraph;
mod read;
mod scope;
mod stale;

use gouji_edition::{CellRef, Instance};
use gouji_text::{Span, Value};
use rust_decimal::Decimal;

use super::{Cell, Report, Table};

pub(super) use read::read;

/// A figure of the prose, or words of denial, with the cells that it repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The digits, or the words of denial; in bytes of the text.
    pub span: Span,
    /// The claimed figure; 0 if the words deny that there were any cases.
    pub figure: Decimal,
    /// Whether words deny it (未收到……), so that `span` has no digits.
    pub denial: bool,
    /// Id of the statement in the edition's data whose pattern matched.
    pub statement: &'static str,
    /// Index into [`Report::tables`].
    pub table: usize,
    /// The possible readings, the likeliest first. Each is a list of cells whose sum is claimed. Neither the list nor
    /// any reading is empty.
    pub readings: Vec<Vec<CellRef>>,
}

/// The year of another report in a sentence about this report's year, which shows that the sentence was copied from
/// that report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaleYear {
    /// The four digits, in bytes of the text.
    pub span: Span,
    /// The year.
    pub year: u16,
}

/// How a claim compares with its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The claim equals the reading at this index of [`Claim::readings`].
    Agrees(usize),
    /// The sum of every reading is known, and the claim equals none of them.
    Differs,
    /// A cell is missing, blank, no number or of uncertain place, so the claim cannot be compared.
    Unknown,
}

/// The sum of the columns whose total is at `at`, in a row that has all of them.
fn row_sum(table: &Table, at: CellRef) -> Option<Decimal> {
    let def = table.def()?;
    let is_row_total =
        |instance: &&Instance| *instance.equals == [at] && instance.addends.iter().all(|addend| addend.row == at.row);
    let addends = &def.instances.iter().find(is_row_total)?.addends;
    let number = |at: &CellRef| table.cell(at.row, at.column)?.value.number();
    addends.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(number(at)?))
}

impl Report {
    /// Compares `claim` with its table.
    pub fn verdict(&self, claim: &Claim) -> Verdict {
        let sums: Vec<Option<Decimal>> =
            claim.readings.iter().map(|cells| self.claimed_sum(claim.table, cells)).collect();
        match sums.iter().position(|sum| *sum == Some(claim.figure)) {
            Some(reading) => Verdict::Agrees(reading),
            None if sums.iter().all(Option::is_some) => Verdict::Differs,
            None => Verdict::Unknown,
        }
    }

    /// The sum of `cells` of the table with the index `table`; `None` if a figure is not certain.
    pub fn claimed_sum(&self, table: usize, cells: &[CellRef]) -> Option<Decimal> {
        cells.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(self.claimed_figure(table, *at)?))
    }

    /// The figure of the cell `at` of the table with the index `table`. If the total of a row is blank, it is the sum of the row's
    /// other columns. `None` if it is not certain.
    pub fn claimed_figure(&self, table: usize, at: CellRef) -> Option<Decimal> {
        let table = self.tables.get(table)?;
        let cell = table.cell(at.row, at.column)?;
        match cell.value {
            Value::Blank => row_sum(table, at),
            value => value.number(),
        }
    }

    /// The figures of `cells` in the table with the index `table`; `None` if one is missing or has no certain place.
    pub fn claimed_cells(&self, table: usize, cells: &[CellRef]) -> Option<Vec<Cell>> {
        let table = self.tables.get(table)?;
        cells.iter().map(|at| table.cell(at.row, at.column)).collect()
    }

    /// The claims that repeat the cell `at` of the table with the index `table`, in the order of the text.
    pub fn claims_on(&self, table: usize, at: CellRef) -> impl Iterator<Item = &Claim> {
        self.claims
            .iter()
            .filter(move |claim| claim.table == table && claim.readings.iter().any(|cells| cells.contains(&at)))
    }
}

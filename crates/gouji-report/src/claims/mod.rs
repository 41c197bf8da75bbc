//! What prose says of the tables: each figure that repeats cells, whether it agrees with them or not.

mod cells;
mod chain;
mod read;
mod saying;
mod scope;
mod stale;

use gouji_edition::CellRef;
use gouji_text::Span;
use rust_decimal::Decimal;

use super::{Cell, Report};

pub(super) use read::read;

/// A figure of prose, or words that deny, with the cells that it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The digits, or the words that deny; in bytes of the text.
    pub span: Span,
    /// What is told: the figure, or 0 where it is denied that there were any.
    pub figure: Decimal,
    /// Whether words deny it (未收到……), so that no digits stand at `span`.
    pub denial: bool,
    /// Id of the statement in the format's data by which it was understood.
    pub statement: &'static str,
    /// Index into [`Report::tables`].
    pub table: usize,
    /// What it may tell, the likeliest first; each is the cells whose sum it is. Never empty, nor is any of them.
    pub readings: Vec<Vec<CellRef>>,
}

/// The year of another report, in a sentence that was copied from there and reports this report's work.
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
    /// It equals the reading at this index of [`Claim::readings`].
    Agrees(usize),
    /// Every reading is known, and it equals none.
    Differs,
    /// A cell is missing, blank, no number or of uncertain place, so nothing can be said.
    Unknown,
}

impl Report {
    /// How `claim` compares with the table that it speaks of.
    pub fn verdict(&self, claim: &Claim) -> Verdict {
        let sums: Vec<Option<Decimal>> =
            claim.readings.iter().map(|cells| self.claimed_sum(claim.table, cells)).collect();
        match sums.iter().position(|sum| *sum == Some(claim.figure)) {
            Some(reading) => Verdict::Agrees(reading),
            None if sums.iter().all(Option::is_some) => Verdict::Differs,
            None => Verdict::Unknown,
        }
    }

    /// The sum of `cells` of the table at `table`; `None` where a figure is not certain.
    pub fn claimed_sum(&self, table: usize, cells: &[CellRef]) -> Option<Decimal> {
        let cells = self.claimed_cells(table, cells)?;
        cells.iter().try_fold(Decimal::ZERO, |sum, cell| sum.checked_add(cell.value.number()?))
    }

    /// `cells` of the table at `table`; `None` where one is not there or has no certain place.
    pub fn claimed_cells(&self, table: usize, cells: &[CellRef]) -> Option<Vec<Cell>> {
        let table = self.tables.get(table)?;
        cells.iter().map(|at| table.cell(at.row, at.column)).collect()
    }

    /// The claims that speak of the cell `at` of the table at `table`, in the order of the text.
    pub fn claims_on(&self, table: usize, at: CellRef) -> impl Iterator<Item = &Claim> {
        self.claims
            .iter()
            .filter(move |claim| claim.table == table && claim.readings.iter().any(|cells| cells.contains(&at)))
    }
}

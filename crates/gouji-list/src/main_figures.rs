//! The main figures of a report: the ones that an office compares between agencies and years.

use gouji_l10n::{Phrase, msg};
use gouji_lint::extract::{Certainty, Extract};
use rust_decimal::Decimal;

/// The number of main figures.
pub const COUNT: usize = 8;

/// A main figure.
pub struct MainFigure {
    /// The message of its name.
    pub name: Phrase,
    table: &'static str,
    row: &'static str,
    /// The figure is the sum of these columns.
    columns: &'static [&'static str],
}

/// All main figures, in the order of the columns of the list.
pub const ALL: [MainFigure; COUNT] = [
    application(msg::ListReceived, "received"),
    application(msg::ListCarriedIn, "carried-in"),
    application(msg::ListGranted, "granted"),
    application(msg::ListPartlyGranted, "partly-granted"),
    application(msg::ListConcluded, "outcome-total"),
    application(msg::ListCarriedOver, "carried-over"),
    MainFigure { name: msg::ListReviews, table: "disputes", row: "cases", columns: &["review-total"] },
    MainFigure {
        name: msg::ListLawsuits,
        table: "disputes",
        row: "cases",
        columns: &["direct-total", "after-review-total"],
    },
];

const fn application(name: Phrase, row: &'static str) -> MainFigure {
    MainFigure { name, table: "applications", row, columns: &["total"] }
}

/// The main figures of a report; `None` for a figure that is not certain.
pub fn main_figures(extract: &Extract) -> [Option<Decimal>; COUNT] {
    ALL.each_ref().map(|figure| figure.value(extract))
}

impl MainFigure {
    fn value(&self, extract: &Extract) -> Option<Decimal> {
        let table = extract.tables.iter().find(|table| table.def.id == self.table)?;
        let row = table.def.row_index(self.row)?;
        let mut sum = Decimal::ZERO;
        for column in self.columns {
            let column = table.def.column_index(column)?;
            let slot = table.slots.iter().find(|slot| slot.row == row && slot.column == column)?;
            if slot.certainty != Certainty::Certain {
                return None;
            }
            sum = sum.checked_add(slot.value?)?;
        }
        Some(sum.normalize())
    }
}

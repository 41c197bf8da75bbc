//! How many relations of tables hold.

use gouji_edition::CellRef;
use gouji_l10n::{Message, msg};
use gouji_lint::tally::{self, Outcome};
use gouji_report::Table;

/// The numbers of relations by their outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RelationCounts {
    pub holds: usize,
    pub fails: usize,
    pub unknown: usize,
}

impl RelationCounts {
    /// Adds the relations of a table. Returns the cells on the right of those that fail.
    pub fn add(&mut self, table: &Table) -> Vec<CellRef> {
        let mut failing = Vec::new();
        for check in table.def().map(|def| tally::checks(def, table)).unwrap_or_default() {
            match check.outcome {
                // A relation between blank cells does not count as holding.
                Outcome::Holds if !check.is_blank(table) => self.holds += 1,
                Outcome::Fails => {
                    self.fails += 1;
                    failing.extend(check.equals.first());
                }
                Outcome::Holds | Outcome::Unknown => self.unknown += 1,
            }
        }
        failing
    }

    /// The numbers in words.
    pub fn message(&self) -> Message {
        msg::HoverSummaryRelations { holds: self.holds, fails: self.fails, unknown: self.unknown }.into()
    }
}

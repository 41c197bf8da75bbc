//! What other places say of a table's cells. All of it is gathered here.

use rust_decimal::Decimal;

use super::tell::Speaker;
use crate::finding::Finding;
use crate::message::Message;
use crate::report::{CellRef, Claim, Report};
use crate::skeleton;
use crate::tally::{Change, Evidence};

/// Everything that is said of the table at `table`.
pub(super) fn gather(report: &Report, table: usize) -> Vec<Evidence> {
    let claims = report.claims.iter().filter(|claim| claim.table == table);
    claims.map(|claim| Evidence { readings: claim.readings.clone(), sum: claim.figure }).collect()
}

impl Speaker<'_> {
    /// Adds what prose says of cells in the relations that fail, and whether it agrees with the table after `changes`; with
    /// the table as it is where there are none.
    pub fn with_claims(&self, finding: Finding, failing: &[usize], changes: &[Change]) -> Finding {
        let speaks_of = |claim: &&Claim| {
            let mut cells = claim.readings.iter().flatten();
            claim.table == self.at && cells.any(|cell| self.failing(failing).any(|check| check.involves(*cell)))
        };
        let claims = self.report.claims.iter().filter(speaks_of);
        claims.fold(finding, |finding, claim| match self.claim(claim, changes) {
            Some(message) => finding.with_related(claim.span, message),
            None => finding,
        })
    }

    fn claim(&self, claim: &Claim, changes: &[Change]) -> Option<Message> {
        let sum = |cells: &[CellRef]| {
            let figure = |at: &CellRef| match changes.iter().find(|change| change.cell == *at) {
                Some(change) => Some(change.to),
                None => self.cell(*at)?.value.number(),
            };
            cells.iter().try_fold(Decimal::ZERO, |sum, at| sum.checked_add(figure(at)?))
        };
        let agreeing = claim.readings.iter().find(|cells| sum(cells) == Some(claim.figure));
        let cells = agreeing.or_else(|| claim.readings.first())?;
        let id = match (agreeing.is_some(), changes.is_empty()) {
            (true, true) => "tally-claim-agrees",
            (false, true) => "tally-claim-differs",
            (true, false) => "tally-claim-will-agree",
            (false, false) => "tally-claim-will-differ",
        };
        let message = Message::new(id).with("label", skeleton::cells_label(self.def, cells)).with("told", claim.figure);
        let message = message.with("unit", self.def.unit_of(cells.first()?.column));
        if agreeing.is_some() { Some(message) } else { Some(message.with("stands", sum(cells)?)) }
    }
}

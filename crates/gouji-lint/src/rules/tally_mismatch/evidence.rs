//! What other places say of a table's cells. All of it is gathered here.

use gouji_edition::{CellRef, blank_form};
use gouji_l10n::Message;
use gouji_report::{Cell, Claim};
use rust_decimal::Decimal;

use super::tell::Speaker;
use crate::finding::Finding;
use crate::rules::Context;
use crate::rules::carry_over::{Line, ROWS};
use crate::tally::{Change, Evidence};

/// Everything that is said of the table at `table`.
pub(super) fn gather(context: &Context<'_>, table: usize) -> Vec<Evidence> {
    let claims = context.report.claims.iter().filter(|claim| claim.table == table);
    let claims = claims.map(|claim| Evidence { readings: claim.readings.clone(), sum: claim.figure });
    let carried = carried_over(context, table).into_iter();
    claims.chain(carried.map(|carried| Evidence { readings: vec![vec![carried.to]], sum: carried.figure })).collect()
}

/// A figure that last year's report hands to this one.
struct Carried {
    to: CellRef,
    figure: Decimal,
    /// Where it stands in last year's report, and what row that is.
    from: (Cell, String),
}

fn carried_over<'a>(context: &Context<'a>, table: usize) -> Vec<Carried> {
    let lines = || {
        let this = Line::of(context.report, ROWS.1)?;
        let is_this = context.report.tables.get(table).is_some_and(|table| std::ptr::eq(&**table, this.table));
        Some((this, Line::of(context.last?.report, ROWS.0)?)).filter(|_| is_this)
    };
    let Some((this, last)) = lines() else { return Vec::new() };
    let columns = this.def.columns.iter().enumerate();
    let carried = columns.filter_map(|(column, def)| {
        let (cell, figure) = last.figure(last.def.column_index(&def.id)?)?;
        Some(Carried { to: CellRef { row: this.row, column }, figure, from: (cell, last.label()) })
    });
    carried.collect()
}

impl Speaker<'_> {
    /// Adds what prose says of cells in the relations that fail, and whether it agrees with the table after `changes` (as it
    /// is, where there are none); and what last year's report says of cells that change.
    pub fn with_evidence(&self, mut finding: Finding, failing: &[usize], changes: &[Change]) -> Finding {
        let fails = |cell: &CellRef| self.failing(failing).any(|check| check.involves(*cell));
        let is_own = |claim: &&Claim| claim.table == self.at && claim.readings.iter().flatten().any(fails);
        for claim in self.context.report.claims.iter().filter(is_own) {
            if let Some(message) = self.claim(claim, changes) {
                finding = finding.with_related(claim.span, message);
            }
        }
        let changes_cell = |cell: CellRef| changes.iter().any(|change| change.cell == cell);
        let Some(last) = self.context.last else { return finding };
        for Carried { to, figure, from: (cell, row) } in carried_over(self.context, self.at) {
            if changes_cell(to) {
                let message = Message::new("carried-over-last").with("row", row).with("expected", figure);
                let message = message.with("column", blank_form::column_label(self.def, to.column));
                finding = finding.with_related_in(last.source, cell.span, message);
            }
        }
        finding
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
        let message =
            Message::new(id).with("label", blank_form::cells_label(self.def, cells)).with("told", claim.figure);
        let message = message.with("unit", self.def.unit_of(cells.first()?.column));
        if agreeing.is_some() { Some(message) } else { Some(message.with("stands", sum(cells)?)) }
    }
}

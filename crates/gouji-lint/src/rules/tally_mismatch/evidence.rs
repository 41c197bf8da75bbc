//! Collects the evidence for a table: prose and last year's report.

use gouji_edition::{CellRef, Role, blank_form};
use gouji_l10n::{Message, msg};
use gouji_report::{Cell, Claim};
use rust_decimal::Decimal;

use super::finding_writer::FindingWriter;
use crate::finding::Finding;
use crate::rules::Context;
use crate::rules::carry_over::CarryOverRow;
use crate::tally::{Change, Evidence};

/// All evidence for the table with index `table`.
pub(super) fn gather(context: &Context<'_>, table: usize) -> Vec<Evidence> {
    let claims = context.report.claims.iter().filter(|claim| claim.table == table);
    let claims = claims.map(|claim| Evidence { readings: claim.readings.clone(), sum: claim.figure });
    let carried = carried_over(context, table).into_iter();
    claims.chain(carried.map(|carried| Evidence { readings: vec![vec![carried.to]], sum: carried.figure })).collect()
}

/// A figure that last year's report carries over to this one.
struct Carried {
    /// The cell of this report.
    to: CellRef,
    figure: Decimal,
    /// The cell of last year's report, and the label of its row.
    from: (Cell, String),
}

fn carried_over<'a>(context: &Context<'a>, table: usize) -> Vec<Carried> {
    let rows = || {
        let this = CarryOverRow::new(context.report, Role::CarriedIn)?;
        let is_this = context.report.tables.get(table).is_some_and(|table| std::ptr::eq(&**table, this.table));
        if !is_this {
            return None;
        }
        Some((this, CarryOverRow::new(context.last?.report, Role::CarriedOver)?))
    };
    let Some((this, last)) = rows() else { return Vec::new() };
    let columns = this.def.columns.iter().enumerate();
    let carried = columns.filter_map(|(column, def)| {
        let (cell, figure) = last.figure(last.def.column_index(&def.id)?)?;
        Some(Carried { to: CellRef { row: this.row, column }, figure, from: (cell, last.label()) })
    });
    carried.collect()
}

impl FindingWriter<'_> {
    /// Adds the evidence as related places: claims about cells of failing relations, and whether they agree with the table after
    /// `changes` (or as it is, if there are none); and last year's figures for cells that change.
    pub fn with_evidence(&self, mut finding: Finding, failing: &[usize], changes: &[Change]) -> Finding {
        let fails = |cell: &CellRef| self.failing(failing).any(|check| check.involves(*cell));
        let is_relevant = |claim: &&Claim| claim.table == self.at && claim.readings.iter().flatten().any(fails);
        for claim in self.context.report.claims.iter().filter(is_relevant) {
            if let Some(message) = self.claim(claim, changes) {
                finding = finding.with_related(claim.span, message);
            }
        }
        let changes_cell = |cell: CellRef| changes.iter().any(|change| change.cell == cell);
        let Some(last) = self.context.last else { return finding };
        for Carried { to, figure, from: (cell, row) } in carried_over(self.context, self.at) {
            if changes_cell(to) {
                let message = msg::CarriedOverLast {
                    row,
                    expected: figure,
                    column: blank_form::column_label(self.def, to.column),
                };
                finding = finding.with_related_in(last.source, cell.span, message);
            }
        }
        finding
    }

    /// The message that compares a claim with the table after `changes`.
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
        let (label, told) = (blank_form::cells_label(self.def, cells), claim.figure);
        let unit = self.def.unit_of(cells.first()?.column);
        Some(match (agreeing.is_some(), changes.is_empty()) {
            (true, true) => msg::TallyClaimAgrees { label, told, unit }.into(),
            (true, false) => msg::TallyClaimWillAgree { label, told, unit }.into(),
            (false, true) => msg::TallyClaimDiffers { label, told, unit, stands: sum(cells)? }.into(),
            (false, false) => msg::TallyClaimWillDiffer { label, told, unit, stands: sum(cells)? }.into(),
        })
    }
}

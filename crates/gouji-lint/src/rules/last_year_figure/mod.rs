#![doc = include_str!("en.md")]

mod comparison;

use std::collections::HashMap;
use std::sync::Arc;

use gouji_edition::{CellRef, blank_form};
use gouji_l10n::{Arg, Bilingual, Message, msg};
use gouji_report::{Claim, LastYear, Report, Table};
use gouji_text::Span;
use rust_decimal::Decimal;

use crate::finding::{Finding, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, prose};
use crate::tally::{self, Check, Outcome};
use comparison::{Change, Comparison, Comparisons};

pub(super) const RULE: Rule =
    Rule { name: "last-year-figure", group: Group::Years, severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (Some(last), Some(year)) = (context.last, context.report.year()) else { return };
    let mut claims: Option<HashMap<Span, &Claim>> = None;
    let mut years: Option<Years<'_>> = None;
    for paragraph in prose(context) {
        for comparison in &paragraph.passage.fact::<Comparisons>().0 {
            if comparison.year.is_some_and(|named| named.checked_add(1) != Some(year)) {
                continue;
            }
            let claims = claims.get_or_insert_with(|| {
                context.report.claims.iter().filter(|claim| !claim.denial).map(|claim| (claim.span, claim)).collect()
            });
            let Some(claim) = claims.get(&paragraph.place(comparison.figure)) else { continue };
            let years = years.get_or_insert_with(|| Years::new(context.report, last.report));
            let place = paragraph.place(comparison.place);
            // If the claim agrees with several readings, the comparison is wrong only if it is wrong for each of them.
            let wrong = agreeing_readings(context.report, claim).map(|cells| {
                let quantity = years.quantity(claim, cells)?;
                quantity.finding(comparison, place, last, findings)
            });
            let wrong: Option<Vec<Finding>> = wrong.collect();
            if let Some(finding) = wrong.and_then(|wrong| wrong.into_iter().next()) {
                findings.add(finding);
            }
        }
    }
}

/// The readings of a claim whose cells have the claimed sum.
fn agreeing_readings<'a>(report: &'a Report, claim: &'a Claim) -> impl Iterator<Item = &'a Vec<CellRef>> {
    claim.readings.iter().filter(|cells| report.claimed_sum(claim.table, cells) == Some(claim.figure))
}

/// The tables of both years, with their checked relations.
struct Years<'a> {
    report: &'a Report,
    last: &'a Report,
    checks: Vec<Vec<Check<'static>>>,
    last_checks: Vec<Vec<Check<'static>>>,
}

impl<'a> Years<'a> {
    fn new(report: &'a Report, last: &'a Report) -> Self {
        let checks = |report: &Report| {
            let of_table = |table: &Table| table.def().map(|def| tally::checks(def, table)).unwrap_or_default();
            report.tables.iter().map(|table| of_table(table)).collect()
        };
        Self { report, last, checks: checks(report), last_checks: checks(last) }
    }

    /// The quantity of a claim in one reading; `None` if last year's table has no certain figure, or a relation over one of the cells
    /// fails in either year.
    fn quantity(&self, claim: &Claim, cells: &[CellRef]) -> Option<Quantity> {
        let table = self.report.tables.get(claim.table)?;
        let def = table.def()?;
        let same = |other: &Arc<Table>| other.edition.id == table.edition.id && other.def == table.def;
        let at = self.last.tables.iter().position(same)?;
        if is_doubtful(self.checks.get(claim.table)?, cells) || is_doubtful(self.last_checks.get(at)?, cells) {
            return None;
        }
        let first = cells.first()?;
        Some(Quantity {
            label: blank_form::cells_label(def, cells),
            unit: def.unit_of(first.column).clone(),
            now: claim.figure,
            before: self.last.claimed_sum(at, cells)?,
            cell: self.last.tables.get(at)?.cell(first.row, first.column)?.span,
        })
    }
}

/// A quantity that prose and table of this year agree on, with last year's figure.
struct Quantity {
    label: String,
    unit: Bilingual,
    now: Decimal,
    before: Decimal,
    /// Last year's figure in the text of last year's report.
    cell: Span,
}

impl Quantity {
    /// The finding, if the comparison does not follow from the figures of both years.
    fn finding(
        &self,
        comparison: &Comparison,
        place: Span,
        last: LastYear<'_>,
        findings: &Findings<'_>,
    ) -> Option<Finding> {
        let Self { label, unit, now, before, cell } = self;
        let (label, told) = (label.as_str(), comparison.told);
        let message: Message = match comparison.change {
            Change::Figure if told != *before => msg::LastYearFigure { label, told, before: *before, unit }.into(),
            Change::Difference { decreases } => {
                let exact = now.checked_sub(*before)?;
                let is_right = if decreases { told == -exact } else { told == exact };
                if is_right {
                    return None;
                }
                let change = change(exact, exact.abs().to_string());
                msg::LastYearFigureDifference {
                    label,
                    told: comparison.words.as_str(),
                    now: *now,
                    before: *before,
                    unit,
                    change,
                }
                .into()
            }
            Change::Percent { decreases } => {
                let difference = now.checked_sub(*before)?;
                let exact = difference.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(*before)?;
                let signed = if decreases { -told } else { told };
                let decimals = told.scale();
                // The last digit may be rounded either way.
                if (exact - signed).abs() <= Decimal::new(1, decimals) {
                    return None;
                }
                let change = change(exact, format!("{}%", exact.abs().round_dp(decimals.max(1)).normalize()));
                msg::LastYearFigurePercent {
                    label,
                    told: comparison.words.as_str(),
                    now: *now,
                    before: *before,
                    unit,
                    change,
                }
                .into()
            }
            Change::Figure => return None,
        };
        let related = msg::LastYearFigureCell { label, before: *before };
        Some(findings.new_finding(place, message).with_related_in(last.source, *cell, related))
    }
}

/// The words for a change by `amount`.
fn change(exact: Decimal, amount: String) -> Arg {
    let message: Message = match exact.is_sign_negative() {
        true => msg::LastYearFigureDecrease { amount }.into(),
        false => msg::LastYearFigureIncrease { amount }.into(),
    };
    message.into()
}

/// Whether a relation over one of the cells fails, which `tally-mismatch` reports.
fn is_doubtful(checks: &[Check<'_>], cells: &[CellRef]) -> bool {
    let fails = |check: &&Check<'_>| check.outcome == Outcome::Fails;
    checks.iter().filter(fails).any(|check| cells.iter().any(|cell| check.involves(*cell)))
}

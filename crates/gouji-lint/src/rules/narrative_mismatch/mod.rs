#![doc = include_str!("en.md")]

use gouji_edition::{CellRef, blank_form};
use gouji_l10n::{Message, msg};
use gouji_report::{Claim, Verdict};
use gouji_text::{Span, TextEdit};
use rust_decimal::Decimal;

use crate::finding::{Applicability, Finding, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};
use crate::tally::{self, Check, Outcome};

pub(super) const RULE: Rule =
    Rule { name: "narrative-mismatch", group: Group::Prose, severity: Severity::Warning, page: page!(), check };

/// The statement that all applications were handled, so that none is carried over.
const ALL_HANDLED: &str = "all-handled";

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let differing = report.claims.iter().filter(|claim| report.verdict(claim) == Verdict::Differs);
    let mut differing = differing.peekable();
    if differing.peek().is_none() {
        return;
    }
    let checks: Vec<Vec<Check<'_>>> = report
        .tables
        .iter()
        .map(|table| table.def().map(|def| tally::checks(def, table)).unwrap_or_default())
        .collect();
    for claim in differing {
        let checks = checks.get(claim.table).map(Vec::as_slice).unwrap_or_default();
        // `tally-mismatch` reports a table whose relations fail at these cells.
        if claim.readings.iter().any(|cells| takes_part(checks, cells, &Outcome::Fails)) {
            continue;
        }
        if let Some(finding) = finding(context, claim, checks, findings) {
            findings.add(finding);
        }
    }
}

/// Whether one of `cells` is in a relation with this outcome.
fn takes_part(checks: &[Check<'_>], cells: &[CellRef], outcome: &Outcome) -> bool {
    checks.iter().any(|check| check.outcome == *outcome && cells.iter().any(|cell| check.involves(*cell)))
}

fn finding(context: &Context<'_>, claim: &Claim, checks: &[Check<'_>], findings: &Findings<'_>) -> Option<Finding> {
    let report = context.report;
    let reading = claim.readings.first()?;
    let def = report.tables.get(claim.table)?.def()?;
    let cells = report.claimed_cells(claim.table, reading)?;
    let sum = report.claimed_sum(claim.table, reading)?;
    let unit = def.unit_of(reading.first()?.column);
    let label = blank_form::cells_label(def, reading);
    let mut finding = if claim.statement == ALL_HANDLED {
        findings.new_finding(claim.span, msg::NarrativeAllHandled { label, stands: sum, unit })
    } else if claim.denial {
        // A denial has no figure that a fix could replace.
        let message = msg::NarrativeDenied { label, stands: sum, unit };
        findings.new_finding(claim.span, message)
    } else {
        let message = msg::NarrativeMismatch {
            label,
            told: claim.figure,
            stands: sum,
            unit,
            difference: (claim.figure - sum).abs(),
        };
        findings.new_finding(claim.span, message).with_fix(take_table(claim.span, sum))
    };
    for (at, cell) in reading.iter().zip(&cells) {
        let value = report.claimed_figure(claim.table, *at)?;
        let label = blank_form::cells_label(def, &[*at]);
        let message: Message = match cell.value.number() {
            Some(_) => msg::NarrativeCell { label, stands: value }.into(),
            None => msg::NarrativeCellBlank { label, stands: value }.into(),
        };
        finding = finding.with_related(cell.span, message);
    }
    match cells.as_slice() {
        [cell] if cell.value.number().is_some() && !takes_part(checks, reading, &Outcome::Holds) => {
            Some(finding.with_fix(take_text(cell.span, claim.figure)))
        }
        _ => Some(finding),
    }
}

/// The fix that writes the sum of the table's cells into the prose.
fn take_table(span: Span, sum: Decimal) -> Fix {
    Fix {
        title: msg::NarrativeTakeTable { stands: sum }.into(),
        applicability: Applicability::Chosen,
        edits: vec![TextEdit::new(span, sum.normalize().to_string())],
    }
}

/// The fix that writes the figure of the prose into the table.
fn take_text(span: Span, figure: Decimal) -> Fix {
    Fix {
        title: msg::NarrativeTakeText { told: figure }.into(),
        applicability: Applicability::Chosen,
        edits: vec![TextEdit::new(span, figure.normalize().to_string())],
    }
}

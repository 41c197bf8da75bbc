#![doc = include_str!("en.md")]

use gouji_edition::blank_form;
use gouji_l10n::{Arg, Bilingual, Message};
use gouji_report::{Cell, Placement};
use gouji_text::{TextEdit, Value};
use rust_decimal::Decimal;

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::carry_over::{CarryOverRow, ROWS};
use crate::rules::{Context, Findings, Rule, page};
use crate::tally::{self, Outcome};

pub(super) const RULE: Rule = Rule { name: "carried-over-mismatch", severity: Severity::Warning, page: page!(), check };

/// The column that follows from the others.
const TOTAL: &str = "total";

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(last) = context.last else { return };
    let (Some(over), Some(carried)) =
        (CarryOverRow::new(last.report, ROWS.0), CarryOverRow::new(context.report, ROWS.1))
    else {
        return;
    };
    let differences: Vec<Difference> = carried.differences(&over).collect();
    // The total follows from the others, so it stands for them.
    let Some(first) = differences.iter().find(|found| found.is_total).or(differences.first()) else { return };
    let columns: Arg = differences.iter().map(|found| blank_form::column_label(carried.def, found.column)).collect();
    let message = Message::new("carried-over-mismatch").with("row", carried.label()).with("other", over.label());
    let message = message.with("column", blank_form::column_label(carried.def, first.column)).with("columns", columns);
    let message = message.with("found", first.found).with("expected", first.expected);
    let message = message.with("difference", (first.found - first.expected).abs());
    let message = message.with("unit", carried.def.unit_of(first.column));
    let mut finding = findings.new_finding(first.cell.span, message);
    for found in &differences {
        let message = Message::new("carried-over-last").with("row", over.label()).with("expected", found.expected);
        let message = message.with("column", blank_form::column_label(carried.def, found.column));
        finding = finding.with_related_in(last.source, found.other.span, message);
    }
    let broken = carried.broken_by(&differences);
    let title = match broken.is_empty() {
        true => Message::new("carried-over-fix"),
        // The author may have adjusted the other figures of the relation to the wrong one.
        false => Message::new("carried-over-fix-anyway").with("relations", broken.into_iter().collect::<Arg>()),
    };
    finding = finding.with_fix(Fix {
        title: title.with("expected", first.expected),
        applicability: Applicability::Chosen,
        edits: differences.iter().map(|found| TextEdit::new(found.cell.span, text(found.expected))).collect(),
    });
    findings.add(finding);
}

/// A figure of this year's report that is not last year's.
struct Difference {
    /// Index into this year's columns.
    column: usize,
    is_total: bool,
    cell: Cell,
    found: Decimal,
    /// Last year's cell.
    other: Cell,
    expected: Decimal,
}

impl<'a> CarryOverRow<'a> {
    fn differences<'b>(&'b self, other: &'b CarryOverRow<'a>) -> impl Iterator<Item = Difference> + 'b {
        self.def.columns.iter().enumerate().filter_map(move |(column, def)| {
            let (cell, found) = self.figure(column)?;
            let (other, expected) = other.figure(other.def.column_index(&def.id)?)?;
            let is_total = def.id == TOTAL;
            (found != expected).then_some(Difference { column, is_total, cell, found, other, expected })
        })
    }

    /// The relations that hold now, but fail with last year's figures in the row; each once.
    fn broken_by(&self, differences: &[Difference]) -> Vec<&'static Bilingual> {
        let mut table = self.table.clone();
        if let Some(row) = table.rows.iter_mut().find(|row| row.row == Some(self.row)) {
            row.cells.change(|_, cell| {
                let column = cell.column.filter(|_| cell.placement == Placement::Certain);
                if let Some(found) = differences.iter().find(|found| Some(found.column) == column) {
                    cell.value = Value::Number(found.expected);
                }
            });
        }
        let after = tally::checks(self.def, &table);
        let pairs = self.checks.iter().zip(&after);
        let broken =
            pairs.filter(|(before, after)| before.outcome == Outcome::Holds && after.outcome != Outcome::Holds);
        let mut statements: Vec<&Bilingual> = broken.map(|(before, _)| &before.relation.statement).collect();
        statements.dedup();
        statements
    }
}

fn text(figure: Decimal) -> String {
    figure.normalize().to_string()
}

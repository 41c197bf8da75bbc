#![doc = include_str!("en.md")]

use gouji_edition::{Role, blank_form};
use gouji_l10n::{Arg, Bilingual, msg};
use gouji_report::{Cell, Placement};
use gouji_text::{TextEdit, Value};
use rust_decimal::Decimal;

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::carry_over::CarryOverRow;
use crate::rules::{Context, Findings, Group, Rule, page};
use crate::tally::{self, Outcome};

pub(super) const RULE: Rule =
    Rule { name: "carried-over-mismatch", group: Group::Years, severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(last) = context.last else { return };
    let (Some(over), Some(carried)) =
        (CarryOverRow::new(last.report, Role::CarriedOver), CarryOverRow::new(context.report, Role::CarriedIn))
    else {
        return;
    };
    let differences: Vec<Difference> = carried.differences(&over).collect();
    // The total is the sum of the other columns, so the finding is at the total if it differs.
    let Some(first) = differences.iter().find(|difference| difference.is_total).or(differences.first()) else { return };
    let column = |difference: &Difference| blank_form::column_label(carried.def, difference.column);
    let message = msg::CarriedOverMismatch {
        row: carried.label(),
        other: over.label(),
        column: column(first),
        columns: differences.iter().map(column).collect::<Arg>(),
        found: first.found,
        expected: first.expected,
        difference: (first.found - first.expected).abs(),
        unit: carried.def.unit_of(first.column),
    };
    let mut finding = findings.new_finding(first.cell.span, message);
    for difference in &differences {
        let message =
            msg::CarriedOverLast { row: over.label(), expected: difference.expected, column: column(difference) };
        finding = finding.with_related_in(last.source, difference.other.span, message);
    }
    let (broken, expected) = (carried.broken_by(&differences), first.expected);
    let title = match broken.is_empty() {
        true => msg::CarriedOverFix { expected }.into(),
        // The author may have adjusted the other figures of the relation to the wrong one.
        false => msg::CarriedOverFixAnyway { expected, relations: broken.into_iter().collect::<Arg>() }.into(),
    };
    finding = finding.with_fix(Fix {
        title,
        applicability: Applicability::Chosen,
        edits: differences.iter().map(|other| TextEdit::new(other.cell.span, text(other.expected))).collect(),
    });
    findings.add(finding);
}

/// A figure of this year's report that differs from last year's.
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
            let is_total = def.role == Some(Role::Total);
            (found != expected).then_some(Difference { column, is_total, cell, found, other, expected })
        })
    }

    /// The statements of the relations that hold now, but not with last year's figures in the row.
    fn broken_by(&self, differences: &[Difference]) -> Vec<&'static Bilingual> {
        let mut table = self.table.clone();
        if let Some(row) = table.rows.iter_mut().find(|row| row.row == Some(self.row)) {
            row.cells.change(|_, cell| {
                let difference = differences.iter().find(|difference| Some(difference.column) == cell.column);
                if let Some(difference) = difference
                    && cell.placement == Placement::Certain
                {
                    cell.value = Value::Number(difference.expected);
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

#![doc = include_str!("en.md")]

use rust_decimal::Decimal;

use crate::finding::{Applicability, Finding, Fix, Related, Severity, TextEdit};
use crate::format::{Axis, TableDef};
use crate::message::{Arg, Message};
use crate::report::{Cell, Table};
use crate::rules::{Context, Findings, Rule, page};
use crate::skeleton;
use crate::tally::{self, CellRef, Check, Outcome};
use crate::text::Span;

pub(super) const RULE: Rule = Rule { name: "tally-mismatch", severity: Severity::Error, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for table in &context.report.tables {
        let Some(def) = context.report.table_def(table) else { continue };
        let checks = tally::checks(def, table);
        let failing: Vec<&Check<'_>> = checks.iter().filter(|check| check.outcome == Outcome::Fails).collect();
        match tally::single_cause(&checks, table) {
            Some((at, value)) => report_cell(def, table, at, value, &failing, findings),
            None => failing.iter().for_each(|check| report_total(def, table, check, findings)),
        }
    }
}

/// One wrong cell explains everything.
fn report_cell(
    def: &'static TableDef,
    table: &Table,
    at: CellRef,
    value: Decimal,
    failing: &[&Check<'_>],
    findings: &mut Findings<'_>,
) {
    let Some(cell) = table.cell(at.row, at.column) else { return };
    let found = cell.value.number().unwrap_or_default();
    let message = Message::new("tally-cell").with("cell", name(def, at)).with("found", found).with("expected", value);
    let message = message.with("difference", (value - found).abs()).with("unit", def.unit_of(at.column));
    let relations: Arg = failing.iter().map(|check| &check.relation.statement).collect();
    let message = message.with("relations", relations);
    let mut finding = findings.new_finding(cell.span, message).with_fix(write(cell, value));
    for check in failing {
        add_relation(&mut finding, def, table, check, Some(at));
    }
    findings.add(finding);
}

/// A relation fails, and nobody can tell by which of its cells.
fn report_total(def: &'static TableDef, table: &Table, check: &Check<'_>, findings: &mut Findings<'_>) {
    let Some((at, cell)) = check.equals.first().and_then(|at| Some((*at, table.cell(at.row, at.column)?))) else {
        return;
    };
    let (Some(left), Some(right)) = (check.left, check.right) else { return };
    let message =
        Message::new("tally-relation").with("relation", &check.relation.statement).with("cell", name(def, at));
    let message = message.with("left", Arg::Equation(tally::addends(&check.addends, table))).with("found", right);
    let message = message.with("difference", (left - right).abs()).with("unit", def.unit_of(at.column));
    let mut finding = findings.new_finding(cell.span, message);
    if check.equals.len() == 1 {
        finding = finding.with_fix(write(cell, left));
    }
    add_relation(&mut finding, def, table, check, Some(at));
    findings.add(finding);
}

fn write(cell: &Cell, value: Decimal) -> Fix {
    let value = value.normalize().to_string();
    Fix {
        title: Message::new("tally-fix").with("value", value.as_str()),
        applicability: Applicability::Chosen,
        edits: vec![TextEdit::new(cell.span, value)],
    }
}

/// Adds a violated relation: its name, and where its other cells stand.
fn add_relation(finding: &mut Finding, def: &'static TableDef, table: &Table, check: &Check<'_>, own: Option<CellRef>) {
    if !finding.relations.contains(&check.relation.id) {
        finding.relations.push(check.relation.id.clone());
    }
    let place = |at: &CellRef| table.cell(at.row, at.column).map(|cell| cell.span);
    let others: Vec<Span> =
        check.equals.iter().chain(&check.addends).filter(|at| Some(**at) != own).filter_map(place).collect();
    // A whole row is one place; cells below each other are not, so the total stands for them.
    let one_row =
        check.equals.iter().chain(&check.addends).all(|at| Some(at.row) == check.equals.first().map(|at| at.row));
    let span = match one_row {
        true => others.iter().copied().reduce(Span::cover),
        false => others.first().copied(),
    };
    let Some(span) = span else { return };
    let message = match axis_name(def, check) {
        at if at.is_empty() => Message::new("tally-related"),
        at => Message::new("tally-related-at").with("at", at),
    };
    let message = message.with("relation", &check.relation.statement);
    let message = message.with("left", Arg::Equation(tally::addends(&check.addends, table)));
    let message = message.with("right", Arg::Equation(tally::addends(&check.equals, table)));
    finding.related.push(Related::here(span, message));
}

/// Row and column, as in `（一）予以公开·自然人`.
fn name(def: &TableDef, at: CellRef) -> String {
    let row = def.rows.get(at.row).map(|row| skeleton::full_label(def, row)).unwrap_or_default();
    let column = skeleton::column_label(def, at.column);
    [row, column].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join("·")
}

/// The row or column at which the relation was looked at.
fn axis_name(def: &TableDef, check: &Check<'_>) -> String {
    match check.relation.axis {
        Axis::Columns => def.rows.get(check.at).map(|row| skeleton::full_label(def, row)).unwrap_or_default(),
        Axis::Rows => skeleton::column_label(def, check.at),
    }
}

#![doc = include_str!("en.md")]

mod agency;

use gouji_edition::{Role, TableDef, ValueKind, blank_form};
use gouji_l10n::{Message, msg};
use gouji_report::{Cell, Placement, Table};
use gouji_text::{TextEdit, Value, figure_note};
use rust_decimal::Decimal;

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};
use crate::tally::{self, CellRef, Check, Outcome};

pub(super) const RULE: Rule =
    Rule { name: "implausible-value", group: Group::Tables, severity: Severity::Info, page: page!(), check };

/// In 万元. If a county or a department reports a higher fee, the fee is most likely in 元.
const LARGEST_FEE: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
/// 其他 is reported if it is more than 30 in 100 of the concluded applications, and at least 10.
const MAX_OTHERS_SHARE: Decimal = Decimal::from_parts(30, 0, 0, false, 2);
const MIN_OTHERS: Decimal = Decimal::TEN;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let agency = context.report.title.as_ref().and_then(|title| title.agency.as_deref()).unwrap_or_default();
    let is_local = agency::makes_no_rules(agency);
    for table in &context.report.tables {
        let Some(def) = table.def() else { continue };
        if is_local {
            check_rules(table, def, agency, findings);
        }
        check_stock(table, def, findings);
        check_fees(context, table, def, is_local, findings);
        check_others(table, def, findings);
    }
}

/// Reports 规章 of an agency that cannot make any.
fn check_rules(table: &Table, def: &TableDef, agency: &str, findings: &mut Findings<'_>) {
    let row = def.row_with(Role::Rules).and_then(|row| table.row(row).zip(def.rows.get(row)));
    let Some((row, label)) = row else { return };
    let figures = row.cells.iter().filter(|cell| figure(*cell).is_some_and(|figure| !figure.is_zero()));
    let mut figures = figures.filter(|cell| cell.column.is_some());
    let Some(first) = figures.next() else { return };
    let message = msg::ImplausibleValueRules { row: &*label.label, agency, found: figure(first).unwrap_or_default() };
    let finding = findings.new_finding(first.span, message);
    let related = || msg::ImplausibleValueRulesOther;
    findings.add(figures.fold(finding, |finding, other| finding.with_related(other.span, related())));
}

/// Reports more documents issued in the year than are in force at its end.
fn check_stock(table: &Table, def: &TableDef, findings: &mut Findings<'_>) {
    let (Some(issued), Some(stock)) = (def.column_with(Role::Issued), def.column_with(Role::InForce)) else { return };
    for (at, row) in def.rows.iter().enumerate() {
        let (Some(issued_cell), Some(stock_cell)) = (table.cell(at, issued), table.cell(at, stock)) else { continue };
        let (Some(issued_figure), Some(stock_figure)) = (figure(issued_cell), figure(stock_cell)) else { continue };
        if issued_figure > stock_figure {
            let message = msg::ImplausibleValueStock { row: &*row.label, issued: issued_figure, stock: stock_figure };
            let finding = findings.new_finding(stock_cell.span, message);
            let related = msg::ImplausibleValueRelated { cell: name(def, at, issued) };
            findings.add(finding.with_related(issued_cell.span, related));
        }
    }
}

/// Reports amounts in 元 in a column in 万元.
fn check_fees(context: &Context<'_>, table: &Table, def: &TableDef, is_local: bool, findings: &mut Findings<'_>) {
    if def.columns.iter().all(|column| column.value != ValueKind::Amount) {
        return;
    }
    for cell in table.rows.iter().flat_map(|row| row.cells.iter()) {
        let Some(at) = cell.column.filter(|at| def.columns.get(*at).is_some_and(|c| c.value == ValueKind::Amount))
        else {
            continue;
        };
        let Some(amount) = figure(cell) else { continue };
        let unit = def.unit_of(at);
        // The form of 2019 fixes no unit for 采购总金额, so nothing is wrong with 元.
        if unit.zh.is_empty() {
            continue;
        }
        let has_yuan_note = figure_note(cell.span.slice(context.text)).starts_with('元');
        let is_huge = is_local && amount > LARGEST_FEE;
        if !has_yuan_note && !is_huge {
            continue;
        }
        let tenthousands = (amount / Decimal::from(10_000)).normalize();
        let (found, value) = (cell.span.slice(context.text).trim(), tenthousands);
        let message: Message = match has_yuan_note {
            true => msg::ImplausibleValueYuan { found, unit, value }.into(),
            false => msg::ImplausibleValueFee { found, unit, value }.into(),
        };
        findings.add(findings.new_finding(cell.span, message).with_fix(Fix {
            title: msg::ImplausibleValueFix { value: tenthousands }.into(),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(cell.span, tenthousands.to_string())],
        }));
    }
}

/// Reports that 其他 is a large part of the concluded applications.
fn check_others(table: &Table, def: &TableDef, findings: &mut Findings<'_>) {
    let (Some(others), Some(total), Some(column)) =
        (def.row_with(Role::OtherOutcome), def.row_with(Role::OutcomeTotal), def.column_with(Role::Total))
    else {
        return;
    };
    let (Some(cell), Some(all)) = (table.cell(others, column), table.cell(total, column)) else { return };
    let (Some(part), Some(whole)) = (figure(cell), figure(all)) else { return };
    // More than the total is a wrong sum, not a large part.
    let large = whole.checked_mul(MAX_OTHERS_SHARE).is_some_and(|most| part > most) && part <= whole;
    let in_doubt = |check: &Check<'_>| {
        check.outcome == Outcome::Fails
            && [others, total].iter().any(|row| check.involves(CellRef { row: *row, column }))
    };
    if large && part >= MIN_OTHERS && !tally::checks(def, table).iter().any(in_doubt) {
        let message = msg::ImplausibleValueOthers {
            cell: name(def, others, column),
            found: part,
            total: whole,
            unit: def.unit_of(column),
        };
        let related = msg::ImplausibleValueRelated { cell: name(def, total, column) };
        findings.add(findings.new_finding(cell.span, message).with_related(all.span, related));
    }
}

/// The figure of a cell, if its place in the form is certain.
fn figure(cell: Cell) -> Option<Decimal> {
    match cell.value {
        Value::Number(number) | Value::Noted(number) if cell.placement == Placement::Certain => Some(number),
        _ => None,
    }
}

/// The name of a cell: row and column, as in `3.其他·总计`.
fn name(def: &TableDef, row: usize, column: usize) -> String {
    let row = def.rows.get(row).map(|row| blank_form::full_label(def, row)).unwrap_or_default();
    format!("{row}·{}", blank_form::column_label(def, column))
}

#![doc = include_str!("en.md")]

use std::collections::HashSet;
use std::sync::Arc;

use gouji_edition::{CellRef, Instance, Role};
use gouji_l10n::{Message, msg};
use gouji_report::{CellGrid, LastYear, Report, Table};
use gouji_text::{Span, Value};
use rust_decimal::Decimal;

use crate::finding::Severity;
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "unchanged-figures", group: Group::Years, severity: Severity::Warning, page: page!(), check };

/// Fewer figures may be the same two years running by chance. Zeros and totals do not count.
const MIN_FIGURES: usize = 6;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(last) = context.last else { return };
    let mut equal = Vec::new();
    let mut is_all = context.report.tables.len() == context.report.edition.tables.len();
    let mut seen = HashSet::new();
    // Of several tables of one kind, the first one counts.
    let is_first = |table: &&Arc<Table>| seen.insert((&*table.edition.id, table.def));
    for table in context.report.tables.iter().filter(is_first) {
        match counterpart(last.report, table).and_then(|before| equal_figures(table, before)) {
            Some(count) => equal.push((&**table, count)),
            None => is_all = false,
        }
    }
    let is_of_applications = |table: &Table| table.def().is_some_and(|def| def.role == Some(Role::Applications));
    let applications = equal.iter().find(|(table, _)| is_of_applications(table));
    let all: usize = equal.iter().map(|(_, count)| count).sum();
    match applications {
        _ if is_all && all >= MIN_FIGURES => {
            let tables: Vec<&Table> = equal.iter().map(|(table, _)| *table).collect();
            report(context, last, &tables, msg::UnchangedFiguresAll { count: all }.into(), findings);
        }
        Some((table, count)) if *count >= MIN_FIGURES => {
            let Some(def) = table.def() else { return };
            report(
                context,
                last,
                &[*table],
                msg::UnchangedFigures { table: &def.name, count: *count }.into(),
                findings,
            );
        }
        _ => {}
    }
}

/// Adds the finding over the first of the tables, with the place of each table of last year.
fn report(context: &Context<'_>, last: LastYear<'_>, tables: &[&Table], message: Message, findings: &mut Findings<'_>) {
    let Some(first) = tables.first() else { return };
    let mut finding = findings.new_finding(place(context.report, first, context.text), message);
    for table in tables {
        if let Some((before, def)) = counterpart(last.report, table).zip(table.def()) {
            let related = msg::UnchangedFiguresLast { table: &def.name };
            finding = finding.with_related_in(last.source, place(last.report, before, last.text), related);
        }
    }
    findings.add(finding);
}

/// The same table of last year's report, in the same form.
fn counterpart<'a>(last: &'a Report, table: &Table) -> Option<&'a Table> {
    let same = |other: &&Table| other.edition.id == table.edition.id && other.def == table.def;
    last.tables.iter().map(|table| &**table).find(same)
}

/// How many figures other than zeros and totals a table has, if all its figures are certain and are last year's.
fn equal_figures(table: &Table, before: &Table) -> Option<usize> {
    let def = table.def()?;
    let (now, then) = (CellGrid::new(def, table), CellGrid::new(def, before));
    let totals: HashSet<CellRef> = def.instances.iter().filter_map(total).collect();
    let mut count = 0;
    for row in 0..def.rows.len() {
        for at in def.columns_of(row).iter().map(|column| CellRef { row, column: *column }) {
            let figure = figure(&now, at)?;
            if figure != self::figure(&then, at)? {
                return None;
            }
            count += usize::from(!figure.is_zero() && !totals.contains(&at));
        }
    }
    Some(count)
}

/// The cell that is the total of others in a relation.
fn total(instance: &Instance) -> Option<CellRef> {
    let [total] = &*instance.equals else { return None };
    Some(*total)
}

/// The figure of a cell, with a blank or a stroke as 0; `None` if it is not certain.
fn figure(grid: &CellGrid, at: CellRef) -> Option<Decimal> {
    match grid.get(at)?.value {
        Value::Number(figure) => Some(figure),
        Value::Blank | Value::Stroke => Some(Decimal::ZERO),
        _ => None,
    }
}

/// The heading over a table, or else the first line of the table.
fn place(report: &Report, table: &Table, text: &str) -> Span {
    let heading = report.section_of(table).and_then(|section| report.heading_of(section));
    let first_line = || {
        let words = table.span.slice(text);
        let length = words.find(['\n', '\r']).unwrap_or(words.len());
        Span::new(table.span.start, table.span.start + length)
    };
    heading.map_or_else(first_line, |heading| heading.span)
}

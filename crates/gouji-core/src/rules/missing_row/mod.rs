#![doc = include_str!("en.md")]

use crate::finding::{Applicability, Fix, Severity, TextEdit};
use crate::format::TableDef;
use crate::message::{Arg, Message};
use crate::report::{Report, Table, TableRow};
use crate::rules::{Context, Findings, Rule, page};
use crate::skeleton;
use crate::text::Span;

pub(super) const RULE: Rule = Rule { name: "missing-row", severity: Severity::Error, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for table in &context.report.tables {
        let Some(def) = context.report.table_def(table) else { continue };
        for gap in gaps(table, def).iter().filter(|gap| !is_explained(table, gap)) {
            report_gap(context.report, table, def, gap, findings);
        }
    }
}

/// Runs of absent rows. A row whose whole group stands as one row is not absent, but summed up.
fn gaps(table: &Table, def: &TableDef) -> Vec<Vec<usize>> {
    let summed = |row: usize| {
        let group = def.rows.get(row).and_then(|row| row.group.as_deref());
        group.is_some() && table.rows.iter().any(|found| found.group.as_deref() == group)
    };
    let mut gaps: Vec<Vec<usize>> = Vec::new();
    if table.rows.iter().all(|row| row.row.is_none()) {
        return gaps;
    }
    for row in 0..def.rows.len() {
        if table.row(row).is_some() || summed(row) {
            continue;
        }
        match gaps.last_mut().filter(|gap| gap.last().is_some_and(|last| last + 1 == row)) {
            Some(gap) => gap.push(row),
            None => gaps.push(vec![row]),
        }
    }
    gaps
}

/// Whether a row that is not known stands in the gap: then the rows may be there under another label.
fn is_explained(table: &Table, gap: &[usize]) -> bool {
    let (first, last) = (gap.first().copied().unwrap_or_default(), gap.last().copied().unwrap_or_default());
    let before = table.rows.iter().rposition(|row| row.row.is_some_and(|row| row < first));
    let behind = table.rows.iter().position(|row| row.row.is_some_and(|row| row > last));
    let inside = before.map_or(0, |before| before + 1)..behind.unwrap_or(table.rows.len());
    table.rows.get(inside).unwrap_or_default().iter().any(|row| row.row.is_none() && row.group.is_none())
}

fn report_gap(report: &Report, table: &Table, def: &'static TableDef, gap: &[usize], findings: &mut Findings<'_>) {
    let first = gap.first().copied().unwrap_or_default();
    let before = (0..first).rev().find_map(|row| table.row(row));
    let place = before.map(label_of).or(table.header_line).unwrap_or(table.span);
    let names: Arg = gap.iter().filter_map(|row| Some(skeleton::full_label(def, def.rows.get(*row)?))).collect();
    let message = Message::new("missing-row").with("rows", names).with("count", gap.len()).with("table", &def.name);
    let mut finding = findings.new_finding(place, message);
    let insert_at = before.map(|row| row.span.end).or(table.header_line.map(|line| line.end));
    if let Some(at) = insert_at {
        let rows = skeleton::blank_rows(def, gap, before.and_then(|row| row.row), table.layout);
        let text: String =
            rows.iter().map(|row| format!("{}{}", table.layout.row_break(), row.trim_end_matches('\n'))).collect();
        finding = finding.with_fix(Fix {
            title: Message::new("missing-row-fix").with("count", gap.len()),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(Span::at(at), text)],
        });
    }
    let section = report.section_of(table);
    if let Some(heading) = section.and_then(|section| report.heading_of(section)) {
        finding = finding.with_related(heading.text, Message::new("related-table").with("table", &def.name));
    }
    findings.add(finding);
}

fn label_of(row: &TableRow) -> Span {
    row.label.as_ref().map_or(row.span, |label| label.span)
}

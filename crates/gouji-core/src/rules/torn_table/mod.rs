#![doc = include_str!("en.md")]

use crate::finding::{Applicability, Fix, Severity, TextEdit};
use crate::message::Message;
use crate::report::{Placement, Table, TableRow};
use crate::rules::{Context, Findings, Rule, page};
use crate::text::Span;

pub(super) const RULE: Rule = Rule { name: "torn-table", severity: Severity::Info, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for table in &context.report.tables {
        report_unknown_rows(context, table, findings);
        for tear in &table.tears {
            let between = tear.of(context.text);
            if !between.starts_with(['\r', '\n']) {
                findings.report(*tear, Message::new("torn-table-shifted").with("row", between));
                continue;
            }
            let blank = between.trim().is_empty();
            let id = if blank { "torn-table-blank" } else { "torn-table-foreign" };
            let mut finding = findings.new_finding(place(*tear, between, context.text), Message::new(id));
            if blank {
                finding = finding.with_fix(Fix {
                    title: Message::new("torn-table-fix"),
                    applicability: Applicability::Safe,
                    edits: vec![TextEdit::new(*tear, line_break(between))],
                });
            }
            findings.add(finding);
        }
    }
}

/// Rows that bear figures under no label that is known are not checked, and that is said once for the table.
fn report_unknown_rows(context: &Context<'_>, table: &Table, findings: &mut Findings<'_>) {
    let unknown = table.rows.iter().filter(|row| is_unknown(row));
    let mut places = unknown.map(|row| row.label.as_ref().map_or(row.span, |label| label.span).trimmed(context.text));
    let (Some(first), Some(def)) = (places.next(), table.def()) else { return };
    let others: Vec<Span> = places.collect();
    let message = Message::new("torn-table-unknown").with("table", &def.name).with("rows", others.len() + 1);
    let finding = findings.new_finding(first, message);
    let related = || Message::new("torn-table-unknown-row");
    findings.add(others.into_iter().fold(finding, |finding, place| finding.with_related(place, related())));
}

/// Whether the row's label does not tell what it is. Where the place that is left does, `row-label` speaks of the label.
fn is_unknown(row: &TableRow) -> bool {
    let eliminated = row.cells.iter().any(|cell| cell.placement == Placement::Elimination);
    row.group.is_none() && (row.row.is_none() || eliminated && row.label.is_none())
}

/// What stands between the rows; the end of the row before, where nothing does.
fn place(tear: Span, between: &str, text: &str) -> Span {
    let inner = tear.trimmed(text);
    if !inner.is_empty() {
        return inner;
    }
    let first = line_break(between).len();
    Span::at(tear.start + first)
}

fn line_break(between: &str) -> &str {
    if between.starts_with("\r\n") { "\r\n" } else { between.get(..1).unwrap_or("\n") }
}

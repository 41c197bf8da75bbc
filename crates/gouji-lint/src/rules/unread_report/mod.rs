#![doc = include_str!("en.md")]

use gouji_l10n::{Arg, Message, msg};
use gouji_report::Table;
use gouji_text::Span;

use crate::finding::Severity;
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "unread-report", group: Group::Reading, severity: Severity::Warning, page: page!(), check };

/// Reports once why a text with parts of a report is not checked. No other rule runs on such a text.
fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    if report.is_checkable() {
        return;
    }
    let table = report.tables.first().map(|table| first_line(table).trimmed(context.text));
    let heading = report.sections.first().and_then(|section| report.heading_of(section)).map(|heading| heading.span);
    let (message, place): (Message, _) = match (&report.title, table, heading) {
        (Some(title), Some(_), _) => (msg::UnreadReportSections { tables: names(context) }.into(), title.span),
        (Some(title), None, _) => (msg::UnreadReportTitle.into(), title.span),
        (None, Some(table), None) => (msg::UnreadReportTables { tables: names(context) }.into(), table),
        (None, _, Some(heading)) => (msg::UnreadReportParts.into(), heading),
        (None, None, None) => return,
    };
    findings.report(place, message);
}

fn first_line(table: &Table) -> Span {
    table.header_rows.first().copied().or(table.rows.first().map(|row| row.span)).unwrap_or(table.span)
}

fn names(context: &Context<'_>) -> Arg {
    let defs = context.report.tables.iter().filter_map(|table| table.def());
    defs.map(|def| &def.name).collect()
}

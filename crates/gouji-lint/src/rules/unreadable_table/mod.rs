#![doc = include_str!("en.md")]

use gouji_edition::blank_form;
use gouji_l10n::{Message, msg};
use gouji_report::{Report, Table};
use gouji_text::Span;

use crate::finding::Severity;
use crate::rules::{Context, Findings, Group, Rule, missing_table, page};

pub(super) const RULE: Rule =
    Rule { name: "unreadable-table", group: Group::Reading, severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for table in &context.report.tables {
        let Some(def) = table.def() else { continue };
        let Some((first, others)) = table.unread.split_first() else { continue };
        let label = |row: usize| def.rows.get(row).map(|row| blank_form::full_label(def, row)).unwrap_or_default();
        let row = label(*first);
        let message: Message = match row.is_empty() {
            true => msg::UnreadableTableFigures { table: &def.name }.into(),
            false => msg::UnreadableTable { table: &def.name, row, count: table.unread.len() }.into(),
        };
        let finding = findings.new_finding(place(context.report, table, *first, context.text), message);
        let others = others.iter().filter(|row| table.row(**row).is_some());
        findings.add(others.fold(finding, |finding, row| {
            finding.with_related(place(context.report, table, *row, context.text), msg::UnreadableTableOther)
        }));
    }
    for section in &context.report.sections {
        let unread = missing_table::unread(context, section).zip(context.report.heading_of(section));
        if let Some((def, heading)) = unread {
            findings.report(heading.text, msg::UnreadableTableWhole { table: &def.name });
        }
    }
}

/// The place of a row. If nothing of the row was found, the heading of the table's section.
fn place(report: &Report, table: &Table, row: usize, text: &str) -> Span {
    let heading =
        || report.section_of(table).and_then(|section| report.heading_of(section)).map(|heading| heading.text);
    table.row(row).map(|row| row.place(text)).or_else(heading).unwrap_or(table.span)
}

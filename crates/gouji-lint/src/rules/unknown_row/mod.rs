#![doc = include_str!("en.md")]

use gouji_edition::{Layout, TableDef};
use gouji_l10n::{Arg, Message, msg};
use gouji_report::{Table, TableRow};

use crate::finding::Severity;
use crate::rules::{Context, Findings, Group, Rule, page, tables};

pub(super) const RULE: Rule =
    Rule { name: "unknown-row", group: Group::Tables, severity: Severity::Warning, page: page!(), check };

/// Whether the table has an unknown row.
struct HasUnknown;

impl tables::TableCondition for HasUnknown {
    fn holds(table: &Table, _: &TableDef) -> bool {
        table.rows.iter().any(is_unknown)
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, table, def) in tables::matching::<HasUnknown>(context) {
        let words = |row: &TableRow| row.place(context.text).slice(context.text).trim().to_owned();
        let is_subtotal = |row: &&TableRow| row.is_subtotal(table.edition, context.text);
        let (subtotals, unknown): (Vec<&TableRow>, Vec<&TableRow>) =
            table.rows.iter().filter(|row| is_unknown(row)).partition(is_subtotal);
        // In a layout without marks between cells, gouji may have read the row wrongly.
        let doubtful = table.layout == Layout::Loose;
        for (are_subtotals, strays) in [(true, subtotals), (false, unknown)] {
            let Some((first, others)) = strays.split_first() else { continue };
            let rows: Arg = strays.iter().take(MAX_NAMES).map(|row| words(row)).collect();
            let (table, count) = (&def.name, strays.len());
            let message: Message = match (are_subtotals, doubtful) {
                (true, _) => msg::UnknownRowSubtotal { table, count, rows }.into(),
                (false, true) => msg::UnknownRowLoose { table, count, rows }.into(),
                (false, false) => msg::UnknownRow { table, count, rows }.into(),
            };
            let severity = if are_subtotals { Severity::Info } else { unknown_severity(doubtful) };
            let finding = findings.new_finding(first.place(context.text), message).with_severity(severity);
            let related = |row: &TableRow| (row.place(context.text), msg::UnknownRowOther);
            findings.add(others.iter().fold(finding, |finding, row| {
                let (span, message) = related(row);
                finding.with_related(span, message)
            }));
        }
    }
}

/// A message names at most so many rows.
const MAX_NAMES: usize = 5;

fn unknown_severity(doubtful: bool) -> Severity {
    if doubtful { Severity::Info } else { RULE.severity }
}

/// Whether the row cannot be identified. If it was identified by elimination and has a label, `row-label` reports the label.
fn is_unknown(row: &TableRow) -> bool {
    row.group.is_none() && (row.row.is_none() || row.is_eliminated() && row.label.is_none())
}

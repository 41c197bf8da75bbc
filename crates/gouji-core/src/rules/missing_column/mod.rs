#![doc = include_str!("en.md")]

use crate::finding::Severity;
use crate::message::{Arg, Message};
use crate::rules::{Context, Findings, Rule, page};

pub(super) const RULE: Rule = Rule { name: "missing-column", severity: Severity::Error, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for table in &context.report.tables {
        let (Some(def), Some(line)) = (context.report.table_def(table), table.header_line) else { continue };
        // Without a header of some length there is no telling a lost column from a lost header.
        if table.header.len() * 2 <= def.columns.len() {
            continue;
        }
        let absent = (0..def.columns.len()).filter(|column| table.header.iter().all(|found| found.column != *column));
        let absent: Vec<_> = absent.filter_map(|column| def.columns.get(column)).collect();
        if absent.is_empty() {
            continue;
        }
        let names: Arg = absent.iter().map(|column| column.label.as_str()).collect();
        let message = Message::new("missing-column").with("columns", names).with("table", &def.name);
        findings.report(line.trimmed(context.text), message);
    }
}

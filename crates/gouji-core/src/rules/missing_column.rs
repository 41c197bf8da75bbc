//! # missing-column
//!
//! ## What it does
//! Reports an official column that the table's header lacks.
//!
//! ## Why
//! The unified template may not be cut. Where a column is lost, nobody can tell which figures were lost with it.
//!
//! ## Example
//! The header of table 3 ends with 法律服务机构; 其他 is lost.
//!
//! ## Mend
//! Put the column back from the official template; the figures have to come from the author.

use super::{Context, Findings, Rule};
use crate::finding::Severity;
use crate::message::{Arg, Message};

pub(super) const RULE: Rule = Rule { name: "missing-column", severity: Severity::Error, check };

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

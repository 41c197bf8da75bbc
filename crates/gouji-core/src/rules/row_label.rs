//! # row-label
//!
//! ## What it does
//! Reports a row or column that is known by a part of its label only.
//!
//! ## Why
//! A label that reads otherwise may change the ground that is counted: 其他法律法规禁止公开 would admit local
//! regulations, where 《条例》第十四条 admits statutes and administrative regulations only.
//!
//! ## Example
//! 2.其他法律法规禁止公开 for 2.其他法律行政法规禁止公开.
//!
//! ## Mend
//! Writes the official label.

use super::{Context, Findings, Rule};
use crate::finding::{Applicability, Fix, Severity, TextEdit};
use crate::message::Message;
use crate::report::LabelQuality;
use crate::text::{Span, strip_ordinal};

pub(super) const RULE: Rule = Rule { name: "row-label", severity: Severity::Warning, check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for table in &context.report.tables {
        let Some(def) = context.report.table_def(table) else { continue };
        let rows = table
            .rows
            .iter()
            .filter_map(|row| Some((row.label.as_ref()?.span, row.label.as_ref()?.quality, &row.def(def)?.label)));
        let columns = table
            .header
            .iter()
            .filter_map(|cell| Some((cell.span, cell.quality, &def.columns.get(cell.column)?.label)));
        for (span, quality, official) in rows.chain(columns) {
            if quality == LabelQuality::Official {
                continue;
            }
            let found = span.of(context.text);
            let message = Message::new("row-label").with("found", found).with("official", official.as_str());
            findings.add(findings.new_finding(span, message).with_fix(Fix {
                title: Message::new("row-label-fix").with("official", official.as_str()),
                applicability: Applicability::Safe,
                edits: vec![edit(span, found, official)],
            }));
        }
    }
}

/// The ordinal stays as the author typed it; where there is none, it comes with the label.
fn edit(span: Span, found: &str, official: &str) -> TextEdit {
    let words = strip_ordinal(found);
    match words.len() == found.len() {
        true => TextEdit::new(span, official),
        false => TextEdit::new(Span::new(span.end - words.len(), span.end), strip_ordinal(official)),
    }
}

#![doc = include_str!("en.md")]

mod moved;
mod tell;

use crate::finding::Severity;
use crate::rules::{Context, Findings, Rule, page};
use crate::tally;
use tell::Speaker;

pub(super) const RULE: Rule = Rule { name: "tally-mismatch", severity: Severity::Error, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for table in &context.report.tables {
        let Some(def) = context.report.table_def(table) else { continue };
        let checks = tally::checks(def, table);
        let speaker = Speaker { text: context.text, def, table, checks: &checks };
        for cause in tally::locate(def, table, &checks, &[]).causes {
            if let Some(finding) = speaker.tell(&cause, findings) {
                findings.add(finding);
            }
        }
    }
}

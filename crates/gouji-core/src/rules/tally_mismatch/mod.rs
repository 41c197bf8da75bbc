#![doc = include_str!("en.md")]

mod evidence;
mod moved;
mod tell;

use crate::finding::Severity;
use crate::rules::{Context, Findings, Rule, page};
use crate::tally::{self, Outcome};
use tell::Speaker;

pub(super) const RULE: Rule = Rule { name: "tally-mismatch", severity: Severity::Error, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, table) in context.report.tables.iter().enumerate() {
        let Some(def) = context.report.table_def(table) else { continue };
        let checks = tally::checks(def, table);
        if checks.iter().all(|check| check.outcome != Outcome::Fails) {
            continue;
        }
        let speaker = Speaker { context, at, def, table, checks: &checks };
        let evidence = evidence::gather(context, at);
        for cause in tally::locate(def, table, &checks, &evidence).causes {
            if let Some(finding) = speaker.tell(&cause, findings) {
                findings.add(finding);
            }
        }
    }
}

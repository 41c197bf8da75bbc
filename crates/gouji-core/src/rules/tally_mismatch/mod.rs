#![doc = include_str!("en.md")]

mod evidence;
mod moved;
mod tell;

use crate::finding::Severity;
use crate::format::TableDef;
use crate::report::Table;
use crate::rules::{Context, Findings, Rule, page, tables};
use crate::tally::{self, Outcome};
use tell::Speaker;

pub(super) const RULE: Rule = Rule { name: "tally-mismatch", severity: Severity::Error, page: page!(), check };

/// Whether some relation does not hold.
fn is_failing(table: &Table, def: &TableDef) -> bool {
    tally::checks(def, table).iter().any(|check| check.outcome == Outcome::Fails)
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, table, def) in tables::telling(context, is_failing) {
        let checks = tally::checks(def, table);
        let speaker = Speaker { context, at, def, table, checks: &checks };
        let evidence = evidence::gather(context, at);
        for cause in tally::locate(def, table, &checks, &evidence).causes {
            if let Some(finding) = speaker.tell(&cause, findings) {
                findings.add(finding);
            }
        }
    }
}

#![doc = include_str!("en.md")]

mod evidence;
mod finding_writer;
mod moves;

use gouji_edition::TableDef;
use gouji_report::{Placement, Table};

use crate::finding::{Finding, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, tables};
use crate::tally::{self, Cause, Outcome};
use finding_writer::FindingWriter;

pub(super) const RULE: Rule =
    Rule { name: "tally-mismatch", group: Group::Tally, severity: Severity::Error, page: page!(), check };

/// Whether a relation of the table fails.
struct IsFailing;

impl tables::TableCondition for IsFailing {
    fn holds(table: &Table, def: &TableDef) -> bool {
        tally::checks(def, table).iter().any(|check| check.outcome == Outcome::Fails)
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (at, table, def) in tables::matching::<IsFailing>(context) {
        if let Some(finding) = by_likely_figures(context, at, table, def, findings) {
            findings.add(finding);
            continue;
        }
        let checks = tally::checks(def, table);
        let writer = FindingWriter { context, at, def, table, checks: &checks };
        let evidence = evidence::gather(context, at);
        for cause in tally::locate(def, table, &checks, &evidence).causes {
            if let Some(finding) = writer.finding(&cause, findings) {
                findings.add(finding);
            }
        }
    }
}

/// The finding for a table with doubtful rows in which, with the most likely places of the doubtful figures, a single wrong cell
/// explains all failures. The cell itself must be certain. Chance would hardly make all other relations hold.
fn by_likely_figures(
    context: &Context<'_>,
    at: usize,
    table: &Table,
    def: &'static TableDef,
    findings: &Findings<'_>,
) -> Option<Finding> {
    if table.unread.is_empty() {
        return None;
    }
    let likely = with_likely_figures(table);
    let checks = tally::checks(def, &likely);
    let causes = tally::locate(def, &likely, &checks, &[]).causes;
    let [cause @ Cause::Cell { change, .. }] = causes.as_slice() else { return None };
    table.cell(change.cell.row, change.cell.column)?;
    FindingWriter { context, at, def, table: &likely, checks: &checks }.finding(cause, findings)
}

/// The table with all doubtful placements taken as certain.
fn with_likely_figures(table: &Table) -> Table {
    let mut likely = table.clone();
    for row in &mut likely.rows {
        row.cells.change(|_, cell| {
            if cell.placement == Placement::Doubtful {
                cell.placement = Placement::Certain;
            }
        });
    }
    likely
}

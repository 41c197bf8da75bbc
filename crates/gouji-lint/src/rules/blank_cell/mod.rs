#![doc = include_str!("en.md")]

use gouji_edition::{Layout, TableDef};
use gouji_l10n::{Message, msg};
use gouji_report::{Cell, Placement, Table, TableRow};
use gouji_text::{TextEdit, Value};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, tables};
use crate::tally::{self, Check, Outcome};

pub(super) const RULE: Rule =
    Rule { name: "blank-cell", group: Group::Tables, severity: Severity::Info, page: page!(), check };

/// Whether the table has a blank cell.
struct HasBlanks;

impl tables::TableCondition for HasBlanks {
    fn holds(table: &Table, _: &TableDef) -> bool {
        table.rows.iter().filter(|row| row.row.is_some()).any(|row| row.cells.iter().any(is_blank))
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, table, def) in tables::matching::<HasBlanks>(context) {
        let rows = || table.rows.iter().filter(|row| row.row.is_some());
        let cells: Vec<(&TableRow, Cell)> = rows()
            .flat_map(|row| row.cells.iter().map(move |cell| (row, cell)))
            .filter(|(_, cell)| is_blank(*cell))
            .collect();
        let Some(((_, first), others)) = cells.split_first() else { continue };
        let all = rows().flat_map(|row| row.cells.iter()).all(is_blank);
        let fix = fill(def, table, &cells);
        if all {
            let message = msg::BlankCellAll { table: &def.name, count: cells.len() };
            let finding = findings.new_finding(first.span, message);
            findings.add(fix.into_iter().fold(finding, |finding, fix| finding.with_fix(fix)));
            continue;
        }
        let (table, count, found) = (&def.name, cells.len(), first.span.slice(context.text).trim());
        let message: Message = match first.value {
            Value::Stroke => msg::BlankCellStroke { table, count, found }.into(),
            _ => msg::BlankCell { table, count }.into(),
        };
        let mut finding = findings.new_finding(first.span, message);
        for (_, other) in others {
            finding = finding.with_related(other.span, msg::BlankCellOther);
        }
        findings.add(fix.into_iter().fold(finding, |finding, fix| finding.with_fix(fix)));
    }
}

fn is_blank(cell: Cell) -> bool {
    cell.placement == Placement::Certain && matches!(cell.value, Value::Blank | Value::Stroke)
}

/// The fix that writes 0 into each cell. `None` if a relation shows that one of them is not 0, or if cells share a place in the
/// text, as merged cells do, because these cannot be filled one by one.
fn fill(def: &TableDef, table: &Table, cells: &[(&TableRow, Cell)]) -> Option<Fix> {
    let in_order = cells.is_sorted_by(|(_, a), (_, b)| a.span.end <= b.span.start && a.span != b.span);
    // A cell that a merged cell above covers is not in the text. Its span is the start of its row.
    let covered = |(row, cell): &(&TableRow, Cell)| table.layout == Layout::Html && cell.span.start == row.span.start;
    let breaks = |check: &Check<'_>| {
        check.residual().is_some_and(|residual| !residual.is_zero()) && check.outcome == Outcome::Unknown
    };
    if tally::checks(def, table).iter().any(breaks) || !in_order || cells.iter().any(covered) {
        return None;
    }
    let edits = cells.iter().map(|(_, cell)| TextEdit::new(cell.span, "0")).collect();
    Some(Fix { title: msg::BlankCellFix { count: cells.len() }.into(), applicability: Applicability::Chosen, edits })
}

#![doc = include_str!("en.md")]

use gouji_edition::TableDef;
use gouji_l10n::Message;
use gouji_report::{Placement, Table, TableRow};

use crate::finding::Severity;
use crate::rules::{Context, Findings, Rule, page, tables};

pub(super) const RULE: Rule = Rule { name: "cell-count", severity: Severity::Warning, page: page!(), check };

/// More rows than this are one finding.
const MOST_SINGLE: usize = 3;

/// Whether figures of known rows have no certain place.
fn is_ragged(table: &Table, def: &TableDef) -> bool {
    !ragged(table, def).is_empty()
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, table, def) in tables::matching(context, is_ragged) {
        let ragged: Vec<(&TableRow, usize)> = ragged(table, def);
        match table.header_line.filter(|_| ragged.len() > MOST_SINGLE) {
            Some(line) => {
                let message = Message::new("cell-count-many").with("table", &def.name).with("rows", ragged.len());
                let message = message.with("columns", columns_of(&ragged)).with("figures", figures_of(&ragged));
                let mut finding = findings.new_finding(line.trimmed(context.text), message);
                for (row, columns) in ragged {
                    finding =
                        finding.with_related(place(row, context.text), row_message(row, columns, "cell-count-row"));
                }
                findings.add(finding);
            }
            None => {
                for (row, columns) in ragged {
                    findings.report(place(row, context.text), row_message(row, columns, "cell-count"));
                }
            }
        }
    }
}

/// Rows whose figures have no certain place, with the number of columns that they should have.
fn ragged<'a>(table: &'a Table, def: &TableDef) -> Vec<(&'a TableRow, usize)> {
    let known = table.rows.iter().filter(|row| row.row.is_some() || row.group.is_some());
    let unplaced = known.filter(|row| row.cells.iter().any(|cell| cell.placement == Placement::Unknown));
    unplaced.map(|row| (row, row.row.map_or(def.columns.len(), |row| def.columns_of(row).len()))).collect()
}

fn row_message(row: &TableRow, columns: usize, id: &'static str) -> Message {
    Message::new(id).with("columns", columns).with("figures", row.cells.len())
}

/// The distinct numbers, ascending, as in `5、6`.
fn distinct(numbers: impl Iterator<Item = usize>) -> gouji_l10n::Arg {
    let numbers: std::collections::BTreeSet<usize> = numbers.collect();
    numbers.into_iter().collect()
}

fn figures_of(ragged: &[(&TableRow, usize)]) -> gouji_l10n::Arg {
    distinct(ragged.iter().map(|(row, _)| row.cells.len()))
}

fn columns_of(ragged: &[(&TableRow, usize)]) -> gouji_l10n::Arg {
    distinct(ragged.iter().map(|(_, columns)| *columns))
}

fn place(row: &TableRow, text: &str) -> gouji_text::Span {
    row.label.as_ref().map_or(row.span.trimmed(text), |label| label.span)
}

#![doc = include_str!("en.md")]

use gouji_edition::TableDef;
use gouji_l10n::msg;
use gouji_report::{Placement, Table, TableRow};

use crate::finding::Severity;
use crate::rules::{Context, Findings, Group, Rule, page, tables};

pub(super) const RULE: Rule =
    Rule { name: "cell-count", group: Group::Tables, severity: Severity::Warning, page: page!(), check };

/// More rows than this are reported as one finding.
const MAX_SINGLE: usize = 3;

/// Whether the table has a row whose figures have no certain place.
struct HasUnplaced;

impl tables::TableCondition for HasUnplaced {
    fn holds(table: &Table, def: &TableDef) -> bool {
        !unplaced(table, def).is_empty()
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, table, def) in tables::matching::<HasUnplaced>(context) {
        let unplaced: Vec<(&TableRow, usize)> = unplaced(table, def);
        // Text without marks between cells has no header.
        let first = unplaced.first().map(|(row, _)| place(row, context.text));
        match table.header_line.map(|line| line.trimmed(context.text)).or(first) {
            Some(line) if unplaced.len() > MAX_SINGLE => {
                let message = msg::CellCountMany {
                    table: &def.name,
                    rows: unplaced.len(),
                    columns: columns_of(&unplaced),
                    figures: figures_of(&unplaced),
                };
                let mut finding = findings.new_finding(line, message);
                for (row, columns) in unplaced {
                    let message = msg::CellCountRow { columns, figures: row.cells.len() };
                    finding = finding.with_related(place(row, context.text), message);
                }
                findings.add(finding);
            }
            _ => {
                for (row, columns) in unplaced {
                    let message = msg::CellCount { columns, figures: row.cells.len() };
                    findings.report(place(row, context.text), message);
                }
            }
        }
    }
}

/// The rows whose figures have no certain place, each with the number of columns that it should have.
fn unplaced<'a>(table: &'a Table, def: &TableDef) -> Vec<(&'a TableRow, usize)> {
    let official = table.rows.iter().filter(|row| row.row.is_some() || row.group.is_some());
    let unplaced = official.filter(|row| row.cells.iter().any(|cell| cell.placement == Placement::Unknown));
    unplaced.map(|row| (row, row.row.map_or(def.columns.len(), |row| def.columns_of(row).len()))).collect()
}

/// The distinct numbers in ascending order, as in `5、6`.
fn distinct(numbers: impl Iterator<Item = usize>) -> gouji_l10n::Arg {
    let numbers: std::collections::BTreeSet<usize> = numbers.collect();
    numbers.into_iter().collect()
}

fn figures_of(unplaced: &[(&TableRow, usize)]) -> gouji_l10n::Arg {
    distinct(unplaced.iter().map(|(row, _)| row.cells.len()))
}

fn columns_of(unplaced: &[(&TableRow, usize)]) -> gouji_l10n::Arg {
    distinct(unplaced.iter().map(|(_, columns)| *columns))
}

fn place(row: &TableRow, text: &str) -> gouji_text::Span {
    row.label.as_ref().map_or(row.span.trimmed(text), |label| label.span)
}

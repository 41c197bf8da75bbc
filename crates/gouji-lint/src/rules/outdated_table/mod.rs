#![doc = include_str!("en.md")]

use gouji_edition::{Edition, TableDef, Text};
use gouji_l10n::{Arg, msg};
use gouji_report::{Report, Table};

use crate::finding::Severity;
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "outdated-table", group: Group::Tables, severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let current = gouji_edition::current();
    // A report without a year may follow the old edition.
    let is_current = report.year().is_some_and(|year| year >= current.first_year);
    let is_mixed = || report.tables.iter().any(|table| table.edition.id == current.id && differs(table, current));
    for table in report.tables.iter().filter(|table| table.edition.id != current.id) {
        let Some(def) = table.def() else { continue };
        let place = table.header_line.or(table.rows.first().map(|row| row.span)).unwrap_or(table.span);
        let place = place.trimmed(context.text);
        let (old, new_document) = (&*table.edition.document, &*current.document);
        match current.tables.iter().find(|new| new.id == def.id) {
            Some(new) if is_current && same_columns(def, new) => report_rows(report, table, def, new, findings),
            _ if is_current => {
                let message = msg::OutdatedTable { table: &def.name, old, new: new_document };
                findings.report(place, message);
            }
            _ if is_mixed() => findings.report(place, msg::OutdatedTableMixed { old, new: new_document }),
            _ => {}
        }
    }
}

/// Reports each row that only the old edition has, with the rows that replace it.
fn report_rows(report: &Report, table: &Table, old: &TableDef, new: &TableDef, findings: &mut Findings<'_>) {
    let gone = |row: &usize| old.rows.get(*row).is_some_and(|row| new.row_index(&row.id).is_none());
    for row in table.rows.iter().filter(|row| row.row.as_ref().is_some_and(gone)) {
        let (Some(label), Some(def)) = (&row.label, row.def(old)) else { continue };
        let group = new.row_groups.iter().find(|group| group.label == def.label);
        let now = new.rows.iter().filter(|row| group.is_some_and(|group| row.group.as_ref() == Some(&group.id)));
        let rows: Arg = now.map(|row| &*row.label).collect();
        let (row, new) = (&*def.label, &*report.edition.document);
        findings.report(label.span, msg::OutdatedTableRow { row, rows, new });
    }
}

fn same_columns(old: &TableDef, new: &TableDef) -> bool {
    old.columns.iter().map(|column| &column.id).eq(new.columns.iter().map(|column| &column.id))
}

/// Whether an earlier edition has other rows or columns in this table.
fn differs(table: &Table, current: &Edition) -> bool {
    let Some(def) = table.def() else { return false };
    let rows = |def: &TableDef| -> Vec<Text> { def.rows.iter().map(|row| row.id.clone()).collect() };
    let others = gouji_edition::editions().iter().filter(|other| other.id != current.id);
    let mut same = others.filter_map(|other| other.tables.iter().find(|other| other.id == def.id));
    same.any(|other| !same_columns(other, def) || rows(other) != rows(def))
}

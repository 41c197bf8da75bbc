#![doc = include_str!("en.md")]

use std::collections::BTreeMap;

use gouji_edition::blank_form;
use gouji_l10n::{Message, msg};
use gouji_report::TableRow;

use crate::finding::Severity;
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "duplicate-row", group: Group::Tables, severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for table in context.report.tables.iter().filter(|table| !table.is_in_order()) {
        let Some(def) = table.def() else { continue };
        let mut rows: BTreeMap<usize, (Vec<&TableRow>, Vec<&TableRow>)> = BTreeMap::new();
        for (row, in_order) in table.rows.iter().zip(table.rows_in_order()) {
            if row.is_eliminated() {
                continue;
            }
            let Some(index) = row.row else { continue };
            let (in_place, extra) = rows.entry(index).or_default();
            if in_order { in_place.push(row) } else { extra.push(row) }
        }
        for (index, (mut in_place, mut extra)) in rows {
            if in_place.is_empty() && extra.len() > 1 {
                in_place.push(extra.remove(0));
            }
            let (Some(original), Some((first, others))) = (in_place.first(), extra.split_first()) else { continue };
            let label = def.rows.get(index).map(|row| blank_form::full_label(def, row)).unwrap_or_default();
            let (table, count) = (&def.name, others.len() + 2);
            let message: Message = match label.is_empty() {
                true => msg::DuplicateRowFigures { table, count }.into(),
                false => msg::DuplicateRow { row: label, table, count }.into(),
            };
            let finding = findings.new_finding(first.place(context.text), message);
            let finding = finding.with_related(original.place(context.text), msg::DuplicateRowOther);
            findings.add(others.iter().fold(finding, |finding, other| {
                finding.with_related(other.place(context.text), msg::DuplicateRowOther)
            }));
        }
    }
}

#![doc = include_str!("en.md")]

use std::collections::BTreeSet;

use gouji_edition::{Layout, TableDef, blank_form};
use gouji_l10n::{Arg, Message, msg};
use gouji_report::{Table, TableRow};
use gouji_text::{Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "row-order", group: Group::Tables, severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for table in context.report.tables.iter().filter(|table| !table.is_in_order()) {
        let Some(def) = table.def() else { continue };
        let in_order = table.rows_in_order();
        let rows_in_order = table.rows.iter().zip(&in_order).filter(|(_, in_order)| **in_order);
        let in_place: BTreeSet<usize> = rows_in_order.filter_map(|(row, _)| row.row).collect();
        // If a row is also in its place, it is a duplicate, which `duplicate-row` reports.
        let mut seen = BTreeSet::new();
        let mut strays = Vec::new();
        for (at, row) in table.rows.iter().enumerate() {
            let Some(index) = row.row.filter(|row| !in_place.contains(row)) else { continue };
            if !row.is_eliminated() && seen.insert(index) {
                strays.push(Stray { at, row, index });
            }
        }
        let Some((first, others)) = strays.split_first() else { continue };
        let rows: Arg = strays.iter().map(|stray| label(def, stray.index)).collect();
        let before = (0..first.index).rev().find(|row| in_place.contains(row));
        let (table_name, row, count) = (&def.name, label(def, first.index), strays.len());
        let message: Message = match before.map(|before| label(def, before)) {
            Some(before) => msg::RowOrder { before, table: table_name, row, rows, count }.into(),
            None => msg::RowOrderFirst { table: table_name, row, rows, count }.into(),
        };
        let mut finding = findings.new_finding(first.row.place(context.text), message);
        for other in others {
            finding = finding.with_related(other.row.place(context.text), msg::RowOrderOther);
        }
        if let Some(edits) = moves(context.text, table, &in_order, &strays) {
            let title = msg::RowOrderFix { count: strays.len() };
            finding = finding.with_fix(Fix { title: title.into(), applicability: Applicability::Chosen, edits });
        }
        findings.add(finding);
    }
}

/// A row that is not in its official place.
struct Stray<'a> {
    /// Index into the table's rows.
    at: usize,
    row: &'a TableRow,
    /// Index into the definition's rows.
    index: usize,
}

fn label(def: &TableDef, row: usize) -> String {
    def.rows.get(row).map(|row| blank_form::full_label(def, row)).unwrap_or_default()
}

/// The edits that move each stray row to the place after the row that precedes it in the edition. `None` if the rows cannot be cut
/// out of the text as a whole.
fn moves(text: &str, table: &Table, in_order: &[bool], strays: &[Stray<'_>]) -> Option<Vec<TextEdit>> {
    let whole = |row: &TableRow| !row.span.slice(text).contains("rowspan");
    if table.layout == Layout::Loose || !strays.iter().all(|stray| whole(stray.row)) {
        return None;
    }
    let line_break = table.layout.row_break();
    let mut edits = Vec::new();
    // Several rows that move to one place are inserted in the order of the edition.
    let mut insertions: Vec<(usize, usize, &Stray<'_>)> = Vec::new();
    for stray in strays {
        let mut in_place = table.rows.iter().enumerate().filter(|(at, _)| in_order.get(*at) == Some(&true));
        let before = in_place.rfind(|(_, row)| row.row.is_some_and(|row| row < stray.index));
        insertions.push((before?.1.span.end, stray.index, stray));
        edits.push(TextEdit::new(deletion(text, table, stray)?, ""));
    }
    insertions.sort_by_key(|(place, index, _)| (*place, *index));
    for group in insertions.chunk_by(|(place, ..), (other, ..)| place == other) {
        let rows: String =
            group.iter().map(|(.., stray)| format!("{line_break}{}", stray.row.span.slice(text))).collect();
        edits.extend(group.first().map(|(place, ..)| TextEdit::new(Span::at(*place), rows)));
    }
    edits.sort_by_key(|edit| edit.span);
    Some(edits)
}

/// The span of the row and its separator: the text up to the next row, or, for the last row, from the previous row. `None` if the
/// separator has words.
fn deletion(text: &str, table: &Table, stray: &Stray<'_>) -> Option<Span> {
    let row = stray.row.span;
    let before = stray.at.checked_sub(1).and_then(|before| table.rows.get(before));
    let separator = match (table.rows.get(stray.at + 1), before) {
        (Some(next), _) => Span::new(row.end, next.span.start),
        (None, Some(before)) => Span::new(before.span.end, row.start),
        (None, None) => return None,
    };
    if separator.slice(text).trim().is_empty() { Some(row.cover(separator)) } else { None }
}

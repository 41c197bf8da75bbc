#![doc = include_str!("en.md")]

use gouji_edition::{Layout, TableDef, blank_form};
use gouji_l10n::{Arg, Message, msg};
use gouji_report::{Report, Table, TableRow};
use gouji_text::{Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "missing-row", group: Group::Tables, severity: Severity::Error, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for table in &context.report.tables {
        let Some(def) = context.report.table_def(table) else { continue };
        for gap in gaps(table, def).iter().filter(|gap| !is_explained(context.text, table, gap)) {
            report_gap(context.text, context.report, table, def, gap, findings);
        }
    }
}

/// Runs of absent rows. If the table has one row for a whole group, the rows of the group are not absent, but summed up.
fn gaps(table: &Table, def: &TableDef) -> Vec<Vec<usize>> {
    let summed = |row: usize| {
        let group = def.rows.get(row).and_then(|row| row.group.as_deref());
        group.is_some() && table.rows.iter().any(|row| row.group == group)
    };
    let mut gaps: Vec<Vec<usize>> = Vec::new();
    if !table.rows.is_empty() && table.rows.iter().all(|row| row.row.is_none()) {
        return gaps;
    }
    for row in 0..def.rows.len() {
        if table.row(row).is_some() || summed(row) || table.unread.contains(&row) {
            continue;
        }
        match gaps.last_mut().filter(|gap| gap.last().is_some_and(|last| last + 1 == row)) {
            Some(gap) => gap.push(row),
            None => gaps.push(vec![row]),
        }
    }
    gaps
}

/// Whether the gap has an unknown row. Then the missing rows may be in the text under another label. A subtotal does not count.
fn is_explained(text: &str, table: &Table, gap: &[usize]) -> bool {
    let (first, last) = (gap.first().copied().unwrap_or_default(), gap.last().copied().unwrap_or_default());
    let before = table.rows.iter().rposition(|row| row.row.is_some_and(|row| row < first));
    let after = table.rows.iter().position(|row| row.row.is_some_and(|row| row > last));
    let inside = before.map_or(0, |before| before + 1)..after.unwrap_or(table.rows.len());
    let may_be = |row: &TableRow| row.row.is_none() && row.group.is_none() && !row.is_subtotal(table.edition, text);
    table.rows.get(inside).unwrap_or_default().iter().any(may_be)
}

fn report_gap(
    text: &str,
    report: &Report,
    table: &Table,
    def: &'static TableDef,
    gap: &[usize],
    findings: &mut Findings<'_>,
) {
    let first = gap.first().copied().unwrap_or_default();
    let before = (0..first).rev().find_map(|row| table.row(row));
    let header = table.header_line.map(|line| line.trimmed(text));
    let place = before.map(|row| row.place(text)).or(header).unwrap_or(table.span);
    let rows: Arg = gap.iter().filter_map(|row| Some(blank_form::full_label(def, def.rows.get(*row)?))).collect();
    let is_bare = gap.iter().filter_map(|row| def.rows.get(*row)).all(|row| row.label.is_empty());
    let message: Message = match is_bare {
        true => msg::MissingRowFigures { table: &def.name }.into(),
        false => msg::MissingRow { rows, count: gap.len(), table: &def.name }.into(),
    };
    let mut finding = findings.new_finding(place, message);
    if let Some(edits) = insertions(table, def, gap, before) {
        finding = finding.with_fix(Fix {
            title: msg::MissingRowFix { count: gap.len() }.into(),
            applicability: Applicability::Chosen,
            edits,
        });
    }
    let section = report.section_of(table);
    if let Some(heading) = section.and_then(|section| report.heading_of(section)) {
        finding = finding.with_related(heading.text, msg::RelatedTable { table: &def.name });
    }
    findings.add(finding);
}

/// The edits that insert the blank rows. Each run is inserted after the row before the gap, or after the header of its group if
/// the text still has this header.
fn insertions(table: &Table, def: &TableDef, gap: &[usize], before: Option<&TableRow>) -> Option<Vec<TextEdit>> {
    // In a layout without marks between cells, a row with marks would be read as another table.
    if table.layout == Layout::Loose {
        return None;
    }
    let start = before.map(|row| row.span.end).or(table.header_line.map(|line| line.end));
    let previous = before.and_then(|row| row.row);
    let group = |row: usize| def.rows.get(row).and_then(|row| row.group.as_deref());
    let mut edits: Vec<TextEdit> = Vec::new();
    let runs = gap.chunk_by(|row, next| def.header_label.is_none() || group(*row) == group(*next));
    for run in runs {
        let first = run.first().copied()?;
        let goes_on = previous.is_some_and(|previous| group(previous) == group(first));
        let header_end = if def.header_label.is_some() && !goes_on { header_end(table, group(first)) } else { None };
        let rows = match header_end {
            // The text already has the label and the header of the group.
            Some(_) => blank_form::blank_rows(def, run, Some(first), table.layout),
            None => blank_form::blank_rows(def, run, previous, table.layout),
        };
        let at = Span::at(header_end.or(edits.last().map(|edit| edit.span.start)).or(start)?);
        let rows: String =
            rows.iter().map(|row| format!("{}{}", table.layout.row_break(), row.trim_end_matches('\n'))).collect();
        match edits.last_mut().filter(|edit| edit.span == at) {
            Some(edit) => edit.text += &rows,
            None => edits.push(TextEdit::new(at, rows)),
        }
    }
    edits.is_sorted_by_key(|edit| edit.span).then_some(edits)
}

/// The end of a group's header that runs across the table, in bytes. `None` if the text has no label and header of the group.
fn header_end(table: &Table, group: Option<&str>) -> Option<usize> {
    let (label, _) = table.groups.iter().find(|(_, id)| Some(*id) == group)?;
    let header = table.header_rows.iter().find(|row| row.start >= label.end)?;
    // A header after the label of the next group belongs to that group.
    let next = table.groups.iter().map(|(span, _)| span.start).find(|start| *start > label.start);
    next.is_none_or(|next| header.start < next).then_some(header.end)
}

#![doc = include_str!("en.md")]

use gouji_edition::{Layout, TableDef, blank_form};
use gouji_l10n::{Arg, Message, msg};
use gouji_report::{Placement, Table};
use gouji_text::{Span, TextEdit, fold_label};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "missing-column", group: Group::Tables, severity: Severity::Error, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut before = 0;
    for table in &context.report.tables {
        let end_before = std::mem::replace(&mut before, table.span.end);
        let (Some(def), Some(line)) = (context.report.table_def(table), table.header_line) else { continue };
        // If the header has at most half of the columns, the header may be lost rather than the columns.
        if table.header.len() * 2 <= def.columns.len() {
            continue;
        }
        let absent = (0..def.columns.len()).filter(|column| table.header.iter().all(|cell| cell.column != *column));
        // If the rows of a column are missing, too, the column is not reported.
        let has_rows = |column: &usize| {
            table.rows.iter().any(|row| row.row.is_some_and(|row| def.columns_of(row).contains(column)))
        };
        let mut absent: Vec<usize> = absent.filter(has_rows).collect();
        if absent.is_empty() {
            continue;
        }
        let above = words_above(context, table, end_before);
        absent.retain(|column| !is_above(&above, def, *column));
        if absent.is_empty() {
            continue;
        }
        let columns: Arg = absent.iter().map(|column| blank_form::column_label(def, *column)).collect();
        // If every row has all its figures, only the label of the column is lost.
        let whole = table.rows.iter().filter(|row| row.row.is_some()).flat_map(|row| row.cells.iter());
        let whole = whole.clone().next().is_some() && whole.clone().all(|cell| cell.placement == Placement::Certain);
        let message: Message = match whole {
            true => msg::MissingColumnLabel { columns, table: &def.name }.into(),
            false => msg::MissingColumn { columns, table: &def.name }.into(),
        };
        let mut finding = findings.new_finding(line.trimmed(context.text), message);
        if let (true, [column]) = (whole, absent.as_slice()) {
            finding.fixes.extend(label(context.text, table, def, *column));
        }
        findings.add(finding);
    }
}

/// The words of each cell above the first row, from the heading of the section or the end of the table before on, folded like labels.
/// Not every line of a header is recognised as a row of the table. No line is read for two tables, so the time grows only with
/// the length of the text.
fn words_above(context: &Context<'_>, table: &Table, end_before: usize) -> Vec<String> {
    let heading = context.report.section_of(table).and_then(|section| context.report.heading_of(section));
    let start = heading.map_or(table.span.start, |heading| heading.span.end.max(end_before).min(table.span.start));
    let end = table.rows.first().map_or(table.span.end, |row| row.span.start);
    let above = context.text.get(start..end).unwrap_or_default();
    above.split(['\t', '|', '\n']).map(fold_label).filter(|words| !words.is_empty()).collect()
}

/// Whether the label of a column is above the rows, as often as the form has columns with this label.
fn is_above(above: &[String], def: &TableDef, column: usize) -> bool {
    let Some(label) = def.columns.get(column).map(|column| fold_label(&column.label)) else { return false };
    let columns = def.columns.iter().filter(|column| fold_label(&column.label) == label).count();
    above.iter().filter(|words| **words == label).count() >= columns
}

/// The fix that writes the label into the blank cell after the label of the previous column.
fn label(text: &str, table: &Table, def: &TableDef, column: usize) -> Option<Fix> {
    let official = &*def.columns.get(column)?.label;
    let mark = match table.layout {
        Layout::Tabs => '\t',
        Layout::Pipes => '|',
        Layout::CellLines | Layout::Html | Layout::Loose => return None,
    };
    let place = |column: usize| table.header.iter().find(|cell| cell.column == column).map(|cell| cell.span);
    let before = place(column.checked_sub(1)?)?;
    let line = table.header_rows.iter().find(|row| row.contains(before))?;
    let end = place(column + 1).filter(|next| line.contains(*next)).map_or(line.end, |next| next.start);
    let between = Span::new(before.end, end).slice(text);
    let is_blank = between.chars().all(|c| c == mark || c.is_whitespace());
    // One mark ends the previous cell. A blank cell at the end of a line with tabs needs no mark at its end.
    let cells = between.matches(mark).count() + usize::from(mark == '\t' && end == line.end);
    let at = before.end + between.find(mark)? + mark.len_utf8();
    if !is_blank || cells < 2 {
        return None;
    }
    Some(Fix {
        title: msg::MissingColumnFix { official }.into(),
        applicability: Applicability::Safe,
        edits: vec![TextEdit::new(Span::at(at), official)],
    })
}

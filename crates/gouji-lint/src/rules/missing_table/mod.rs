#![doc = include_str!("en.md")]

use std::collections::BTreeSet;

use gouji_edition::{TableDef, blank_form};
use gouji_l10n::msg;
use gouji_report::{Report, Section};
use gouji_text::{Span, TextEdit, Value, fold_label, strip_ordinal};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "missing-table", group: Group::Tables, severity: Severity::Error, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    for section in &report.sections {
        let (Some(def), Some(heading)) = (lacking(report, section), report.heading_of(section)) else { continue };
        if is_unread(context, def, section) {
            continue;
        }
        let fix = Fix {
            title: msg::MissingTableFix { table: &def.name }.into(),
            applicability: Applicability::Chosen,
            edits: vec![blank(context, def, section)],
        };
        let message = msg::MissingTable { table: &def.name };
        findings.add(findings.new_finding(heading.text, message).with_fix(fix));
    }
}

/// The table that `section` lacks.
fn lacking(report: &Report, section: &Section) -> Option<&'static TableDef> {
    let id = report.section_def(section)?.table.as_deref()?;
    let def = gouji_edition::edition_for_year(report.year()).tables.iter().find(|table| table.id == id)?;
    report.table(&def.id).is_none().then_some(def)
}

/// Whether text of the section is probably its table, which could not be read.
fn is_unread(context: &Context<'_>, def: &TableDef, section: &Section) -> bool {
    let heading = context.report.heading_of(section).map_or(section.span.start, |heading| heading.span.end);
    let body = Span::new(heading, section.span.end).slice(context.text);
    may_have_cells(body, def.columns.len()) || has_labels(body, def)
}

/// Whether at least half of the table's labels are in lines that are no sentences: the table is there, but its figures are lost or
/// run into its labels.
fn has_labels(body: &str, def: &TableDef) -> bool {
    let rows = def.rows.iter().map(|row| &*row.label).filter(|label| !label.is_empty());
    let labels = rows.chain(def.columns.iter().map(|column| &*column.label));
    let labels: BTreeSet<String> = labels.map(|label| fold_label(strip_ordinal(label))).collect();
    let lines = body.lines().filter(|line| !line.contains(['。', '；']));
    let words: String = lines.map(|line| fold_label(line) + "\n").collect();
    let found = labels.iter().filter(|label| words.contains(label.as_str())).count();
    found * 2 >= labels.len()
}

/// The table that `section` lacks, if text of the section is probably that table.
pub(super) fn unread(context: &Context<'_>, section: &Section) -> Option<&'static TableDef> {
    lacking(context.report, section).filter(|def| is_unread(context, def, section))
}

/// The edit that inserts the blank table at the end of its section.
fn blank(context: &Context<'_>, def: &TableDef, section: &Section) -> TextEdit {
    let end = section.span.trimmed(context.text).end;
    let table = blank_form::blank_table(def, context.report.table_layout());
    TextEdit::new(Span::at(end), format!("\n\n{}", table.trim_end_matches('\n')))
}

/// The table that `section` lacks, and an edit that inserts it blank. `None` if text of the section is probably that table.
pub(super) fn insertion(context: &Context<'_>, section: &Section) -> Option<(&'static TableDef, TextEdit)> {
    let def = lacking(context.report, section).filter(|def| !is_unread(context, def, section))?;
    Some((def, blank(context, def, section)))
}

/// Whether the text probably is or has a table: an HTML tag of a table, cells between marks, or at least a row's number of figures.
fn may_have_cells(body: &str, columns: usize) -> bool {
    let is_figure = |word: &&str| matches!(Value::read(word), Value::Number(_) | Value::Stroke);
    let between_marks = |line: &str| line.contains('\t') || line.trim_start().starts_with(['|', '｜']);
    body.contains("<t")
        || body.lines().any(between_marks)
        || body.split_whitespace().filter(is_figure).count() >= columns
}

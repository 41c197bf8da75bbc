#![doc = include_str!("en.md")]

use gouji_edition::Layout;
use gouji_l10n::msg;
use gouji_report::LabelQuality;
use gouji_text::{Span, TextEdit, fold_label, strip_ordinal};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "row-label", group: Group::Tables, severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for table in &context.report.tables {
        let Some(def) = context.report.table_def(table) else { continue };
        let rows = table
            .rows
            .iter()
            .filter_map(|row| Some((row.label.as_ref()?.span, row.label.as_ref()?.quality, &row.def(def)?.label)));
        let columns = table
            .header
            .iter()
            .filter_map(|cell| Some((cell.span, cell.quality, &def.columns.get(cell.column)?.label)));
        for (span, quality, official) in rows.chain(columns) {
            if quality == LabelQuality::Official {
                continue;
            }
            let found = span.slice(context.text);
            let may_be_torn = || table.layout == Layout::Loose || rest_is_near(context.text, span, official);
            if is_torn(found, official) && may_be_torn() {
                continue;
            }
            // In a layout without marks between cells, the rest of the label may be elsewhere.
            let has_cells = table.layout != Layout::Loose;
            let applicability = if has_cells { Applicability::Safe } else { Applicability::Chosen };
            let message = msg::RowLabel { found, official: &**official };
            findings.add(findings.new_finding(span, message).with_fix(Fix {
                title: msg::RowLabelFix { official: &**official }.into(),
                applicability,
                edits: vec![edit(span, found, official)],
            }));
        }
    }
}

/// Whether the label is the beginning or the end of the official label, or begins with it. Then its cell was torn or ran into the
/// next cell, and the author did not write another label.
fn is_torn(found: &str, official: &str) -> bool {
    let [found, official] = [found, official].map(|label| fold_label(strip_ordinal(label)));
    official.starts_with(&found) || official.ends_with(&found) || found.starts_with(&official)
}

/// Whether the line before or after the label has the missing part of the official label in a cell of its own, as if a line break tore
/// the label: 商业↵企业.
fn rest_is_near(text: &str, span: Span, official: &str) -> bool {
    let [found, official] = [span.slice(text), official].map(|label| fold_label(strip_ordinal(label)));
    let has = |line: Option<&str>, rest: Option<&str>| {
        let (Some(line), Some(rest)) = (line, rest.filter(|rest| !rest.is_empty())) else { return false };
        line.split(['\t', '|']).any(|cell| fold_label(cell) == rest)
    };
    let before = text.get(..span.start).unwrap_or_default().rsplit('\n').nth(1);
    let after = text.get(span.end..).unwrap_or_default().split('\n').nth(1);
    has(before, official.strip_suffix(&found)) || has(after, official.strip_prefix(&found))
}

/// The edit that writes the official label. It keeps the author's ordinal, or inserts the official one if there is none.
fn edit(span: Span, found: &str, official: &str) -> TextEdit {
    let words = strip_ordinal(found);
    match words.len() == found.len() {
        true => TextEdit::new(span, official),
        false => TextEdit::new(Span::new(span.end - words.len(), span.end), strip_ordinal(official)),
    }
}

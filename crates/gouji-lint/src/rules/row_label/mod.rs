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
            if table.layout == Layout::Loose && is_torn(found, official) {
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

/// The edit that writes the official label. It keeps the author's ordinal, or inserts the official one if there is none.
fn edit(span: Span, found: &str, official: &str) -> TextEdit {
    let words = strip_ordinal(found);
    match words.len() == found.len() {
        true => TextEdit::new(span, official),
        false => TextEdit::new(Span::new(span.end - words.len(), span.end), strip_ordinal(official)),
    }
}

#![doc = include_str!("en.md")]

use gouji_edition::{Role, TableDef, blank_form};
use gouji_l10n::msg;
use gouji_report::{Cell, LastYear, Report, Table};
use gouji_text::Value;
use rust_decimal::Decimal;

use crate::finding::{Finding, Severity};
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "documents-in-force", group: Group::Years, severity: Severity::Info, page: page!(), check };

/// Words of a note that explains why the stock of documents in force was recounted.
const NOTES: [&str; 4] = ["注", "说明", "清理", "调整"];
/// In other sections, a sentence explains a recount only if it says that documents of the table were reviewed. Taking outdated
/// documents off a website (及时清理失效、废止文件) changes no count.
const RECOUNT: (&str, [&str; 4]) = ("清理", ["规范性文件", "规章", "文件清理", "清理文件"]);

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (Some(last), Some(table)) = (context.last, context.report.table_with(Role::Documents)) else { return };
    let Some(def) = table.def() else { return };
    let (Some(issued), Some(repealed), Some(in_force)) =
        (def.column_with(Role::Issued), def.column_with(Role::Repealed), def.column_with(Role::InForce))
    else {
        return;
    };
    let difference = |row: usize| {
        let (stock, before) = last_stock(last.report, def, row)?;
        let (_, issued) = figure(table, row, issued)?;
        let (repealed_cell, repealed) = figure(table, row, repealed)?;
        let (cell, found) = figure(table, row, in_force)?;
        let expected = before.checked_add(issued)?.checked_sub(repealed)?;
        (found != expected).then_some(StockDifference {
            row,
            stock,
            before,
            issued,
            repealed_cell,
            repealed,
            cell,
            found,
            expected,
        })
    };
    let differences: Vec<StockDifference> = (0..def.rows.len()).filter_map(difference).collect();
    if differences.is_empty() {
        return;
    }
    let is_explained = is_explained(context, table);
    for difference in differences {
        // No recount explains that more documents were repealed than there were.
        if difference.expected.is_sign_negative() {
            findings.add(difference.impossible(def, last, findings));
        } else if !is_explained {
            findings.add(difference.finding(def, last, findings));
        }
    }
}

/// A number of documents in force (stock) that does not follow from last year's number.
struct StockDifference {
    row: usize,
    /// Last year's cell.
    stock: Cell,
    before: Decimal,
    issued: Decimal,
    repealed_cell: Cell,
    repealed: Decimal,
    cell: Cell,
    found: Decimal,
    expected: Decimal,
}

impl StockDifference {
    /// More documents were repealed than were in force last year and issued this year.
    fn impossible(&self, def: &TableDef, last: LastYear<'_>, findings: &Findings<'_>) -> Finding {
        let row = def.rows.get(self.row).map(|row| blank_form::full_label(def, row)).unwrap_or_default();
        let (row, before, unit) = (row.as_str(), self.before, &def.unit);
        let message = msg::DocumentsInForceRepealed { row, before, issued: self.issued, repealed: self.repealed, unit };
        let finding = findings.new_finding(self.repealed_cell.span, message).with_severity(Severity::Warning);
        finding.with_related_in(last.source, self.stock.span, msg::DocumentsInForceLast { row, before })
    }

    fn finding(&self, def: &TableDef, last: LastYear<'_>, findings: &Findings<'_>) -> Finding {
        let row = def.rows.get(self.row).map(|row| blank_form::full_label(def, row)).unwrap_or_default();
        let row = row.as_str();
        let message = msg::DocumentsInForce {
            row,
            before: self.before,
            issued: self.issued,
            repealed: self.repealed,
            found: self.found,
            expected: self.expected,
            unit: &def.unit,
            difference: (self.found - self.expected).abs(),
        };
        let related = msg::DocumentsInForceLast { row, before: self.before };
        findings.new_finding(self.cell.span, message).with_related_in(last.source, self.stock.span, related)
    }
}

/// Last year's stock in the row with the same id, if its table has a column for the stock.
fn last_stock(last: &Report, def: &TableDef, row: usize) -> Option<(Cell, Decimal)> {
    let table = last.table_with(Role::Documents)?;
    let last = table.def()?;
    figure(table, last.row_index(&def.rows.get(row)?.id)?, last.column_with(Role::InForce)?)
}

fn figure(table: &Table, row: usize, column: usize) -> Option<(Cell, Decimal)> {
    let cell = table.cell(row, column)?;
    match cell.value {
        Value::Number(figure) => Some((cell, figure)),
        _ => None,
    }
}

/// Whether a note in the table's section, or a sentence about documents anywhere, explains a recount.
fn is_explained(context: &Context<'_>, table: &Table) -> bool {
    let section = context.report.section_of(table).map(|section| section.span);
    prose(context).zip(&context.report.paragraphs).any(|(words, paragraph)| {
        let words = words.words();
        let in_section = section.is_some_and(|section| section.contains(paragraph.span));
        (in_section && NOTES.iter().any(|note| words.contains(note))) || words.split(['。', '；']).any(explains_recount)
    })
}

/// Whether a part of a sentence says that the documents were counted again.
fn explains_recount(words: &str) -> bool {
    let (act, documents) = RECOUNT;
    words.contains(act) && documents.iter().any(|document| words.contains(document))
}

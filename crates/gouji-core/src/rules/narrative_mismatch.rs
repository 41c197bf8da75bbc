//! # narrative-mismatch
//!
//! ## What it does
//! Reports a figure of the prose that differs from the table cells it speaks of.
//!
//! ## Why
//! The figures of applications, reviews and lawsuits have to correspond throughout the report.
//!
//! ## Example
//! 全区共收到政府信息公开申请1件, where table 3 says 0.
//!
//! ## Mend
//! Takes the table's figure, or writes the text's figure into the table. The author knows which one is right.

use rust_decimal::Decimal;

use super::{Context, Findings, Rule, sentences};
use crate::finding::{Applicability, Fix, Severity, TextEdit};
use crate::format::{Statement, TableDef, statements};
use crate::message::Message;
use crate::report::{Cell, Table};
use crate::skeleton;
use crate::tally::{self, CellRef, Outcome};
use crate::text::{Span, Value};

pub(super) const RULE: Rule = Rule { name: "narrative-mismatch", severity: Severity::Warning, check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in &context.report.paragraphs {
        for sentence in sentences(paragraph.span, context.text) {
            let words = sentence.of(context.text);
            if is_silent(words, context.report.year()) {
                continue;
            }
            for statement in &statements().statements {
                check_statement(context, sentence, statement, findings);
            }
        }
    }
}

/// Whether the sentence speaks of another body, or of another year than the report's.
fn is_silent(words: &str, year: Option<u16>) -> bool {
    let other_year = |year: u16| {
        let years = words
            .match_indices('年')
            .filter_map(|(at, _)| words.get(..at)?.trim_end().rsplit(|c: char| !c.is_ascii_digit()).next());
        years.filter(|found| found.len() == 4).any(|found| found != year.to_string())
    };
    statements().silent.iter().any(|word| words.contains(word.as_str())) || year.is_some_and(other_year)
}

fn check_statement(context: &Context<'_>, sentence: Span, statement: &Statement, findings: &mut Findings<'_>) {
    let Some(table) = context.report.table(&statement.table) else { return };
    let Some(def) = context.report.table_def(table) else { return };
    let words = sentence.of(context.text);
    for found in statement.pattern.captures_iter(words).filter_map(|found| found.name("n")) {
        let told =
            statement.after.as_ref().is_none_or(|after| words.get(..found.start()).is_some_and(|b| b.contains(after)));
        let Some(figure) = Value::read(found.as_str()).number().filter(|_| told) else { continue };
        let span = Span::new(sentence.start + found.start(), sentence.start + found.end());
        let Some(readings) = readings(statement, table, def) else { continue };
        let Some((cells, sum)) = readings.first().filter(|_| readings.iter().all(|(_, sum)| *sum != figure)) else {
            continue;
        };
        let label = label(def, statement);
        let message = Message::new("narrative-mismatch").with("label", label.as_str()).with("told", figure);
        let message = message.with("stands", *sum).with("unit", &def.unit).with("difference", (figure - sum).abs());
        let mut finding = findings.new_finding(span, message);
        finding = finding.with_fix(Fix {
            title: Message::new("narrative-take-table").with("stands", *sum),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(span, sum.normalize().to_string())],
        });
        for cell in cells {
            finding = finding.with_related(
                cell.span,
                Message::new("narrative-cell").with("label", label.as_str()).with("stands", *sum),
            );
        }
        if let [cell] = cells.as_slice() {
            finding = finding.with_fix(Fix {
                title: Message::new("narrative-take-text").with("told", figure),
                applicability: Applicability::Chosen,
                edits: vec![TextEdit::new(cell.span, figure.normalize().to_string())],
            });
        }
        findings.add(finding);
    }
}

/// What the statement may tell: cells and their sum, the likeliest first. `None` where a figure has no certain place,
/// or where the table contradicts itself there, which is told as a tally.
fn readings<'a>(statement: &Statement, table: &'a Table, def: &TableDef) -> Option<Vec<(Vec<&'a Cell>, Decimal)>> {
    let column = def.column_index(&statement.column)?;
    let checks = tally::checks(def, table);
    let mut readings = Vec::new();
    for rows in &statement.readings {
        let cells: Vec<CellRef> =
            rows.iter().filter_map(|row| Some(CellRef { row: def.row_index(row)?, column })).collect();
        if checks.iter().any(|check| check.outcome == Outcome::Fails && cells.iter().any(|cell| check.involves(*cell)))
        {
            return None;
        }
        let found: Vec<&Cell> = cells.iter().map(|at| table.cell(at.row, at.column)).collect::<Option<_>>()?;
        let sum = found.iter().try_fold(Decimal::ZERO, |sum, cell| sum.checked_add(cell.value.number()?))?;
        readings.push((found, sum));
    }
    Some(readings)
}

fn label(def: &TableDef, statement: &Statement) -> String {
    let rows = statement.readings.first().into_iter().flatten();
    let rows = rows.filter_map(|id| def.rows.get(def.row_index(id)?));
    rows.map(|row| skeleton::full_label(def, row)).collect::<Vec<_>>().join("＋")
}

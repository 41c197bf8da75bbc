#![doc = include_str!("en.md")]

use rust_decimal::Decimal;

use crate::finding::{Applicability, Finding, Fix, Severity, TextEdit};
use crate::format::{Statement, TableDef, statements};
use crate::message::Message;
use crate::report::Cell;
use crate::rules::{Context, Findings, Rule, page, prose, sentences};
use crate::skeleton;
use crate::tally::{self, CellRef, Outcome};
use crate::text::{Joined, Span, prose_figure};

pub(super) const RULE: Rule = Rule { name: "narrative-mismatch", severity: Severity::Warning, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        for sentence in sentences(paragraph.words()) {
            let words = sentence.of(paragraph.words());
            if is_silent(words, context.report.year()) {
                continue;
            }
            for statement in &statements().statements {
                check_statement(context, &paragraph, sentence, statement, findings);
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

fn check_statement(
    context: &Context<'_>,
    paragraph: &Joined<'_>,
    sentence: Span,
    statement: &Statement,
    findings: &mut Findings<'_>,
) {
    let words = sentence.of(paragraph.words());
    for found in statement.pattern.captures_iter(words).filter_map(|found| found.name("n")) {
        let before = words.get(..found.start()).unwrap_or_default();
        let told = statement.after.as_ref().is_none_or(|after| before.contains(after.as_str()));
        let Some(figure) = prose_figure(found.as_str()).filter(|_| told && !is_approximate(before)) else { continue };
        let Some(readings) = readings(context, statement) else { continue };
        if readings.iter().any(|reading| reading.sum == figure) {
            continue;
        }
        let span = paragraph.source(Span::new(sentence.start + found.start(), sentence.start + found.end()));
        if let Some(likeliest) = readings.first() {
            findings.add(finding(statement, span, figure, likeliest, findings));
        }
    }
}

/// Whether the words before a figure make it approximate.
fn is_approximate(before: &str) -> bool {
    ["近", "约", "逾", "超", "超过", "大约"].iter().any(|word| before.trim_end().ends_with(word))
}

/// What a statement may tell.
struct Reading<'a> {
    def: &'static TableDef,
    cells: Vec<&'a Cell>,
    sum: Decimal,
    /// Whether a relation holds that a change of one of the cells would break.
    bound: bool,
}

fn finding(
    statement: &Statement,
    span: Span,
    told: Decimal,
    reading: &Reading<'_>,
    findings: &Findings<'_>,
) -> Finding {
    let Reading { def, cells, sum, bound } = reading;
    let label = label(def, statement);
    let message = Message::new("narrative-mismatch").with("label", label.as_str()).with("told", told);
    let message = message.with("stands", *sum).with("unit", &def.unit).with("difference", (told - sum).abs());
    let mut finding = findings.new_finding(span, message).with_fix(Fix {
        title: Message::new("narrative-take-table").with("stands", *sum),
        applicability: Applicability::Chosen,
        edits: vec![TextEdit::new(span, sum.normalize().to_string())],
    });
    for cell in cells {
        let message = Message::new("narrative-cell").with("label", label.as_str()).with("stands", *sum);
        finding = finding.with_related(cell.span, message);
    }
    match cells.as_slice() {
        [cell] if !bound => finding.with_fix(Fix {
            title: Message::new("narrative-take-text").with("told", told),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(cell.span, told.normalize().to_string())],
        }),
        _ => finding,
    }
}

/// The readings of a statement, the likeliest first. `None` where a figure has no certain place, or where the table
/// contradicts itself there, which is told as a tally.
fn readings<'a>(context: &Context<'a>, statement: &Statement) -> Option<Vec<Reading<'a>>> {
    let table = context.report.table(&statement.table)?;
    let def = context.report.table_def(table)?;
    let column = def.column_index(&statement.column)?;
    let checks = tally::checks(def, table);
    let read = |rows: &Vec<String>| {
        let places: Vec<CellRef> =
            rows.iter().map(|row| Some(CellRef { row: def.row_index(row)?, column })).collect::<Option<_>>()?;
        let outcome_at = |outcome: Outcome| {
            checks.iter().any(|check| check.outcome == outcome && places.iter().any(|place| check.involves(*place)))
        };
        if outcome_at(Outcome::Fails) {
            return None;
        }
        let cells: Vec<&Cell> = places.iter().map(|at| table.cell(at.row, at.column)).collect::<Option<_>>()?;
        let sum = cells.iter().try_fold(Decimal::ZERO, |sum, cell| sum.checked_add(cell.value.number()?))?;
        Some(Reading { def, cells, sum, bound: outcome_at(Outcome::Holds) })
    };
    statement.readings.iter().map(read).collect()
}

fn label(def: &TableDef, statement: &Statement) -> String {
    let rows = statement.readings.first().into_iter().flatten();
    let rows = rows.filter_map(|id| def.rows.get(def.row_index(id)?));
    rows.map(|row| skeleton::full_label(def, row)).collect::<Vec<_>>().join("＋")
}

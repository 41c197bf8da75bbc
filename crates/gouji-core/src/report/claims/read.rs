use rust_decimal::Decimal;

use super::Claim;
use crate::format::{Statement, statements};
use crate::report::{CellRef, Report};
use crate::text::{Joined, Span, prose_figure, sentences};

/// Every figure of the prose that repeats cells, in the order of the text.
pub(in crate::report) fn read(text: &str, report: &Report) -> Vec<Claim> {
    let mut claims = Vec::new();
    for paragraph in &report.paragraphs {
        let prose = Joined::new(text, paragraph.span);
        for sentence in sentences(prose.words()) {
            let words = sentence.of(prose.words());
            if is_silent(words, report.year()) {
                continue;
            }
            for statement in &statements().statements {
                for (at, figure) in figures(words, statement) {
                    let span = prose.source(Span::new(sentence.start + at.start, sentence.start + at.end));
                    claims.extend(claim(report, statement, span, figure));
                }
            }
        }
    }
    claims.sort_by_key(|claim| claim.span);
    claims
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

/// The figures that `statement` finds in a sentence.
fn figures(words: &str, statement: &Statement) -> Vec<(Span, Decimal)> {
    let found = statement.pattern.captures_iter(words).filter_map(|found| found.name("n"));
    found
        .filter_map(|found| {
            let before = words.get(..found.start())?;
            let told = statement.after.as_ref().is_none_or(|after| before.contains(after.as_str()));
            let figure = prose_figure(found.as_str()).filter(|_| told && !is_approximate(before))?;
            Some((Span::from(found.range()), figure))
        })
        .collect()
}

/// Whether the words before a figure make it approximate.
fn is_approximate(before: &str) -> bool {
    ["近", "约", "逾", "超", "超过", "大约"].iter().any(|word| before.trim_end().ends_with(word))
}

fn claim(report: &Report, statement: &'static Statement, span: Span, figure: Decimal) -> Option<Claim> {
    let found = |table: &crate::report::Table| table.def().is_some_and(|def| def.id == statement.table);
    let table = report.tables.iter().position(found)?;
    let def = report.tables.get(table)?.def()?;
    let column = def.column_index(&statement.column)?;
    let reading = |rows: &Vec<String>| {
        rows.iter().map(|row| Some(CellRef { row: def.row_index(row)?, column })).collect::<Option<Vec<_>>>()
    };
    let readings = statement.readings.iter().map(reading).collect::<Option<Vec<_>>>()?;
    Some(Claim { span, figure, denial: false, statement: &statement.id, table, readings })
}

//! Texts that have parts of a report but are not recognised as one. They must not look as if they had been checked.

use super::outline::Outline;
use super::titles::Titles;
use super::{Report, Table};

/// Fewest rows with official labels that make a table part of a report.
const FEWEST_ROWS: usize = 3;
/// Fewest sections that make a text without a title part of a report.
const FEWEST_SECTIONS: usize = 2;
/// Fewest titles inside lines that show that line ends were lost.
const FEWEST_TITLES: usize = 3;

/// Whether a text that is not recognised may have parts of a report. This test is fast, and few other texts pass it.
pub(super) fn may_have_report_parts(text: &str, has_title: bool, outline: &Outline) -> bool {
    has_title || !outline.sections.is_empty() || has_labels(text)
}

/// Whether the text contains labels of official rows.
fn has_labels(text: &str) -> bool {
    let rows = || gouji_edition::current().tables.iter().flat_map(|table| table.rows.iter());
    // Other texts contain short labels, too.
    let labels = rows().map(|row| &*row.label).filter(|label| label.chars().count() >= LONG_LABEL);
    labels.filter(|label| text.contains(label)).take(FEWEST_ROWS).count() == FEWEST_ROWS
}

/// Shortest label, in characters, that is typical of a report.
const LONG_LABEL: usize = 9;

/// Whether a text that is not recognised has parts of a report: an official table, two sections, or a title above text
/// in which the headings do not begin lines.
pub(super) fn has_report_parts(text: &str, report: &Report) -> bool {
    report.tables.iter().any(|table| is_official(table))
        || report.sections.len() >= FEWEST_SECTIONS
        || report.title.is_some() && report.period.is_some() && titles_within_lines(text) >= FEWEST_TITLES
}

fn is_official(table: &Table) -> bool {
    table.rows.iter().filter(|row| row.row.is_some() && row.label.is_some()).count() >= FEWEST_ROWS
}

/// The number of numbered official titles inside lines.
fn titles_within_lines(text: &str) -> usize {
    let is_within = |number: usize, title: &str| {
        let heading = format!("{}、{title}", gouji_text::to_chinese_numeral(number as u32 + 1));
        text.match_indices(&heading).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            !before.trim_end_matches([' ', '\u{3000}', '\u{A0}', '\t', '#']).ends_with(['\n', '\r'])
        })
    };
    Titles::official().filter(|(number, title)| is_within(*number, title)).count()
}

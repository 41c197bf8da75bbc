//! Texts that bear parts of a report without being recognised as one: they must not pass as if they had been checked.

use super::outline::Outline;
use super::titles::Titles;
use super::{Report, Table};
use crate::format;

/// So many rows with official labels are a table of a report.
const FEWEST_ROWS: usize = 3;
/// So many sections without a title are part of a report.
const FEWEST_SECTIONS: usize = 2;
/// So many titles within lines show that line ends were lost.
const FEWEST_TITLES: usize = 3;

/// Whether a text that is not recognised may bear parts of a report. Most texts are told from reports by a few words.
pub(super) fn may_be(text: &str, has_title: bool, outline: &Outline) -> bool {
    has_title || !outline.sections.is_empty() || bears_labels(text)
}

/// Whether labels of official rows stand in the text.
fn bears_labels(text: &str) -> bool {
    let rows = || format::current().tables.iter().flat_map(|table| &table.rows);
    // Short labels are words of other texts, too.
    let labels = rows().map(|row| row.label.as_str()).filter(|label| label.chars().count() >= LONG_LABEL);
    labels.filter(|label| text.contains(label)).take(FEWEST_ROWS).count() == FEWEST_ROWS
}

const LONG_LABEL: usize = 9;

/// Whether a text that is not recognised bears parts of a report: an official table, two of its sections, or its title over text
/// in which the headings were lost.
pub(super) fn is_one(text: &str, report: &Report) -> bool {
    report.tables.iter().any(|table| is_official(table))
        || report.sections.len() >= FEWEST_SECTIONS
        || report.title.is_some() && report.period.is_some() && titles_within_lines(text) >= FEWEST_TITLES
}

fn is_official(table: &Table) -> bool {
    table.rows.iter().filter(|row| row.row.is_some() && row.label.is_some()).count() >= FEWEST_ROWS
}

/// How many numbered official titles stand within lines.
fn titles_within_lines(text: &str) -> usize {
    let is_within = |number: usize, title: &str| {
        let heading = format!("{}、{title}", crate::text::to_chinese_numeral(number as u32 + 1));
        text.match_indices(&heading).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            !before.trim_end_matches([' ', '\u{3000}', '\u{A0}', '\t', '#']).ends_with(['\n', '\r'])
        })
    };
    Titles::official().filter(|(number, title)| is_within(*number, title)).count()
}

//! Completion: the next headings with their numbers, missing sections with their tables, rows of tables, customary sentences with the
//! figures of the tables, and a whole new report. All words come from the edition of the form.

mod documentation;
mod headings;
mod line;
mod new_report;
mod rows;
mod sentences;

use gouji_edition::{Layout, reading};
use gouji_report::Report;
use gouji_text::{CancelToken, Cancelled, Span};

use line::LineContext;

pub use documentation::{DocumentationTopic, documentation};

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The words in the list.
    pub label: String,
    /// The kind of the proposal.
    pub kind: CompletionKind,
    /// The words that are replaced. They are in one line and end at the cursor.
    pub span: Span,
    /// The inserted text.
    pub text: String,
    /// The inserted text in the syntax of snippets, if it has places to fill in.
    pub snippet: Option<String>,
    /// The words with which the typed words are compared: the label, its reading in pinyin, and the initials of the reading.
    pub filter: String,
    /// What the proposal is about, for its documentation.
    pub topic: DocumentationTopic,
}

/// The kind of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A whole report.
    Report,
    /// An official section.
    Section,
    /// A heading of a lower level.
    Heading,
    /// A row of a table.
    Row,
    /// A sentence.
    Sentence,
}

/// What the caller knows beyond the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// The years for which a new report may be written, the likeliest first.
    pub years: [u16; 2],
    /// The layout of new tables if the text has no table yet.
    pub layout: Layout,
}

/// The proposals at `offset` of `text`, the likeliest first. `report` is the report in the text, if it is one.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set before the end.
pub fn completions(
    text: &str,
    report: Option<&Report>,
    offset: usize,
    surroundings: Surroundings,
    cancel: CancelToken<'_>,
) -> Result<Vec<Completion>, Cancelled> {
    let Some(line) = LineContext::new(text, offset) else { return Ok(Vec::new()) };
    let Some(report) = report else { return Ok(new_report::completions(text, &line, surroundings)) };
    let mut found = Vec::new();
    match rows::table_at(report, &line) {
        Some(table) => found.extend(rows::completions(table, &line)),
        None => {
            found.extend(sentences::completions(text, report, &line));
            cancel.check()?;
            found.extend(headings::completions(text, report, &line, surroundings.layout));
        }
    }
    cancel.check()?;
    found.retain(|completion| line::matches(completion.span.slice(text), &completion.filter));
    Ok(found)
}

/// The words with which typed words are compared. `before` is the markup that the typed words begin with.
fn filter(before: &str, words: &str) -> String {
    let reading = reading(words);
    format!("{before}{words} {} {}", reading.full, reading.initials)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gouji_lint::Analysis;
    use gouji_testkit::Marked;

    use super::*;

    const SURROUNDINGS: Surroundings = Surroundings { years: [2025, 2026], layout: Layout::Tabs };

    pub(super) fn read(text: &str) -> Option<Arc<Report>> {
        Analysis::new(text).report
    }

    /// The proposals at the cursor of a marked text.
    pub(super) fn at(source: &str) -> (String, Vec<Completion>) {
        let marked = Marked::new(source);
        let report = read(&marked.text);
        let cursor = marked.cursor();
        let found = completions(&marked.text, report.as_deref(), cursor, SURROUNDINGS, CancelToken::never());
        (marked.text, found.expect("nobody cancels it"))
    }

    pub(super) fn labels(source: &str) -> Vec<String> {
        at(source).1.into_iter().map(|completion| completion.label).collect()
    }

    /// The text after the proposal with this label is accepted.
    pub(super) fn accepted(source: &str, label: &str) -> String {
        let (mut text, found) = at(source);
        let labels: Vec<&str> = found.iter().map(|completion| completion.label.as_str()).collect();
        let chosen = found.iter().find(|completion| completion.label == label);
        let chosen = chosen.unwrap_or_else(|| panic!("{label} is not among {labels:?}"));
        text.replace_range(chosen.span.start..chosen.span.end, &chosen.text);
        text
    }

    #[test]
    fn proposals_replace_words_of_one_line_up_to_the_cursor_at_every_place() {
        let text = gouji_testkit::CLEAN;
        let report = read(text);
        let mut count = 0;
        for offset in 0..text.len() + 9 {
            let found = completions(text, report.as_deref(), offset, SURROUNDINGS, CancelToken::never());
            for completion in found.expect("nobody cancels it") {
                assert_eq!(completion.span.end, offset, "{completion:?}");
                assert!(!completion.span.slice(text).contains('\n'), "{completion:?}");
                count += 1;
            }
        }
        assert!(count > 100, "{count} proposals");
    }

    #[test]
    fn cancelled_completion_stops() {
        let flag = std::sync::atomic::AtomicBool::new(true);
        let report = read(gouji_testkit::CLEAN);
        let at = gouji_testkit::CLEAN.find("\n\n").expect("a blank line") + 1;
        let found = completions(gouji_testkit::CLEAN, report.as_deref(), at, SURROUNDINGS, CancelToken::new(&flag));
        assert_eq!(found, Err(Cancelled));
    }
}

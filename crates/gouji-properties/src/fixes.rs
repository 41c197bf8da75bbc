//! Fixing everything terminates, is idempotent, and keeps the author's figures.

use std::collections::{BTreeMap, BTreeSet};

use gouji_lint::fixing::{Fixed, ROUNDS, apply, fix_all};
use gouji_lint::{Analysis, Applicability};
use gouji_report::{Cell, Placement, Report};
use gouji_text::{Span, TextEdit, Value, is_invisible};

use rust_decimal::Decimal;

use crate::script::Script;

/// Characters before and after an edit that the property compares.
const NEAR: usize = 64;

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    let text = Script::read(data).text();
    let analysis = Analysis::new(&text);
    for fix in analysis.findings.iter().flat_map(|finding| &finding.fixes) {
        let written: usize = fix.edits.iter().map(|edit| edit.text.len()).sum();
        let taken: usize = fix.edits.iter().map(|edit| edit.span.len()).sum();
        assert_eq!(apply(&text, &fix.edits).len(), text.len() + written - taken, "{fix:?}");
    }
    check_figures_unchanged(&text, &analysis);
    check_fix_all(&text, analysis);
}

/// Checks that applying all safe fixes of `text` leaves none to apply, and changes no figure.
pub fn check_fix_all(text: &str, analysis: Analysis) -> Fixed {
    let before = analysis.report.clone();
    let mut rounds = 0;
    let once = fix_all(text, analysis, |text| {
        rounds += 1;
        Analysis::new(text)
    });
    if let Some(before) = &before {
        let after = once.analysis.report.as_ref().expect("it is still a report");
        // If a table occurs twice, another row may become the first with its id, and places cannot be compared.
        if let Some((before, after)) = figures(before).zip(figures(after)) {
            for (place, figure) in before {
                assert_eq!(after.get(&place), Some(&figure), "{place:?} in\n{}", once.text);
            }
        }
    }
    // A text that used all rounds may need more of them; no real report does.
    if rounds < ROUNDS {
        let twice = fix_all(&once.text, Analysis::new(&once.text), Analysis::new);
        assert_eq!(twice.text, once.text, "not idempotent");
        assert!(twice.applied.is_empty(), "{:?}", twice.applied);
    }
    once
}

/// A safe fix may change the notation of a figure, but not its value, neither in tables nor in prose.
fn check_figures_unchanged(text: &str, analysis: &Analysis) {
    let Some(report) = &analysis.report else { return };
    let cells = report.tables.iter().flat_map(|table| &table.rows).flat_map(|row| row.cells.iter());
    let figures: Vec<Cell> = cells.filter(|cell| cell.span.slice(text).contains(char::is_numeric)).collect();
    let fixes = analysis.findings.iter().flat_map(|finding| &finding.fixes);
    for fix in fixes.filter(|fix| fix.applicability == Applicability::Safe) {
        for cell in &figures {
            let touches = |edit: &&TextEdit| edit.span.start < cell.span.end && cell.span.start < edit.span.end;
            let edits: Vec<&TextEdit> = fix.edits.iter().filter(touches).collect();
            assert!(edits.iter().all(|edit| cell.span.contains(edit.span)), "{fix:?} cuts a figure");
            let inside =
                |edit: &TextEdit| Span::new(edit.span.start - cell.span.start, edit.span.end - cell.span.start);
            let edits: Vec<TextEdit> =
                edits.into_iter().map(|edit| TextEdit::new(inside(edit), edit.text.as_str())).collect();
            if !edits.is_empty() {
                let written = apply(cell.span.slice(text), &edits);
                assert_eq!(Value::read(&without_comments(&written)).number(), cell.value.number(), "{fix:?}");
            }
        }
        for edit in &fix.edits {
            check_digits_separate(text, edit);
        }
    }
}

/// The words of a cell without comments, as gouji reads them.
fn without_comments(words: &str) -> String {
    let mut plain = String::new();
    let mut rest = words;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { break };
        plain.push_str(before);
        rest = after;
    }
    plain + rest
}

/// Checks that an edit neither joins nor separates digits. Invisible characters between digits do not count.
fn check_digits_separate(text: &str, edit: &TextEdit) {
    let visible = |words: &str| words.chars().filter(|c| !is_invisible(*c)).collect::<String>();
    let before: String = text.get(..edit.span.start).unwrap_or_default().chars().rev().take(NEAR).collect();
    let after: String = text.get(edit.span.end..).unwrap_or_default().chars().take(NEAR).collect();
    let (before, after) = (visible(&before.chars().rev().collect::<String>()), visible(&after));
    // Whether there are digits on both sides of the start of the edit, and of its end.
    let together = |words: &str| {
        let (begins, ends) = (visible(words) + &after, before.clone() + &visible(words));
        let is_digit = char::is_numeric;
        [
            before.ends_with(is_digit) && begins.starts_with(is_digit),
            ends.ends_with(is_digit) && after.starts_with(is_digit),
        ]
    };
    assert_eq!(together(edit.span.slice(text)), together(&edit.text), "{edit:?} joins or separates digits");
}

/// The figures with certain places in the tables, by id of the table, id of the row, and column. `None` if a table or one of its
/// rows occurs twice.
fn figures(report: &Report) -> Option<BTreeMap<(&str, &str, usize), Decimal>> {
    let mut figures = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for table in &report.tables {
        let def = table.def()?;
        let rows = table.rows.iter().filter_map(|row| Some((row.def(def)?, row)));
        for (row, found) in rows {
            if !seen.insert((&*def.id, &*row.id)) {
                return None;
            }
            for cell in found.cells.iter().filter(|cell| cell.placement == Placement::Certain) {
                let figure = cell.column.zip(cell.value.number());
                figures.extend(figure.map(|(column, number)| ((&*def.id, &*row.id, column), number)));
            }
        }
    }
    Some(figures)
}

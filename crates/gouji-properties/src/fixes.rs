//! Fixing everything ends, ends at once the second time, and keeps the author's figures.

use std::collections::{BTreeMap, BTreeSet};

use gouji_core::fixing::{Fixed, ROUNDS, apply, fix_all};
use gouji_core::report::{Cell, Placement, Report};
use gouji_core::text::Value;
use gouji_core::{Analysis, Applicability, Span, TextEdit};

use rust_decimal::Decimal;

use crate::script::Script;

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    let text = Script::read(data).text();
    let analysis = Analysis::of(&text);
    for fix in analysis.findings.iter().flat_map(|finding| &finding.fixes) {
        let written: usize = fix.edits.iter().map(|edit| edit.text.len()).sum();
        let taken: usize = fix.edits.iter().map(|edit| edit.span.len()).sum();
        assert_eq!(apply(&text, &fix.edits).len(), text.len() + written - taken, "{fix:?}");
    }
    leave_figures_alone(&text, &analysis);
    can_be_mended(&text, analysis);
}

/// All safe fixes of `text`, applied once, leave nothing to apply, and no figure another one.
pub fn can_be_mended(text: &str, analysis: Analysis) -> Fixed {
    let before = analysis.report.clone();
    let mut rounds = 0;
    let once = fix_all(text, analysis, |text| {
        rounds += 1;
        Analysis::of(text)
    });
    if let Some(before) = &before {
        let after = once.analysis.report.as_ref().expect("it stays a report");
        // Where a table stands twice, another row may become the first of its kind, and nobody can say whose place it is.
        if let Some((before, after)) = figures(before).zip(figures(after)) {
            for (place, figure) in before {
                assert_eq!(after.get(&place), Some(&figure), "{place:?} in\n{}", once.text);
            }
        }
    }
    // A text that needs every round may need more; no report does.
    if rounds < ROUNDS {
        let twice = fix_all(&once.text, Analysis::of(&once.text), Analysis::of);
        assert_eq!(twice.text, once.text, "not idempotent");
        assert!(twice.applied.is_empty(), "{:?}", twice.applied);
    }
    once
}

/// No safe fix touches a figure, but to write the same one otherwise.
fn leave_figures_alone(text: &str, analysis: &Analysis) {
    let Some(report) = &analysis.report else { return };
    let cells = report.tables.iter().flat_map(|table| &table.rows).flat_map(|row| row.cells.iter());
    // A comment within a figure is hidden from the report, but stands in the words that are compared.
    let plain = |cell: &Cell| Value::read(cell.span.of(text)).number() == cell.value.number();
    let figures: Vec<Cell> = cells.filter(|cell| cell.value.number().is_some() && plain(cell)).collect();
    let fixes = analysis.findings.iter().flat_map(|finding| &finding.fixes);
    for fix in fixes.filter(|fix| fix.applicability == Applicability::Safe) {
        for cell in &figures {
            let touches = |edit: &&TextEdit| edit.span.start < cell.span.end && cell.span.start < edit.span.end;
            if let Some(edit) = fix.edits.iter().find(touches) {
                assert!(cell.span.contains(edit.span), "{fix:?} cuts a figure");
                let (before, behind) =
                    (Span::new(cell.span.start, edit.span.start), Span::new(edit.span.end, cell.span.end));
                let written = [before.of(text), &edit.text, behind.of(text)].concat();
                assert_eq!(Value::read(&written).number(), cell.value.number(), "{fix:?}");
            }
        }
    }
}

/// The figures whose places in the tables are certain: by the format's ids of table and row, and by column. `None` where a
/// table or a row of it stands twice.
fn figures(report: &Report) -> Option<BTreeMap<(&str, &str, usize), Decimal>> {
    let mut figures = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for table in &report.tables {
        let def = table.def()?;
        let rows = table.rows.iter().filter_map(|row| Some((row.def(def)?, row)));
        for (row, found) in rows {
            if !seen.insert((def.id.as_str(), row.id.as_str())) {
                return None;
            }
            for cell in found.cells.iter().filter(|cell| cell.placement == Placement::Certain) {
                let figure = cell.column.zip(cell.value.number());
                figures.extend(figure.map(|(column, number)| ((def.id.as_str(), row.id.as_str(), column), number)));
            }
        }
    }
    Some(figures)
}

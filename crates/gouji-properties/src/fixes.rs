//! Fixing everything ends, ends at once the second time, and keeps the author's figures.

use std::collections::BTreeMap;

use gouji_core::Analysis;
use gouji_core::fixing::{Fixed, ROUNDS, apply, fix_all};
use gouji_core::report::{Placement, Report};
use gouji_core::text::Value;

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
        let after = figures(after);
        for (place, figure) in figures(before) {
            assert_eq!(after.get(&place), Some(&figure), "{place:?} in\n{}", once.text);
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

/// The figures whose places in the tables are certain: table, row and column by the format.
fn figures(report: &Report) -> BTreeMap<(usize, usize, usize), Value> {
    let mut figures = BTreeMap::new();
    for (at, table) in report.tables.iter().enumerate() {
        for row in &table.rows {
            for cell in row.cells.iter().filter(|cell| cell.placement == Placement::Certain) {
                let place = row.row.zip(cell.column).filter(|_| cell.value.number().is_some());
                // Of rows that stand twice the first counts, as everywhere.
                if let Some((row, column)) = place {
                    figures.entry((at, row, column)).or_insert_with(|| cell.value.clone());
                }
            }
        }
    }
    figures
}

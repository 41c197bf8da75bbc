//! Fixing everything ends, ends at once the second time, and keeps the author's figures.

use std::collections::BTreeMap;

use gouji_core::Analysis;
use gouji_core::fixing::{Fixed, ROUNDS, apply, fix_all};
use gouji_core::report::Report;

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

/// The figures whose places in the tables are certain: by the format's ids of table and row, and by column.
fn figures(report: &Report) -> BTreeMap<(&str, &str, usize), Decimal> {
    let mut figures = BTreeMap::new();
    for table in &report.tables {
        let Some(def) = table.def() else { continue };
        for (at, row) in def.rows.iter().enumerate() {
            for column in 0..def.columns.len() {
                // Of rows and tables that stand twice the first counts.
                if let Some(number) = table.cell(at, column).and_then(|cell| cell.value.number()) {
                    figures.entry((def.id.as_str(), row.id.as_str(), column)).or_insert(number);
                }
            }
        }
    }
    figures
}

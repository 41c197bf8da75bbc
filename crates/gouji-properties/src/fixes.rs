//! Fixing everything ends, ends at once the second time, and keeps the author's figures.

use std::collections::BTreeMap;

use gouji_core::Analysis;
use gouji_core::fixing::{Fixed, ROUNDS, apply, fix_all};
use gouji_core::report::Report;

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
        for (figure, count) in figures(before) {
            assert!(after.get(&figure) >= Some(&count), "{figure} stood {count} times in the tables\n{}", once.text);
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

/// How often each figure stands in the tables.
fn figures(report: &Report) -> BTreeMap<String, usize> {
    let mut figures = BTreeMap::new();
    let cells = report.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    for number in cells.filter_map(|cell| cell.value.number()) {
        *figures.entry(number.normalize().to_string()).or_default() += 1;
    }
    figures
}

//! Fixes, on random reports with one thing wrong: each mends its finding and brings no other; all safe ones together come to
//! an end, change nothing the second time, and change no figure.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use std::collections::BTreeMap;

use gouji_lint::fixing::fix_all;
use gouji_lint::{Analysis, Finding, Severity};
use gouji_testkit::plant::{Planted, planted};
use gouji_testkit::{apply, without_gaps_to_fill};
use rust_decimal::Decimal;

/// How many reports are mended.
const CASES: u64 = 336;

/// How many findings of each rule there are at warning or error, and how many of the rule `of` at all.
fn counts(findings: &[Finding], of: &str) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity >= Severity::Warning || finding.rule == of) {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

#[test]
fn each_fix_alone_removes_its_finding_and_adds_none() {
    let mut tried = 0;
    for Planted { name, text, .. } in (0..CASES).map(planted) {
        let findings = Analysis::of(&text).findings;
        for finding in &findings {
            for fix in &finding.fixes {
                let mended = apply(&text, fix);
                let after = counts(&without_gaps_to_fill(fix, Analysis::of(&mended).findings), finding.rule);
                let mut expected = counts(&findings, finding.rule);
                *expected.get_mut(finding.rule).unwrap() -= 1;
                expected.retain(|_, count| *count > 0);
                assert_eq!(after, expected, "{name}: {:?} by {:?}\n{text}", finding.message, fix);
                tried += 1;
            }
        }
    }
    assert!(tried > 200, "{tried} fixes were tried");
}

#[test]
fn all_safe_fixes_come_to_an_end_and_change_no_figure() {
    let mut mended = 0;
    for Planted { name, text, .. } in (0..CASES).map(planted) {
        let before = Analysis::of(&text);
        let figures = figures(&before);
        let fixed = fix_all(&text, before, Analysis::of);
        mended += usize::from(fixed.text != text);
        let after = Analysis::of(&fixed.text);
        // What a mended label brings to light is new; nothing that stood there is changed or gone.
        let now = self::figures(&after);
        assert!(figures.iter().all(|figure| now.binary_search(figure).is_ok()), "{name}");
        assert_eq!(fix_all(&fixed.text, after, Analysis::of).text, fixed.text, "{name}: mended twice");
    }
    assert!(mended > 20, "{mended} reports were mended");
}

/// Every figure that stands at a certain place.
fn figures(analysis: &Analysis) -> Vec<(String, usize, usize, Decimal)> {
    let mut figures = Vec::new();
    for table in &analysis.report.as_ref().unwrap().tables {
        let def = table.def().unwrap();
        for (row, column) in (0..def.rows.len()).flat_map(|row| (0..def.columns.len()).map(move |column| (row, column)))
        {
            let number = table.cell(row, column).and_then(|cell| cell.value.number());
            figures.extend(number.map(|number| (def.id.clone(), row, column, number)));
        }
    }
    figures.sort();
    figures
}

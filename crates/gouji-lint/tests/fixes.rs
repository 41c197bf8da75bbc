//! Fixes of random reports with one planted error. Each fix removes its finding and adds none. All safe fixes together end, change
//! nothing the second time, and change no figure.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use std::collections::BTreeMap;

use gouji_lint::fixing::fix_all;
use gouji_lint::{Analysis, Finding, Severity};
use gouji_testkit::plant::{Planted, planted};
use gouji_testkit::{apply, without_gaps_to_fill};
use rust_decimal::Decimal;

/// The number of reports.
const CASES: u64 = 336;

/// The number of findings of each rule: errors and warnings, and for `rule` the findings of all severities.
fn counts(findings: &[Finding], rule: &str) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity >= Severity::Warning || finding.rule == rule) {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

#[test]
fn each_fix_alone_removes_its_finding_and_adds_none() {
    let mut tried = 0;
    for Planted { name, text, .. } in (0..CASES).map(planted) {
        let findings = Analysis::new(&text).findings;
        for finding in &findings {
            for fix in &finding.fixes {
                let fixed = apply(&text, fix);
                let after = counts(&without_gaps_to_fill(fix, Analysis::new(&fixed).findings), finding.rule);
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
fn all_safe_fixes_end_and_change_no_figure() {
    let mut fixed_count = 0;
    for Planted { name, text, .. } in (0..CASES).map(planted) {
        let before = Analysis::new(&text);
        let figures = figures(&before);
        let fixed = fix_all(&text, before, Analysis::new);
        fixed_count += usize::from(fixed.text != text);
        let after = Analysis::new(&fixed.text);
        // A fixed label can reveal new figures, but no earlier figure is changed or lost.
        let now = self::figures(&after);
        assert!(figures.iter().all(|figure| now.binary_search(figure).is_ok()), "{name}");
        assert_eq!(fix_all(&fixed.text, after, Analysis::new).text, fixed.text, "{name}: fixed twice");
    }
    assert!(fixed_count > 20, "{fixed_count} reports were fixed");
}

/// Every figure with a certain place.
fn figures(analysis: &Analysis) -> Vec<(String, usize, usize, Decimal)> {
    let mut figures = Vec::new();
    for table in &analysis.report.as_ref().unwrap().tables {
        let def = table.def().unwrap();
        for (row, column) in (0..def.rows.len()).flat_map(|row| (0..def.columns.len()).map(move |column| (row, column)))
        {
            let number = table.cell(row, column).and_then(|cell| cell.value.number());
            figures.extend(number.map(|number| (def.id.to_string(), row, column, number)));
        }
    }
    figures.sort();
    figures
}

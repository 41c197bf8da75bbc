//! Wrong cells of table 3 are found at all places. The tables are random and have their own arithmetic.
//!
//! `GOUJI_LONG=10000`, the long run of `cargo xtask test --long`, tries twenty times as many tables.
#![allow(clippy::unwrap_used, clippy::string_slice)]

mod applications;
mod bound;
mod evidence;
mod moves;
mod several;
mod single;
use std::collections::BTreeSet;

use applications::{Figures, report};
use gouji_l10n::MessageId;
use gouji_lint::{Analysis, Finding, Severity};
use rand::SeedableRng;
use rand::rngs::StdRng;

/// The random generators of the cases: `usual` cases, multiplied by `GOUJI_LONG` / 500, rounded up (500 is the default).
fn cases(usual: usize) -> impl Iterator<Item = StdRng> {
    let long: usize = std::env::var("GOUJI_LONG").ok().and_then(|cases| cases.parse().ok()).unwrap_or(500);
    (0..(usual * long.div_ceil(500)) as u64).map(StdRng::seed_from_u64)
}

/// The findings of `tally-mismatch` in a report. No other rule may have errors or warnings.
fn findings(text: &str) -> Vec<Finding> {
    let findings = Analysis::new(text).findings;
    assert!(findings.iter().all(|finding| finding.severity < Severity::Warning || finding.rule == "tally-mismatch"));
    findings.into_iter().filter(|finding| finding.rule == "tally-mismatch").collect()
}

/// The identity of a finding, independent of the figures before it: kind, relation, line, and cell in the line.
type Subject = (&'static str, Option<String>, usize, usize);

fn subject(text: &str, finding: &Finding) -> Subject {
    let before = &text[..finding.span.start];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let (kind, relation) = match finding.message.id() {
        MessageId::TallyRelation => ("relation", finding.relations.first().cloned()),
        MessageId::TallyCell | MessageId::TallyCellAmongOthers => ("cell", None),
        _ => ("move", None),
    };
    (kind, relation, before.matches('\n').count(), before[line..].matches('\t').count())
}

/// Checks that each fix alone removes its finding and adds no new one.
fn each_fix_removes_its_finding_and_adds_none(text: &str, found: &[Finding]) {
    let before: BTreeSet<Subject> = found.iter().map(|finding| subject(text, finding)).collect();
    assert_eq!(before.len(), found.len(), "nothing is said twice: {found:?}");
    for finding in found {
        for fix in &finding.fixes {
            let fixed = gouji_testkit::apply(text, fix);
            let after: BTreeSet<Subject> = findings(&fixed).iter().map(|finding| subject(&fixed, finding)).collect();
            assert!(after.is_subset(&before), "{fix:?} adds to {before:?}: {after:?}");
            assert!(!after.contains(&subject(text, finding)), "{fix:?} removes its finding");
        }
    }
}

/// The text after all fixes.
fn apply_all(text: &str, found: &[Finding]) -> String {
    let mut fix = found[0].fixes[0].clone();
    fix.edits = found.iter().flat_map(|finding| &finding.fixes[0].edits).cloned().collect();
    fix.edits.sort_by_key(|edit| edit.span);
    gouji_testkit::apply(text, &fix)
}

#[test]
fn a_consistent_table_has_no_finding() {
    for mut random in cases(200) {
        let table: Figures = applications::random(&mut random);
        assert_eq!(findings(&report(&table)), []);
    }
}

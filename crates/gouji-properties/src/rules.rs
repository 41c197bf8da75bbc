//! No text makes a rule fail; whatever is found stands inside the text, and is found again.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use gouji_core::{Analysis, Catalogue, Finding, Locale, Neighbour, Policy, Span};

use crate::assert_inside;
use crate::script::Script;
use crate::seeds::LAST_CLEAN;

/// How last year's report is called.
const LAST: &str = "last year";

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    let text = Script::read(data).text();
    let alone = can_be_checked(&text);
    can_be_shown(&alone.findings);
    can_be_checked_beside(&text, &alone, LAST_CLEAN);
}

/// Every rule looks at `text`, and what it finds and proposes stands inside.
pub fn can_be_checked(text: &str) -> Analysis {
    let analysis = Analysis::of(text);
    assert_eq!(analysis.failed, [], "rules that failed");
    stand_inside(text, &analysis.findings, None);
    assert_eq!(Analysis::of(text).findings, analysis.findings, "checked twice, other things are found");
    analysis
}

/// The same beside last year's report.
fn can_be_checked_beside(text: &str, alone: &Analysis, last: &str) {
    let Some(last_report) = Analysis::of(last).report else { return };
    let neighbour = Neighbour { source: LAST, text: last, report: &last_report };
    let report = alone.report.as_ref().map(Arc::clone);
    let beside = Analysis::beside(text, report, Some(neighbour), &Policy::default(), &AtomicBool::new(false));
    let beside = beside.expect("nobody cancels it");
    assert_eq!(beside.failed, [], "rules that failed beside last year's report");
    stand_inside(text, &beside.findings, Some(last));
}

fn stand_inside(text: &str, findings: &[Finding], last: Option<&str>) {
    for finding in findings {
        assert_inside(text, finding.span, finding.rule);
        for related in &finding.related {
            let other = match &related.source {
                Some(source) => last.filter(|_| source == LAST).expect("only last year's report lies beside"),
                None => text,
            };
            assert_inside(other, related.span, finding.rule);
        }
        for fix in &finding.fixes {
            let mut end = 0;
            for edit in &fix.edits {
                assert_inside(text, edit.span, finding.rule);
                assert!(edit.span.start >= end, "{}: edits overlap or are not in order: {fix:?}", finding.rule);
                end = edit.span.end;
            }
        }
    }
    let places: Vec<(Span, &str)> = findings.iter().map(|finding| (finding.span, finding.rule)).collect();
    assert!(places.is_sorted(), "findings stand in the order of their places: {places:?}");
}

/// Every message can be told in both languages.
fn can_be_shown(findings: &[Finding]) {
    for locale in [Locale::Chinese, Locale::English] {
        let catalogue = Catalogue::new(locale);
        for finding in findings {
            let titles = finding.fixes.iter().map(|fix| &fix.title);
            let messages = titles.chain(finding.related.iter().map(|related| &related.message));
            for message in messages.chain([&finding.message]) {
                assert!(!catalogue.render(message).is_empty(), "{message:?}");
            }
        }
    }
}

//! No text makes a rule fail; whatever is found stands inside the text, and is found again.

use std::sync::{Arc, LazyLock};

use gouji_l10n::{Catalogue, Locale};
use gouji_lint::{Analysis, Finding, Policy};
use gouji_report::LastYear;
use gouji_report::Report;
use gouji_text::{Span, Watch};

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
    can_be_checked_beside_last_year(&text, &alone);
}

/// Every rule looks at `text`, and what it finds and proposes stands inside.
pub fn can_be_checked(text: &str) -> Analysis {
    let analysis = Analysis::new(text);
    assert_eq!(analysis.failed, [], "rules that failed");
    stand_inside(text, &analysis.findings, None);
    assert_eq!(Analysis::new(text).findings, analysis.findings, "checked twice, other things are found");
    analysis
}

/// The same beside last year's report.
fn can_be_checked_beside_last_year(text: &str, alone: &Analysis) {
    static LAST_YEAR: LazyLock<Option<Arc<Report>>> = LazyLock::new(|| Analysis::new(LAST_CLEAN).report);
    let report = LAST_YEAR.as_deref().expect("it is a report");
    let neighbour = LastYear { source: LAST, text: LAST_CLEAN, report };
    let beside =
        Analysis::with_last_year(text, alone.report.clone(), Some(neighbour), &Policy::default(), Watch::never());
    let beside = beside.expect("nobody cancels it");
    assert_eq!(beside.failed, [], "rules that failed beside last year's report");
    stand_inside(text, &beside.findings, Some(LAST_CLEAN));
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
    for catalogue in Locale::ALL.map(Catalogue::of) {
        for finding in findings {
            let titles = finding.fixes.iter().map(|fix| &fix.title);
            let messages = titles.chain(finding.related.iter().map(|related| &related.message));
            for message in messages.chain([&finding.message]) {
                assert!(!catalogue.render(message).is_empty(), "{message:?}");
            }
        }
    }
}

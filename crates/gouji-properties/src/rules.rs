//! No text makes a rule fail. All findings are inside the text, and checking it again gives the same findings.

use std::sync::{Arc, LazyLock};

use gouji_l10n::{Catalogue, Locale};
use gouji_lint::{Analysis, Finding, Policy};
use gouji_report::{LastYear, Report};
use gouji_text::{CancelToken, Span};

use crate::assert_inside;
use crate::script::Script;
use crate::seeds::LAST_CLEAN;

/// The source name of last year's report.
const LAST: &str = "last year";

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    let text = Script::read(data).text();
    let analysis = check_rules(&text);
    check_messages(&analysis.findings);
    check_with_last_year(&text, &analysis);
}

/// Checks that no rule fails, and that findings and fixes are inside `text`.
pub fn check_rules(text: &str) -> Analysis {
    let analysis = Analysis::new(text);
    assert_eq!(analysis.failed, [], "rules that failed");
    check_places(text, &analysis.findings, None);
    assert_eq!(Analysis::new(text).findings, analysis.findings, "the second check gives other findings");
    analysis
}

/// The same check, together with last year's report.
fn check_with_last_year(text: &str, alone: &Analysis) {
    static LAST_YEAR: LazyLock<Option<Arc<Report>>> = LazyLock::new(|| Analysis::new(LAST_CLEAN).report);
    let report = LAST_YEAR.as_deref().expect("it is a report");
    let neighbour = LastYear { source: LAST, text: LAST_CLEAN, report };
    let analysis =
        Analysis::with_last_year(text, alone.report.clone(), Some(neighbour), &Policy::default(), CancelToken::never());
    let analysis = analysis.expect("nobody cancels it");
    assert_eq!(analysis.failed, [], "rules that failed with last year's report");
    check_places(text, &analysis.findings, Some(LAST_CLEAN));
}

fn check_places(text: &str, findings: &[Finding], last: Option<&str>) {
    for finding in findings {
        assert_inside(text, finding.span, finding.rule);
        for related in &finding.related {
            let other = match &related.source {
                Some(source) => {
                    assert_eq!(source, LAST, "only last year's report is related");
                    last.expect("there is last year's report")
                }
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
    assert!(places.is_sorted(), "findings are in the order of their places: {places:?}");
}

/// Checks that every message can be rendered in both languages.
fn check_messages(findings: &[Finding]) {
    for catalogue in Locale::ALL.map(Catalogue::for_locale) {
        for finding in findings {
            let titles = finding.fixes.iter().map(|fix| &fix.title);
            let messages = titles.chain(finding.related.iter().map(|related| &related.message));
            for message in messages.chain([&finding.message]) {
                assert!(!catalogue.render(message).is_empty(), "{message:?}");
            }
        }
    }
}

//! Texts and findings as tests compare them.

use gouji_l10n::MessageId;
use gouji_lint::analysis::examine;
use gouji_lint::rules::{self, Context};
use gouji_lint::{Analysis, Finding, Fix, Policy, Severity};
use gouji_report::LastYear;
use gouji_report::likeness::{AlikeReport, common_sentences};
use gouji_text::{CancelToken, Span};

/// Sentences that gouji must read, with the cells that they repeat: `[figure|cells]`.
pub const PROSE_READ: &str = include_str!("../fixtures/prose/read.txt");
/// Sentences that must give no finding.
pub const PROSE_SILENT: &str = include_str!("../fixtures/prose/silent.txt");
/// Sentences whose total differs from its parts: `total | sentence`.
pub const SUMS_WRONG: &str = include_str!("../fixtures/prose/sums-wrong.txt");
/// Sentences with totals and parts that must give no finding.
pub const SUMS_SILENT: &str = include_str!("../fixtures/prose/sums-silent.txt");
/// Sentences that must give no finding in the clean report with one row changed: `trap | row | figures | sentence`.
pub const BLANK_SILENT: &str = include_str!("../fixtures/prose/blank-silent.txt");
/// Sentences with one finding about wording, changes or fees: `rule | place | sentence`.
pub const WORDING_WRONG: &str = include_str!("../fixtures/prose/wording-wrong.txt");
/// Similar sentences that must give no finding: `rule | sentence`.
pub const WORDING_SILENT: &str = include_str!("../fixtures/prose/wording-silent.txt");

/// A fictitious report without mistakes, and the report of the same agency for the year before. The examples in the rules' pages
/// are based on them, so they belong to `gouji-lint`.
pub use gouji_lint::rule_docs::{CLEAN, CLEAN_LAST_YEAR as LAST_CLEAN};

/// A finding as tests compare it: rule, severity, and the text of its place.
pub type FindingSummary = (String, Severity, String);

/// Summaries of the findings in `text`.
pub fn summaries(text: &str) -> Vec<FindingSummary> {
    Analysis::new(text).findings.iter().map(|finding| summary(text, finding)).collect()
}

/// The source name of last year's report in findings.
pub const LAST: &str = "last year";

/// The findings in `text`, checked together with last year's report.
pub fn findings_with_last_year(text: &str, last: &str) -> Vec<Finding> {
    let (report, other) = (Analysis::new(text).report.unwrap(), Analysis::new(last).report.unwrap());
    let last = Some(LastYear { source: LAST, text: last, report: &other });
    let context = Context::with_last_year(text, &report, last);
    examine(rules::ALL, &context, &Policy::default(), CancelToken::never()).unwrap().findings
}

/// The source name of a report with the same prose in findings.
pub const ALIKE: &str = "alike";

/// The findings in `text`, checked together with a report that has most of the prose in common. All common sentences count as copied.
pub fn findings_with_alike(text: &str, alike: &str) -> Vec<Finding> {
    let (report, other) = (Analysis::new(text).report.unwrap(), Analysis::new(alike).report.unwrap());
    let alike = AlikeReport { source: ALIKE, report: &other, copied: &common_sentences(&report, &other) };
    let context = Context::single(text, &report).with_alike(Some(alike));
    examine(rules::ALL, &context, &Policy::default(), CancelToken::never()).unwrap().findings
}

/// The summary of a finding.
pub fn summary(text: &str, finding: &Finding) -> FindingSummary {
    (finding.rule.to_owned(), finding.severity, finding.span.slice(text).to_owned())
}

/// The clean report with `passage`, which must occur in it exactly once, replaced.
pub fn clean_but(passage: &str, other: &str) -> String {
    assert_eq!(CLEAN.matches(passage).count(), 1, "{passage:?} must occur once in the clean report");
    CLEAN.replacen(passage, other, 1)
}

/// The text after a fix.
pub fn apply(text: &str, fix: &Fix) -> String {
    let mut out = String::new();
    let mut at = 0;
    for edit in &fix.edits {
        assert!(edit.span.start >= at, "edits are in order and do not overlap");
        out.push_str(Span::new(at, edit.span.start).slice(text));
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out + &text[at..]
}

/// The findings after a fix, without those for blank cells and empty sections that the fix wrote: only the author can
/// fill them in.
pub fn without_gaps_to_fill(fix: &Fix, findings: Vec<Finding>) -> Vec<Finding> {
    let (mut written, mut taken) = (0, 0);
    let written: Vec<Span> = fix
        .edits
        .iter()
        .map(|edit| {
            let start = edit.span.start + written - taken;
            written += edit.text.len();
            taken += edit.span.len();
            Span::new(start, start + edit.text.len())
        })
        .collect();
    let is_gap = |finding: &Finding| {
        ["blank-cell", "empty-section"].contains(&finding.rule)
            && written.iter().any(|written| written.contains(finding.span))
    };
    // The title of this fix announces these failures.
    let is_announced =
        |finding: &Finding| fix.title.id() == MessageId::CarriedOverFixAnyway && finding.rule == "tally-mismatch";
    findings.into_iter().filter(|finding| !is_gap(finding) && !is_announced(finding)).collect()
}

/// The number of the line on which a place starts, from 1.
pub fn line(text: &str, span: Span) -> usize {
    text[..span.start].matches('\n').count() + 1
}

//! Fixtures and made-up reports for tests and benchmarks.
//!
//! A clean report and the same agency's report of the year before, the planted cases of every rule, random consistent reports in
//! every layout, and random reports with one known mistake. The figures come from arithmetic of this crate, not from the code
//! under test.
//!
//! No shipped crate depends on this one: it is a development dependency only. Tests of any crate take their fixtures from here and
//! never from another crate's folder.
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test that cannot go on has to stop")]

pub mod cases;
pub mod generate;
pub mod layouts;
pub mod plant;
pub mod render;

use gouji_lint::analysis::examine;
use gouji_lint::rules::{self, Context};
use gouji_lint::{Analysis, Finding, Fix, Policy, Severity};
use gouji_report::LastYear;
use gouji_text::{Span, Watch};

/// Sentences that have to be read, with the cells that they repeat: `[figure|cells]`.
pub const PROSE_READ: &str = include_str!("../fixtures/prose/read.txt");
/// Sentences of which nothing may be said.
pub const PROSE_SILENT: &str = include_str!("../fixtures/prose/silent.txt");

/// A made-up report in which nothing is wrong, and the report of the same agency for the year before. The examples of the rules'
/// pages are made of them, so they belong to `gouji-lint`.
pub use gouji_lint::rule_docs::{CLEAN, CLEAN_LAST_YEAR as LAST_CLEAN};

/// A finding as tests compare it: rule, severity, and the text of its place.
pub type Told = (String, Severity, String);

/// What is found in `text`.
pub fn told(text: &str) -> Vec<Told> {
    Analysis::new(text).findings.iter().map(|finding| tell(text, finding)).collect()
}

/// How last year's report is called in findings.
pub const LAST: &str = "last year";

/// What is found in `text` beside last year's report.
pub fn findings_beside(text: &str, last: &str) -> Vec<Finding> {
    let (report, other) = (Analysis::new(text).report.unwrap(), Analysis::new(last).report.unwrap());
    let last = Some(LastYear { source: LAST, text: last, report: &other });
    let context = Context::with_last_year(text, &report, last);
    examine(rules::ALL, &context, &Policy::default(), Watch::never()).unwrap().findings
}

/// A finding as tests compare it.
pub fn tell(text: &str, finding: &Finding) -> Told {
    (finding.rule.to_owned(), finding.severity, finding.span.of(text).to_owned())
}

/// The clean report with one passage replaced, which must stand in it exactly once.
pub fn clean_but(passage: &str, other: &str) -> String {
    assert_eq!(CLEAN.matches(passage).count(), 1, "{passage:?} stands once in the clean report");
    CLEAN.replacen(passage, other, 1)
}

/// The text after a fix.
pub fn apply(text: &str, fix: &Fix) -> String {
    let mut out = String::new();
    let mut at = 0;
    for edit in &fix.edits {
        assert!(edit.span.start >= at, "edits are in order and do not overlap");
        out.push_str(Span::new(at, edit.span.start).of(text));
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out + &text[at..]
}

/// What is found after a fix, but for blank cells and empty sections that it wrote: only the author can fill them in.
pub fn without_what_is_to_fill_in(fix: &Fix, findings: Vec<Finding>) -> Vec<Finding> {
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
    let is_own = |finding: &Finding| {
        ["blank-cell", "empty-section"].contains(&finding.rule)
            && written.iter().any(|written| written.contains(finding.span))
    };
    // The title of this fix announces these failures.
    let is_foretold = |finding: &Finding| fix.title.id == "carried-over-fix-anyway" && finding.rule == "tally-mismatch";
    findings.into_iter().filter(|finding| !is_own(finding) && !is_foretold(finding)).collect()
}

/// The line on which a place starts, from 1.
pub fn line(text: &str, span: Span) -> usize {
    text[..span.start].matches('\n').count() + 1
}

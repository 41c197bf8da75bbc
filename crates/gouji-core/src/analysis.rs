//! The one way through the core, from text to findings.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::finding::Finding;
use crate::report::Report;
use crate::rules;
use crate::syntax::Syntax;

/// What is known of one text.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The report; `None` where the text is not such a report, and then nothing is found.
    pub report: Option<Report>,
    /// What the rules found, in the order of their places.
    pub findings: Vec<Finding>,
}

/// The analysis was given up because the caller's flag was raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// Analyses `text`, whose tree is `syntax`. Looks at `cancelled` between steps.
///
/// # Errors
/// [`Cancelled`] where the flag was raised before the end.
pub fn analyze(text: &str, syntax: &Syntax, cancelled: &AtomicBool) -> Result<Analysis, Cancelled> {
    let report = Report::read(text, syntax);
    let mut findings = Vec::new();
    if let Some(report) = &report {
        for rule in rules::ALL {
            if cancelled.load(Ordering::Relaxed) {
                return Err(Cancelled);
            }
            rules::run(rule, text, report, &mut findings);
        }
        findings.sort_by_key(|finding| (finding.span, finding.rule));
    }
    Ok(Analysis { report, findings })
}

impl Analysis {
    /// Parses and analyses `text` in one go.
    pub fn of(text: &str) -> Self {
        let never = AtomicBool::new(false);
        analyze(text, &Syntax::parse(text), &never).unwrap_or(Self { report: None, findings: Vec::new() })
    }
}

//! The one way through the core, from text to findings.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::finding::Finding;
use crate::report::Report;
use crate::rules::{self, Context, Failed, Rule};
use crate::syntax::Syntax;

/// What is known of one text.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The report; `None` where the text is not such a report, and then nothing is found.
    pub report: Option<Report>,
    /// What the rules found, in the order of their places.
    pub findings: Vec<Finding>,
    /// Rules that failed on this text; the others ran.
    pub failed: Vec<Failed>,
}

/// The analysis was given up because the caller's flag was raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// What the rules say of a report.
#[derive(Clone, Debug, Default)]
pub struct Examined {
    /// What they found, in the order of their places.
    pub findings: Vec<Finding>,
    /// Rules that failed; the others ran.
    pub failed: Vec<Failed>,
}

/// Runs `rules` over a report and what lies around it. Looks at `cancelled` between rules.
///
/// # Errors
/// [`Cancelled`] where the flag was raised before the end.
pub fn examine(rules: &[Rule], context: &Context<'_>, cancelled: &AtomicBool) -> Result<Examined, Cancelled> {
    let mut examined = Examined::default();
    for rule in rules {
        if cancelled.load(Ordering::Relaxed) {
            return Err(Cancelled);
        }
        examined.failed.extend(rules::run(rule, context, &mut examined.findings).err());
    }
    examined.findings.sort_by_key(|finding| (finding.span, finding.rule));
    Ok(examined)
}

/// Analyses `text`, whose tree is `syntax`, by every rule, with nothing around it. Looks at `cancelled` between steps.
///
/// # Errors
/// [`Cancelled`] where the flag was raised before the end.
pub fn analyze(text: &str, syntax: &Syntax, cancelled: &AtomicBool) -> Result<Analysis, Cancelled> {
    let report = Report::read(text, syntax);
    let examine = |report| examine(rules::ALL, &Context::alone(text, report), cancelled);
    let examined = report.as_ref().map(examine).transpose()?;
    let Examined { findings, failed } = examined.unwrap_or_default();
    Ok(Analysis { report, findings, failed })
}

impl Analysis {
    /// Parses and analyses `text` in one go.
    pub fn of(text: &str) -> Self {
        let never = AtomicBool::new(false);
        analyze(text, &Syntax::parse(text), &never).unwrap_or(Self {
            report: None,
            findings: Vec::new(),
            failed: Vec::new(),
        })
    }
}

//! The one way through the core, from text to findings.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::finding::Finding;
use crate::report::Report;
use crate::rules::{self, Context, Failed, Rule};
use crate::series::Neighbour;
use crate::syntax::Syntax;

/// What is known of one text.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The report; `None` where the text is not such a report, and then nothing is found. Shared, as it outlives what
    /// lies around it: another last year's report changes what is found, not what was read.
    pub report: Option<Arc<Report>>,
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
    Analysis::beside(text, Report::read(text, syntax).map(Arc::new), None, cancelled)
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

    /// Examines what was read in `text` by every rule, beside last year's report. Looks at `cancelled` between rules.
    ///
    /// # Errors
    /// [`Cancelled`] where the flag was raised before the end.
    pub fn beside(
        text: &str,
        report: Option<Arc<Report>>,
        last: Option<Neighbour<'_>>,
        cancelled: &AtomicBool,
    ) -> Result<Self, Cancelled> {
        let context = report.as_deref().map(|report| Context { text, report, last });
        let examined = context.map(|context| examine(rules::ALL, &context, cancelled)).transpose()?;
        let Examined { findings, failed } = examined.unwrap_or_default();
        Ok(Self { report, findings, failed })
    }
}

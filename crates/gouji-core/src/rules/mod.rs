//! The rules, one file each. A new rule is a new file and one line in [`ALL`].

use crate::finding::{Finding, Severity};
use crate::report::Report;

/// A rule: its public name, its severity, and what it looks at.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Public name, kebab-case, never changed.
    pub name: &'static str,
    /// Severity unless the configuration says otherwise.
    pub severity: Severity,
    /// Looks at the report and tells what it finds.
    pub check: fn(&Context<'_>, &mut Findings<'_>),
}

/// What a rule may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The text.
    pub text: &'a str,
    /// The report that was read in it.
    pub report: &'a Report,
}

/// Where a rule puts its findings.
pub struct Findings<'a> {
    rule: &'a Rule,
    found: &'a mut Vec<Finding>,
}

impl Findings<'_> {
    /// Adds a finding of the running rule, with the rule's severity.
    pub fn push(&mut self, span: crate::Span, message: crate::Message) -> &mut Finding {
        self.found.push(Finding::new(self.rule.name, self.rule.severity, span, message));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }
}

/// Every rule.
pub const ALL: &[Rule] = &[];

/// Runs one rule.
pub fn run(rule: &Rule, text: &str, report: &Report, found: &mut Vec<Finding>) {
    (rule.check)(&Context { text, report }, &mut Findings { rule, found });
}

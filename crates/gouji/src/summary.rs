//! Counts of what was seen in a run.

use gouji_core::{Finding, Message, Severity};

/// Reports, and findings by severity.
#[derive(Debug, Default)]
pub struct Summary {
    reports: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    hints: usize,
}

impl Summary {
    /// Counts a report and what was found in it.
    pub fn add(&mut self, findings: &[Finding]) {
        self.reports += 1;
        for finding in findings {
            *match finding.severity {
                Severity::Error => &mut self.errors,
                Severity::Warning => &mut self.warnings,
                Severity::Info => &mut self.infos,
                Severity::Hint => &mut self.hints,
            } += 1;
        }
    }

    /// The counts in the words of `id`, or that there was no report.
    pub fn message(&self, id: &'static str) -> Message {
        if self.reports == 0 {
            return Message::new("cli-no-report");
        }
        let message = Message::new(id).with("reports", self.reports).with("errors", self.errors);
        message.with("warnings", self.warnings).with("infos", self.infos).with("hints", self.hints)
    }
}

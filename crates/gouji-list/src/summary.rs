//! The counts of reports and findings.

use std::ops::AddAssign;

use gouji_l10n::{Message, msg};
use gouji_lint::{Finding, Severity};

/// Reports, and findings by severity.
#[derive(Clone, Copy, Debug, Default)]
pub struct Summary {
    reports: usize,
    clean: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    hints: usize,
}

impl Summary {
    /// The counts of one report with these findings.
    pub fn new(findings: &[Finding]) -> Self {
        Self::of_severities(findings.iter().map(|finding| finding.severity))
    }

    /// The counts of one report with findings of these severities.
    pub(crate) fn of_severities(findings: impl Iterator<Item = Severity>) -> Self {
        let mut summary = Self { reports: 1, ..Self::default() };
        for severity in findings {
            *match severity {
                Severity::Error => &mut summary.errors,
                Severity::Warning => &mut summary.warnings,
                Severity::Info => &mut summary.infos,
                Severity::Hint => &mut summary.hints,
            } += 1;
        }
        summary.clean = usize::from(summary.findings() == 0);
        summary
    }

    /// Findings of this severity or above.
    pub fn at_least(&self, severity: Severity) -> usize {
        Severity::ALL.into_iter().filter(|other| *other >= severity).map(|other| self.count(other)).sum()
    }

    /// Findings of this severity.
    pub const fn count(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Info => self.infos,
            Severity::Hint => self.hints,
        }
    }

    /// All findings.
    pub const fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos + self.hints
    }

    /// All reports.
    pub const fn reports(&self) -> usize {
        self.reports
    }

    /// Reports without findings.
    pub const fn clean(&self) -> usize {
        self.clean
    }

    /// The message with the counts of a run.
    pub fn message(&self) -> Message {
        let Self { reports, errors, warnings, infos, hints, .. } = *self;
        msg::CliSummary { reports, errors, warnings, infos, hints }.into()
    }

    /// The message with the counts that are left to the author after safe fixes.
    pub fn message_after_fixes(&self) -> Message {
        let Self { reports, errors, warnings, infos, hints, .. } = *self;
        msg::CliLeft { reports, errors, warnings, infos, hints }.into()
    }
}

impl AddAssign for Summary {
    fn add_assign(&mut self, other: Self) {
        self.reports += other.reports;
        self.clean += other.clean;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.hints += other.hints;
    }
}

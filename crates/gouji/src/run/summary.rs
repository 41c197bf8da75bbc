//! The counts of a run.

use std::ops::AddAssign;
use std::path::PathBuf;

use gouji_l10n::Message;
use gouji_lint::{Finding, Severity};

use crate::run::unread::Unread;

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
        let mut summary = Self { reports: 1, clean: usize::from(findings.is_empty()), ..Self::default() };
        for finding in findings {
            *match finding.severity {
                Severity::Error => &mut summary.errors,
                Severity::Warning => &mut summary.warnings,
                Severity::Info => &mut summary.infos,
                Severity::Hint => &mut summary.hints,
            } += 1;
        }
        summary
    }

    /// Findings at warning or above.
    pub const fn severe(&self) -> usize {
        self.errors + self.warnings
    }

    /// All findings.
    pub const fn findings(&self) -> usize {
        self.severe() + self.infos + self.hints
    }

    /// Reports without findings.
    pub const fn clean(&self) -> usize {
        self.clean
    }

    /// The message `id` with the counts.
    pub fn message(&self, id: &'static str) -> Message {
        Message::new(id)
            .with("reports", self.reports)
            .with("errors", self.errors)
            .with("warnings", self.warnings)
            .with("infos", self.infos)
            .with("hints", self.hints)
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

/// All files of a run, with the counts.
#[derive(Debug, Default)]
pub struct Totals {
    /// The counts.
    pub summary: Summary,
    /// Reports that were checked, in the order of their paths.
    pub checked: Vec<PathBuf>,
    /// Files that were not checked.
    pub unread: Vec<Unread>,
    /// Whether the run failed to read or fully check a file.
    pub trouble: bool,
}

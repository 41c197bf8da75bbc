//! Counts of what was seen in a run.

use std::ops::AddAssign;
use std::path::PathBuf;

use gouji_l10n::Message;
use gouji_lint::{Finding, Severity};

use crate::run::unread::Unread;

/// Reports, and findings by severity.
#[derive(Clone, Copy, Debug, Default)]
pub struct Summary {
    reports: usize,
    silent: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    hints: usize,
}

impl Summary {
    /// The counts of one report in which this was found.
    pub fn of(findings: &[Finding]) -> Self {
        let mut seen = Self { reports: 1, silent: usize::from(findings.is_empty()), ..Self::default() };
        for finding in findings {
            *match finding.severity {
                Severity::Error => &mut seen.errors,
                Severity::Warning => &mut seen.warnings,
                Severity::Info => &mut seen.infos,
                Severity::Hint => &mut seen.hints,
            } += 1;
        }
        seen
    }

    /// Findings at warning or above.
    pub const fn grave(&self) -> usize {
        self.errors + self.warnings
    }

    /// All findings.
    pub const fn findings(&self) -> usize {
        self.grave() + self.infos + self.hints
    }

    /// Reports in which nothing was found.
    pub const fn silent(&self) -> usize {
        self.silent
    }

    /// The counts in the words of `id`.
    pub fn message(&self, id: &'static str) -> Message {
        let message = Message::new(id).with("reports", self.reports).with("errors", self.errors);
        message.with("warnings", self.warnings).with("infos", self.infos).with("hints", self.hints)
    }
}

impl AddAssign for Summary {
    fn add_assign(&mut self, other: Self) {
        self.reports += other.reports;
        self.silent += other.silent;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.hints += other.hints;
    }
}

/// All that a run has looked at.
#[derive(Debug, Default)]
pub struct Seen {
    /// Counts.
    pub summary: Summary,
    /// Reports that were checked, in the order of their paths.
    pub checked: Vec<PathBuf>,
    /// Files that were not.
    pub unread: Vec<Unread>,
    /// Whether a file could not be read or fully checked that should have been.
    pub trouble: bool,
}

//! The counts of a run.

use std::ops::AddAssign;
use std::path::PathBuf;

use gouji_l10n::{Message, msg};
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

/// All files of a run, with the counts.
#[derive(Debug, Default)]
pub struct Totals {
    /// The counts.
    pub summary: Summary,
    /// Reports that were checked, in the order of their paths; empty unless the output lists all files.
    pub checked: Vec<PathBuf>,
    /// Files that were not checked; empty unless the output lists all files.
    pub unread: Vec<Unread>,
    /// The number of files that were not checked and count for the exit code.
    pub failed_files: usize,
    /// The number of other files that were not checked.
    pub skipped_files: usize,
    lists_files: bool,
    /// Whether the run failed to read or fully check a file.
    pub trouble: bool,
}

impl Totals {
    /// No files yet. If `lists_files` is `false`, files are counted and not kept, so that a run over any number of files needs the same
    /// memory.
    pub fn new(lists_files: bool) -> Self {
        Self { lists_files, ..Self::default() }
    }

    /// Adds a report.
    pub fn add_report(&mut self, summary: Summary, path: PathBuf) {
        self.summary += summary;
        if self.lists_files {
            self.checked.push(path);
        }
    }

    /// Adds a file that was not checked.
    pub fn add_unread(&mut self, unread: Unread) {
        *(if unread.is_trouble() { &mut self.failed_files } else { &mut self.skipped_files }) += 1;
        if self.lists_files {
            self.unread.push(unread);
        }
    }
}

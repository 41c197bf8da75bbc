//! The reports of the workspace, open or on disk, and which of them is compared with which open document.

mod alike;
mod index;
mod last_year;
mod reports;
mod years;

use core::time::Duration;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(in crate::documents) use alike::FileLikeness;
pub use alike::{AlikeDocument, AlikePlace};
pub use index::{Files, IndexedFile, Stamp};
pub use last_year::{LastYearReport, ReportName};
pub use reports::{ClosedFile, LastYearPlace, ReportPlace, WorkspaceReport};

use index::Index;
use years::CandidateYears;

/// What the index needs from the disk.
#[derive(Debug)]
pub enum ScanTask {
    /// Scan these folders. The files are those of the last scan.
    Scan(Vec<PathBuf>, Files),
    /// Read these files.
    Read(Vec<PathBuf>),
}

/// The workspace: its files, the likeness of the files, and the years of all reports.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    index: Index,
    likeness: FileLikeness,
    years: CandidateYears,
}

impl Workspace {
    /// Adds and removes folders.
    pub fn change_folders(&mut self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        self.index.folders.retain(|folder| !removed.contains(folder));
        self.index.folders.extend(added);
        self.index.is_outdated = true;
    }

    /// Notes that files may have changed since the last scan.
    pub fn files_changed(&mut self) {
        self.index.is_outdated = true;
    }

    /// What to read from the disk next.
    pub fn next_scan_task(&mut self) -> Option<ScanTask> {
        self.index.next_scan_task()
    }

    /// Stores a report that was read from the disk; `None` (unreadable, or no report) removes it as a candidate for last year's report.
    pub fn store_file(
        &mut self,
        open: &mut super::OpenDocuments,
        path: &Path,
        report: Option<LastYearReport>,
        now: Duration,
    ) {
        // Two tasks may have read the same file: the first one counts.
        if let Some(file) = self.index.files.get_mut(path)
            && file.report.is_none()
        {
            file.identity = report.as_ref().and_then(LastYearReport::identity);
            file.name = report.as_ref().and_then(LastYearReport::name);
            file.digest = report.as_ref().map(|report| Arc::clone(report.digest()));
            file.report = report.map(Arc::new);
        }
        self.find_all_alike(open, now);
        self.file_was_read(open, path, now);
    }
}

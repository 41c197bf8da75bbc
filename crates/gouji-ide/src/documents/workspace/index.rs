//! The index of the files in the workspace folders. Of most files it keeps the agency, the year and the numbers of the sentences. It keeps the text of a report
//! with which an open document is compared.
//!
//! The program fills the index: this crate reads no files.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use gouji_report::likeness::ProseDigest;
use gouji_report::years::Identity;

use super::{LastYearReport, ReportName, ScanTask};

/// The indexed files by their paths.
pub type Files = BTreeMap<PathBuf, IndexedFile>;

/// A file that may be a report.
#[derive(Clone, Debug)]
pub struct IndexedFile {
    /// Tells whether the file has changed since it was indexed.
    pub stamp: Stamp,
    /// The agency and the year of the report; `None` if the file is no report, or one of them is unknown.
    pub identity: Option<Identity>,
    /// The same for a list; `None` if the title does not have both.
    pub name: Option<ReportName>,
    /// The sentences of the report; `None` if the file is no report.
    pub digest: Option<Arc<ProseDigest>>,
    /// The report, if an open document is compared with it.
    pub report: Option<Arc<LastYearReport>>,
}

impl IndexedFile {
    /// The entry of a file with this report, if it has one. `before` is the entry of the same file in an earlier state.
    pub fn new(stamp: Stamp, report: Option<LastYearReport>, before: Option<&Self>) -> Self {
        let identity = report.as_ref().and_then(LastYearReport::identity);
        let name = report.as_ref().and_then(LastYearReport::name);
        let digest = report.as_ref().map(|report| Arc::clone(report.digest()));
        let keeps_report = before.is_some_and(|before| before.report.is_some());
        let report = if keeps_report { report.map(Arc::new) } else { None };
        Self { stamp, identity, name, digest, report }
    }
}

/// The size and the time of a file. A file with the same stamp has not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// The size in bytes.
    pub bytes: u64,
    /// The time of the last change, in nanoseconds since 1970. `None` if the system does not record it.
    pub modified: Option<i128>,
}

/// The folders of the workspace and their files.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub folders: Vec<PathBuf>,
    pub files: Files,
    /// Files with which an open document is compared, but that were not read yet.
    pub unread: Vec<PathBuf>,
    /// Whether files may have changed since the last scan.
    pub is_outdated: bool,
}

impl Index {
    /// What to read from the disk next.
    pub fn next_scan_task(&mut self) -> Option<ScanTask> {
        if std::mem::take(&mut self.is_outdated) && !(self.folders.is_empty() && self.files.is_empty()) {
            return Some(ScanTask::Scan(self.folders.clone(), self.files.clone()));
        }
        let mut unread = std::mem::take(&mut self.unread);
        unread.sort();
        unread.dedup();
        (!unread.is_empty()).then_some(ScanTask::Read(unread))
    }
}

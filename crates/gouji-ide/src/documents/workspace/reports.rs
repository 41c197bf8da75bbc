//! The list of the reports of the workspace.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::{AlikePlace, LastYearReport, ReportName, Stamp, Workspace};
use crate::documents::open::OpenDocuments;

/// A report of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceReport {
    /// Where it is.
    pub place: ReportPlace,
    /// The agency as the title writes it.
    pub agency: String,
    /// The year of the report.
    pub year: u16,
}

/// The place of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportPlace {
    /// An open document, by its name.
    Open(String),
    /// A file.
    OnDisk(PathBuf),
}

/// A file of the workspace that is not open.
#[derive(Clone, Debug)]
pub struct ClosedFile {
    /// Its path.
    pub path: PathBuf,
    /// Tells whether it has changed.
    pub stamp: Stamp,
    /// Last year's report of the same agency, if there is one.
    pub last_year: Option<LastYearPlace>,
    /// The file that has most of its prose in common, if there is one.
    pub alike: Option<AlikePlace>,
}

/// The place of last year's report.
#[derive(Clone, Debug)]
pub enum LastYearPlace {
    /// An open document at one revision.
    Open(Arc<LastYearReport>, u64),
    /// A file.
    OnDisk(PathBuf, Stamp),
}

impl WorkspaceReport {
    /// The name in a list: agency and year.
    pub fn name(&self) -> String {
        format!("{} {}", self.agency, self.year)
    }

    /// The name of the file, or of the document.
    pub fn file_name(&self) -> String {
        match &self.place {
            ReportPlace::Open(id) => id.rsplit('/').next().unwrap_or_default().to_owned(),
            ReportPlace::OnDisk(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }
}

impl Workspace {
    /// The reports with a known agency and year: the open ones, then the files that are not open.
    pub fn reports(&self, open: &OpenDocuments) -> Vec<WorkspaceReport> {
        let new = |place, ReportName { agency, year }| WorkspaceReport { place, agency, year };
        let mut reports = Vec::new();
        let mut opened = BTreeSet::new();
        for (id, document) in &open.by_id {
            opened.extend(document.path());
            let name = document.as_last_year.as_ref().and_then(|report| report.name());
            reports.extend(name.map(|name| new(ReportPlace::Open(id.clone()), name)));
        }
        let on_disk = self.index.files.iter().filter(|(path, _)| !opened.contains(path.as_path()));
        reports.extend(
            on_disk.filter_map(|(path, file)| Some(new(ReportPlace::OnDisk(path.clone()), file.name.clone()?))),
        );
        reports
    }

    /// The files that are not open, in the order of their paths.
    pub fn closed_files(&self, open: &OpenDocuments) -> Vec<ClosedFile> {
        let opened: BTreeSet<_> = open.by_id.values().filter_map(|document| document.path()).collect();
        let closed = self.index.files.iter().filter(|(path, _)| !opened.contains(path.as_path()));
        let files = closed.map(|(path, file)| ClosedFile {
            path: path.clone(),
            stamp: file.stamp,
            last_year: self.last_year_of_file(open, path),
            alike: self.alike_of_file(path),
        });
        files.collect()
    }
}

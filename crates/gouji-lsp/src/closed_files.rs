//! The analysis of files of the workspace that are not open.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use gouji_files::Place;
use gouji_ide::documents::{AlikeDocument, AlikePlace, Analysed, ClosedFile, LastYearPlace, LastYearReport, Snapshot};

use crate::reading::{self, ReportReader};
use crate::session::Session;
use crate::uri;

/// Reports that were read before, because a neighbour may be the same agency's report of the next year.
pub type LastYears = HashMap<PathBuf, Arc<LastYearReport>>;

/// A file that is not open, analysed with the reports with which it is compared; `None` if it cannot be read. Reads files.
pub fn analyse(
    session: &Session,
    file: ClosedFile,
    last_years: &LastYears,
    reader: &ReportReader,
) -> Option<(Snapshot, Arc<Analysed>)> {
    let files = session.documents.settings().files();
    let uri = uri::from_path(&file.path)?;
    let text = reading::read_text(files, &Place::found(&file.path), &file.path)?;
    let last_year = match file.last_year {
        None => None,
        Some(LastYearPlace::Open(report, _)) => Some(report),
        Some(LastYearPlace::OnDisk(path, _)) => match last_years.get(&path) {
            Some(report) => Some(Arc::clone(report)),
            None => reader.read(files, &path).map(Arc::new),
        },
    };
    let alike = file.alike.and_then(|AlikePlace { path, copied, .. }| {
        let report = last_years.get(&path).cloned();
        let report = report.or_else(|| reader.read(files, &path).map(Arc::new))?;
        Some(Arc::new(AlikeDocument::new(report, copied)))
    });
    let passages = Arc::clone(&reader.passages);
    let snapshot = session.documents.closed_snapshot(uri, file.path, &text, (last_year, alike), passages);
    let analysed = snapshot.analysed(snapshot.superseded()).ok()?;
    Some((snapshot, analysed))
}

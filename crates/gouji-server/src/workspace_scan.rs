//! Reads the files of the workspace in the background, for the index of [`gouji_ide::documents`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use gouji_files::{FileStore, Kind, Unlisted};
use gouji_ide::documents::{Files, IndexedFile, ScanTask, Stamp};
use gouji_ide::settings::Settings;
use gouji_lsp::handlers::document::DocumentsChanged;
use gouji_lsp::profile::Support;
use gouji_lsp::reading::{self, ReportReader, max_bytes};
use tower_lsp::Client;

use crate::catch_panic::catch_panic;
use crate::log::warn;
use crate::session::Session;

/// The largest number of files in all folders. More would keep the machine busy for long.
const MAX_FILES: usize = 10_000;
/// The largest number of Word documents, PDF files and web pages among them. Reading one takes some milliseconds.
const MAX_DOCUMENTS: usize = 1_000;
/// The number of files after which the first scan stores the files so far. Each further part is half as large as all before it, so that the
/// parts together cost three times the last one.
const FIRST_PART: usize = 100;

/// Runs until it is aborted.
pub(crate) async fn run(client: Client, session: Arc<Session>) {
    loop {
        match session.documents.next_scan_task() {
            None => session.scan_wanted.notified().await,
            Some(task) => {
                catch_panic("reading the workspace", perform(&client, &session, task)).await;
                session.changed.notify_one();
                session.workspace_changed();
            }
        }
    }
}

async fn perform(client: &Client, session: &Arc<Session>, task: ScanTask) {
    match task {
        ScanTask::Scan(folders, before) => {
            let scanned = Arc::clone(session);
            // Whoever waits for reports of the workspace gets the first ones long before the last file is read.
            let store_part = move |files: &Files| {
                scanned.documents.store_scan(files.clone(), scanned.now());
                scanned.workspace_changed();
            };
            let session_of_scan = Arc::clone(session);
            let scan = move || {
                let settings = session_of_scan.documents.settings();
                let (files, change) = scan(&folders, &before, settings, store_part);
                session_of_scan.documents.store_scan(files, session_of_scan.now());
                change
            };
            let permit = session.file_readers.acquire().await;
            let scanned = tokio::task::spawn_blocking(scan).await;
            drop(permit);
            match scanned {
                Ok(change) => {
                    if change == FileChange::Some && session.client().profile.document_views == Support::Yes {
                        client.send_notification::<DocumentsChanged>(()).await;
                    }
                }
                Err(_) => warn("the workspace could not be looked through; the server goes on"),
            }
        }
        ScanTask::Read(paths) => {
            for path in paths {
                let file = path.clone();
                let read = move || ReportReader::default().read(&FileStore::Disk, &file);
                let report = tokio::task::spawn_blocking(read).await;
                // If reading a file panics, the file counts as no report, so that it is not read again and again.
                session.documents.store_file(&path, report.unwrap_or_default(), session.now());
            }
        }
    }
}

/// Whether a scan found other files than the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileChange {
    None,
    Some,
}

/// Indexes the files in the folders, except for the excluded ones. Takes time. A file that has not changed since the last scan is not read again.
/// If nothing is known `before`, the files so far go to `store_part` from time to time.
fn scan(folders: &[PathBuf], before: &Files, settings: &Settings, store_part: impl Fn(&Files)) -> (Files, FileChange) {
    let mut files = Files::new();
    let reader = ReportReader::default();
    let mut next_part = if before.is_empty() { FIRST_PART } else { usize::MAX };
    for path in candidates(folders, settings) {
        if let Some(file) = index(&path, before.get(&path), &reader) {
            files.insert(path, file);
            if files.len() == next_part {
                store_part(&files);
                next_part = next_part.saturating_add(next_part / 2);
            }
        }
    }
    let is_known = |(path, file): (&PathBuf, &IndexedFile)| before.get(path).is_some_and(|old| old.stamp == file.stamp);
    let is_same = files.len() == before.len() && files.iter().all(is_known);
    (files, if is_same { FileChange::None } else { FileChange::Some })
}

/// The files in the folders that may be reports, in the order of their paths: the reports of one agency are mostly neighbours then, and come in
/// one part of the first scan.
fn candidates(folders: &[PathBuf], settings: &Settings) -> BTreeSet<PathBuf> {
    let (mut found, mut refused, mut documents) = (BTreeSet::new(), 0, 0);
    for listed in folders.iter().flat_map(|folder| gouji_files::files(folder)) {
        let path = match listed {
            Ok((path, kind)) if kind == Kind::Text || reading::is_document(&path) => path,
            Ok(_) => continue,
            Err(unlisted) => {
                refused += usize::from(matches!(unlisted, Unlisted::IgnoreFile(..)));
                continue;
            }
        };
        if settings.excludes(&path) {
            continue;
        }
        if reading::is_document(&path) {
            documents += 1;
            if documents > MAX_DOCUMENTS {
                continue;
            }
        }
        if found.len() == MAX_FILES {
            warn(format_args!("only {MAX_FILES} files of the workspace are looked at"));
            break;
        }
        found.insert(path);
    }
    if documents > MAX_DOCUMENTS {
        warn(format_args!("only {MAX_DOCUMENTS} of {documents} documents of the workspace are looked at"));
    }
    if refused > 0 {
        warn(format_args!(
            "{refused} ignore files are not followed: too large, no regular files, or links to elsewhere"
        ));
    }
    found
}

/// The entry of a file; `None` if the file is no regular file or too large.
fn index(path: &Path, before: Option<&IndexedFile>, reader: &ReportReader) -> Option<IndexedFile> {
    let metadata = path.symlink_metadata().ok()?;
    if !metadata.is_file() || metadata.len() > max_bytes(path) {
        return None;
    }
    let modified = metadata.modified().ok().and_then(nanoseconds_since_1970);
    let stamp = Stamp { bytes: metadata.len(), modified };
    if let Some(before) = before
        && before.stamp == stamp
    {
        return Some(before.clone());
    }
    let report = reader.read(&FileStore::Disk, path);
    Some(IndexedFile::new(stamp, report, before))
}

fn nanoseconds_since_1970(time: SystemTime) -> Option<i128> {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).ok(),
        Err(before) => i128::try_from(before.duration().as_nanos()).ok().map(|nanoseconds| -nanoseconds),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::fs;

    use super::*;

    #[test]
    fn the_first_scan_stores_growing_parts_and_the_next_one_only_the_end() {
        let folder = tempfile::tempdir().expect("a folder");
        for number in 0..450 {
            fs::write(folder.path().join(format!("{number:03}.txt")), "某县2024年政府信息公开工作年度报告\n")
                .expect("a file");
        }
        let folders = [folder.path().to_owned()];
        let parts = RefCell::new(Vec::new());
        let store_part = |files: &Files| parts.borrow_mut().push(files.len());
        let (files, change) = scan(&folders, &Files::new(), &Settings::default(), store_part);
        assert_eq!((files.len(), change), (450, FileChange::Some));
        assert_eq!(parts.take(), [100, 150, 225, 337]);
        let (again, change) = scan(&folders, &files, &Settings::default(), store_part);
        assert_eq!((again.len(), change), (450, FileChange::None));
        assert_eq!(parts.take(), [0; 0]);
    }
}

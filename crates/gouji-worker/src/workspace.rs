//! Indexes the files that the client has sent, so that last year's reports are found. It corresponds to the scan of `gouji-server`.

use std::collections::VecDeque;
use std::path::PathBuf;

use gouji_files::{Kind, StoredFile};
use gouji_ide::documents::{Files, IndexedFile, ScanTask, Stamp};
use gouji_lsp::handlers::document::DocumentsChanged;
use gouji_lsp::profile::Support;
use gouji_lsp::reading::{ReportReader, is_document, max_bytes};
use ls_types::notification::Notification;

use crate::server::Server;

/// A scan that is not complete. Each call of the server reads one file that has changed, because a message may wait.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    unread: VecDeque<(PathBuf, StoredFile)>,
    files: Files,
    /// The files of the last scan.
    before: Files,
    reader: ReportReader,
}

impl Server {
    /// Reads a file of the workspace. Returns whether there was one to read.
    pub(crate) fn scan_files(&mut self) -> bool {
        match self.session.documents.next_scan_task() {
            Some(ScanTask::Scan(folders, before)) => {
                self.scan = Some(self.new_scan(&folders, before));
                true
            }
            Some(ScanTask::Read(paths)) => {
                for path in paths {
                    let report = ReportReader::default().read(self.session.documents.settings().files(), &path);
                    self.session.documents.store_file(&path, report, self.now());
                }
                true
            }
            None => self.continue_scan(),
        }
    }

    fn new_scan(&self, folders: &[PathBuf], mut before: Files) -> Scan {
        // The files that an unfinished scan has read need not be read again.
        before.extend(self.scan.as_ref().map(|scan| scan.files.clone()).unwrap_or_default());
        let settings = self.session.documents.settings();
        let is_candidate = |(path, file): &(PathBuf, StoredFile)| {
            let may_be_report = gouji_files::kind(path) == Some(Kind::Text) || is_document(path);
            may_be_report
                && folders.iter().any(|folder| path.starts_with(folder))
                && file.bytes.len() as u64 <= max_bytes(path)
                && !settings.excludes(path)
        };
        let unread = self.files().files().into_iter().filter(is_candidate).collect();
        Scan { unread, files: Files::new(), before, reader: ReportReader::default() }
    }

    fn continue_scan(&mut self) -> bool {
        let Some(scan) = &mut self.scan else { return false };
        while let Some((path, file)) = scan.unread.pop_front() {
            let stamp = Stamp { bytes: file.bytes.len() as u64, modified: Some(file.revision.into()) };
            let before = scan.before.get(&path);
            if let Some(before) = before
                && before.stamp == stamp
            {
                scan.files.insert(path, before.clone());
                continue;
            }
            let report = scan.reader.read(self.session.documents.settings().files(), &path);
            scan.files.insert(path, IndexedFile::new(stamp, report, before));
            return true;
        }
        self.finish_scan();
        true
    }

    fn finish_scan(&mut self) {
        let Some(Scan { files, before, .. }) = self.scan.take() else { return };
        let is_known =
            |(path, file): (&PathBuf, &IndexedFile)| before.get(path).is_some_and(|before| before.stamp == file.stamp);
        let is_same = files.len() == before.len() && files.iter().all(is_known);
        self.session.documents.store_scan(files, self.now());
        if !is_same && self.session.client().profile.document_views == Support::Yes {
            self.notify(DocumentsChanged::METHOD, ());
        }
    }
}

//! Reads files of the workspace in any format: text in any encoding, Word documents, PDF files and web pages.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use gouji_convert::{Converted, DocumentKind, Failure, decode};
use gouji_files::{FileStore, Place};
use gouji_ide::documents::LastYearReport;
use gouji_report::{ReadingCache, Report};
use ropey::Rope;

use crate::uri;

/// The size of the largest text that is read, in bytes.
const MAX_TEXT_BYTES: u64 = 4 << 20;
/// The size of the largest document that is read, in bytes. It may have pictures.
const MAX_DOCUMENT_BYTES: u64 = 16 << 20;

/// Whether a file with this name is a document that is converted to text.
pub fn is_document(path: &Path) -> bool {
    DocumentKind::from_name(path).is_some()
}

/// The size of the largest file with this name that is read, in bytes.
pub fn max_bytes(path: &Path) -> u64 {
    if is_document(path) { MAX_DOCUMENT_BYTES } else { MAX_TEXT_BYTES }
}

/// Converts a document to text. A panic of a library counts as damage of the document.
///
/// # Errors
/// The reason why it cannot be converted.
pub fn convert(kind: DocumentKind, bytes: &[u8]) -> Result<Converted, Failure> {
    catch_unwind(AssertUnwindSafe(|| kind.convert(bytes))).unwrap_or(Err(Failure::Damaged))
}

/// The text of a file with these bytes; `None` if it has none.
fn text(bytes: Vec<u8>, path: &Path) -> Option<String> {
    match DocumentKind::from_content(&bytes, path) {
        Some(kind) => convert(kind, &bytes).ok().map(|converted| converted.text),
        None => decode(bytes).ok().map(|(text, _)| text).filter(|text| !text.contains('\0')),
    }
}

/// The text of a file in any format that gouji reads; `None` if the file cannot be read.
pub fn read_text(files: &FileStore, place: &Place, path: &Path) -> Option<String> {
    text(files.read(place, max_bytes(path)).ok()?, path)
}

/// Reads files one after another, and reuses what they have in common: reports repeat the words of the form.
#[derive(Clone, Debug)]
pub struct ReportReader {
    /// The passages of the files that were read before.
    pub passages: Arc<Mutex<ReadingCache>>,
}

impl Default for ReportReader {
    fn default() -> Self {
        Self { passages: Arc::new(Mutex::new(ReadingCache::shared())) }
    }
}

impl ReportReader {
    /// The report in a file, in any format that gouji reads; `None` if the file cannot be read or has no report.
    pub fn read(&self, files: &FileStore, path: &Path) -> Option<LastYearReport> {
        let text = read_text(files, &Place::found(path), path)?;
        let mut passages = self.passages.lock().unwrap_or_else(PoisonError::into_inner);
        let report = Arc::new(Report::read_with_cache(&text, &mut passages)?);
        let rope = Rope::from_str(&text);
        Some(LastYearReport::new(uri::from_path(path)?, Some(path.to_owned()), rope, report))
    }
}

/// The readers of the threads that read files at the same time. A thread takes one, and gives it back for the next thread.
#[derive(Debug, Default)]
pub struct ReportReaders(Mutex<Vec<ReportReader>>);

impl ReportReaders {
    /// Calls `read` with a reader that no other thread has.
    pub fn with<R>(&self, read: impl FnOnce(&ReportReader) -> R) -> R {
        let readers = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let free = readers().pop();
        let reader = free.unwrap_or_default();
        let result = read(&reader);
        readers().push(reader);
        result
    }
}

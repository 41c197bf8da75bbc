//! Finds the file that has most of its prose in common with an open document or another file.

use core::time::Duration;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gouji_report::likeness::{AlikeReport, Likeness, LikenessIndex, ProseDigest, SentenceHash};
use gouji_report::years::Identity;

use super::index::Files;
use super::{LastYearReport, Stamp, Workspace};
use crate::documents::open::OpenDocuments;

/// A report that has most of its prose in common with another one.
#[derive(Debug)]
pub struct AlikeDocument {
    /// The report.
    pub report: Arc<LastYearReport>,
    /// The sentences that count as copied, sorted.
    copied: Vec<SentenceHash>,
}

/// The place of such a report.
#[derive(Clone, Debug)]
pub struct AlikePlace {
    /// Its path.
    pub path: PathBuf,
    /// Tells whether it has changed.
    pub stamp: Stamp,
    /// The sentences that count as copied, sorted.
    pub copied: Vec<SentenceHash>,
}

/// The sentences of all files of a scan. It takes a tenth of a second to make it from 10,000 files, so it is made without a lock.
#[derive(Debug, Default)]
pub(in crate::documents) struct FileLikeness {
    index: LikenessIndex<PathBuf>,
    /// For each file that is like another one, the other file.
    files: HashMap<PathBuf, Likeness<PathBuf>>,
}

impl AlikeDocument {
    /// A report and the common sentences, sorted.
    pub const fn new(report: Arc<LastYearReport>, copied: Vec<SentenceHash>) -> Self {
        Self { report, copied }
    }

    /// The report as the core needs it.
    pub fn alike_report(&self) -> AlikeReport<'_> {
        AlikeReport { source: &self.report.id, report: &self.report.report, copied: &self.copied }
    }

    /// Whether a comparison with `other` finds the same as one with this report, for a text that has only the sentences of `other`
    /// in common.
    fn covers(&self, other: &Self) -> bool {
        let is_known = |sentence| self.copied.binary_search(sentence).is_ok();
        Arc::ptr_eq(&self.report, &other.report) && other.copied.iter().all(is_known)
    }
}

impl FileLikeness {
    /// The likeness of the files.
    pub fn new(files: &Files) -> Self {
        let digests =
            || files.iter().filter_map(|(path, file)| Some((path, file.identity.as_ref()?, file.digest.as_deref()?)));
        let index = LikenessIndex::new(digests().map(|(path, identity, digest)| (path.clone(), identity, digest)));
        let alike = |(path, identity, digest): (&PathBuf, &Identity, &ProseDigest)| {
            Some((path.clone(), index.likeness(identity, digest)?))
        };
        let files = digests().filter_map(alike).collect();
        Self { index, files }
    }
}

impl Workspace {
    /// The file that is like another file.
    pub fn alike_of_file(&self, path: &Path) -> Option<AlikePlace> {
        let Likeness { key, copied } = self.likeness.files.get(path)?;
        let stamp = self.index.files.get(key)?.stamp;
        Some(AlikePlace { path: key.clone(), stamp, copied: copied.clone() })
    }

    /// Finds the file that is like an open document.
    pub fn find_alike(&mut self, open: &mut OpenDocuments, id: &str, now: Duration) {
        let Some(document) = open.by_id.get(id) else { return };
        let before = document.alike.clone();
        if before.is_none() && self.likeness.index.is_empty() {
            return;
        }
        let identity = document.identity.as_ref();
        let alike = identity.and_then(|identity| self.likeness.index.likeness(identity, document.digest()?));
        let alike = match alike {
            None => None,
            Some(Likeness { key: path, copied }) => match self.index.files.get(&path).map(|file| file.report.clone()) {
                None => None,
                Some(Some(report)) => Some(AlikeDocument::new(report, copied)),
                Some(None) => {
                    // Until the file is read, the document keeps the report with which it was compared.
                    self.index.unread.push(path);
                    return;
                }
            },
        };
        let is_same = match (&before, &alike) {
            (None, None) => true,
            (Some(before), Some(after)) => before.covers(after),
            _ => false,
        };
        if !is_same {
            self.set_alike(open, id, alike.map(Arc::new), now);
        }
    }

    fn set_alike(&mut self, open: &mut OpenDocuments, id: &str, alike: Option<Arc<AlikeDocument>>, now: Duration) {
        let revision = open.next_revision();
        let Some(document) = open.by_id.get_mut(id) else { return };
        let path = |alike: &Option<Arc<AlikeDocument>>| alike.as_ref().and_then(|alike| alike.report.path.clone());
        let (before, after) = (path(&document.alike), path(&alike));
        document.set_alike(alike, revision, now);
        self.use_file(before.as_deref(), after.as_deref());
    }

    /// Finds the files for all open documents again.
    pub(super) fn find_all_alike(&mut self, open: &mut OpenDocuments, now: Duration) {
        let ids: Vec<String> = open.by_id.keys().cloned().collect();
        ids.iter().for_each(|id| self.find_alike(open, id, now));
    }
}

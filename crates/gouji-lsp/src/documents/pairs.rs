//! Which open document or file is last year's report of which open document.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use gouji_core::series::{Identity, Series};

use super::Store;
use super::disk::Files;
use super::document::Document;
use super::other::Other;

/// A candidate for last year's report. If an open text and a file have the same name, the file counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Member {
    /// An open document, by its URI.
    Open(String),
    /// A file, by its path.
    OnDisk(PathBuf),
}

/// What comes, or goes.
pub(super) type Change = (Member, Option<Identity>);

/// The reports that are known, so that what comes or goes concerns only those of which it may be last year's.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    series: Series<Member>,
    /// How many open documents were examined that lie at a path: of those the file does not count.
    examined: HashMap<PathBuf, usize>,
    /// How many open documents have last year's report at a path.
    used: HashMap<PathBuf, usize>,
}

/// Counts one more, or one less.
fn count(counts: &mut HashMap<PathBuf, usize>, path: &Path, by: isize) {
    let count = counts.entry(path.to_owned()).or_default();
    *count = count.saturating_add_signed(by);
    if *count == 0 {
        counts.remove(path);
    }
}

impl Store {
    /// A document was opened, which nobody has examined yet: until then the file on disk counts. `before` is the one that was
    /// open under its name.
    pub(super) fn pair_opened(&mut self, uri: &str, before: Option<Document>, now: Instant) {
        if let Some(before) = before {
            self.pair_closed(uri, &before, now);
        }
    }

    /// A document was closed.
    pub(super) fn pair_closed(&mut self, uri: &str, document: &Document, now: Instant) {
        let mut changes = vec![(Member::Open(uri.to_owned()), None)];
        if let Some(path) = document.path().filter(|_| document.examined.is_some()) {
            count(&mut self.pairs.examined, path, -1);
            changes.push(self.on_disk(path));
        }
        let last = document.last.as_ref().and_then(|last| last.path.clone());
        if let Some(last) = &last {
            count(&mut self.pairs.used, last, -1);
        }
        self.change_members(changes, now);
        last.iter().for_each(|last| self.forget_unused(last));
    }

    /// A document was examined for the first time: it counts from now on, and its file does not.
    pub(super) fn note_examined(&mut self, uri: &str) -> Option<Change> {
        let path = self.open.get(uri)?.path()?.to_owned();
        count(&mut self.pairs.examined, &path, 1);
        Some(self.on_disk(&path))
    }

    /// A document has become another agency's or year's report, or none any more. `file` is what changes on disk with it.
    pub(super) fn pair_examined(&mut self, uri: &str, file: Option<Change>, now: Instant) {
        let identity = self.open.get(uri).and_then(|document| document.identity.clone());
        let changes = file.into_iter().chain([(Member::Open(uri.to_owned()), identity)]).collect();
        self.change_members(changes, now);
    }

    /// A file has been read.
    pub(super) fn pair_read(&mut self, path: &Path, now: Instant) {
        let change = self.on_disk(path);
        self.change_members(vec![change], now);
        self.forget_unused(path);
    }

    /// The folders have been looked through.
    pub(super) fn pair_scanned(&mut self, files: Files, now: Instant) {
        let before = std::mem::replace(&mut self.disk.files, files);
        for path in before.keys().filter(|path| !self.disk.files.contains_key(*path)) {
            self.pairs.series.remove(&Member::OnDisk(path.clone()));
        }
        for (path, file) in &self.disk.files {
            let member = Member::OnDisk(path.clone());
            let identity = file.identity.as_ref().filter(|_| !self.pairs.examined.contains_key(path));
            if self.pairs.series.get(&member) != identity {
                self.pairs.set(member, identity.cloned());
            }
        }
        self.disk.wanted.clear();
        let uris: Vec<String> = self.open.keys().cloned().collect();
        uris.iter().for_each(|uri| self.find_last(uri, now));
        for (path, file) in &mut self.disk.files {
            file.other.take_if(|_| !self.pairs.used.contains_key(path));
        }
    }

    /// What a file counts as.
    fn on_disk(&self, path: &Path) -> Change {
        let file = self.disk.files.get(path).filter(|_| !self.pairs.examined.contains_key(path));
        (Member::OnDisk(path.to_owned()), file.and_then(|file| file.identity.clone()))
    }

    /// Takes over the changes, and finds last year's report of those that they concern.
    fn change_members(&mut self, changes: Vec<Change>, now: Instant) {
        let mut concerned = BTreeSet::new();
        for (member, identity) in changes {
            if let Member::Open(uri) = &member {
                concerned.insert(uri.clone());
            }
            for identity in [self.pairs.set(member, identity.clone()), identity].into_iter().flatten() {
                concerned.extend(self.pairs.next_years(&identity));
            }
        }
        concerned.iter().for_each(|uri| self.find_last(uri, now));
    }

    /// Finds last year's report of an open document.
    fn find_last(&mut self, uri: &str, now: Instant) {
        let last = self.pairs.series.last_year(&Member::Open(uri.to_owned()));
        let last = match last.cloned() {
            None => None,
            Some(Member::Open(other)) => self.open.get(&other).and_then(|document| document.other.clone()),
            Some(Member::OnDisk(path)) => {
                self.disk.files.get(&path).and_then(|file| file.other.clone()).or_else(|| {
                    // The text that was open a moment ago serves until the file is read.
                    let kept = self.open.get(uri).and_then(|document| document.last.clone());
                    let kept = kept.filter(|kept| kept.path.as_ref() == Some(&path));
                    self.disk.wanted.push(path);
                    kept
                })
            }
        };
        self.set_last(uri, last, now);
    }

    /// Keeps the texts of those files only that are last year's of an open document.
    fn forget_unused(&mut self, path: &Path) {
        if !self.pairs.used.contains_key(path)
            && let Some(file) = self.disk.files.get_mut(path)
        {
            file.other = None;
        }
    }

    /// The document's text has become another: those of which it is last year's see it.
    pub(super) fn pass_on(&mut self, other: &Arc<Other>, now: Instant) {
        let identity = self.open.get(&other.uri).and_then(|document| document.identity.as_ref());
        for uri in identity.map(|identity| self.pairs.next_years(identity)).unwrap_or_default() {
            let last = self.open.get(&uri).and_then(|document| document.last.as_ref());
            if last.is_some_and(|last| last.uri == other.uri) {
                self.set_last(&uri, Some(Arc::clone(other)), now);
            }
        }
    }

    fn set_last(&mut self, uri: &str, last: Option<Arc<Other>>, now: Instant) {
        let Some(document) = self.open.get_mut(uri) else { return };
        let is_same = match (&document.last, &last) {
            (None, None) => true,
            (Some(before), Some(after)) => Arc::ptr_eq(before, after),
            _ => false,
        };
        if is_same {
            return;
        }
        self.revision += 1;
        let path = |last: &Option<Arc<Other>>| last.as_ref().and_then(|last| last.path.clone());
        let (before, after) = (path(&document.last), path(&last));
        document.set_last(last, self.revision, now);
        if let Some(after) = &after {
            count(&mut self.pairs.used, after, 1);
        }
        if let Some(before) = &before {
            count(&mut self.pairs.used, before, -1);
            self.forget_unused(before);
        }
    }
}

impl Pairs {
    /// What a member was before it became this.
    fn set(&mut self, member: Member, identity: Option<Identity>) -> Option<Identity> {
        let before = self.series.remove(&member);
        if let Some(identity) = identity {
            self.series.insert(member, identity);
        }
        before
    }

    /// The open documents of which a report that is `identity` may be last year's.
    fn next_years(&self, identity: &Identity) -> BTreeSet<String> {
        let open = |member: &Member| match member {
            Member::Open(uri) => Some(uri.clone()),
            Member::OnDisk(_) => None,
        };
        self.series.next_years(identity).into_iter().filter_map(open).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Analysed, Documents, Snapshot, Task};
    use super::*;
    use crate::positions::Encoding;

    const LAST: &str = "file:///2023.txt";
    const THIS: &str = "file:///2024.txt";
    const CLEAN: &str = gouji_properties::seeds::CLEAN;

    fn analysed(snapshot: &Snapshot) -> Arc<Analysed> {
        snapshot.analysed(snapshot.superseded()).expect("nobody gave it up")
    }

    fn examined(documents: &Documents, now: Instant) -> Option<(Arc<Snapshot>, Arc<Analysed>)> {
        let Task::Examine(snapshot) = documents.next_task(now) else { return None };
        let analysed = analysed(&snapshot);
        documents.adopt(&snapshot, &analysed, Default::default());
        Some((snapshot, analysed))
    }

    fn edit(documents: &Documents, uri: &str, text: &str, now: Instant) {
        let change = serde_json::from_value(serde_json::json!({"text": text})).expect("a change");
        documents.change(uri, 2, Encoding::Utf16, vec![change], now);
    }

    /// One edit changes both years. What is found in this year's beside last year's old text is fetched while the worker
    /// still looks at last year's new one.
    #[test]
    fn what_was_fetched_beside_another_last_year_is_to_be_fetched_again() {
        let (documents, now) = (Documents::default(), Instant::now());
        documents.open(LAST.to_owned(), 1, &CLEAN.replace("2024", "2023"));
        documents.open(THIS.to_owned(), 1, CLEAN);
        while examined(&documents, now).is_some() {}
        assert!(matches!(documents.next_task(now), Task::Wait(None)), "nothing is left to say");

        edit(&documents, LAST, &CLEAN.replace("2024", "2023").replacen("推进", "持续推进", 1), now);
        edit(&documents, THIS, &CLEAN.replacen("推进", "着力推进", 1), now);
        let Task::Examine(last) = documents.next_task(now) else { panic!("last year's has changed") };
        let this = documents.snapshot(THIS).expect("it is open");
        assert!(documents.settle(&this, &analysed(&this), now).is_some());
        documents.adopt(&last, &analysed(&last), Default::default());
        let (this, analysed) = examined(&documents, now).expect("what lies beside it has changed");
        assert_eq!(&*this.uri, THIS);
        assert!(!this.is_otherwise_beside(&analysed), "nobody knows what was fetched");
        assert!(matches!(documents.next_task(Instant::now()), Task::Reconsider(_)));
        assert!(matches!(documents.next_task(Instant::now()), Task::Wait(None)), "once");
    }

    /// Opens, examines and closes a document in a workspace of so many reports; the bytes that this allocates.
    fn opened_beside(reports: usize) -> u64 {
        let folder = tempfile::tempdir().expect("a folder");
        for at in 0..reports {
            let year = 1_900 + at % 200;
            let text = format!("青山县{year}年政府信息公开工作年度报告\n\n一、总体情况\n");
            std::fs::write(folder.path().join(format!("{at}.txt")), text).expect("it can be written");
        }
        let (documents, now) = (Documents::default(), Instant::now());
        documents.scanned(crate::documents::disk::scan(&[folder.path().to_owned()], &Default::default()), now);
        let open = || {
            documents.open(THIS.to_owned(), 1, CLEAN);
            while examined(&documents, now).is_some() {}
            documents.close(THIS);
        };
        open();
        allocation_counter::measure(open).bytes_total
    }

    #[test]
    fn a_document_is_opened_beside_many_files_as_beside_few() {
        let (few, many) = (opened_beside(50), opened_beside(1_000));
        assert!(many < few + few / 10, "{few} bytes beside 50 files, {many} beside 1,000");
    }
}

//! Finds last year's report of each open document.

use core::time::Duration;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gouji_report::years::{Identity, Series};

use super::index::Files;
use super::{FileLikeness, LastYearPlace, LastYearReport, Workspace};
use crate::documents::document::Document;
use crate::documents::open::OpenDocuments;

/// A candidate for last year's report. If an open text and a file have the same name, the file counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Member {
    /// An open document, by its name.
    Open(String),
    /// A file, by its path.
    OnDisk(PathBuf),
}

/// A candidate with its new agency and year; `None` removes the candidate.
#[derive(Debug)]
pub(in crate::documents) struct MemberChange(Member, Option<Identity>);

/// The agencies and years of all candidates. A change of one candidate then concerns only the documents whose last year's report it may
/// be.
#[derive(Debug, Default)]
pub(super) struct CandidateYears {
    series: Series<Member>,
    /// The number of analysed open documents of each path. While there is one, the file with that path does not count.
    analysed: HashMap<PathBuf, usize>,
    /// The number of open documents that are compared with the file at each path.
    used: HashMap<PathBuf, usize>,
}

/// Adds `by` to the count of `path`.
fn count(counts: &mut HashMap<PathBuf, usize>, path: &Path, by: isize) {
    let count = counts.entry(path.to_owned()).or_default();
    *count = count.saturating_add_signed(by);
    if *count == 0 {
        counts.remove(path);
    }
}

impl Workspace {
    /// A document was closed. From now on the file at its path counts.
    pub fn document_closed(&mut self, open: &mut OpenDocuments, id: &str, document: &Document, now: Duration) {
        let mut changes = vec![MemberChange(Member::Open(id.to_owned()), None)];
        if let Some(path) = document.path()
            && document.was_analysed()
        {
            count(&mut self.years.analysed, path, -1);
            changes.push(self.file_member(path));
        }
        let last_year = document.last_year.as_ref().and_then(|last_year| last_year.path.clone());
        let alike = document.alike.as_ref().and_then(|alike| alike.report.path.clone());
        for path in [&last_year, &alike].into_iter().flatten() {
            count(&mut self.years.used, path, -1);
        }
        self.change_members(open, changes, now);
        [&last_year, &alike].into_iter().flatten().for_each(|path| self.forget_unused(path));
    }

    /// A document was analysed for the first time. From now on it counts, and the file at its path does not. Returns the change of the
    /// file.
    pub fn first_analysis(&mut self, open: &OpenDocuments, id: &str) -> Option<MemberChange> {
        let path = open.by_id.get(id)?.path()?.to_owned();
        count(&mut self.years.analysed, &path, 1);
        Some(self.file_member(&path))
    }

    /// The agency or the year of a document has changed, or it is no report any more. `file` is the change of the file at its path.
    pub fn identity_changed(&mut self, open: &mut OpenDocuments, id: &str, file: Option<MemberChange>, now: Duration) {
        let identity = open.by_id.get(id).and_then(|document| document.identity.clone());
        let changes = file.into_iter().chain([MemberChange(Member::Open(id.to_owned()), identity)]).collect();
        self.change_members(open, changes, now);
    }

    /// The file at `path` was read.
    pub(super) fn file_was_read(&mut self, open: &mut OpenDocuments, path: &Path, now: Duration) {
        let change = self.file_member(path);
        self.change_members(open, vec![change], now);
        self.forget_unused(path);
    }

    /// Replaces all files by those of a new scan. Returns the likeness of the previous files: to free it takes time, so the caller does it
    /// last.
    pub fn store_scan(
        &mut self,
        open: &mut OpenDocuments,
        (files, likeness): (Files, FileLikeness),
        now: Duration,
    ) -> FileLikeness {
        let before = std::mem::replace(&mut self.index.files, files);
        let likeness_before = std::mem::replace(&mut self.likeness, likeness);
        for path in before.keys().filter(|path| !self.index.files.contains_key(*path)) {
            self.years.series.remove(&Member::OnDisk(path.clone()));
        }
        for (path, file) in &self.index.files {
            let member = Member::OnDisk(path.clone());
            let is_analysed = self.years.analysed.contains_key(path);
            let identity = if is_analysed { None } else { file.identity.as_ref() };
            if self.years.series.get(&member) != identity {
                self.years.set(member, identity.cloned());
            }
        }
        self.index.unread.clear();
        let ids: Vec<String> = open.by_id.keys().cloned().collect();
        ids.iter().for_each(|id| self.find_last_year(open, id, now));
        self.find_all_alike(open, now);
        for (path, file) in &mut self.index.files {
            file.report.take_if(|_| !self.years.used.contains_key(path));
        }
        likeness_before
    }

    /// The file at `path` as a candidate.
    fn file_member(&self, path: &Path) -> MemberChange {
        let is_analysed = self.years.analysed.contains_key(path);
        let file = if is_analysed { None } else { self.index.files.get(path) };
        MemberChange(Member::OnDisk(path.to_owned()), file.and_then(|file| file.identity.clone()))
    }

    /// Stores the changes, and finds last year's report again for each document that they concern.
    fn change_members(&mut self, open: &mut OpenDocuments, changes: Vec<MemberChange>, now: Duration) {
        let mut concerned = BTreeSet::new();
        for MemberChange(member, identity) in changes {
            if let Member::Open(id) = &member {
                concerned.insert(id.clone());
            }
            for identity in [self.years.set(member, identity.clone()), identity].into_iter().flatten() {
                concerned.extend(self.years.next_years(&identity));
            }
        }
        concerned.iter().for_each(|id| self.find_last_year(open, id, now));
    }

    /// Finds last year's report of an open document.
    fn find_last_year(&mut self, open: &mut OpenDocuments, id: &str, now: Duration) {
        let last_year = self.years.series.last_year(&Member::Open(id.to_owned()));
        let last_year = match last_year.cloned() {
            None => None,
            Some(Member::Open(other)) => open.by_id.get(&other).and_then(|document| document.as_last_year.clone()),
            Some(Member::OnDisk(path)) => {
                self.index.files.get(&path).and_then(|file| file.report.clone()).or_else(|| {
                    // Until the file is read, the document keeps the text that was open at the same path before.
                    let kept = open.by_id.get(id).and_then(|document| document.last_year.clone());
                    let kept = kept.filter(|kept| kept.path.as_ref() == Some(&path));
                    self.index.unread.push(path);
                    kept
                })
            }
        };
        self.set_last_year(open, id, last_year, now);
    }

    /// Last year's report of a file.
    pub fn last_year_of_file(&self, open: &OpenDocuments, path: &Path) -> Option<LastYearPlace> {
        match self.years.series.last_year(&Member::OnDisk(path.to_owned()))? {
            Member::Open(id) => {
                let document = open.by_id.get(id)?;
                Some(LastYearPlace::Open(document.as_last_year.clone()?, document.revision()))
            }
            Member::OnDisk(path) => {
                let stamp = self.index.files.get(path)?.stamp;
                Some(LastYearPlace::OnDisk(path.clone(), stamp))
            }
        }
    }

    /// Drops the text of a file with which no open document is compared.
    fn forget_unused(&mut self, path: &Path) {
        if !self.years.used.contains_key(path)
            && let Some(file) = self.index.files.get_mut(path)
        {
            file.report = None;
        }
    }

    /// The text of an open document has changed. The documents whose last year's report it is get the new text.
    pub fn text_changed(&mut self, open: &mut OpenDocuments, report: &Arc<LastYearReport>, now: Duration) {
        let identity = open.by_id.get(&report.id).and_then(|document| document.identity.as_ref());
        for id in identity.map(|identity| self.years.next_years(identity)).unwrap_or_default() {
            let last_year = open.by_id.get(&id).and_then(|document| document.last_year.as_ref());
            if last_year.is_some_and(|last_year| last_year.id == report.id) {
                self.set_last_year(open, &id, Some(Arc::clone(report)), now);
            }
        }
    }

    fn set_last_year(
        &mut self,
        open: &mut OpenDocuments,
        id: &str,
        last_year: Option<Arc<LastYearReport>>,
        now: Duration,
    ) {
        let Some(document) = open.by_id.get(id) else { return };
        let is_same = match (&document.last_year, &last_year) {
            (None, None) => true,
            (Some(before), Some(after)) => Arc::ptr_eq(before, after),
            _ => false,
        };
        if is_same {
            return;
        }
        let revision = open.next_revision();
        let Some(document) = open.by_id.get_mut(id) else { return };
        let path = |report: &Option<Arc<LastYearReport>>| report.as_ref().and_then(|report| report.path.clone());
        let (before, after) = (path(&document.last_year), path(&last_year));
        document.set_last_year(last_year, revision, now);
        self.use_file(before.as_deref(), after.as_deref());
    }

    /// An open document is compared with the file `after`, and no longer with `before`.
    pub(super) fn use_file(&mut self, before: Option<&Path>, after: Option<&Path>) {
        if let Some(after) = after {
            count(&mut self.years.used, after, 1);
        }
        if let Some(before) = before {
            count(&mut self.years.used, before, -1);
            self.forget_unused(before);
        }
    }
}

impl CandidateYears {
    /// Sets the agency and the year of a candidate, and returns the previous ones.
    fn set(&mut self, member: Member, identity: Option<Identity>) -> Option<Identity> {
        let before = self.series.remove(&member);
        if let Some(identity) = identity {
            self.series.insert(member, identity);
        }
        before
    }

    /// The open documents whose last year's report may have this agency and year.
    fn next_years(&self, identity: &Identity) -> BTreeSet<String> {
        let open = |member: &Member| match member {
            Member::Open(id) => Some(id.clone()),
            Member::OnDisk(_) => None,
        };
        self.series.next_years(identity).into_iter().filter_map(open).collect()
    }
}

#[cfg(test)]
mod tests {
    use gouji_report::{Lines, Report};
    use ropey::Rope;

    use super::super::{IndexedFile, Stamp};
    use super::*;
    use crate::Origin;
    use crate::documents::{Analysed, Change, Documents, Snapshot, Task};
    use crate::line_index::Encoding;

    const LAST: &str = "file:///2023.txt";
    const THIS: &str = "file:///2024.txt";
    const CLEAN: &str = gouji_properties::seeds::CLEAN;
    const NOW: Duration = Duration::from_secs(1);
    /// Later than every pause after [`NOW`].
    const LATER: Duration = Duration::from_secs(2);

    fn open(documents: &Documents, id: &str, text: &str) {
        let path = id.trim_start_matches("file://").into();
        documents.open(id.to_owned(), Origin::File(path), 1, text, NOW);
    }

    fn analysed(snapshot: &Snapshot) -> Arc<Analysed> {
        snapshot.analysed(snapshot.superseded()).expect("nobody cancels it")
    }

    fn analyse_next(documents: &Documents) -> Option<(Arc<Snapshot>, Arc<Analysed>)> {
        let Task::Analyse(snapshot) = documents.next_task(NOW) else { return None };
        let analysed = analysed(&snapshot);
        documents.store_analysis(&snapshot, &analysed, Duration::ZERO, NOW);
        Some((snapshot, analysed))
    }

    fn edit(documents: &Documents, id: &str, text: &str) {
        documents.change(id, 2, Encoding::Utf16, vec![Change { range: None, text: text.to_owned() }], NOW);
    }

    /// One edit changes both years. The client pulls the findings of this year's report with last year's old text while the worker still
    /// analyses last year's new text.
    #[test]
    fn findings_pulled_with_an_old_last_year_are_pulled_again() {
        let documents = Documents::default();
        open(&documents, LAST, &CLEAN.replace("2024", "2023"));
        open(&documents, THIS, CLEAN);
        while analyse_next(&documents).is_some() {}
        assert!(matches!(documents.next_task(NOW), Task::Wait(None)), "no task is left");

        edit(&documents, LAST, &CLEAN.replace("2024", "2023").replacen("推进", "持续推进", 1));
        edit(&documents, THIS, &CLEAN.replacen("推进", "着力推进", 1));
        let Task::Analyse(last) = documents.next_task(NOW) else { panic!("last year's report has changed") };
        let this = documents.snapshot(THIS).expect("it is open");
        assert!(documents.show(&this, &analysed(&this), NOW).is_some());
        documents.store_analysis(&last, &analysed(&last), Duration::ZERO, NOW);
        let (this, analysed) = analyse_next(&documents).expect("last year's report has changed");
        assert_eq!(&*this.id, THIS);
        assert!(!this.has_other_findings(&analysed), "the server does not know what the client pulled");
        assert!(matches!(documents.next_task(LATER), Task::ShowHidden(_)));
        assert!(matches!(documents.next_task(LATER), Task::Wait(None)), "once");
    }

    /// An index with so many reports.
    fn indexed(reports: usize) -> Files {
        let file = |at: usize| {
            let (path, year) = (PathBuf::from(format!("/reports/{at}.txt")), 1_900 + at % 200);
            let text = format!("青山县{year}年政府信息公开工作年度报告\n\n一、总体情况\n");
            let report = Report::read(&text, &Lines::parse(&text)).map(Arc::new).expect("a report");
            let id = format!("file://{}", path.display());
            let identity = LastYearReport::new(id, Some(path.clone()), Rope::from_str(&text), report).identity();
            (
                path,
                IndexedFile {
                    stamp: Stamp { bytes: 1, modified: None },
                    identity,
                    name: None,
                    digest: None,
                    report: None,
                },
            )
        };
        (0..reports).map(file).collect()
    }

    /// Opens, analyses and closes a document in a workspace with so many reports. Returns the allocated bytes.
    fn bytes_to_open_among(reports: usize) -> u64 {
        let documents = Documents::default();
        documents.store_scan(indexed(reports), NOW);
        let open = || {
            open(&documents, THIS, CLEAN);
            while analyse_next(&documents).is_some() {}
            documents.close(THIS, NOW);
        };
        open();
        allocation_counter::measure(open).bytes_total
    }

    #[test]
    fn opening_a_document_costs_the_same_among_few_and_many_files() {
        let (few, many) = (bytes_to_open_among(50), bytes_to_open_among(1_000));
        assert!(many < few + few / 10, "{few} bytes among 50 files, {many} among 1,000");
    }
}

//! Which open document or file is last year's report of which open document.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use gouji_core::series::last_years;

use super::Store;
use super::document::Document;
use super::other::Other;

/// What may be last year's report.
#[derive(Clone, Copy)]
enum Member<'a> {
    Open(&'a str, &'a Document),
    OnDisk(&'a Path, Option<&'a Arc<Other>>),
}

/// What last year's report of an open document has become.
enum Last {
    None,
    Known(Arc<Other>),
    /// It lies on disk and is not read yet.
    Wanted(PathBuf),
}

impl Store {
    /// Pairs the years anew. An open text wins over the same file on disk.
    pub(super) fn pair(&mut self, now: Instant) {
        // A text that was just opened counts from its first analysis on; until then the file does.
        let known = self.open.values().filter(|document| document.examined.is_some());
        let open_paths: BTreeSet<&Path> = known.filter_map(Document::path).collect();
        let open = self.open.iter().filter_map(|(uri, document)| {
            document.identity.as_ref().map(|identity| (identity, Member::Open(uri, document)))
        });
        let on_disk = self.disk.files.iter().filter(|(path, _)| !open_paths.contains(path.as_path()));
        let on_disk = on_disk.filter_map(|(path, file)| {
            file.identity.as_ref().map(|identity| (identity, Member::OnDisk(path, file.other.as_ref())))
        });
        let (identities, members): (Vec<_>, Vec<_>) = open.chain(on_disk).unzip();
        let mut lasts: Vec<(String, Last)> = self.open.keys().map(|uri| (uri.clone(), Last::None)).collect();
        for (member, last) in members.iter().zip(last_years(&identities)) {
            let (Member::Open(uri, _), Some(last)) = (member, last.and_then(|at| members.get(at))) else { continue };
            let last = match last {
                Member::Open(_, document) => document.other.clone().map_or(Last::None, Last::Known),
                Member::OnDisk(_, Some(other)) => Last::Known(Arc::clone(other)),
                Member::OnDisk(path, None) => Last::Wanted(path.to_path_buf()),
            };
            if let Ok(at) = lasts.binary_search_by(|(other, _)| other.as_str().cmp(uri))
                && let Some(entry) = lasts.get_mut(at)
            {
                entry.1 = last;
            }
        }
        self.disk.wanted.clear();
        for (uri, last) in lasts {
            let last = match last {
                Last::None => None,
                Last::Known(other) => Some(other),
                Last::Wanted(path) => {
                    // The text that was open a moment ago serves until the file is read.
                    let kept = self.open.get(&uri).and_then(|document| document.last.clone());
                    let kept = kept.filter(|kept| kept.path.as_ref() == Some(&path));
                    self.disk.wanted.push(path);
                    kept
                }
            };
            self.set_last(&uri, last, now);
        }
        self.forget_others();
    }

    /// Keeps the texts of those files only that are last year's of an open document.
    fn forget_others(&mut self) {
        let lasts = self.open.values().filter_map(|document| document.last.as_ref()?.path.as_deref());
        let used: BTreeSet<&Path> = lasts.collect();
        for (path, file) in &mut self.disk.files {
            file.other.take_if(|_| !used.contains(path.as_path()));
        }
    }

    /// The document's text has become another: those of which it is last year's see it.
    pub(super) fn pass_on(&mut self, other: &Arc<Other>, now: Instant) {
        let sees = |document: &Document| document.last.as_ref().is_some_and(|last| last.uri == other.uri);
        let uris: Vec<String> =
            self.open.iter().filter(|(_, document)| sees(document)).map(|(uri, _)| uri.clone()).collect();
        for uri in uris {
            self.set_last(&uri, Some(Arc::clone(other)), now);
        }
    }

    fn set_last(&mut self, uri: &str, last: Option<Arc<Other>>, now: Instant) {
        let Some(document) = self.open.get_mut(uri) else { return };
        let is_same = match (&document.last, &last) {
            (None, None) => true,
            (Some(before), Some(after)) => Arc::ptr_eq(before, after),
            _ => false,
        };
        if !is_same {
            self.revision += 1;
            document.set_last(last, self.revision, now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Analysed, Documents, Snapshot, Task};
    use super::*;
    use crate::positions::Encoding;

    const LAST: &str = "file:///2023.txt";
    const THIS: &str = "file:///2024.txt";
    const CLEAN: &str = include_str!("../../../gouji-core/src/rules/clean.txt");

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
}

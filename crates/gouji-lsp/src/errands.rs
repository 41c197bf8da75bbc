//! Reads what lies on disk beside the open documents, in the background.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crate::documents::{Errand, disk};
use crate::log::note;
use crate::session::Session;

/// Works until it is aborted.
pub(crate) async fn run(session: Arc<Session>) {
    loop {
        match session.documents.next_errand() {
            None => session.errands.notified().await,
            Some(Errand::Scan(folders, known)) => {
                let found = tokio::task::spawn_blocking(move || disk::scan(&folders, &known)).await;
                match found {
                    Ok(files) => session.documents.scanned(files, Instant::now()),
                    Err(_) => note("the workspace could not be looked through; the server goes on"),
                }
                session.changed.notify_one();
            }
            Some(Errand::Read(paths)) => {
                let read = tokio::task::spawn_blocking({
                    let paths = paths.clone();
                    move || read(paths, disk::read)
                });
                // What a file does to its reader must not be tried again and again.
                let files = read.await.unwrap_or_else(|_| read_none(paths));
                session.documents.read(files, Instant::now());
                session.changed.notify_one();
            }
        }
    }
}

type ReadFile = (PathBuf, Option<crate::documents::Other>);

fn read(paths: Vec<PathBuf>, read: impl Fn(&Path) -> Option<crate::documents::Other>) -> Vec<ReadFile> {
    paths.into_iter().map(|path| (read(&path), path)).map(|(other, path)| (path, other)).collect()
}

fn read_none(paths: Vec<PathBuf>) -> Vec<ReadFile> {
    read(paths, |_| None)
}

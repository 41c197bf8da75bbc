//! Reads what lies on disk beside the open documents, in the background.

use std::sync::Arc;
use std::time::Instant;

use crate::documents::{Errand, disk};
use crate::log::note;
use crate::session::Session;
use crate::survive::survive;

/// Works until it is aborted.
pub(crate) async fn run(session: Arc<Session>) {
    loop {
        match session.documents.next_errand() {
            None => session.errands.notified().await,
            Some(errand) => {
                survive("reading the workspace", perform(&session, errand)).await;
                session.changed.notify_one();
            }
        }
    }
}

async fn perform(session: &Session, errand: Errand) {
    match errand {
        Errand::Scan(folders, known) => match tokio::task::spawn_blocking(move || disk::scan(&folders, &known)).await {
            Ok(files) => session.documents.scanned(files, Instant::now()),
            Err(_) => note("the workspace could not be looked through; the server goes on"),
        },
        Errand::Read(paths) => {
            for path in paths {
                let there = path.clone();
                let read = tokio::task::spawn_blocking(move || disk::read(&there)).await;
                // What a file does to its reader must not be tried again and again: then there is no report in it.
                session.documents.read(&path, read.unwrap_or_default(), Instant::now());
            }
        }
    }
}

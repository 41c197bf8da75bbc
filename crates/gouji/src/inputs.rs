//! Which files a command line means.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gouji_core::Message;

use crate::source;

/// Something to check.
#[derive(Debug)]
pub enum Input {
    /// A file.
    File(PathBuf, Origin),
    /// A path that leads nowhere.
    Unreadable(Message),
}

/// How a file came into the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The user named it.
    Named,
    /// It lies in a folder that the user named.
    Found,
}

/// The files that `paths` mean, sorted, each once.
pub fn inputs(paths: Vec<PathBuf>) -> Vec<Input> {
    let mut files = BTreeSet::new();
    let mut inputs = Vec::new();
    for path in paths {
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => walk(&path, &mut files, &mut inputs),
            Ok(_) => drop(files.insert((path, Origin::Named))),
            Err(error) => inputs.push(Input::Unreadable(source::unreadable(&path, &error))),
        }
    }
    let mut last: Option<PathBuf> = None;
    for (path, origin) in files {
        if last.as_ref() != Some(&path) {
            last = Some(path.clone());
            inputs.push(Input::File(path, origin));
        }
    }
    inputs
}

fn walk(folder: &Path, files: &mut BTreeSet<(PathBuf, Origin)>, inputs: &mut Vec<Input>) {
    for file in gouji_files::report_files(folder) {
        match file {
            Ok(path) => drop(files.insert((path, Origin::Found))),
            Err(error) => {
                let reason = error.to_string();
                let path = folder.display().to_string();
                inputs
                    .push(Input::Unreadable(Message::new("cli-unreadable").with("path", path).with("reason", reason)));
            }
        }
    }
}

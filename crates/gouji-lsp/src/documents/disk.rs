//! The reports on disk in the workspace folders. Of most, only agency and year are kept; the text of those that are
//! last year's of an open document.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use gouji_core::Syntax;
use gouji_core::report::Report;
use gouji_core::series::Identity;
use gouji_files::{Place, Unlisted};
use ropey::Rope;

use super::other::Other;
use crate::log::note;
use crate::uri;

/// Files in all folders that are looked at; more would keep the machine busy for long.
const MOST_FILES: usize = 10_000;
/// Bytes of the largest file that is read.
const LARGEST: u64 = 4 << 20;

/// Files by their path.
pub(crate) type Files = BTreeMap<PathBuf, File>;

/// What is known of the workspace folders.
#[derive(Debug, Default)]
pub(super) struct Disk {
    pub folders: Vec<PathBuf>,
    pub files: Files,
    /// Files that are last year's of an open document, and not read yet.
    pub wanted: Vec<PathBuf>,
    /// Whether something may have changed since the folders were last looked through.
    pub is_stale: bool,
}

/// A file that may be a report.
#[derive(Clone, Debug)]
pub(crate) struct File {
    stamp: Stamp,
    /// `None` where it is no report, or nobody knows whose.
    pub identity: Option<Identity>,
    /// The report, where it is last year's of an open document.
    pub other: Option<Arc<Other>>,
}

/// A file that bears the same stamp has not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
}

/// Looks through the folders. What has not changed since it was `known` is not read again. Takes time.
pub(crate) fn scan(folders: &[PathBuf], known: &Files) -> Files {
    let (mut files, mut refused) = (Files::new(), 0);
    for listed in folders.iter().flat_map(|folder| gouji_files::report_files(folder)) {
        let path = match listed {
            Ok(path) => path,
            Err(unlisted) => {
                refused += usize::from(matches!(unlisted, Unlisted::IgnoreFile(..)));
                continue;
            }
        };
        if files.len() == MOST_FILES {
            note(format_args!("only {MOST_FILES} files of the workspace are looked at"));
            break;
        }
        if let Some(file) = look(&path, known.get(&path)) {
            files.insert(path, file);
        }
    }
    if refused > 0 {
        note(format_args!(
            "{refused} ignore files are not followed: too large, no regular files, or links to elsewhere"
        ));
    }
    files
}

/// `None` where the file cannot be looked at.
fn look(path: &Path, known: Option<&File>) -> Option<File> {
    let metadata = path.symlink_metadata().ok().filter(|metadata| metadata.is_file() && metadata.len() <= LARGEST)?;
    let stamp = Stamp { bytes: metadata.len(), modified: metadata.modified().ok() };
    if let Some(known) = known.filter(|known| known.stamp == stamp) {
        return Some(known.clone());
    }
    let other = read(path);
    let identity = other.as_ref().and_then(|other| other.identity());
    let other = other.filter(|_| known.is_some_and(|known| known.other.is_some()));
    Some(File { stamp, identity, other: other.map(Arc::new) })
}

/// The report in a file; `None` where there is none that can be read.
pub(crate) fn read(path: &Path) -> Option<Other> {
    let bytes = gouji_files::read(&Place::found(path), LARGEST).ok()?;
    let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))?;
    let report = Arc::new(Report::read(&text, &Syntax::parse(&text))?);
    let rope = Rope::from_str(&text);
    Some(Other::new(uri::of_path(path)?, Some(path.to_owned()), rope, report))
}

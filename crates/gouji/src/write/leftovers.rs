//! New texts beside the files whose places they are to take, and those that an interrupted run left behind.
//!
//! A run holds a lock on the file that it writes. A file with such a name and without a lock belongs to a run that has ended.

use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

const PREFIX: &str = ".gouji-";
const SUFFIX: &str = ".tmp";
/// Random letters and digits of a name.
const RANDOM: usize = 12;
/// Names that are tried. Another run may take a new file for a leftover, between its creation and its lock.
const TRIES: usize = 8;

/// A new file in `folder` that only this run has, and that is removed unless it takes another's place.
///
/// # Errors
/// Where none can be made.
pub fn create(folder: &Path) -> io::Result<NamedTempFile> {
    for _ in 0..TRIES {
        let file = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM).tempfile_in(folder)?;
        // Where the file system has no locks, no leftover is removed either.
        let is_taken = matches!(file.as_file().try_lock(), Err(TryLockError::WouldBlock));
        if !is_taken && is_there(&file) {
            return Ok(file);
        }
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

#[cfg(unix)]
fn is_there(file: &NamedTempFile) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.as_file().metadata().is_ok_and(|metadata| metadata.nlink() > 0)
}

#[cfg(not(unix))]
fn is_there(file: &NamedTempFile) -> bool {
    file.path().exists()
}

/// The folders from which leftovers were removed.
#[derive(Debug, Default)]
pub struct Swept(HashSet<PathBuf>);

impl Swept {
    /// Removes the leftovers beside the file at `path`, once in a run. What cannot be removed is in nobody's way.
    pub fn sweep_beside(&mut self, path: &Path) {
        let Ok(target) = path.canonicalize() else { return };
        let Some(folder) = target.parent() else { return };
        if !self.0.contains(folder) {
            sweep(folder);
            self.0.insert(folder.to_owned());
        }
    }
}

fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let leftovers = entries.filter(|entry| {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        is_file && entry.file_name().to_str().is_some_and(is_ours)
    });
    leftovers.for_each(|entry| remove_unused(&entry.path()));
}

fn is_ours(name: &str) -> bool {
    let random = name.strip_prefix(PREFIX).and_then(|name| name.strip_suffix(SUFFIX));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Removes a leftover, holding its lock meanwhile, so that its run, if it is just beginning, sees that it has lost it.
fn remove_unused(path: &Path) {
    let Ok(file) = File::open(path) else { return };
    if file.try_lock().is_ok() {
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    #[test]
    fn only_what_is_ours_and_in_no_use_is_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let foreign =
            [".gouji-backup", ".gouji-0123456789.tmp", ".gouji-0123456789-b.tmp", "gouji-0123456789ab.tmp", "a.txt"];
        for name in foreign {
            fs::write(folder.path().join(name), "").expect("a file");
        }
        fs::create_dir(folder.path().join(".gouji-aaaaaaaaaaaa.tmp")).expect("a folder");
        let used = create(folder.path()).expect("a file");
        let left = create(folder.path()).expect("a file").keep().expect("it stays").1;
        assert!(left.exists() && is_ours(&left.file_name().expect("a name").to_string_lossy()));
        Swept::default().sweep_beside(&folder.path().join("a.txt"));
        let mut stay: Vec<String> = foreign.map(str::to_owned).to_vec();
        stay.push(".gouji-aaaaaaaaaaaa.tmp".to_owned());
        stay.extend(used.path().file_name().map(|name| name.to_string_lossy().into_owned()));
        stay.sort();
        assert_eq!(names(folder.path()), stay);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_with_such_a_name_stays_and_so_does_its_target() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.txt"), "").expect("a file");
        std::os::unix::fs::symlink("a.txt", folder.path().join(".gouji-aaaaaaaaaaaa.tmp")).expect("a link");
        Swept::default().sweep_beside(&folder.path().join("a.txt"));
        assert_eq!(names(folder.path()), [".gouji-aaaaaaaaaaaa.tmp", "a.txt"]);
    }
}

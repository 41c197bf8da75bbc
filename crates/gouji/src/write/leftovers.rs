//! Temporary files for new texts, which replace the old files, and the removal of those that an interrupted run left behind.
//!
//! A run holds a lock on its temporary file. A file with such a name and without a lock belongs to a run that has ended.

use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

const PREFIX: &str = ".gouji-";
const SUFFIX: &str = ".tmp";
/// The number of random letters and digits in a name.
const RANDOM: usize = 12;
/// The number of names that are tried. Between creation and lock, another run may take the new file for a leftover.
const TRIES: usize = 8;

/// Creates a locked file in `folder`. It is removed on drop unless it is persisted.
///
/// # Errors
/// If no file can be created.
pub fn create(folder: &Path) -> io::Result<NamedTempFile> {
    create_with(&mut tempfile::Builder::new(), folder)
}

/// Creates a locked file in `folder` with the rights that the user gives to new files. It is removed on drop unless it is persisted.
///
/// # Errors
/// If no file can be created.
pub fn create_new(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    create_with(&mut builder, folder)
}

fn create_with(builder: &mut tempfile::Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    for _ in 0..TRIES {
        let file = builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM).tempfile_in(folder)?;
        // Without locks in the file system, the file is safe too: no run removes leftovers there.
        let is_locked_by_other = matches!(file.as_file().try_lock(), Err(TryLockError::WouldBlock));
        if !is_locked_by_other && still_exists(&file) {
            return Ok(file);
        }
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

#[cfg(unix)]
fn still_exists(file: &NamedTempFile) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.as_file().metadata().is_ok_and(|metadata| metadata.nlink() > 0)
}

#[cfg(not(unix))]
fn still_exists(file: &NamedTempFile) -> bool {
    file.path().exists()
}

/// The folders from which leftovers were removed already.
#[derive(Debug, Default)]
pub struct CleanedFolders(HashSet<PathBuf>);

impl CleanedFolders {
    /// Removes the leftovers in the folder of the file at `path`, once per run and folder. Ignores leftovers that cannot be removed.
    pub fn clean_beside(&mut self, path: &Path) {
        let Ok(target) = path.canonicalize() else { return };
        let Some(folder) = target.parent() else { return };
        if !self.0.contains(folder) {
            clean(folder);
            self.0.insert(folder.to_owned());
        }
    }
}

fn clean(folder: &Path) {
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

/// Removes a leftover while holding its lock. If its run is just beginning, it notices the loss of the file.
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
    fn only_unused_files_of_gouji_are_removed() {
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
        CleanedFolders::default().clean_beside(&folder.path().join("a.txt"));
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
        CleanedFolders::default().clean_beside(&folder.path().join("a.txt"));
        assert_eq!(names(folder.path()), [".gouji-aaaaaaaaaaaa.tmp", "a.txt"]);
    }
}

//! Files in memory, for a program in a browser: it has no disk, and an editor gives it the files of a workspace.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{Place, Refusal};

/// The largest number of files.
pub const MAX_FILES: usize = 2_000;
/// The largest size of all files, in bytes.
pub const MAX_TOTAL_BYTES: usize = 64 << 20;

/// Files by their paths. Their number and size are bounded.
#[derive(Debug, Default)]
pub struct MemoryFiles(Mutex<StoredFiles>);

#[derive(Debug, Default)]
struct StoredFiles {
    files: BTreeMap<PathBuf, StoredFile>,
    bytes: usize,
    /// The number of changes.
    revision: u64,
}

/// A file in memory.
#[derive(Clone, Debug)]
pub struct StoredFile {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Differs after each change of any file.
    pub revision: u64,
}

/// Whether a file was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It was.
    Yes,
    /// There are too many files, or they are too large. A file that was stored under the path before is gone.
    Full,
}

impl MemoryFiles {
    /// Stores a file, instead of the one that has the path.
    pub fn insert(&self, path: &Path, bytes: Vec<u8>) -> Stored {
        let Some(path) = normalized(path) else { return Stored::Full };
        let mut stored = self.lock();
        stored.remove(&path);
        if stored.files.len() >= MAX_FILES || stored.bytes.saturating_add(bytes.len()) > MAX_TOTAL_BYTES {
            return Stored::Full;
        }
        stored.bytes += bytes.len();
        let revision = stored.revision;
        stored.files.insert(path, StoredFile { bytes: bytes.into(), revision });
        Stored::Yes
    }

    /// Removes a file.
    pub fn remove(&self, path: &Path) {
        if let Some(path) = normalized(path) {
            self.lock().remove(&path);
        }
    }

    /// All files, in the order of their paths.
    #[must_use]
    pub fn files(&self) -> BTreeMap<PathBuf, StoredFile> {
        self.lock().files.clone()
    }

    /// Whether there is a file at the place.
    #[must_use]
    pub fn contains(&self, place: &Place) -> bool {
        path(place).is_ok_and(|path| self.lock().files.contains_key(&path))
    }

    /// The bytes of the file at `place`.
    ///
    /// # Errors
    /// If there is no such file, if it has more than `max_bytes` bytes, or if its name leads out of the folder.
    pub fn read(&self, place: &Place, max_bytes: u64) -> Result<Vec<u8>, Refusal> {
        let path = path(place)?;
        let file = self.lock().files.get(&path).cloned();
        let Some(file) = file else { return Err(io::Error::from(io::ErrorKind::NotFound).into()) };
        if file.bytes.len() as u64 > max_bytes {
            return Err(Refusal::TooLarge(max_bytes));
        }
        Ok(file.bytes.to_vec())
    }

    fn lock(&self) -> MutexGuard<'_, StoredFiles> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl StoredFiles {
    fn remove(&mut self, path: &Path) {
        self.revision += 1;
        if let Some(before) = self.files.remove(path) {
            self.bytes -= before.bytes.len();
        }
    }
}

/// The path of a place. Files in memory have no links, so the names decide.
fn path(place: &Place) -> Result<PathBuf, Refusal> {
    match place {
        Place::Named(path) => normalized(path).ok_or(Refusal::Outside),
        Place::Inside { folder, name } => {
            let path = normalized(&folder.join(name)).ok_or(Refusal::Outside)?;
            let folder = normalized(folder).ok_or(Refusal::Outside)?;
            if path.starts_with(folder) { Ok(path) } else { Err(Refusal::Outside) }
        }
    }
}

/// A path without `.` and `..`; `None` if it leads out of the root.
fn normalized(path: &Path) -> Option<PathBuf> {
    let mut whole = PathBuf::new();
    let mut depth = 0_usize;
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                depth = depth.checked_sub(1)?;
                whole.pop();
            }
            Component::Normal(_) => {
                depth += 1;
                whole.push(part);
            }
            Component::Prefix(_) | Component::RootDir => whole.push(part),
        }
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDER: &str = "/memory/w";

    fn inside(name: &str) -> Place {
        Place::inside(Path::new(FOLDER), name)
    }

    #[test]
    fn a_stored_file_is_read_up_to_its_bound() {
        let files = MemoryFiles::default();
        let path = Path::new("/memory/w/a.txt");
        assert!(files.read(&inside("a.txt"), 9).expect_err("nothing is there").is_missing());
        assert_eq!(files.insert(path, b"12345".to_vec()), Stored::Yes);
        for place in [Place::Named(path.to_owned()), Place::found(path), inside("b/../a.txt"), inside("./a.txt")] {
            assert!(files.contains(&place), "{place:?}");
            assert_eq!(files.read(&place, 5).expect("it is small enough"), b"12345");
            assert!(matches!(files.read(&place, 4), Err(Refusal::TooLarge(4))));
        }
        files.remove(path);
        assert!(!files.contains(&inside("a.txt")));
    }

    #[test]
    fn a_name_does_not_lead_out_of_its_folder() {
        let files = MemoryFiles::default();
        for path in ["/memory/secret", "/secret", "/memory/ww"] {
            assert_eq!(files.insert(Path::new(path), vec![1]), Stored::Yes);
        }
        for name in ["../secret", "/secret", "a/../../secret", "../ww", "../../../secret", "../../../../x"] {
            assert!(matches!(files.read(&inside(name), 9), Err(Refusal::Outside)), "{name}");
            assert!(!files.contains(&inside(name)), "{name}");
        }
    }

    #[test]
    fn the_number_and_the_size_of_all_files_are_bounded() {
        let files = MemoryFiles::default();
        let path = |number: usize| PathBuf::from(format!("/{number}.txt"));
        let half = MAX_TOTAL_BYTES / 2 + 1;
        assert_eq!(files.insert(&path(0), vec![0; half]), Stored::Yes);
        assert_eq!(files.insert(&path(1), vec![0; half]), Stored::Full);
        assert_eq!(files.insert(&path(0), vec![0; half]), Stored::Yes, "it replaces itself");
        files.remove(&path(0));
        assert!((0..MAX_FILES).all(|number| files.insert(&path(number), Vec::new()) == Stored::Yes));
        assert_eq!(files.insert(&path(MAX_FILES), Vec::new()), Stored::Full);
        assert_eq!(files.files().len(), MAX_FILES);
    }

    #[test]
    fn each_change_gives_a_file_another_revision() {
        let files = MemoryFiles::default();
        let revision = || files.files()[Path::new("/a")].revision;
        files.insert(Path::new("/a"), b"1".to_vec());
        let first = revision();
        files.insert(Path::new("/a"), b"2".to_vec());
        assert_ne!(revision(), first);
    }
}

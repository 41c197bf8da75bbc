//! The only function that opens and reads files: regular files only, of a bounded size.
//!
//! A folder can contain pipes, devices and links to them, under any name. Opening a pipe can block for ever; reading a device may
//! never end.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::resolve_inside::resolve_inside;

/// The location of a file, and the rule for following links to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The user named it: all links are followed.
    Named(PathBuf),
    /// A search found it, or a file in the folder names it: links that lead out of the folder are refused.
    Inside {
        /// The folder.
        folder: PathBuf,
        /// The relative path of the file.
        name: PathBuf,
    },
}

impl Place {
    /// The file at `name` inside `folder`.
    pub fn inside(folder: &Path, name: impl Into<PathBuf>) -> Self {
        Self::Inside { folder: folder.to_owned(), name: name.into() }
    }

    /// A file that a walk through a folder has found.
    pub fn found(path: &Path) -> Self {
        match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) => Self::inside(folder, name),
            _ => Self::Named(path.to_owned()),
        }
    }

    /// The path of the file for messages. Its links are not resolved.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        match self {
            Self::Named(path) => path.clone(),
            Self::Inside { folder, name } => folder.join(name),
        }
    }

    /// The path after resolving all links, at which a file exists or can be created.
    ///
    /// # Errors
    /// If a link leads out of the folder, in a circle, or nowhere.
    pub fn target(&self) -> Result<PathBuf, Refusal> {
        match self {
            Self::Named(path) if path.symlink_metadata().is_ok() => Ok(path.canonicalize()?),
            Self::Named(path) => Ok(path.clone()),
            Self::Inside { folder, name } => resolve_inside(folder, name),
        }
    }
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Refusal {
    /// It cannot be read.
    Io(io::Error),
    /// It is a folder, a pipe or a device.
    Irregular,
    /// It has more than this many bytes.
    TooLarge(u64),
    /// Its path, or a link in the path, leads out of the folder.
    Outside,
}

impl Refusal {
    /// Whether the file does not exist.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }

    /// Whether the user may not read the file.
    #[must_use]
    pub fn is_denied(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::PermissionDenied)
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The bytes of the file at `place`.
///
/// # Errors
/// If it is no regular file, has more than `max_bytes` bytes, is outside of the folder, or cannot be read.
pub fn read(place: &Place, max_bytes: u64) -> Result<Vec<u8>, Refusal> {
    let file = match place {
        Place::Named(path) => open(path, Links::Followed)?,
        Place::Inside { folder, name } => open(&resolve_inside(folder, name)?, Links::Refused)?,
    };
    let bytes = file.metadata()?.len();
    if bytes > max_bytes {
        return Err(Refusal::TooLarge(max_bytes));
    }
    read_within(file, bytes, max_bytes)
}

/// Reads all bytes of `source`, about `expected` of them.
///
/// # Errors
/// If there are more than `max_bytes`, or if reading fails.
pub fn read_within(source: impl Read, expected: u64, max_bytes: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(max_bytes)).unwrap_or_default());
    source.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_bytes { Err(Refusal::TooLarge(max_bytes)) } else { Ok(bytes) }
}

/// Whether a link as the last part of a path is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Links {
    Followed,
    Refused,
}

/// Opens a regular file. Another file may have replaced it since the first look, so the opened file is examined again. Opening never
/// blocks.
fn open(path: &Path, links: Links) -> Result<File, Refusal> {
    let metadata = match links {
        Links::Followed => path.metadata()?,
        Links::Refused => path.symlink_metadata()?,
    };
    if !metadata.is_file() {
        return Err(Refusal::Irregular);
    }
    let file = options(links).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(Refusal::Irregular) }
}

#[cfg(unix)]
fn options(links: Links) -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let link = if links == Links::Refused { libc::O_NOFOLLOW } else { 0 };
    let mut options = File::options();
    options.read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY | link);
    options
}

#[cfg(windows)]
fn options(links: Links) -> OpenOptions {
    use std::os::windows::fs::OpenOptionsExt;
    /// Opens the link itself, which is no regular file.
    const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
    let mut options = File::options();
    options.read(true);
    if links == Links::Refused {
        options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT);
    }
    options
}

#[cfg(not(any(unix, windows)))]
fn options(_: Links) -> OpenOptions {
    let mut options = File::options();
    options.read(true);
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_read_up_to_its_bound() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        fs::write(&path, "12345").expect("a file");
        for place in [Place::Named(path.clone()), Place::found(&path), Place::inside(folder.path(), "a.txt")] {
            assert_eq!(read(&place, 5).expect("it is small enough"), b"12345");
            assert!(matches!(read(&place, 4), Err(Refusal::TooLarge(4))));
            assert_eq!(place.path(), path);
        }
    }

    #[test]
    fn a_file_that_grows_while_it_is_read_is_bounded() {
        assert!(matches!(read_within(io::repeat(b'a'), 0, 1000), Err(Refusal::TooLarge(1000))));
        assert_eq!(read_within(&b"abc"[..], 0, 3).expect("it fits"), b"abc");
    }

    #[test]
    fn a_folder_is_refused_and_an_absent_file_is_missing() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("d")).expect("a folder");
        assert!(matches!(read(&Place::inside(folder.path(), "d"), 9), Err(Refusal::Irregular)));
        assert!(matches!(read(&Place::Named(folder.path().to_owned()), 9), Err(Refusal::Irregular)));
        assert!(read(&Place::inside(folder.path(), "absent"), 9).expect_err("nothing is there").is_missing());
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_are_refused_without_waiting() {
        let folder = tempfile::tempdir().expect("a folder");
        let (pipe, link) = (folder.path().join("pipe"), folder.path().join("link"));
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
        assert!(made.success());
        std::os::unix::fs::symlink(&pipe, &link).expect("a link");
        for path in [&pipe, &link, Path::new("/dev/zero")] {
            assert!(matches!(read(&Place::Named(path.to_owned()), 9), Err(Refusal::Irregular)), "{}", path.display());
        }
        assert!(matches!(read(&Place::inside(folder.path(), "pipe"), 9), Err(Refusal::Irregular)));
        // Also a pipe that replaces a file after the first look.
        let opened = options(Links::Refused).open(&pipe).expect("opening does not wait for a writer");
        assert!(!opened.metadata().expect("it is open").is_file());
        assert!(options(Links::Refused).open(&link).is_err(), "a link is not followed");
    }

    #[cfg(unix)]
    #[test]
    fn a_named_link_is_followed_and_a_found_one_only_inside_its_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let inside = folder.path().join("d");
        fs::create_dir(&inside).expect("a folder");
        fs::write(folder.path().join("secret"), "x").expect("a file");
        fs::write(inside.join("a"), "y").expect("a file");
        for (name, target) in [("out", "../secret"), ("in", "a")] {
            std::os::unix::fs::symlink(target, inside.join(name)).expect("a link");
        }
        assert_eq!(read(&Place::Named(inside.join("out")), 9).expect("it was named"), b"x");
        assert_eq!(read(&Place::inside(&inside, "in"), 9).expect("it stays inside"), b"y");
        assert!(matches!(read(&Place::inside(&inside, "out"), 9), Err(Refusal::Outside)));
        assert!(matches!(read(&Place::inside(&inside, "../secret"), 9), Err(Refusal::Outside)));
        assert_eq!(Place::Named(inside.join("new")).target().expect("it can be made"), inside.join("new"));
        let target = Place::Named(inside.join("in")).target().expect("it is there");
        assert_eq!(target, inside.canonicalize().expect("it is there").join("a"));
    }
}

//! The list of files of `--files-from`: one name per line, or names that end with NUL, as `find -print0` writes them. It is read
//! piece by piece, because it can have millions of names.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use gouji_l10n::{Message, msg};

use crate::print::names;
use crate::run::inputs::STDIN;

/// The bytes at the beginning of a list that decide whether its names end with NUL.
const HEAD_BYTES: u64 = 1 << 16;
/// The size of the longest name, in bytes. No system has longer paths.
const MAX_NAME_BYTES: u64 = 1 << 16;

/// A list of names.
pub struct FileList {
    source: Box<dyn BufRead>,
    /// The byte after each name.
    end: u8,
    path: PathBuf,
    is_first: bool,
}

/// Why there is no next name.
enum ListError {
    Io(io::Error),
    /// The name is too long, or the system does not support it.
    Name,
}

impl From<io::Error> for ListError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl FileList {
    /// Opens the list at `path`; `-` is standard input.
    ///
    /// # Errors
    /// The message for the user if the list cannot be read.
    pub fn open(path: &Path) -> Result<Self, Message> {
        let list: io::Result<Box<dyn Read>> = match path.as_os_str() == STDIN {
            true => Ok(Box::new(io::stdin())),
            // The user names the list, and it may be a pipe of a shell, as in `--files-from <(find …)`.
            false => File::open(path).map(|file| Box::new(file) as Box<dyn Read>),
        };
        list.and_then(|list| Self::new(list, path)).map_err(|error| message(path, ListError::Io(error)))
    }

    fn new(mut list: impl Read + 'static, path: &Path) -> io::Result<Self> {
        let mut head = Vec::new();
        list.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
        let end = if head.contains(&0) { 0 } else { b'\n' };
        let source = Box::new(BufReader::new(io::Cursor::new(head).chain(list)));
        Ok(Self { source, end, path: path.to_owned(), is_first: true })
    }

    /// The next name; `None` at the end of the list.
    ///
    /// # Errors
    /// The message for the user if the list cannot be read any further.
    pub fn next_path(&mut self) -> Result<Option<PathBuf>, Message> {
        self.read_path().map_err(|error| message(&self.path, error))
    }

    fn read_path(&mut self) -> Result<Option<PathBuf>, ListError> {
        loop {
            let mut name = Vec::new();
            if self.source.by_ref().take(MAX_NAME_BYTES).read_until(self.end, &mut name)? == 0 {
                return Ok(None);
            }
            if name.last() == Some(&self.end) {
                name.pop();
            } else if name.len() as u64 == MAX_NAME_BYTES {
                return Err(ListError::Name);
            }
            if self.end == b'\n' && name.last() == Some(&b'\r') {
                name.pop();
            }
            if std::mem::take(&mut self.is_first) && name.starts_with(b"\xEF\xBB\xBF") {
                name.drain(..3);
            }
            if !name.is_empty() {
                return path(name).map(Some).ok_or(ListError::Name);
            }
        }
    }
}

fn message(path: &Path, error: ListError) -> Message {
    let path = names::shown(path);
    match error {
        ListError::Io(error) if error.kind() == io::ErrorKind::NotFound => msg::CliMissing { path }.into(),
        ListError::Io(error) => msg::CliUnreadable { path, reason: error.to_string() }.into(),
        ListError::Name => msg::CliListName { path }.into(),
    }
}

/// The path of a name. In a list, `-` is the name of a file.
fn path(name: Vec<u8>) -> Option<PathBuf> {
    let path = system_path(name)?;
    Some(if path.as_os_str() == STDIN { Path::new(".").join(path) } else { path })
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "other systems do not support every name")]
fn system_path(name: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(name).into())
}

#[cfg(not(unix))]
fn system_path(name: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(name).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(bytes: &'static [u8]) -> Vec<String> {
        let mut list = FileList::new(bytes, Path::new("list")).expect("a list");
        let next = || list.next_path().expect("a name");
        std::iter::from_fn(next).map(|path| path.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn names_end_with_lines_or_nul() {
        assert_eq!(names("\u{feff}年报 1.txt\r\n\nb.txt\n-".as_bytes()), ["年报 1.txt", "b.txt", "./-"]);
        assert_eq!(names(b"a\nb.txt\0\0c\r\0"), ["a\nb.txt", "c\r"]);
        assert_eq!(names(b""), [] as [&str; 0]);
    }

    #[test]
    fn an_endless_name_is_refused() {
        let mut list = FileList::new(io::repeat(b'a'), Path::new("list")).expect("a list");
        assert_eq!(list.next_path().expect_err("it never ends").id(), gouji_l10n::MessageId::CliListName);
    }
}

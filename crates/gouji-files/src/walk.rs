//! Lists the files in a folder and below.

use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::ignored::Ignored;
use crate::{Kind, Refusal, kind};

/// A folder that a walk could not list, or an ignore file that it refused.
#[derive(Debug)]
pub enum Unlisted {
    /// A folder that cannot be read.
    Folder(PathBuf, io::Error),
    /// An ignore file that was refused. The files that it would hide are listed.
    IgnoreFile(PathBuf, Refusal),
}

/// The files in `folder` and below with their kinds, except ignored files, in no particular order. Hidden files, gouji's own files,
/// and the lock files of office programs are left out.
pub fn files(folder: &Path) -> impl Iterator<Item = Result<(PathBuf, Kind), Unlisted>> + use<> {
    FoundFiles { folder: folder.to_owned(), walk: WalkDir::new(folder).into_iter(), ignored: Ignored::above(folder) }
}

/// The files in `folder` and below that may be reports, except ignored files, in no particular order.
pub fn report_files(folder: &Path) -> impl Iterator<Item = Result<PathBuf, Unlisted>> + use<> {
    files(folder).filter_map(|file| match file {
        Ok((path, Kind::Text)) => Some(Ok(path)),
        Ok(_) => None,
        Err(error) => Some(Err(error)),
    })
}

struct FoundFiles {
    folder: PathBuf,
    walk: walkdir::IntoIter,
    ignored: Ignored,
}

impl FoundFiles {
    /// Whether the entry is visited. If it is a folder, its ignore files apply from now on.
    fn visit(&mut self, entry: &DirEntry) -> bool {
        let (path, depth) = (entry.path(), entry.depth());
        let inside = path.strip_prefix(&self.folder).unwrap_or(path);
        if depth > 0 {
            self.ignored.leave(depth);
            let matched = self.ignored.matched(path, inside, entry.file_type().is_dir());
            if matched.is_ignore() || (matched.is_none() && is_hidden(entry)) {
                return false;
            }
        }
        if depth == 0 || entry.file_type().is_dir() {
            self.ignored.enter(inside, depth);
        }
        true
    }
}

impl Iterator for FoundFiles {
    type Item = Result<(PathBuf, Kind), Unlisted>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(refused) = self.ignored.refused.pop() {
                return Some(Err(refused));
            }
            let entry = match self.walk.next()? {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(&self.folder).to_owned();
                    let error = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
                    return Some(Err(Unlisted::Folder(path, error)));
                }
            };
            if !self.visit(&entry) {
                if entry.file_type().is_dir() {
                    self.walk.skip_current_dir();
                }
                continue;
            }
            if let Some(kind) = kind_of(&entry) {
                return Some(Ok((entry.into_path(), kind)));
            }
        }
    }
}

fn kind_of(entry: &DirEntry) -> Option<Kind> {
    match kind(entry.path())? {
        kind if entry.file_type().is_file() => Some(kind),
        kind if entry.file_type().is_symlink() && kind != Kind::Other => Some(Kind::Link),
        _ => None,
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".") || is_marked_hidden(entry)
}

#[cfg(windows)]
fn is_marked_hidden(entry: &DirEntry) -> bool {
    use std::os::windows::fs::MetadataExt;
    const FILE_ATTRIBUTE_HIDDEN: u32 = 2;
    entry.metadata().is_ok_and(|metadata| metadata.file_attributes() & FILE_ATTRIBUTE_HIDDEN != 0)
}

#[cfg(not(windows))]
const fn is_marked_hidden(_: &DirEntry) -> bool {
    false
}

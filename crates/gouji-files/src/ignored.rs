//! The ignore files of a folder and of the folders above it: `.ignore`, `.gitignore`, `.git/info/exclude`, and the user's ignore file
//! of git. The crate `ignore` parses their lines. It would open devices and pipes too, so this module reads the files.

use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder, gitconfig_excludes_path};

use crate::{Place, Refusal, Unlisted, read};

/// The size limit of an ignore file, in bytes. Its compiled patterns take many times as much.
const MAX_BYTES: u64 = 1 << 20;
/// The size limit of the files with which git locates the repository of a worktree, in bytes.
const MAX_POINTER_BYTES: u64 = 1 << 12;

/// The ignore files that apply at a point of a walk.
#[derive(Debug)]
pub struct Ignored {
    /// The walk's folder, as an absolute path; `None` if it cannot be resolved.
    base: Option<PathBuf>,
    /// Folders with ignore files, from the outermost to that of the current entry.
    levels: Vec<IgnoreLevel>,
    /// The user's ignore file for all repositories.
    global: Gitignore,
    /// Ignore files that were refused.
    pub refused: Vec<Unlisted>,
}

/// The ignore files of one folder.
#[derive(Debug)]
struct IgnoreLevel {
    /// The depth of the folder below the walk's folder; `None` above it.
    depth: Option<usize>,
    /// The patterns of `.ignore`, `.gitignore` and `.git/info/exclude`, by precedence.
    kinds: [Gitignore; 3],
}

impl Ignored {
    /// The ignore files above `folder`.
    pub fn above(folder: &Path) -> Self {
        let base = folder.canonicalize().ok();
        let mut ignored = Self { base: base.clone(), levels: Vec::new(), global: global(), refused: Vec::new() };
        let mut above: Vec<&Path> = base.iter().flat_map(|base| base.ancestors().skip(1)).collect();
        while let Some(folder) = above.pop() {
            ignored.add(folder, None);
        }
        ignored
    }

    /// Adds the ignore files of a folder of the walk. `inside` is its path from the walk's folder.
    pub fn enter(&mut self, inside: &Path, depth: usize) {
        self.leave(depth);
        if let Some(base) = &self.base {
            let folder = base.join(inside);
            self.add(&folder, Some(depth));
        }
    }

    /// Removes the folders that do not contain an entry at this depth.
    pub fn leave(&mut self, depth: usize) {
        self.levels.truncate(self.levels.partition_point(|level| level.depth < Some(depth)));
    }

    /// Matches an entry at `path`, whose path from the walk's folder is `inside`. `.ignore` files take precedence over
    /// `.gitignore` files, and within a kind the nearest file over those above it.
    pub fn matched(&self, path: &Path, inside: &Path, is_folder: bool) -> Match<()> {
        if let Some(base) = &self.base
            && !self.levels.is_empty()
        {
            let absolute = base.join(inside);
            let matchers =
                (0..3).flat_map(|kind| self.levels.iter().rev().filter_map(move |level| level.kinds.get(kind)));
            let mut matches = matchers.map(|matcher| matcher.matched(&absolute, is_folder));
            if let Some(matched) = matches.find(|matched| !matched.is_none()) {
                return matched.map(drop);
            }
        }
        self.global.matched(path, is_folder).map(drop)
    }

    fn add(&mut self, folder: &Path, depth: Option<usize>) {
        let in_folder = |name: &str| Some(Place::inside(folder, name));
        let places = [in_folder(".ignore"), in_folder(".gitignore"), exclude(folder)];
        let kinds = places.map(|place| place.map_or_else(Gitignore::empty, |place| self.matcher(folder, &place)));
        if !kinds.iter().all(Gitignore::is_empty) {
            self.levels.push(IgnoreLevel { depth, kinds });
        }
    }

    fn matcher(&mut self, folder: &Path, place: &Place) -> Gitignore {
        match read(place, MAX_BYTES) {
            Ok(bytes) => return matcher(folder, &bytes),
            // In most cases the file does not exist.
            Err(Refusal::Io(_)) => {}
            Err(refusal) => self.refused.push(Unlisted::IgnoreFile(place.path(), refusal)),
        }
        Gitignore::empty()
    }
}

/// The patterns of an ignore file in `folder`. Lines that are no patterns are skipped, as git does.
fn matcher(folder: &Path, bytes: &[u8]) -> Gitignore {
    let mut builder = GitignoreBuilder::new(folder);
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    // The first line that is not UTF-8, and all lines after it, are skipped.
    let lines = bytes.split(|byte| *byte == b'\n').map_while(|line| std::str::from_utf8(line).ok());
    for line in lines {
        let _ = builder.add_line(None, line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// The user's ignore file for all repositories, which the configuration of git names.
fn global() -> Gitignore {
    let file = gitconfig_excludes_path().and_then(|path| read(&Place::Named(path), MAX_BYTES).ok());
    match (file, std::env::current_dir()) {
        (Some(bytes), Ok(here)) => matcher(&here, &bytes),
        _ => Gitignore::empty(),
    }
}

/// The place of the exclude file of the repository in `folder`. `.git` is a folder, or, in a worktree, a file with the path of one.
fn exclude(folder: &Path) -> Option<Place> {
    let is_worktree = folder.join(".git").symlink_metadata().ok()?.is_file();
    if !is_worktree {
        return Some(Place::inside(folder, ".git/info/exclude"));
    }
    let pointer = first_line(&Place::inside(folder, ".git"))?;
    let git = folder.join(local(pointer.strip_prefix("gitdir: ")?)?);
    let common = first_line(&Place::inside(&git, "commondir"))?;
    Some(Place::inside(&git.join(local(&common)?), "info/exclude"))
}

fn first_line(place: &Place) -> Option<String> {
    let text = String::from_utf8(read(place, MAX_POINTER_BYTES).ok()?).ok()?;
    text.lines().next().map(str::to_owned)
}

/// The path, unless it begins like a network share or a device on Windows.
fn local(path: &str) -> Option<&Path> {
    let is_remote = path.len() > 1 && path.bytes().take(2).all(|byte| matches!(byte, b'/' | b'\\'));
    if is_remote { None } else { Some(Path::new(path)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_no_folder_of_a_repository() {
        assert_eq!(local("/home/a/.git"), Some(Path::new("/home/a/.git")));
        for path in ["//server/share", "\\\\server\\share", "/\\server", "\\\\?\\UNC\\server\\share", "\\\\.\\pipe\\a"]
        {
            assert_eq!(local(path), None, "{path}");
        }
    }
}

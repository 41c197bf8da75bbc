//! What the ignore files of a folder and of those above it say: `.ignore`, `.gitignore`, `.git/info/exclude`, and the user's own of
//! git. The crate `ignore` understands their lines; it would open whatever bears the name, so the files are read here.

use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder, gitconfig_excludes_path};

use crate::{Place, Refusal, Unlisted, read};

/// Bytes of the largest ignore file that counts. Its patterns take many times as much once they are made ready.
const LARGEST: u64 = 1 << 20;
/// Bytes of the files by which git says where the folder of a worktree is.
const LARGEST_POINTER: u64 = 1 << 12;

/// The ignore files that count at a point of a walk.
#[derive(Debug)]
pub struct Ignored {
    /// The walk's folder, as an absolute path; `None` where it cannot be told.
    base: Option<PathBuf>,
    /// Folders with ignore files, from the outermost to that of the entry at hand.
    levels: Vec<Level>,
    /// The user's own for all repositories.
    global: Gitignore,
    /// Ignore files that are not followed.
    pub refused: Vec<Unlisted>,
}

/// The ignore files of one folder.
#[derive(Debug)]
struct Level {
    /// How far the folder lies below the walk's; `None` above it.
    depth: Option<usize>,
    /// Those of `.ignore`, `.gitignore` and `.git/info/exclude`. The first count before the others.
    kinds: [Gitignore; 3],
}

impl Ignored {
    /// What counts above `folder`.
    pub fn above(folder: &Path) -> Self {
        let base = folder.canonicalize().ok();
        let mut ignored = Self { base: base.clone(), levels: Vec::new(), global: global(), refused: Vec::new() };
        let mut above: Vec<&Path> = base.iter().flat_map(|base| base.ancestors().skip(1)).collect();
        while let Some(folder) = above.pop() {
            ignored.add(folder, None);
        }
        ignored
    }

    /// Makes those count that lie in a folder of the walk: `inside` is its path from the walk's folder.
    pub fn enter(&mut self, inside: &Path, depth: usize) {
        self.leave(depth);
        if let Some(base) = &self.base {
            let folder = base.join(inside);
            self.add(&folder, Some(depth));
        }
    }

    /// Forgets the folders that an entry at this depth does not lie in.
    pub fn leave(&mut self, depth: usize) {
        self.levels.truncate(self.levels.partition_point(|level| level.depth < Some(depth)));
    }

    /// What they say of an entry at `path`, whose path from the walk's folder is `inside`. `.ignore` files count before
    /// `.gitignore` files, and the nearest of a kind before those above it.
    pub fn matched(&self, path: &Path, inside: &Path, is_folder: bool) -> Match<()> {
        if let Some(base) = self.base.as_ref().filter(|_| !self.levels.is_empty()) {
            let absolute = base.join(inside);
            let said = (0..3).flat_map(|kind| self.levels.iter().rev().filter_map(move |level| level.kinds.get(kind)));
            let said = said.map(|matcher| matcher.matched(&absolute, is_folder)).find(|matched| !matched.is_none());
            if let Some(said) = said {
                return said.map(drop);
            }
        }
        self.global.matched(path, is_folder).map(drop)
    }

    fn add(&mut self, folder: &Path, depth: Option<usize>) {
        let beside = |name: &str| Some(Place::inside(folder, name));
        let places = [beside(".ignore"), beside(".gitignore"), exclude(folder)];
        let kinds = places.map(|place| place.map_or_else(Gitignore::empty, |place| self.matcher(folder, &place)));
        if !kinds.iter().all(Gitignore::is_empty) {
            self.levels.push(Level { depth, kinds });
        }
    }

    fn matcher(&mut self, folder: &Path, place: &Place) -> Gitignore {
        match read(place, LARGEST) {
            Ok(bytes) => return matcher(folder, &bytes),
            // Mostly nothing is there.
            Err(Refusal::Io(_)) => {}
            Err(refusal) => self.refused.push(Unlisted::IgnoreFile(place.path(), refusal)),
        }
        Gitignore::empty()
    }
}

/// The patterns of an ignore file in `folder`. What is no pattern is passed over, as git does.
fn matcher(folder: &Path, bytes: &[u8]) -> Gitignore {
    let mut builder = GitignoreBuilder::new(folder);
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    // Behind bytes that are no text nothing counts.
    let lines = bytes.split(|byte| *byte == b'\n').map_while(|line| std::str::from_utf8(line).ok());
    for line in lines {
        let _ = builder.add_line(None, line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// The user's own ignore file for all repositories, which the configuration of git names.
fn global() -> Gitignore {
    let file = gitconfig_excludes_path().and_then(|path| read(&Place::Named(path), LARGEST).ok());
    match (file, std::env::current_dir()) {
        (Some(bytes), Ok(here)) => matcher(&here, &bytes),
        _ => Gitignore::empty(),
    }
}

/// Where the repository in `folder` has its own ignore file. `.git` is a folder, or, in a worktree, a file that says where it is.
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
    let text = String::from_utf8(read(place, LARGEST_POINTER).ok()?).ok()?;
    text.lines().next().map(str::to_owned)
}

/// The path, unless it begins as that of a network share or a device does on Windows.
fn local(path: &str) -> Option<&Path> {
    let is_remote = path.len() > 1 && path.bytes().take(2).all(|byte| matches!(byte, b'/' | b'\\'));
    (!is_remote).then(|| Path::new(path))
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

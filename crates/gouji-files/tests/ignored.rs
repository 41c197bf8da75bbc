//! Ignore files hide the same files as the walker of the crate `ignore`, which reads the ignore files itself. Ignore files that are no
//! regular files, or too large, hide nothing and are reported.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gouji_files::{Unlisted, files, kind};
use ignore::WalkBuilder;

/// The files that are listed in `folder`, and the ignore files that were refused.
fn listed(folder: &Path) -> (BTreeSet<PathBuf>, Vec<PathBuf>) {
    let (mut paths, mut refused) = (BTreeSet::new(), Vec::new());
    for file in files(folder) {
        match file {
            Ok((path, _)) => assert!(paths.insert(path), "each once"),
            Err(Unlisted::IgnoreFile(path, _)) => refused.push(path),
            Err(Unlisted::Folder(path, error)) => panic!("{}: {error}", path.display()),
        }
    }
    (paths, refused)
}

/// The files that the walker of the crate `ignore` lists.
fn expected(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = WalkBuilder::new(folder).require_git(false).build().map(|entry| entry.expect("it can be read"));
    let files = entries.filter(|entry| entry.file_type().is_some_and(|file_type| file_type.is_file()));
    files.map(|entry| entry.into_path()).filter(|path| kind(path).is_some()).collect()
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

/// Pseudo-random numbers, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn pick<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[self.below(items.len())]
    }
}

const FOLDERS: [&str; 8] = ["", "a", "a/b", "a/b/c", "d", "d/a", ".h", "d/.h/a"];
const NAMES: [&str; 6] = ["a.txt", "b.md", "年报.txt", ".c.txt", "a b.txt", "x.log"];
const PATTERNS: [&str; 22] = [
    "*.txt",
    "!a.txt",
    "/a",
    "a/",
    "b.md",
    "!b.md",
    "d/*",
    "!d/a",
    "**/c",
    "a/**/b.md",
    "# a",
    "\\#a",
    "年报*",
    "!.c.txt",
    ".h",
    "!.h",
    "x.*",
    "/a/b/*.txt",
    "[ab].*",
    "[",
    "a b.txt\r",
    "!x.log",
];

fn patterns(numbers: &mut Numbers) -> Vec<u8> {
    let lines: Vec<&str> = (0..numbers.below(4) + 1).map(|_| numbers.pick(&PATTERNS)).collect();
    let mut bytes = lines.join("\n").into_bytes();
    match numbers.below(12) {
        0 => bytes.splice(0..0, "\u{feff}".bytes()).for_each(drop),
        1 => bytes.extend(b"\n\xC4\xEA*\n*\n"),
        _ => {}
    }
    bytes
}

/// A tree of folders with ignore files of all kinds. The test walks its folder `w`.
fn grow(root: &Path, numbers: &mut Numbers) {
    let walked = root.join("above/w");
    fs::create_dir_all(&walked).expect("a folder");
    for folder in FOLDERS {
        for name in NAMES {
            write(&walked.join(folder).join(name), b"");
        }
    }
    for _ in 0..numbers.below(5) {
        let folder = walked.join(numbers.pick(&FOLDERS));
        let name = numbers.pick(&[".gitignore", ".gitignore", ".ignore", ".git/info/exclude"]);
        write(&folder.join(name), &patterns(numbers));
    }
    for folder in [root.to_owned(), root.join("above")] {
        if numbers.below(3) == 0 {
            let name = numbers.pick(&[".gitignore", ".ignore", ".git/info/exclude"]);
            write(&folder.join(name), &patterns(numbers));
        }
    }
    if numbers.below(6) == 0 {
        let common = root.join("repository");
        write(&common.join("info/exclude"), &patterns(numbers));
        write(&common.join("worktrees/d/commondir"), b"../..\n");
        let pointer = format!("gitdir: {}\n", common.join("worktrees/d").display());
        let _ = fs::remove_dir_all(walked.join("d/.git"));
        write(&walked.join("d/.git"), pointer.as_bytes());
    }
}

#[test]
fn ignore_files_hide_the_same_files_as_in_the_crate_ignore() {
    let mut numbers = Numbers(1);
    let mut hidden = 0;
    for round in 0..120 {
        let root = tempfile::tempdir().expect("a folder");
        grow(root.path(), &mut numbers);
        let walked = root.path().join("above/w");
        let (found, refused) = listed(&walked);
        assert_eq!((found.clone(), refused), (expected(&walked), Vec::new()), "round {round}");
        hidden += FOLDERS.len() * NAMES.len() - found.len();
    }
    assert!(hidden > 2_000, "the ignore files hide something: {hidden}");
}

#[test]
fn an_ignore_file_that_is_too_large_hides_nothing_and_is_reported() {
    let root = tempfile::tempdir().expect("a folder");
    write(&root.path().join("a.txt"), b"");
    write(&root.path().join(".gitignore"), "*.txt\n".repeat(200_000).as_bytes());
    let (found, refused) = listed(root.path());
    assert_eq!(found, BTreeSet::from([root.path().join("a.txt")]));
    assert_eq!(refused.len(), 1);
    assert!(refused[0].ends_with(".gitignore"), "{refused:?}");
}

#[cfg(unix)]
mod hostile {
    use std::os::unix::fs::symlink;
    use std::process::Command;
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    /// A device without end, and a pipe without writer. The walk has a thread of its own, so that a hang fails only this test.
    #[test]
    fn devices_and_pipes_are_not_read() {
        let root = tempfile::tempdir().expect("a folder");
        let path = |name: &str| root.path().join(name);
        for (name, source) in
            [("zero", "/dev/zero"), ("pipe", ""), ("to-pipe", "../pipe/.gitignore"), ("out", "/etc/hostname")]
        {
            write(&path(name).join("a.txt"), b"");
            for file in [".gitignore", ".ignore"] {
                let file = path(name).join(file);
                match source {
                    "" => assert!(Command::new("mkfifo").arg(&file).status().expect("mkfifo runs").success()),
                    _ => symlink(source, &file).expect("a link"),
                }
            }
        }
        write(&path("git/a.txt"), b"");
        fs::create_dir_all(path("git/.git/info")).expect("a folder");
        symlink("/dev/zero", path("git/.git/info/exclude")).expect("a link");
        write(&path("worktree/a.txt"), b"");
        symlink("/dev/zero", path("worktree/.git")).expect("a link");
        let (done, result) = mpsc::channel();
        let walked = root.path().to_owned();
        thread::spawn(move || done.send(listed(&walked)));
        let (found, refused) =
            result.recv_timeout(std::time::Duration::from_secs(60)).expect("the walk comes to its end");
        assert_eq!(found.len(), 6, "{found:?}");
        assert_eq!(refused.len(), 10, "{refused:?}");
    }

    #[test]
    fn a_link_that_stays_in_its_folder_is_followed() {
        let root = tempfile::tempdir().expect("a folder");
        write(&root.path().join("a.txt"), b"");
        write(&root.path().join("hidden"), b"*.txt\n");
        symlink("hidden", root.path().join(".gitignore")).expect("a link");
        let (found, refused) = listed(root.path());
        assert_eq!((found, refused), (BTreeSet::from([root.path().join("hidden")]), Vec::new()));
    }
}

//! Configurations and baselines of a hostile folder: no file outside of the folder is read, nothing hangs, and refused files are
//! reported without a word of another file.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use gouji_config::{BASELINE_NAME, CONFIG_NAME, Resolver, Source, Trouble};
use tempfile::TempDir;

/// The content that no message may quote. It is neither TOML nor JSON.
const SECRET: &str = "SECRET_TOKEN=hunter2 SHELL=/bin/sh";

struct Folder(TempDir);

impl Folder {
    /// A folder `w` next to a secret file.
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        fs::create_dir(folder.path("")).expect("a folder");
        fs::write(folder.path("../secret"), SECRET).expect("a file");
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("w").join(name)
    }

    fn write(&self, name: &str, text: &str) -> &Self {
        fs::write(self.path(name), text).expect("a file");
        self
    }

    fn link(&self, name: &str, target: impl AsRef<Path>) -> &Self {
        symlink(target, self.path(name)).expect("a link");
        self
    }

    fn pipe(&self, name: &str) -> &Self {
        assert!(Command::new("mkfifo").arg(self.path(name)).status().expect("mkfifo runs").success());
        self
    }

    /// The reported problems of the files for `w/a.txt`. A thread that hangs fails only its test.
    fn troubles(&self, source: Source) -> Vec<Trouble> {
        let (done, result) = mpsc::channel();
        let report = self.path("a.txt");
        thread::spawn(move || {
            let resolver = Resolver::new(source);
            resolver.effective(&report);
            let first = resolver.troubles();
            resolver.refresh();
            assert_eq!(resolver.troubles(), first, "the same when they are read again");
            done.send(first)
        });
        result.recv_timeout(Duration::from_secs(60)).expect("nothing hangs")
    }
}

#[test]
fn files_outside_the_folder_are_refused_without_a_word_of_them() {
    for (number, target) in ["../secret", "/proc/self/environ", "/dev/zero", "circle"].into_iter().enumerate() {
        for name in [CONFIG_NAME, BASELINE_NAME] {
            let folder = Folder::new();
            folder.link("circle", "circle").write(CONFIG_NAME, "");
            fs::remove_file(folder.path(name)).unwrap_or_default();
            folder.link(name, target);
            let troubles = folder.troubles(Source::Search);
            assert_eq!(troubles.len(), 1, "{number} {name}");
            assert_eq!(
                (troubles[0].path.clone(), troubles[0].text.as_str()),
                (folder.path(name), ""),
                "{number} {name}"
            );
            let words = format!("{troubles:?}");
            assert!(!words.contains("hunter2") && words.contains("file-outside"), "{words}");
        }
    }
}

#[test]
fn a_configuration_cannot_name_a_file_elsewhere() {
    for target in ["../secret", "/proc/self/environ", "/dev/zero", "//server/share/x"] {
        let folder = Folder::new();
        folder.write(CONFIG_NAME, &format!("baseline = \"{target}\"\n"));
        let troubles = folder.troubles(Source::Search);
        assert_eq!((troubles.len(), troubles[0].path.clone()), (1, folder.path(CONFIG_NAME)), "{target}");
        assert!(format!("{troubles:?}").contains("config-baseline-outside"), "{troubles:?}");
    }
    let folder = Folder::new();
    folder.write(CONFIG_NAME, "baseline = \"d/b.json\"\n").link("d", "..");
    symlink("secret", folder.path("../b.json")).expect("a link");
    let words = format!("{:?}", folder.troubles(Source::Search));
    assert!(words.contains("file-outside") && !words.contains("hunter2"), "{words}");
}

#[test]
fn pipes_and_large_files_are_refused() {
    for name in [CONFIG_NAME, BASELINE_NAME] {
        let folder = Folder::new();
        if name == BASELINE_NAME {
            folder.write(CONFIG_NAME, "");
        }
        folder.pipe(name);
        let words = format!("{:?}", folder.troubles(Source::Search));
        assert!(words.contains("file-irregular"), "{words}");
        fs::remove_file(folder.path(name)).expect("it is there");
        fs::File::create(folder.path(name)).and_then(|file| file.set_len(1 << 33)).expect("a sparse file");
        let words = format!("{:?}", folder.troubles(Source::Search));
        assert!(words.contains("file-too-large"), "{words}");
    }
}

#[test]
fn a_named_configuration_may_be_a_link_and_is_a_regular_file() {
    let folder = Folder::new();
    folder.write("c.toml", "rules = 1\n").link("to-c", "c.toml").pipe("pipe");
    let troubles = folder.troubles(Source::File(folder.path("to-c")));
    assert_eq!((troubles.len(), troubles[0].text.as_str()), (1, "rules = 1\n"));
    for path in [folder.path("pipe"), "/dev/zero".into()] {
        let words = format!("{:?}", folder.troubles(Source::File(path)));
        assert!(words.contains("file-irregular"), "{words}");
    }
}

#[test]
fn links_that_stay_in_the_folder_are_followed() {
    let folder = Folder::new();
    folder.write("c.toml", "[rules]\nrow-label = \"off\"\n").link(CONFIG_NAME, "c.toml");
    assert_eq!(folder.troubles(Source::Search), []);
    let resolver = Resolver::default();
    let rule = gouji_lint::rules::named("row-label").expect("a rule");
    let effective = resolver.effective(&folder.path("a.txt"));
    assert_eq!(effective.policy.level(rule), Some(gouji_lint::Level::Off));
}

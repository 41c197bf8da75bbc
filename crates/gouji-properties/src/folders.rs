//! Any folder can be walked and its configuration followed, whatever lies in it: nothing outside of it is read or written, and nothing
//! hangs.
//!
//! Bytes are entries between 0xFF: the first says where, the second what, the others are what stands in a file or where a link leads.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use gouji_config::{BaselineFile, Resolver};
use gouji_files::{Place, Refusal, files, read};

use crate::frames::BREAK;

/// Where entries lie, below the folder.
const NAMES: [&str; 12] = [
    "gouji.toml",
    "gouji-baseline.json",
    ".gitignore",
    ".ignore",
    ".git",
    ".git/info/exclude",
    "a.txt",
    "d",
    "d/gouji.toml",
    "d/.gitignore",
    "d/b.md",
    "d/e/c.json",
];

/// Where links lead, where the entry does not say.
const TARGETS: [&str; 8] = [
    "/dev/zero",
    "/proc/self/environ",
    "../secret",
    "../../secret",
    "../baseline.json",
    "../../baseline.json",
    ".",
    "..",
];

/// The file beside the folder that its configuration may link to.
const BASELINE: &str = "{\"version\": 1, \"files\": {}}";

/// Bytes that are read of a file.
const MOST: u64 = 1 << 16;

/// The text of a file beside the folder. It depends on the input, so that no input contains its own: a fuzzer copies constants into its
/// inputs.
fn secret(data: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    data.hash(&mut hasher);
    format!("SECRET_TOKEN={:016x}", hasher.finish())
}

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    let secret = &secret(data);
    let Ok(above) = tempfile::tempdir() else { return };
    let folder = above.path().join("w");
    let made = fs::create_dir(&folder)
        .and_then(|()| fs::write(above.path().join("secret"), secret))
        .and_then(|()| fs::write(above.path().join("baseline.json"), BASELINE));
    if made.is_err() {
        return;
    }
    for entry in data.split(|byte| *byte == BREAK).take(32) {
        make(&folder, entry);
    }
    let outside = outside(above.path());
    let links = links(&folder);
    walks(&folder, secret);
    for report in ["a.txt", "d/b.md", "d/e/absent.txt"] {
        follows(&folder, &folder.join(report), secret);
    }
    assert_eq!(self::outside(above.path()), outside, "what lies beside the folder is as it was");
    assert_eq!(self::links(&folder), links, "links are as they were");
}

/// Makes an entry. Where another is in its way, there is nothing to make.
fn make(folder: &Path, entry: &[u8]) {
    let [place, kind, content @ ..] = entry else { return };
    let Some(name) = NAMES.get(usize::from(*place) % NAMES.len()) else { return };
    let path = folder.join(name);
    // What stands above it may be a link that leads out.
    let is_inside = path.ancestors().skip(1).take_while(|above| *above != folder).all(|above| !above.is_symlink());
    if !is_inside || path.symlink_metadata().is_ok() {
        return;
    }
    if let Some(above) = path.parent() {
        let _ = fs::create_dir_all(above);
    }
    let _ = match kind % 8 {
        0 => fs::create_dir(&path),
        1 => pipe(&path),
        2 | 3 => link(&path, content),
        4 => fs::File::create(&path).and_then(|file| file.set_len(1 << 30)),
        _ => fs::write(&path, content),
    };
}

#[cfg(unix)]
fn link(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let target = match content {
        [at] => TARGETS.get(usize::from(*at) % TARGETS.len()).copied().unwrap_or_default().to_owned(),
        _ => String::from_utf8_lossy(content).replace('\0', ""),
    };
    std::os::unix::fs::symlink(target, path)
}

#[cfg(not(unix))]
fn link(_: &Path, _: &[u8]) -> std::io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn pipe(path: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    Ok(mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o600), 0)?)
}

#[cfg(not(target_os = "linux"))]
fn pipe(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// What is listed lies inside, each once, and nothing of the secret is read.
fn walks(folder: &Path, secret: &str) {
    let mut listed = BTreeSet::new();
    for (path, _) in files(folder).flatten() {
        assert!(path.starts_with(folder), "{} lies elsewhere", path.display());
        assert!(path.parent().and_then(|above| above.canonicalize().ok()) == path.parent().map(real), "through a link");
        match read(&Place::found(&path), MOST) {
            Ok(bytes) => assert!(bytes.len() as u64 <= MOST && !String::from_utf8_lossy(&bytes).contains(secret)),
            Err(Refusal::TooLarge(most)) => assert_eq!(most, MOST),
            Err(_) => {}
        }
        assert!(listed.insert(path), "each once");
    }
}

/// The folder of a listed file, reached without links below the temporary folder.
fn real(folder: &Path) -> PathBuf {
    let temporary = std::env::temp_dir();
    let below = folder.strip_prefix(&temporary).unwrap_or(folder);
    temporary.canonicalize().unwrap_or(temporary).join(below)
}

/// What counts for a report comes of its own folder, and is told without a word of another file; so is what is written.
fn follows(folder: &Path, report: &Path, secret: &str) {
    let resolver = Resolver::default();
    let effective = resolver.effective(report);
    let told = resolver.troubles();
    assert!(!told.iter().any(|trouble| format!("{trouble:?}").contains(secret)), "a message quotes another file");
    for broken in &effective.broken {
        assert!(told.iter().any(|trouble| trouble.path == *broken), "what is broken is told");
    }
    resolver.refresh();
    assert_eq!(resolver.effective(report).policy, effective.policy, "the same when it is read again");
    assert_eq!(resolver.troubles(), told);
    let Some(place) = effective.baseline_place.filter(|place| place.path().starts_with(folder)) else { return };
    if let Ok(file) = BaselineFile::open(place) {
        let _ = file.write();
    }
}

/// What lies beside the folder.
fn outside(above: &Path) -> (BTreeSet<PathBuf>, Vec<Option<String>>) {
    let names = fs::read_dir(above).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    let texts = ["secret", "baseline.json"].map(|name| fs::read_to_string(above.join(name)).ok());
    (names, texts.into())
}

/// The links in the folder, with where they lead.
fn links(folder: &Path) -> Vec<Option<PathBuf>> {
    NAMES.iter().map(|name| fs::read_link(folder.join(name)).ok()).collect()
}

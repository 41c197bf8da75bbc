//! gouji can walk any folder and use its configuration, whatever its entries are. It reads and writes nothing outside
//! of the folder, and does not hang.
//!
//! The bytes are entries separated by 0xFF: the first byte is the place, the second is the kind, and the others are the
//! content of a file or the target of a link.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use gouji_config::{BaselineFile, Resolver};
use gouji_files::{Place, Refusal, files, read};

use crate::frames::BREAK;

/// The paths of entries in the folder.
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

/// The targets of links, if the entry has only a number.
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

/// The content of the file next to the folder to which the configuration may link.
const BASELINE: &str = "{\"version\": 1, \"files\": {}}";

/// Bytes of a file at most.
const MAX_BYTES: u64 = 1 << 16;

/// The content of a file next to the folder. It depends on the input, so that no input contains it: a fuzzer copies
/// constants into its inputs.
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
    let created = fs::create_dir(&folder)
        .and_then(|()| fs::write(above.path().join("secret"), secret))
        .and_then(|()| fs::write(above.path().join("baseline.json"), BASELINE));
    if created.is_err() {
        return;
    }
    for entry in data.split(|byte| *byte == BREAK).take(32) {
        create(&folder, entry);
    }
    let outside = outside(above.path());
    let links = links(&folder);
    check_walk(&folder, secret);
    for report in ["a.txt", "d/b.md", "d/e/absent.txt"] {
        check_configuration(&folder, &folder.join(report), secret);
    }
    assert_eq!(self::outside(above.path()), outside, "the files outside of the folder are unchanged");
    assert_eq!(self::links(&folder), links, "the links are unchanged");
}

/// Creates an entry, unless another entry is in the way.
fn create(folder: &Path, entry: &[u8]) {
    let [place, kind, content @ ..] = entry else { return };
    let Some(name) = NAMES.get(usize::from(*place) % NAMES.len()) else { return };
    let path = folder.join(name);
    // A parent folder may be a link to the outside.
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

/// Checks that listed files are inside the folder, are listed once, and do not contain the secret.
fn check_walk(folder: &Path, secret: &str) {
    let mut listed = BTreeSet::new();
    for (path, _) in files(folder).flatten() {
        assert!(path.starts_with(folder), "{} is elsewhere", path.display());
        assert!(path.parent().and_then(|above| above.canonicalize().ok()) == path.parent().map(real), "through a link");
        match read(&Place::found(&path), MAX_BYTES) {
            Ok(bytes) => assert!(bytes.len() as u64 <= MAX_BYTES && !String::from_utf8_lossy(&bytes).contains(secret)),
            Err(Refusal::TooLarge(limit)) => assert_eq!(limit, MAX_BYTES),
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

/// Checks that the configuration of a report quotes no other file, reports what is broken, and is the same when read again. Also
/// writes the baseline, if it is in the folder.
fn check_configuration(folder: &Path, report: &Path, secret: &str) {
    let resolver = Resolver::default();
    let effective = resolver.effective(report);
    let troubles = resolver.troubles();
    assert!(!troubles.iter().any(|trouble| format!("{trouble:?}").contains(secret)), "a message quotes another file");
    for broken in &effective.broken {
        assert!(troubles.iter().any(|trouble| trouble.path == *broken), "a broken file is reported");
    }
    resolver.refresh();
    assert_eq!(resolver.effective(report).policy, effective.policy, "the same when it is read again");
    assert_eq!(resolver.troubles(), troubles);
    let Some(place) = effective.baseline_place.filter(|place| place.path().starts_with(folder)) else { return };
    if let Ok(file) = BaselineFile::open(place) {
        let _ = file.write();
    }
}

/// The names of the entries next to the folder, and the content of its files.
fn outside(above: &Path) -> (BTreeSet<PathBuf>, Vec<Option<String>>) {
    let names = fs::read_dir(above).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    let texts = ["secret", "baseline.json"].map(|name| fs::read_to_string(above.join(name)).ok());
    (names, texts.into())
}

/// The targets of the links in the folder.
fn links(folder: &Path) -> Vec<Option<PathBuf>> {
    NAMES.iter().map(|name| fs::read_link(folder.join(name)).ok()).collect()
}

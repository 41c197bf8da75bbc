//! Reads the file of a baseline and writes it again.

use std::io::{self, Write};
use std::path::Path;

use gouji_files::{FileStore, Place, Refusal};

use crate::baseline::{Baseline, Malformed};
use crate::text::{self, MAX_BASELINE_BYTES};

/// A baseline and the file that holds it, which may not exist yet.
#[derive(Debug)]
pub struct BaselineFile {
    /// The accepted findings.
    pub baseline: Baseline,
    place: Place,
    /// The text that was read; `None` if there was no file.
    before: Option<String>,
}

/// Why a baseline cannot be read or written.
#[derive(Debug)]
pub enum BaselineFileError {
    /// Its file cannot be read or written.
    Refused(Refusal),
    /// The file is not a baseline.
    Malformed(Malformed),
    /// Another program has changed the file since it was read.
    Changed,
}

impl From<Refusal> for BaselineFileError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<io::Error> for BaselineFileError {
    fn from(error: io::Error) -> Self {
        Self::Refused(error.into())
    }
}

impl BaselineFile {
    /// Reads the baseline at `place`. Without a file, it is empty.
    ///
    /// # Errors
    /// If the file is not a baseline, or cannot be read.
    pub fn open(place: Place) -> Result<Self, BaselineFileError> {
        let before = text(&place)?;
        let baseline = before.as_deref().map_or_else(|| Ok(Baseline::default()), Baseline::parse);
        Ok(Self { baseline: baseline.map_err(BaselineFileError::Malformed)?, place, before })
    }

    /// Replaces the file that was read, completely or not at all. A link stays, and its target is written.
    ///
    /// # Errors
    /// If the file cannot be written, would exceed the size limit, or has changed since it was read.
    pub fn write(&self) -> Result<(), BaselineFileError> {
        let json = self.baseline.to_json().ok_or(io::ErrorKind::InvalidData).map_err(io::Error::from)?;
        if json.len() as u64 > MAX_BASELINE_BYTES {
            return Err(Refusal::TooLarge(MAX_BASELINE_BYTES).into());
        }
        let target = self.place.target()?;
        let mut file = temporary(&target)?;
        file.write_all(json.as_bytes())?;
        file.as_file().sync_all()?;
        if text(&self.place)? != self.before {
            return Err(BaselineFileError::Changed);
        }
        match &self.before {
            Some(_) => file.persist(&target),
            None => file.persist_noclobber(&target),
        }
        .map_err(|error| error.error)?;
        Ok(())
    }
}

/// The text of a file; `None` if there is no file.
fn text(place: &Place) -> Result<Option<String>, Refusal> {
    match text::read(&FileStore::Disk, place, MAX_BASELINE_BYTES) {
        Ok(text) => Ok(Some(text)),
        Err(refusal) if refusal.is_missing() => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// A temporary file in the folder of `target`, which will replace `target`.
fn temporary(target: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gouji-");
    match target.symlink_metadata() {
        Ok(before) => drop(builder.permissions(before.permissions())),
        // The permissions of an ordinary new file. A temporary file is otherwise for its owner alone.
        #[cfg(unix)]
        Err(_) => drop(builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666))),
        #[cfg(not(unix))]
        Err(_) => {}
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const EMPTY: &str = "{\"version\": 1, \"files\": {}}";

    #[test]
    fn only_a_baseline_is_overwritten() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("b.json");
        let place = Place::inside(folder.path(), "b.json");
        for _ in 0..2 {
            BaselineFile::open(place.clone()).expect("nothing or a baseline").write().expect("it can be written");
            Baseline::parse(&fs::read_to_string(&path).expect("it is there")).expect("it is one");
        }
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1, "no temporary file is left");
        fs::write(&path, format!("\u{feff}{EMPTY}")).expect("a file");
        BaselineFile::open(place.clone()).expect("a byte order mark is no damage").write().expect("it can be written");
        for text in ["", "青山县2024年政府信息公开工作年度报告\n", "<<<<<<< HEAD\n{\"version\": 1, \"files\": {}}\n"]
        {
            fs::write(&path, text).expect("a file");
            for place in [place.clone(), Place::Named(path.clone())] {
                assert!(matches!(BaselineFile::open(place), Err(BaselineFileError::Malformed(_))), "{text}");
            }
        }
    }

    #[test]
    fn a_file_that_was_changed_since_it_was_read_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("b.json");
        let new = BaselineFile::open(Place::Named(path.clone())).expect("nothing is there");
        fs::write(&path, EMPTY).expect("a file");
        assert!(matches!(new.write(), Err(BaselineFileError::Changed)));
        let old = BaselineFile::open(Place::Named(path.clone())).expect("a baseline");
        fs::write(&path, "a report").expect("a file");
        assert!(matches!(old.write(), Err(BaselineFileError::Changed)));
        assert_eq!(fs::read_to_string(&path).expect("a file"), "a report");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_none_leads_out() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        let inside = folder.path().join("w");
        fs::create_dir_all(inside.join("d")).expect("folders");
        fs::write(folder.path().join("out.json"), EMPTY).expect("a file");
        for (link, target) in [("to-file", "d/b.json"), ("to-nothing", "d/new.json"), ("to-out", "../out.json")] {
            symlink(target, inside.join(link)).expect("a link");
        }
        fs::write(inside.join("d/b.json"), EMPTY).expect("a file");
        for (link, target) in [("to-file", "d/b.json"), ("to-nothing", "d/new.json")] {
            BaselineFile::open(Place::inside(&inside, link))
                .expect("it stays inside")
                .write()
                .expect("it can be written");
            assert!(inside.join(link).is_symlink(), "{link}");
            assert!(fs::read_to_string(inside.join(target)).expect("it is there").ends_with("}\n"), "{target}");
        }
        let out = BaselineFile::open(Place::inside(&inside, "to-out"));
        assert!(matches!(out, Err(BaselineFileError::Refused(Refusal::Outside))));
        BaselineFile::open(Place::Named(inside.join("to-out")))
            .expect("it was named")
            .write()
            .expect("it can be written");
        assert!(inside.join("to-out").is_symlink());
        assert_ne!(fs::read_to_string(folder.path().join("out.json")).expect("it is there"), EMPTY);
    }
}

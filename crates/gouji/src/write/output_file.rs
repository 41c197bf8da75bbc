//! The file of `--output-file`. It is written to a temporary file in the same folder, which replaces the target at the end. An interrupted
//! run leaves the old file as it was.

use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::write::{leftovers, metadata};

/// A file that is being written.
#[derive(Debug)]
pub struct OutputFile {
    /// The path that the user named.
    path: PathBuf,
    target: OutputTarget,
}

#[derive(Debug)]
enum OutputTarget {
    /// The file at this path is replaced at the end.
    Replaced(PathBuf, NamedTempFile),
    /// The bytes are copied into the file at this path at the end, because it cannot be replaced without a loss of its metadata, or its
    /// folder does not allow it.
    Copied(PathBuf, File),
    /// A device or a pipe, which takes the bytes at once.
    Direct(File),
}

impl OutputFile {
    /// Prepares the file at `path`. A link stays, and its target is written.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn create(path: PathBuf) -> io::Result<Self> {
        let target = match fs::metadata(&path) {
            Ok(metadata) if metadata.is_file() => existing(path.canonicalize()?)?,
            Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(_) => OutputTarget::Direct(File::options().write(true).open(&path)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => new(&path)?,
            Err(error) => return Err(error),
        };
        Ok(Self { path, target })
    }

    /// The path that the user named.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the bytes in the place of the old file.
    ///
    /// # Errors
    /// If that fails. The old file is still there, unless its bytes could only be copied.
    pub fn finish(self) -> io::Result<()> {
        match self.target {
            OutputTarget::Replaced(path, file) => {
                file.as_file().sync_all()?;
                file.persist(path).map(drop).map_err(|error| error.error)
            }
            OutputTarget::Copied(path, mut file) => {
                file.rewind()?;
                io::copy(&mut file, &mut File::create(path)?).map(drop)
            }
            OutputTarget::Direct(mut file) => file.flush(),
        }
    }
}

/// The target for a file that exists at `path`.
fn existing(path: PathBuf) -> io::Result<OutputTarget> {
    // This fails for a read-only file, and changes nothing.
    let old = File::options().append(true).open(&path)?;
    let replaced = leftovers::create(path.parent().unwrap_or(Path::new("."))).ok();
    let replaced = replaced.filter(|file| metadata::copy(&old, file.as_file()).is_ok());
    Ok(match replaced {
        Some(file) => OutputTarget::Replaced(path, file),
        None => OutputTarget::Copied(path, tempfile::tempfile()?),
    })
}

/// The target for a file that does not exist yet.
fn new(path: &Path) -> io::Result<OutputTarget> {
    // A link that leads nowhere is created at its end.
    let path = match fs::read_link(path) {
        Ok(end) => path.parent().unwrap_or(Path::new(".")).join(end),
        Err(_) => path.to_owned(),
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = leftovers::create_shared(folder)?;
    Ok(OutputTarget::Replaced(path, file))
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            OutputTarget::Replaced(_, file) => file.write(bytes),
            OutputTarget::Copied(_, file) | OutputTarget::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            OutputTarget::Replaced(_, file) => file.flush(),
            OutputTarget::Copied(_, file) | OutputTarget::Direct(file) => file.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(path: &Path, text: &str) -> io::Result<()> {
        let mut file = OutputFile::create(path.to_owned())?;
        file.write_all(text.as_bytes())?;
        file.finish()
    }

    fn files(folder: &Path) -> usize {
        fs::read_dir(folder).expect("the folder").count()
    }

    #[test]
    fn an_unfinished_file_leaves_the_old_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        written(&path, "one").expect("a new file");
        written(&path, "two").expect("a replaced file");
        let mut file = OutputFile::create(path.clone()).expect("a file");
        file.write_all(b"three").expect("written");
        drop(file);
        assert_eq!((fs::read_to_string(&path).expect("a file").as_str(), files(folder.path())), ("two", 1));
        assert!(written(folder.path(), "x").is_err(), "a folder is no file");
        assert!(written(&folder.path().join("none/a.json"), "x").is_err(), "the folder does not exist");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        written(&path, "one").expect("a new file");
        let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
        let plain = folder.path().join("plain");
        fs::write(&plain, "").expect("a file");
        assert_eq!(mode(&path), mode(&plain), "a new file gets the usual permissions");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("permissions");
        for (link, target) in [("link", "a.json"), ("nowhere", "b.json")] {
            let link = folder.path().join(link);
            std::os::unix::fs::symlink(target, &link).expect("a link");
            written(&link, "two").expect("written through the link");
            assert_eq!(fs::read_link(&link).expect("a link"), Path::new(target));
            assert_eq!(fs::read_to_string(folder.path().join(target)).expect("a file"), "two");
        }
        assert_eq!(mode(&path), 0o640);
    }
}

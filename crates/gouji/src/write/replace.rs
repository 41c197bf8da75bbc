//! Replaces the content of a file, completely or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use gouji_l10n::{Message, msg};

use crate::print::names;
use crate::run::source;
use crate::write::metadata::MetadataError;
use crate::write::{interrupts, leftovers, metadata};

/// Replaces the bytes `before`, which were read at `path`, with `text`. A link stays, and its target is written. The file keeps its
/// owner, group, permissions, access control lists and extended attributes; if that is impossible, nothing is written.
///
/// # Errors
/// A message for the user if the file cannot be written or has changed since it was read.
pub fn replace(path: &Path, before: &[u8], text: &[u8]) -> Result<(), Message> {
    let shown = || names::shown(path);
    match write(path, before, text) {
        Ok(Written::Yes) => Ok(()),
        Ok(Written::No) => Err(msg::CliChangedMeanwhile { path: shown() }.into()),
        Err(MetadataError::Owner) => Err(msg::CliOwnerUnkept { path: shown() }.into()),
        Err(MetadataError::Attributes) => Err(msg::CliAttributesUnkept { path: shown() }.into()),
        Err(MetadataError::Failed(error)) => Err(source::unwritable(path, &error)),
    }
}

enum Written {
    Yes,
    No,
}

fn write(path: &Path, before: &[u8], text: &[u8]) -> Result<Written, MetadataError> {
    let target = path.canonicalize()?;
    let metadata = fs::metadata(&target)?;
    if !metadata.is_file() {
        return Ok(Written::No);
    }
    // Replacing needs no write permission for the file itself, but a read-only file must not change.
    if metadata.permissions().readonly() {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied).into());
    }
    let old = File::open(&target)?;
    let folder = target.parent().unwrap_or(Path::new("."));
    // Dropped last, after the temporary file has replaced the old one or is removed.
    let _guard = interrupts::delay();
    let mut file = leftovers::create(folder)?;
    file.write_all(text)?;
    metadata::copy(&old, file.as_file())?;
    // Windows does not replace an open file.
    drop(old);
    file.as_file().sync_all()?;
    if fs::read(&target)? != before {
        return Ok(Written::No);
    }
    file.persist(&target).map_err(|error| error.error)?;
    Ok(Written::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_l10n::MessageId;
    use std::path::PathBuf;

    const OLD: &str = "旧\r\n";

    fn file() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        fs::write(&path, OLD).expect("a file");
        (folder, path)
    }

    /// The files of the folder, with their content.
    fn files(folder: &tempfile::TempDir) -> Vec<(String, String)> {
        let entries = fs::read_dir(folder.path()).expect("the folder").map(|entry| entry.expect("an entry").path());
        let mut files: Vec<_> = entries
            .map(|path| {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                (name, fs::read_to_string(&path).unwrap_or_else(|_| "a folder".to_owned()))
            })
            .collect();
        files.sort();
        files
    }

    #[test]
    fn the_new_text_replaces_the_old_one() {
        let (folder, path) = file();
        replace(&path, OLD.as_bytes(), "新".as_bytes()).expect("it can be written");
        assert_eq!(files(&folder), [("a.txt".to_owned(), "新".to_owned())]);
    }

    #[test]
    fn a_change_of_another_program_stays() {
        let (folder, path) = file();
        fs::write(&path, "别人的").expect("a file");
        let message = replace(&path, OLD.as_bytes(), "新".as_bytes()).expect_err("it is no longer what was read");
        assert_eq!(message.id(), MessageId::CliChangedMeanwhile);
        assert_eq!(files(&folder), [("a.txt".to_owned(), "别人的".to_owned())]);
    }

    #[test]
    fn a_file_that_was_removed_meanwhile_does_not_come_back() {
        let (folder, path) = file();
        fs::remove_file(&path).expect("it was there");
        assert_eq!(
            replace(&path, OLD.as_bytes(), "新".as_bytes()).expect_err("it is gone").id(),
            MessageId::CliUnwritable
        );
        assert_eq!(files(&folder), []);
        drop(folder);
        assert_eq!(
            replace(&path, OLD.as_bytes(), "新".as_bytes()).expect_err("its folder is gone").id(),
            MessageId::CliUnwritable
        );
    }

    #[test]
    fn a_folder_that_replaced_the_file_stays() {
        let (folder, path) = file();
        fs::remove_file(&path).expect("it was there");
        fs::create_dir(&path).expect("a folder");
        assert!(replace(&path, OLD.as_bytes(), "新".as_bytes()).is_err());
        assert_eq!(files(&folder), [("a.txt".to_owned(), "a folder".to_owned())]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_or_in_a_circle_stays() {
        let (folder, path) = file();
        for (name, target) in [("nowhere", "absent.txt"), ("circle", "circle")] {
            let link = folder.path().join(name);
            std::os::unix::fs::symlink(target, &link).expect("a link");
            assert!(replace(&link, OLD.as_bytes(), "新".as_bytes()).is_err(), "{name}");
            assert_eq!(fs::read_link(&link).expect("a link"), Path::new(target));
        }
        assert_eq!(fs::read_to_string(path).expect("a file"), OLD);
    }
}

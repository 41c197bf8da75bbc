//! Archives with the same bytes for the same files.

use super::FILE_TIME;
use anyhow::{Context as _, Result};
use flate2::{Compression, GzBuilder};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;

/// A file of an archive.
pub struct Entry {
    /// Its name, with slashes.
    pub name: String,
    pub bytes: Vec<u8>,
    pub is_program: bool,
}

impl Entry {
    /// The permissions of the file.
    const fn mode(&self) -> u32 {
        if self.is_program { 0o755 } else { 0o644 }
    }
}

/// Writes an archive whose files are in a folder `name`, and returns its path. Windows unpacks zip files, other systems tar files.
pub fn write(name: &str, mut entries: Vec<Entry>, is_zip: bool, folder: &Path) -> Result<PathBuf> {
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    for entry in &mut entries {
        entry.name = format!("{name}/{}", entry.name);
    }
    let (extension, bytes) = if is_zip { ("zip", zip(&entries)?) } else { ("tar.gz", tar(&entries)?) };
    let path = folder.join(format!("{name}.{extension}"));
    fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    Ok(path)
}

fn tar(entries: &[Entry]) -> Result<Vec<u8>> {
    let packed = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    let mut archive = tar::Builder::new(packed);
    for entry in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(entry.bytes.len() as u64);
        header.set_mode(entry.mode());
        header.set_mtime(FILE_TIME);
        archive.append_data(&mut header, &entry.name, entry.bytes.as_slice())?;
    }
    Ok(archive.into_inner()?.finish()?)
}

fn zip(entries: &[Entry]) -> Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for entry in entries {
        // The default time of the library is that of a file without a time: the beginning of 1980.
        let options = SimpleFileOptions::default().unix_permissions(entry.mode());
        archive.start_file(&entry.name, options.last_modified_time(zip::DateTime::default()))?;
        archive.write_all(&entry.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Whether two files have the same bytes.
pub fn are_equal(one: &Path, other: &Path) -> Result<bool> {
    let read = |path: &Path| fs::read(path).with_context(|| path.display().to_string());
    Ok(File::open(one)?.metadata()?.len() == File::open(other)?.metadata()?.len() && read(one)? == read(other)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, is_program: bool) -> Entry {
        Entry { name: name.to_owned(), bytes: name.as_bytes().to_vec(), is_program }
    }

    #[test]
    fn the_same_files_in_any_order_give_the_same_bytes() {
        for is_zip in [false, true] {
            let folder = tempfile::tempdir().expect("a folder");
            let write = |name: &str, entries| {
                let inner = folder.path().join(name);
                fs::create_dir(&inner).expect("a folder");
                write("gouji", entries, is_zip, &inner).expect("written")
            };
            let one = write("1", vec![entry("gouji", true), entry("README.md", false)]);
            let other = write("2", vec![entry("README.md", false), entry("gouji", true)]);
            let changed = write("3", vec![entry("README.md", false), entry("gouji", false)]);
            assert!(are_equal(&one, &other).expect("read"), "{is_zip}");
            assert!(!are_equal(&one, &changed).expect("read"), "{is_zip}");
        }
    }
}

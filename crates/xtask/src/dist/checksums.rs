//! `SHA256SUMS`: the checksums of all files of a release, in the format of `sha256sum --check`.

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The name of the list.
pub const NAME: &str = "SHA256SUMS";

/// Writes the list of all files in the folder and its subfolders.
pub fn write(folder: &Path) -> Result<()> {
    let mut names = Vec::new();
    collect(folder, "", &mut names)?;
    names.sort();
    let mut list = String::new();
    for name in names {
        let bytes = fs::read(folder.join(&name)).with_context(|| name.clone())?;
        let _ = writeln!(list, "{}  {name}", hexadecimal(&Sha256::digest(bytes)));
    }
    fs::write(folder.join(NAME), list).context(NAME)
}

fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), names)?;
        } else if name != NAME {
            names.push(name);
        }
    }
    Ok(())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_every_file_once() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("npm")).expect("a folder");
        fs::write(folder.path().join("npm/a.tgz"), "abc").expect("written");
        fs::write(folder.path().join("b.zip"), "").expect("written");
        for _ in 0..2 {
            write(folder.path()).expect("written");
        }
        let list = fs::read_to_string(folder.path().join(NAME)).expect("a list");
        assert_eq!(
            list,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.zip\n\
             ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  npm/a.tgz\n"
        );
    }
}

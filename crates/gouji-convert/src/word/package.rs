//! The package of a Word document: a ZIP archive whose parts refer to each other.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Xml, XmlEvent};
use crate::{COMPOUND, Failure, limits};

/// The signature of a ZIP archive.
const ARCHIVE: [u8; 4] = *b"PK\x03\x04";
/// The part of a package that refers to its document.
const ROOT: &str = "_rels/.rels";
/// Folders of the documents of other programs.
const OTHER_PROGRAMS: [&str; 2] = ["xl/", "ppt/"];

/// A package.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Package<'a> {
    /// Opens a package.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        // A document with a password is a package inside a compound file.
        if bytes.starts_with(&COMPOUND) && is_encrypted(bytes) {
            return Err(Failure::Encrypted);
        }
        if !bytes.starts_with(&ARCHIVE) {
            return Err(Failure::OtherKind);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Failure::Damaged)?;
        if archive.len() > limits::ENTRIES { Err(Failure::TooLarge) } else { Ok(Self { archive }) }
    }

    /// The text of a part; `None` if there is no part with this name.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(Failure::Encrypted),
            Err(_) => return Err(Failure::Damaged),
        };
        let mut bytes = Vec::new();
        entry.take(limits::PART + 1).read_to_end(&mut bytes).map_err(|_| Failure::Damaged)?;
        if bytes.len() as u64 > limits::PART {
            return Err(Failure::TooLarge);
        }
        String::from_utf8(bytes).map(Some).map_err(|_| Failure::Damaged)
    }

    /// The name of the part with the document.
    pub fn document(&mut self) -> Result<String, Failure> {
        let Some(relations) = self.part(ROOT)? else { return Err(self.without_relations()) };
        let document = target(&relations, "/officeDocument")?.map(|target| resolve("", &target));
        // Spreadsheets and presentations are packages too.
        let is_other = |name: &String| OTHER_PROGRAMS.iter().any(|folder| name.starts_with(folder));
        document.filter(|name| !is_other(name)).ok_or(Failure::OtherKind)
    }

    /// The part to which the part `from` refers with a relation of this type.
    pub fn related_part(&mut self, from: &str, kind: &str) -> Result<Option<String>, Failure> {
        match self.related_name(from, kind)? {
            Some(name) => self.part(&name),
            None => Ok(None),
        }
    }

    /// The name of the part to which the part `from` refers with a relation of this type.
    pub fn related_name(&mut self, from: &str, kind: &str) -> Result<Option<String>, Failure> {
        let (folder, name) = from.rsplit_once('/').unwrap_or(("", from));
        let relations = self.part(&resolve(folder, &format!("_rels/{name}.rels")))?;
        let target = relations.map(|relations| target(&relations, kind)).transpose()?.flatten();
        Ok(target.map(|target| resolve(folder, &target)))
    }

    /// The failure of a package without relations: a damaged Word document, or the package of another program.
    fn without_relations(&self) -> Failure {
        let is_word = self.archive.file_names().flatten().any(|name| name.starts_with("word/"));
        if is_word { Failure::Damaged } else { Failure::OtherKind }
    }
}

/// Whether a compound file is encrypted. The names of its streams are in UTF-16, and one of them shows encryption.
pub fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// The target of the first relation whose type ends with `kind`.
fn target(relations: &str, kind: &str) -> Result<Option<String>, Failure> {
    let mut xml = Xml::new(relations);
    while let Some(node) = xml.next()? {
        let XmlEvent::Open(tag) = node else { continue };
        if tag.local() == "Relationship" && tag.value("Type").is_some_and(|found| found.ends_with(kind)) {
            return Ok(tag.value("Target"));
        }
    }
    Ok(None)
}

/// The name of the part to which `target` refers, relative to a folder of the package.
pub fn resolve(folder: &str, target: &str) -> String {
    let mut names: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.retain(|name| !name.is_empty());
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_resolve_to_parts() {
        assert_eq!(resolve("", "word/document.xml"), "word/document.xml");
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "../../x.xml"), "x.xml");
    }

    #[test]
    fn other_files_fail_with_the_right_reason() {
        let opened = |bytes: &[u8]| Package::open(bytes).map(drop);
        let encrypted: Vec<u8> =
            COMPOUND.into_iter().chain("..EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(opened(&encrypted), Err(Failure::Encrypted));
        assert_eq!(opened(b"\xD0\xCF\x11\xE0...."), Err(Failure::OtherKind));
        assert_eq!(opened(b"{\\rtf1 "), Err(Failure::OtherKind));
        assert_eq!(opened(b""), Err(Failure::OtherKind));
        assert_eq!(opened(b"PK\x03\x04 and nothing"), Err(Failure::Damaged));
    }
}

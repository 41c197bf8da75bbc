//! Lists the files of a folder, recognises which may be reports, and opens files: the same for the command line and the server.
//! [`FileStore`] is the disk, or the memory of a program that has no disk.

mod file_store;
mod ignored;
mod memory;
mod portable_path;
mod read;
mod resolve_inside;
mod walk;

use std::path::Path;

pub use file_store::FileStore;
pub use memory::{MAX_FILES, MAX_TOTAL_BYTES, MemoryFiles, Stored, StoredFile};
pub use portable_path::portable_path;
pub use read::{Place, Refusal, read, read_within};
pub use resolve_inside::resolve_inside;
pub use walk::{Unlisted, files, report_files};

/// Extensions of files that may be reports.
pub const EXTENSIONS: [&str; 5] = ["txt", "text", "md", "markdown", "disclosure-report"];

/// Extensions of documents that may contain a report but are not text.
const DOCUMENTS: [(Kind, &[&str]); 4] = [
    (Kind::Word, &["docx", "doc", "docm", "dotx", "dot", "wps", "wpt", "rtf", "odt"]),
    (Kind::Pdf, &["pdf", "ofd"]),
    (Kind::WebPage, &["html", "htm", "shtml", "xhtml", "mht", "mhtml"]),
    (Kind::Spreadsheet, &["xls", "xlsx", "xlsm", "csv", "tsv", "et", "ods"]),
];

/// gouji's own files in the folder of reports.
const OWN_FILES: [&str; 2] = ["gouji.toml", "gouji-baseline.json"];

/// The kind of a file, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A text that may be a report.
    Text,
    /// A document of a word processor.
    Word,
    /// A document of fixed pages: PDF or OFD.
    Pdf,
    /// A saved web page.
    WebPage,
    /// A spreadsheet.
    Spreadsheet,
    /// A link to a file of one of the kinds above. Links are not followed, because folders can link to each other.
    Link,
    /// Anything else.
    Other,
}

/// Whether a file of this name may be a report.
pub fn may_be_report(path: &Path) -> bool {
    has_extension(path, &EXTENSIONS)
}

/// The kind of a file with this name; `None` for gouji's own files and the lock files of office programs.
pub fn kind(path: &Path) -> Option<Kind> {
    let name = path.file_name()?.to_string_lossy();
    if OWN_FILES.contains(&&*name) || name.starts_with("~$") || name.starts_with(".~") {
        return None;
    }
    if may_be_report(path) {
        return Some(Kind::Text);
    }
    let document = DOCUMENTS.iter().find(|(_, extensions)| has_extension(path, extensions));
    Some(document.map_or(Kind::Other, |(kind, _)| *kind))
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    extensions.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_determines_the_kind_of_a_file() {
        for (name, expected) in [
            ("年报.TXT", Some(Kind::Text)),
            ("a.text", Some(Kind::Text)),
            ("年报.Docx", Some(Kind::Word)),
            ("年报.wps", Some(Kind::Word)),
            ("年报.pdf", Some(Kind::Pdf)),
            ("index.HTM", Some(Kind::WebPage)),
            ("表.et", Some(Kind::Spreadsheet)),
            ("main.rs", Some(Kind::Other)),
            ("Makefile", Some(Kind::Other)),
            ("~$年报.docx", None),
            ("gouji.toml", None),
        ] {
            assert_eq!(kind(Path::new(name)), expected, "{name}");
        }
    }
}

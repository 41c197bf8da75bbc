//! Which files of a folder may be reports, what the others are, and how any file is opened: the same for the command line and the
//! server.

mod ignored;
mod portable_path;
mod read;
mod resolve_inside;
mod walk;

use std::path::Path;

pub use portable_path::portable_path;
pub use read::{Place, Refusal, read, read_within};
pub use resolve_inside::resolve_inside;
pub use walk::{Unlisted, files, report_files};

/// Extensions of files that may be reports.
pub const EXTENSIONS: [&str; 5] = ["txt", "text", "md", "markdown", "disclosure-report"];

/// Extensions of documents that may hold a report, and cannot be read.
const DOCUMENTS: [(Kind, &[&str]); 4] = [
    (Kind::Word, &["docx", "doc", "docm", "dotx", "dot", "wps", "wpt", "rtf", "odt"]),
    (Kind::Pdf, &["pdf", "ofd"]),
    (Kind::WebPage, &["html", "htm", "shtml", "xhtml", "mht", "mhtml"]),
    (Kind::Spreadsheet, &["xls", "xlsx", "xlsm", "csv", "tsv", "et", "ods"]),
];

/// Files beside reports that are gouji's own.
const OWN: [&str; 2] = ["gouji.toml", "gouji-baseline.json"];

/// What a file is, by its name.
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
    /// A link to a file of one of the kinds above. Folders may lead to each other by links, so none is followed.
    Link,
    /// Anything else.
    Other,
}

/// Whether a file of this name may be a report.
pub fn may_be_report(path: &Path) -> bool {
    has_extension(path, &EXTENSIONS)
}

/// What a file of this name is; `None` where it is not the user's.
pub fn kind(path: &Path) -> Option<Kind> {
    let name = path.file_name()?.to_string_lossy();
    if OWN.contains(&&*name) || name.starts_with("~$") || name.starts_with(".~") {
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
    fn a_file_is_what_its_name_says() {
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

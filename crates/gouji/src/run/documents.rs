//! Reports in Word documents, PDF files and web pages: their file names, their text, and messages for places in them.

use std::path::Path;

use gouji_convert::{Failure, LeftOut, Place, PlaceMap};
use gouji_l10n::Message;
use serde::Serialize;

use crate::print::names;
use crate::run::unread::{Cause, Reason};

/// Extensions of the supported documents.
const EXTENSIONS: &[(DocumentKind, &[&str])] = &[
    (DocumentKind::Word, &["docx", "docm", "dotx"]),
    #[cfg(feature = "pdf")]
    (DocumentKind::Pdf, &["pdf"]),
    (DocumentKind::Page, &["html", "htm", "shtml", "xhtml"]),
];
/// The first bytes of a ZIP package, which every Word document is.
const PACKAGE: [u8; 4] = *b"PK\x03\x04";
/// The first bytes of most PDF files.
#[cfg(feature = "pdf")]
const PDF: [u8; 5] = *b"%PDF-";

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DocumentKind {
    /// A Word document.
    Word,
    /// A PDF file.
    #[cfg(feature = "pdf")]
    Pdf,
    /// A saved web page.
    Page,
}

/// The data of a document besides its text.
#[derive(Debug)]
pub struct Document {
    /// Maps each byte of the text to its place in the document.
    pub places: PlaceMap,
    /// Parts of the document that are not in the text.
    pub left_out: LeftOut,
}

/// A place in a document, for programs. Its numbers start from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Spot {
    /// A paragraph outside tables.
    Paragraph {
        /// Its number.
        paragraph: usize,
        /// The page on which it begins, if the document has fixed pages.
        #[serde(skip_serializing_if = "Option::is_none")]
        page: Option<usize>,
    },
    /// A cell.
    Cell {
        /// The number of its table.
        table: usize,
        /// Its row.
        row: usize,
        /// Its column.
        column: usize,
        /// The page of its row, if the document has fixed pages.
        #[serde(skip_serializing_if = "Option::is_none")]
        page: Option<usize>,
    },
}

impl Document {
    /// The place of a byte of the text.
    pub fn spot(&self, byte: usize) -> Option<Spot> {
        Some(match self.places.place(byte)? {
            Place::Paragraph { number, page } => Spot::Paragraph { paragraph: number, page },
            Place::Cell { table, row, column, page } => Spot::Cell { table, row, column, page },
        })
    }
}

impl Spot {
    /// The message for the place.
    pub fn message(self) -> Message {
        let numbers = |message: Message| match self {
            Self::Paragraph { paragraph, .. } => message.with("paragraph", paragraph),
            Self::Cell { table, row, column, .. } => {
                message.with("table", table).with("row", row).with("column", column)
            }
        };
        match self {
            Self::Paragraph { page: None, .. } => numbers(Message::new("cli-place-paragraph")),
            Self::Paragraph { page: Some(page), .. } => {
                numbers(Message::new("cli-place-page-paragraph").with("page", page))
            }
            Self::Cell { page: None, .. } => numbers(Message::new("cli-place-cell")),
            Self::Cell { page: Some(page), .. } => numbers(Message::new("cli-place-page-cell").with("page", page)),
        }
    }

    /// The number that is printed beside the line: that of the paragraph or of the row.
    pub const fn number(self) -> usize {
        match self {
            Self::Paragraph { paragraph, .. } => paragraph,
            Self::Cell { row, .. } => row,
        }
    }
}

/// Whether a file of this name is a document that is read.
pub fn is_document(path: &Path) -> bool {
    kind_by_name(path).is_some()
}

fn kind_by_name(path: &Path) -> Option<DocumentKind> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let contains = |extensions: &[&str]| extensions.iter().any(|known| known.eq_ignore_ascii_case(extension));
    EXTENSIONS.iter().find(|(_, extensions)| contains(extensions)).map(|(kind, _)| *kind)
}

fn kind_by_bytes(bytes: &[u8]) -> Option<DocumentKind> {
    #[cfg(feature = "pdf")]
    if bytes.starts_with(&PDF) {
        return Some(DocumentKind::Pdf);
    }
    if bytes.starts_with(&PACKAGE) { Some(DocumentKind::Word) } else { None }
}

/// Converts a document to text. `None` if neither the bytes nor the name are those of a supported document.
///
/// # Errors
/// The message for a document that cannot be converted.
pub fn text(bytes: &[u8], path: &Path) -> Result<Option<(String, Document)>, Cause> {
    let kind = kind_by_bytes(bytes).or_else(|| kind_by_name(path));
    let converted = match kind {
        Some(DocumentKind::Word) => gouji_convert::word(bytes),
        #[cfg(feature = "pdf")]
        Some(DocumentKind::Pdf) => gouji_convert::pdf(bytes),
        Some(DocumentKind::Page) => gouji_convert::page(bytes),
        None => return Ok(None),
    };
    let converted = converted.map_err(|failure| match kind {
        #[cfg(feature = "pdf")]
        Some(DocumentKind::Pdf) => refused_pdf(failure, path),
        _ => refused(failure, path),
    })?;
    Ok(Some((converted.text, Document { places: converted.places, left_out: converted.left_out })))
}

fn refused(failure: Failure, path: &Path) -> Cause {
    let (reason, id) = match failure {
        // Other packages, such as spreadsheets, are reported by the kind of their name.
        Failure::OtherKind if kind_by_name(path) != Some(DocumentKind::Word) => {
            (crate::run::source::binary(path), "cli-binary")
        }
        Failure::OtherKind | Failure::NoText => (Reason::Word, "cli-document-other"),
        Failure::OldWord => (Reason::Word, "cli-document-old"),
        Failure::Encrypted => (Reason::Encrypted, "cli-document-encrypted"),
        Failure::Damaged => (Reason::Damaged, "cli-document-damaged"),
        Failure::TooLarge => (Reason::TooLarge, "cli-document-too-large"),
    };
    Cause { reason, message: Message::new(id).with("path", names::shown(path)) }
}

#[cfg(feature = "pdf")]
fn refused_pdf(failure: Failure, path: &Path) -> Cause {
    let (reason, id) = match failure {
        Failure::OtherKind | Failure::OldWord => (Reason::Pdf, "cli-pdf-other"),
        Failure::Encrypted => (Reason::Encrypted, "cli-pdf-encrypted"),
        Failure::Damaged => (Reason::Damaged, "cli-pdf-damaged"),
        Failure::NoText => (Reason::Scan, "cli-pdf-scan"),
        Failure::TooLarge => (Reason::TooLarge, "cli-pdf-too-large"),
    };
    Cause { reason, message: Message::new(id).with("path", names::shown(path)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unreadable_documents_are_reported_by_their_kind() {
        for (bytes, name, expected) in [
            (&b"PK\x03\x04"[..], "a.docx", (Reason::Damaged, "cli-document-damaged")),
            (b"{\\rtf1", "a.docx", (Reason::Word, "cli-document-other")),
            (b"\xD0\xCF\x11\xE0", "a.docx", (Reason::Word, "cli-document-old")),
            (
                b"\xD0\xCF\x11\xE0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
                "a.docx",
                (Reason::Encrypted, "cli-document-encrypted"),
            ),
        ] {
            let cause = text(bytes, Path::new(name)).expect_err("it is no document");
            assert_eq!((cause.reason, cause.message.id), expected, "{bytes:?}");
        }
        for (bytes, name) in [(&b"\xD0\xCF\x11\xE0"[..], "a.doc"), (b"text", "a.txt"), (b"<p>", "a.md")] {
            assert!(text(bytes, Path::new(name)).is_ok_and(|read| read.is_none()), "{name}");
        }
        let page = text(b"<p>1", Path::new("a.HTM")).ok().flatten();
        assert_eq!(page.map(|(text, _)| text).as_deref(), Some("1\n\n"));
    }
}

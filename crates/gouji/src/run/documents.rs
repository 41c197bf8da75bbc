//! Reports in Word documents, PDF files and web pages: their file names, their text, and messages for places in them.

use std::path::Path;

use gouji_convert::{DocumentKind, Failure, LeftOut, Place, PlaceMap};
use gouji_l10n::Message;
use serde::Serialize;

use crate::print::names;
use crate::run::unread::{Cause, Reason};

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
    DocumentKind::from_name(path).is_some()
}

/// Converts a document to text. `None` if neither the bytes nor the name are those of a supported document.
///
/// # Errors
/// The message for a document that cannot be converted.
pub fn text(bytes: &[u8], path: &Path) -> Result<Option<(String, Document)>, Cause> {
    let kind = match DocumentKind::from_content(bytes, path) {
        Some(DocumentKind::RichText) => return Err(cause(Reason::Word, "cli-unread-word", path)),
        Some(kind) => kind,
        None => return Ok(None),
    };
    let converted = kind.convert(bytes).map_err(|failure| match kind {
        #[cfg(feature = "pdf")]
        DocumentKind::Pdf => refused_pdf(failure, path),
        _ => refused(failure, path),
    })?;
    Ok(Some((converted.text, Document { places: converted.places, left_out: converted.left_out })))
}

fn refused(failure: Failure, path: &Path) -> Cause {
    let is_word = matches!(DocumentKind::from_name(path), Some(DocumentKind::Word | DocumentKind::Word97));
    match failure {
        Failure::OtherKind if is_word => cause(Reason::Word, "cli-document-other", path),
        // Other packages, such as spreadsheets, are reported by the kind of their name.
        Failure::OtherKind | Failure::NoText => crate::run::source::binary(path),
        Failure::OldWord => cause(Reason::Word, "cli-document-old", path),
        Failure::Encrypted => cause(Reason::Encrypted, "cli-document-encrypted", path),
        Failure::Damaged => cause(Reason::Damaged, "cli-document-damaged", path),
        Failure::TooLarge => cause(Reason::TooLarge, "cli-document-too-large", path),
    }
}

fn cause(reason: Reason, id: &'static str, path: &Path) -> Cause {
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
            (b"{\\rtf1", "a.docx", (Reason::Word, "cli-unread-word")),
            (b"{\\rtf1", "a.txt", (Reason::Word, "cli-unread-word")),
            (b"plain", "a.doc", (Reason::Word, "cli-document-other")),
            (b"plain", "a.docx", (Reason::Word, "cli-document-other")),
            (b"\xD0\xCF\x11\xE0", "a.docx", (Reason::Damaged, "cli-document-damaged")),
            (b"\xD0\xCF\x11\xE0", "a.doc", (Reason::Damaged, "cli-document-damaged")),
            (b"plain", "a.mht", (Reason::WebPage, "cli-unread-web-page")),
        ] {
            let cause = text(bytes, Path::new(name)).expect_err("it is no document");
            assert_eq!((cause.reason, cause.message.id), expected, "{bytes:?}");
        }
        for (bytes, name) in [(&b"text"[..], "a.txt"), (b"<p>", "a.md"), (b"<html><p>", "a.md")] {
            assert!(text(bytes, Path::new(name)).is_ok_and(|read| read.is_none()), "{name}");
        }
        let page = text(b"<p>1", Path::new("a.HTM")).ok().flatten();
        assert_eq!(page.map(|(text, _)| text).as_deref(), Some("1\n\n"));
    }

    #[test]
    fn the_content_decides_and_not_the_name() {
        let archive = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>1\r\n--x--\r\n";
        let page = b"\xEF\xBB\xBF <html xmlns=\"x\"><p>1";
        for (bytes, name) in
            [(&page[..], "a.doc"), (page, "a.docx"), (page, "a.mht"), (archive, "a.doc"), (archive, "a.mht")]
        {
            let read = text(bytes, Path::new(name)).ok().flatten();
            assert_eq!(read.map(|(text, _)| text).as_deref(), Some("1\n\n"), "{name}");
        }
    }
}

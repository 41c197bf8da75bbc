//! Reports in Word documents, PDF files and web pages: their file names, their text, and messages for places in them.

use std::path::Path;

use gouji_convert::{DocumentKind, Failure, LeftOut, Place, PlaceMap};
use gouji_ide::features::document;
use gouji_l10n::{Message, msg};
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
        match self {
            Self::Paragraph { paragraph, page: None } => msg::CliPlaceParagraph { paragraph }.into(),
            Self::Paragraph { paragraph, page: Some(page) } => msg::CliPlacePageParagraph { page, paragraph }.into(),
            Self::Cell { table, row, column, page: None } => msg::CliPlaceCell { table, row, column }.into(),
            Self::Cell { table, row, column, page: Some(page) } => {
                msg::CliPlacePageCell { page, table, row, column }.into()
            }
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
    let Some(kind) = DocumentKind::from_content(bytes, path) else { return Ok(None) };
    let converted = kind.convert(bytes).map_err(|failure| refused(kind, failure, path))?;
    Ok(Some((converted.text, Document { places: converted.places, left_out: converted.left_out })))
}

fn refused(kind: DocumentKind, failure: Failure, path: &Path) -> Cause {
    let is_container = matches!(kind, DocumentKind::Word | DocumentKind::Word97);
    let is_named_word = matches!(DocumentKind::from_name(path), Some(DocumentKind::Word | DocumentKind::Word97));
    let reason = match (failure, kind) {
        // Spreadsheets and archives have the same containers. They are reported by the kind of their name.
        (Failure::OtherKind | Failure::NoText, _) if is_container && !is_named_word => {
            return crate::run::source::binary(path);
        }
        (Failure::Encrypted, _) => Reason::Encrypted,
        (Failure::Damaged, _) => Reason::Damaged,
        (Failure::TooLarge, _) => Reason::TooLarge,
        (Failure::NoText, DocumentKind::Pdf) => Reason::Scan,
        (_, DocumentKind::Pdf) => Reason::Pdf,
        (Failure::OtherKind | Failure::NoText, DocumentKind::Page | DocumentKind::WebArchive) => Reason::WebPage,
        _ => Reason::Word,
    };
    Cause { reason, message: document::refused(Some(kind), failure, &names::shown(path)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_l10n::MessageId;

    #[test]
    fn unreadable_documents_are_reported_by_their_kind() {
        for (bytes, name, expected) in [
            (&b"PK\x03\x04"[..], "a.docx", (Reason::Damaged, MessageId::CliDocumentDamaged)),
            (b"{\\rtf1", "a.docx", (Reason::Word, MessageId::CliUnreadWord)),
            (b"{\\rtf1", "a.txt", (Reason::Word, MessageId::CliUnreadWord)),
            (b"plain", "a.doc", (Reason::Word, MessageId::CliDocumentOther)),
            (b"plain", "a.docx", (Reason::Word, MessageId::CliDocumentOther)),
            (b"\xD0\xCF\x11\xE0", "a.docx", (Reason::Damaged, MessageId::CliDocumentDamaged)),
            (b"\xD0\xCF\x11\xE0", "a.doc", (Reason::Damaged, MessageId::CliDocumentDamaged)),
            (b"plain", "a.mht", (Reason::WebPage, MessageId::CliUnreadWebPage)),
        ] {
            let cause = text(bytes, Path::new(name)).expect_err("it is no document");
            assert_eq!((cause.reason, cause.message.id()), expected, "{bytes:?}");
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

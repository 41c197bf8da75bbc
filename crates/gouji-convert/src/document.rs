//! The kinds of documents: which one a file is, and its conversion to text.

use std::path::Path;

use crate::{COMPOUND, Converted, Failure, page, web_archive, word, word97};

/// Extensions of the supported documents.
const EXTENSIONS: &[(DocumentKind, &[&str])] = &[
    (DocumentKind::Word, &["docx", "docm", "dotx"]),
    (DocumentKind::Word97, &["doc", "dot", "wps", "wpt"]),
    #[cfg(feature = "pdf")]
    (DocumentKind::Pdf, &["pdf"]),
    (DocumentKind::Page, &["html", "htm", "shtml", "xhtml"]),
    (DocumentKind::WebArchive, &["mht", "mhtml"]),
];
/// The first bytes of a ZIP package, which every Word document is.
const PACKAGE: [u8; 4] = *b"PK\x03\x04";
/// The first bytes of most PDF files.
#[cfg(feature = "pdf")]
const PDF: [u8; 5] = *b"%PDF-";
/// The first bytes of documents in Rich Text Format.
const RICH_TEXT: &[u8] = b"{\\rtf";
/// Bytes at the start of a file in which marks of web pages are searched.
const HEAD: usize = 1024;

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// A Word document.
    Word,
    /// A Word document in the format of Word 97 to 2003.
    Word97,
    /// A PDF file. No file is of this kind if the feature `pdf` is off.
    Pdf,
    /// A saved web page.
    Page,
    /// An archive of a web page.
    WebArchive,
    /// A document in Rich Text Format, which cannot be converted.
    RichText,
}

impl DocumentKind {
    /// The extensions of all supported documents, in lower case.
    pub fn extensions() -> impl Iterator<Item = &'static str> {
        EXTENSIONS.iter().flat_map(|(_, extensions)| extensions.iter().copied())
    }

    /// The kind by the extension of a file name; `None` if it is not that of a supported document.
    #[must_use]
    pub fn from_name(path: &Path) -> Option<Self> {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let contains = |extensions: &[&str]| extensions.iter().any(|known| known.eq_ignore_ascii_case(extension));
        EXTENSIONS.iter().find(|(_, extensions)| contains(extensions)).map(|(kind, _)| *kind)
    }

    /// The kind by content and file name; `None` if neither is that of a supported document. The content counts more than the name,
    /// because names are often wrong: systems export web pages as `.doc`.
    #[must_use]
    pub fn from_content(bytes: &[u8], path: &Path) -> Option<Self> {
        if bytes.starts_with(&PACKAGE) {
            return Some(Self::Word);
        }
        #[cfg(feature = "pdf")]
        if bytes.starts_with(&PDF) {
            return Some(Self::Pdf);
        }
        if bytes.starts_with(&COMPOUND) {
            return Some(Self::Word97);
        }
        if bytes.starts_with(RICH_TEXT) {
            return Some(Self::RichText);
        }
        let named = Self::from_name(path)?;
        let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default().to_ascii_lowercase();
        let contains = |words: &[u8]| head.windows(words.len()).any(|window| window == words);
        // Only a file with the name of a document can be a web page. In a text, such words are words of the text.
        let is_markup =
            head.trim_ascii_start().strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).trim_ascii_start().starts_with(b"<");
        let is_page = is_markup
            && [&b"<html"[..], b"<!doctype html", b"<head", b"<meta", b"<table"].iter().any(|tag| contains(tag));
        Some(match named {
            _ if contains(b"mime-version:") && contains(b"multipart/") => Self::WebArchive,
            _ if is_page => Self::Page,
            named => named,
        })
    }

    /// Converts a document of this kind to text.
    ///
    /// # Errors
    /// If the document cannot be read. [`Failure::OtherKind`] for [`DocumentKind::RichText`].
    pub fn convert(self, bytes: &[u8]) -> Result<Converted, Failure> {
        match self {
            Self::Word => word(bytes),
            Self::Word97 => word97(bytes),
            #[cfg(feature = "pdf")]
            Self::Pdf => crate::pdf(bytes),
            #[cfg(not(feature = "pdf"))]
            Self::Pdf => Err(Failure::OtherKind),
            Self::Page => page(bytes),
            Self::WebArchive => web_archive(bytes),
            Self::RichText => Err(Failure::OtherKind),
        }
    }
}

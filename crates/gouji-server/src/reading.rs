//! Reads the text of a file in any format: text in any encoding, Word documents, PDF files and web pages.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use gouji_convert::{Converted, DocumentKind, Failure, decode};

use crate::log::warn;

/// Whether a file with this name is a document that is converted to text.
pub(crate) fn is_document(path: &Path) -> bool {
    DocumentKind::from_name(path).is_some()
}

/// Converts a document to text. A panic of a library counts as damage of the document.
///
/// # Errors
/// The reason why it cannot be converted.
pub(crate) fn convert(kind: DocumentKind, bytes: &[u8]) -> Result<Converted, Failure> {
    let converted = catch_unwind(AssertUnwindSafe(|| kind.convert(bytes)));
    converted.unwrap_or_else(|_| {
        warn("converting a document failed; the server goes on");
        Err(Failure::Damaged)
    })
}

/// The text of a file with these bytes; `None` if it has none.
pub(crate) fn text(bytes: Vec<u8>, path: &Path) -> Option<String> {
    match DocumentKind::from_content(&bytes, path) {
        Some(kind) => convert(kind, &bytes).ok().map(|converted| converted.text),
        None => decode(bytes).ok().map(|(text, _)| text).filter(|text| !text.contains('\0')),
    }
}

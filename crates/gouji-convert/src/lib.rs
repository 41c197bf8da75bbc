//! Conversion of documents to text: from bytes to the text of the report, with a map from places of the text to places of the
//! document.
//!
//! The text has the layout that gouji reads best: one paragraph per line, and tables as rows of cells separated by
//! tabs. This crate uses no files, no protocol and no clock. Time and memory are bounded for every input (`limits.rs`),
//! and no input makes it panic.

mod annotate;
mod document;
mod encoding;
mod failure;
mod grid;
mod layout;
mod limits;
mod markdown;
mod page;
#[cfg(feature = "pdf")]
mod pdf;
mod place;
pub mod publish;
mod word;
mod word97;

pub use annotate::{Annotated, Note, TrackedChange, annotate};
pub use document::DocumentKind;
pub use encoding::{Encoding, NotText, decode};
pub use failure::Failure;
pub use markdown::{MarkdownStyle, TextOrigin, markdown, unwritten_tables};
pub use page::{page, web_archive};
#[cfg(feature = "pdf")]
pub use pdf::pdf;
pub use place::{Merge, Place, PlaceMap};
pub use word::word;
pub use word97::word97;

/// The first bytes of a compound file: a Word document in a format before 2007, or any Office document with a password.
pub(crate) const COMPOUND: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// A document as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Converted {
    /// The text: UTF-8, each line ended by `\n`.
    pub text: String,
    /// Maps each byte of the text to its place in the document.
    pub places: PlaceMap,
    /// The parts of the document that the text leaves out.
    pub left_out: LeftOut,
}

/// The parts of a document that the text leaves out. The text includes tracked changes as if they were accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Comments.
    pub comments: bool,
    /// Tracked changes that nobody has accepted or rejected yet.
    pub changes: bool,
    /// Footnotes or endnotes.
    pub notes: bool,
}

//! Conversion of Word documents in the binary format of Word 97 to 2003 (`.doc`, and `.wps` of WPS Writer): \[MS-DOC\], as Word,
//! WPS and LibreOffice write it.
//!
//! The names of the structures in \[MS-DOC\] are in the comments, so that a reader can find them there.

mod body;
mod container;
mod formatting;
mod header;
mod lists;
mod little_endian;
mod pieces;
mod properties;
mod rows;
mod sprms;
mod stylesheet;
mod text_boxes;

use crate::{Converted, Failure};

/// Converts a Word document in the format of Word 97 to 2003 to text, in the same way as [`crate::word`] converts a `.docx`.
///
/// # Errors
/// If it is not such a document, or cannot be read.
pub fn word97(bytes: &[u8]) -> Result<Converted, Failure> {
    let streams = container::open(bytes)?;
    body::read(&streams)
}

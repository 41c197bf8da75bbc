//! Conversion of Word documents (`.docx`): ECMA-376, part 1, as Word and WPS implement it.

mod body;
pub mod numbering;
mod numerals;
pub mod package;
pub mod story;
pub mod styles;
mod xml;

use crate::{Converted, Failure};
use body::Body;
use numbering::Numbering;
use package::Package;
use styles::Styles;

/// Converts a Word document to text: its body as Word prints it with all changes accepted, with the numbers of its
/// paragraphs, but without headers, footers and notes.
///
/// # Errors
/// If it is not a Word document, or cannot be read.
pub fn word(bytes: &[u8]) -> Result<Converted, Failure> {
    let mut package = Package::open(bytes)?;
    let name = package.document()?;
    let document = package.part(&name)?.ok_or(Failure::Damaged)?;
    let styles = package.related_part(&name, "/styles")?.map(|part| Styles::read(&part)).transpose()?;
    let numbering = package.related_part(&name, "/numbering")?.map(|part| Numbering::read(&part)).transpose()?;
    Body::new(styles.unwrap_or_default(), numbering.unwrap_or_default()).read(&document)
}

//! Word documents (`.docx`): ECMA-376, part 1, and what Word and WPS make of it.

mod body;
mod numbering;
mod numerals;
mod package;
mod story;
mod styles;
mod xml;

use crate::{Converted, Failure};
use body::Body;
use numbering::Numbering;
use package::Package;
use styles::Styles;

/// The text of the Word document that `bytes` are: its body as Word prints it with all changes accepted, with the numbers of its
/// paragraphs, without headers, footers and notes.
///
/// # Errors
/// Where it is no Word document, or none that can be read.
pub fn word(bytes: &[u8]) -> Result<Converted, Failure> {
    let mut package = Package::open(bytes)?;
    let name = package.document()?;
    let document = package.part(&name)?.ok_or(Failure::Damaged)?;
    let styles = package.beside(&name, "/styles")?.map(|part| Styles::read(&part)).transpose()?;
    let numbering = package.beside(&name, "/numbering")?.map(|part| Numbering::read(&part)).transpose()?;
    Body::new(styles.unwrap_or_default(), numbering.unwrap_or_default()).read(&document)
}

//! Conversion of Word documents (`.docx`): ECMA-376, part 1, as Word and WPS implement it.

mod body;
pub mod numbering;
mod numerals;
pub mod package;
pub mod sources;
pub mod story;
pub mod styles;
pub mod xml;

use crate::{Converted, Failure};
use body::BodyReader;
use numbering::Numbering;
use package::Package;
use sources::Sources;
use styles::Styles;

/// The text of a Word document, and where it was read.
pub struct ConvertedWithSources {
    /// The text.
    pub converted: Converted,
    /// For each place of the text, the paragraphs from which it was read.
    pub paragraphs: Vec<Vec<usize>>,
    /// The paragraphs of the part with the document.
    pub sources: Sources,
}

/// [`word`], with the places in the part `name` from which the text was read.
///
/// # Errors
/// The same as for [`word`].
pub fn word_with_sources(package: &mut Package<'_>, name: &str) -> Result<ConvertedWithSources, Failure> {
    let document = package.part(name)?.ok_or(Failure::Damaged)?;
    body(package, name)?.read_with_sources(&document)
}

/// The reader of the part `name`.
fn body(package: &mut Package<'_>, name: &str) -> Result<BodyReader, Failure> {
    let styles = package.related_part(name, "/styles")?.map(|part| Styles::read(&part)).transpose()?;
    let numbering = package.related_part(name, "/numbering")?.map(|part| Numbering::read(&part)).transpose()?;
    Ok(BodyReader::new(styles.unwrap_or_default(), numbering.unwrap_or_default()))
}

/// Converts a Word document to text: its body as Word prints it with all changes accepted, with the numbers of its
/// paragraphs, but without headers, footers and notes.
///
/// # Errors
/// If it is not a Word document, or cannot be read.
pub fn word(bytes: &[u8]) -> Result<Converted, Failure> {
    let mut package = Package::open(bytes)?;
    let name = package.document()?;
    let document = package.part(&name)?.ok_or(Failure::Damaged)?;
    body(&mut package, &name)?.read(&document)
}

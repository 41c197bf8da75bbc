//! Conversion of PDF files with a text layer: text and ruling lines become paragraphs and tables.

mod content;
mod font;
mod furniture;
mod ink;
mod lines;
mod matrix;
mod pages;
mod paragraphs;
mod path;
mod rules;
mod sheet;
mod streams;
mod tables;
mod text;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::layout::lay_out;
use crate::{Converted, Failure, LeftOut, limits};

/// Converts a PDF file to text.
///
/// # Errors
/// If the file needs a password, is damaged or too large, or has no text.
pub fn pdf(bytes: &[u8]) -> Result<Converted, Failure> {
    if bytes.len() > limits::FILE {
        return Err(Failure::TooLarge);
    }
    streams::check(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(refused)?;
    let pages = pdf.pages();
    if pages.len() > limits::PAGES {
        return Err(Failure::TooLarge);
    }
    let mut reader = content::Reader::new();
    let mut sheets = Vec::new();
    for page in pages.iter() {
        sheets.push(sheet::Sheet::new(reader.read(page)?));
    }
    lay_out(pages::blocks(sheets)?, LeftOut::default())
}

fn refused(error: LoadPdfError) -> Failure {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
            Failure::Encrypted
        }
        _ => Failure::Damaged,
    }
}

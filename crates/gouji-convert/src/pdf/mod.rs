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

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::layout::{Block, lay_out};
use crate::{Converted, Failure, LeftOut, limits};

/// Bytes at the beginning of a file in which other programs look for the mark of PDF.
const HEADER: usize = 1_024;

/// Converts a PDF file to text.
///
/// # Errors
/// If the file needs a password, is damaged or too large, or has no text.
pub fn pdf(bytes: &[u8]) -> Result<Converted, Failure> {
    if bytes.len() > limits::FILE {
        return Err(Failure::TooLarge);
    }
    if memchr::memmem::find(bytes.get(..HEADER).unwrap_or(bytes), b"%PDF-").is_none() {
        return Err(Failure::OtherKind);
    }
    streams::check(bytes)?;
    // The libraries add offsets of the file without a check, which panics in a build with overflow checks.
    let blocks = catch_unwind(AssertUnwindSafe(|| blocks(bytes))).unwrap_or(Err(Failure::Damaged))?;
    lay_out(blocks, LeftOut::default())
}

/// The paragraphs and tables of a file.
fn blocks(bytes: &[u8]) -> Result<Vec<Block>, Failure> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(refused)?;
    let pages = pdf.pages();
    if pages.len() > limits::PAGES {
        return Err(Failure::TooLarge);
    }
    let mut reader = content::ContentReader::new();
    let mut sheets = Vec::new();
    let (mut known, mut unknown) = (0, 0);
    for page in pages.iter() {
        let ink = reader.read(page)?;
        known += ink.glyphs.len();
        unknown += ink.unknown;
        sheets.push(sheet::Sheet::new(ink));
    }
    // A few page numbers over pictures of pages are no text either, but a report with a strange font for one heading is.
    if known == 0 || known < unknown {
        return Err(Failure::NoText);
    }
    pages::blocks(sheets)
}

fn refused(error: LoadPdfError) -> Failure {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
            Failure::Encrypted
        }
        _ => Failure::Damaged,
    }
}

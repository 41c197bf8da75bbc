//! How findings are printed.

mod json;
mod text;

use std::io::{self, Stdout};
use std::path::Path;

use anstream::AutoStream;
use gouji_core::{Catalogue, Finding};

use crate::check::Format;

/// A file and what was found in it.
pub struct Checked<'a> {
    /// Its path, as the user wrote it or as it was found.
    pub path: &'a Path,
    /// Its text.
    pub text: &'a str,
    /// What was found, in the order of the text.
    pub findings: &'a [Finding],
}

/// Prints findings in one format.
pub enum Printer {
    /// For people.
    Text(AutoStream<Stdout>),
    /// One JSON array, which grows file by file.
    Json(json::Array<AutoStream<Stdout>>),
}

impl Printer {
    /// A printer to `out`.
    pub fn new(format: Format, out: AutoStream<Stdout>) -> Self {
        match format {
            Format::Text => Self::Text(out),
            Format::Json => Self::Json(json::Array::new(out)),
        }
    }

    /// Prints what was found in one file.
    ///
    /// # Errors
    /// Where nobody reads any more.
    pub fn print(&mut self, checked: &Checked<'_>, catalogue: &Catalogue) -> io::Result<()> {
        match self {
            Self::Text(out) => text::print(out, checked, catalogue),
            Self::Json(array) => array.print(checked, catalogue),
        }
    }

    /// Ends the output.
    ///
    /// # Errors
    /// Where nobody reads any more.
    pub fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::Text(_) => Ok(()),
            Self::Json(array) => array.finish(),
        }
    }
}

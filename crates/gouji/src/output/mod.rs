//! How findings are printed.

mod json;
mod sheets;
mod text;

use std::io::{self, Stdout};

use anstream::AutoStream;
use clap::ValueEnum;
use gouji_core::Catalogue;

use crate::session::Checked;

/// Form of the output.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Format {
    /// For people. 供人阅读。
    #[default]
    Text,
    /// One JSON array. 一个 JSON 数组。
    Json,
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
    pub fn print(&mut self, checked: &Checked, catalogue: &Catalogue) -> io::Result<()> {
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

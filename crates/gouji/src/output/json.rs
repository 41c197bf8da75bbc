//! One JSON array, written element by element, one a line.

use std::io::{self, Write};

use gouji_core::Catalogue;

use super::Printer;
use super::element::elements;
use crate::session::Checked;

/// An array that grows file by file.
pub struct Array<W> {
    out: W,
    elements: usize,
}

impl<W> Array<W> {
    pub const fn new(out: W) -> Self {
        Self { out, elements: 0 }
    }
}

impl<W: Write> Printer for Array<W> {
    fn print(&mut self, checked: &Checked, catalogue: &Catalogue) -> io::Result<()> {
        for element in elements(checked, catalogue) {
            self.out.write_all(if self.elements == 0 { b"[\n" } else { b",\n" })?;
            self.elements += 1;
            serde_json::to_writer(&mut self.out, &element)?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Catalogue) -> io::Result<()> {
        self.out.write_all(if self.elements == 0 { b"[]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}

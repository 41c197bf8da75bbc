//! One JSON object a line, as soon as it is known: for programs that read while reports are checked.

use std::io::{self, Write};

use gouji_core::Catalogue;

use super::Printer;
use super::element::elements;
use crate::session::Checked;

/// Objects, each on its line.
pub struct Lines<W> {
    out: W,
}

impl<W> Lines<W> {
    pub const fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> Printer for Lines<W> {
    fn print(&mut self, checked: &Checked, catalogue: &Catalogue) -> io::Result<()> {
        for element in elements(checked, catalogue) {
            serde_json::to_writer(&mut self.out, &element)?;
            self.out.write_all(b"\n")?;
        }
        self.out.flush()
    }

    fn finish(&mut self, _: &Catalogue) -> io::Result<()> {
        Ok(())
    }
}

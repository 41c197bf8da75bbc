//! Pieces of output in their order, within their frame.

use std::io::{self, BufWriter, Write};

use gouji_l10n::Catalogue;

use super::{Frame, Printer};
use crate::run::session::Checked;
use crate::run::summary::Seen;

/// Bytes that are written at once.
const BUFFER: usize = 1 << 16;

/// Writes what a printer makes.
pub struct Stream<'a, W: Write, T = Checked> {
    printer: &'a dyn Printer<T>,
    catalogue: &'a Catalogue,
    out: BufWriter<W>,
    /// `None` until something is printed.
    frame: Option<Frame>,
    /// Pieces of a format whose head counts all of them.
    waiting: String,
}

impl<'a, W: Write, T> Stream<'a, W, T> {
    /// Writes to `out`.
    pub fn new(printer: &'a dyn Printer<T>, catalogue: &'a Catalogue, out: W) -> Self {
        let out = BufWriter::with_capacity(BUFFER, out);
        Self { printer, catalogue, out, frame: None, waiting: String::new() }
    }

    /// Takes what is printed of the next file.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn print(&mut self, piece: &str) -> io::Result<()> {
        if self.printer.counts() {
            self.waiting.push_str(piece);
            return Ok(());
        }
        if piece.is_empty() {
            return Ok(());
        }
        match &self.frame {
            Some(frame) => self.out.write_all(frame.between.as_bytes())?,
            None => {
                let frame = self.printer.frame(&Seen::default(), self.catalogue);
                self.out.write_all(frame.head.as_bytes())?;
                self.frame = Some(frame);
            }
        }
        self.out.write_all(piece.as_bytes())
    }

    /// Ends the output of a run that has seen this, and gives back where it went.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn finish(mut self, seen: &Seen) -> io::Result<W> {
        // The foot may tell of all that was seen; a head that was printed has told of nothing.
        let frame = self.printer.frame(seen, self.catalogue);
        let all = match (self.frame, self.waiting.is_empty()) {
            (Some(_), _) => [frame.foot.as_str(), "", ""],
            (None, true) => [frame.none.as_str(), "", ""],
            (None, false) => [frame.head.as_str(), &self.waiting, &frame.foot],
        };
        all.iter().try_for_each(|part| self.out.write_all(part.as_bytes()))?;
        self.out.flush()?;
        self.out.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

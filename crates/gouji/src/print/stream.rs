//! Pieces of output in their order, within their envelope.

use std::io::{self, BufWriter, Write};

use gouji_l10n::Catalogue;

use super::{Envelope, Printer};
use crate::run::session::CheckedReport;
use crate::run::summary::Totals;

/// Bytes that are written at once.
const BUFFER: usize = 1 << 16;

/// Writes what a printer makes.
pub struct Stream<'a, W: Write, T = CheckedReport> {
    printer: &'a dyn Printer<T>,
    catalogue: &'a Catalogue,
    out: BufWriter<W>,
    /// `None` until something is printed.
    envelope: Option<Envelope>,
    /// Pieces of a format whose head counts all of them.
    waiting: String,
}

impl<'a, W: Write, T> Stream<'a, W, T> {
    /// Writes to `out`.
    pub fn new(printer: &'a dyn Printer<T>, catalogue: &'a Catalogue, out: W) -> Self {
        let out = BufWriter::with_capacity(BUFFER, out);
        Self { printer, catalogue, out, envelope: None, waiting: String::new() }
    }

    /// Takes what is printed of the next file.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn print(&mut self, fragment: &str) -> io::Result<()> {
        if self.printer.needs_totals() {
            self.waiting.push_str(fragment);
            return Ok(());
        }
        if fragment.is_empty() {
            return Ok(());
        }
        match &self.envelope {
            Some(envelope) => self.out.write_all(envelope.between.as_bytes())?,
            None => {
                let envelope = self.printer.envelope(&Totals::default(), self.catalogue);
                self.out.write_all(envelope.head.as_bytes())?;
                self.envelope = Some(envelope);
            }
        }
        self.out.write_all(fragment.as_bytes())
    }

    /// Ends the output of a run that has seen this, and gives back where it went.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn finish(mut self, seen: &Totals) -> io::Result<W> {
        // The foot may tell of all that was seen; a head that was printed has told of nothing.
        let envelope = self.printer.envelope(seen, self.catalogue);
        let all = match (self.envelope, self.waiting.is_empty()) {
            (Some(_), _) => [envelope.foot.as_str(), "", ""],
            (None, true) => [envelope.none.as_str(), "", ""],
            (None, false) => [envelope.head.as_str(), &self.waiting, &envelope.foot],
        };
        all.iter().try_for_each(|part| self.out.write_all(part.as_bytes()))?;
        self.out.flush()?;
        self.out.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

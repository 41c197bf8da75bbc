//! Pieces of output in their order, within their envelope.

use std::io::{self, BufWriter, Seek, Write};

use gouji_l10n::Catalogue;
use tempfile::SpooledTempFile;

use super::{Envelope, Printer};
use crate::run::checked::CheckedReport;
use crate::run::totals::Totals;

/// The size of the write buffer, in bytes.
const BUFFER: usize = 1 << 16;
/// Up to this number of bytes, fragments wait in memory; more of them wait in a temporary file.
const MAX_WAITING_BYTES: usize = 1 << 20;

/// Writes the fragments of a printer.
pub struct Stream<'a, W: Write, T = CheckedReport> {
    printer: &'a dyn Printer<T>,
    catalogue: &'a Catalogue,
    out: BufWriter<W>,
    /// `None` until the first fragment is written.
    envelope: Option<Envelope>,
    /// Fragments that wait for the end of the run, because the head needs the totals.
    waiting: SpooledTempFile,
    is_waiting: bool,
}

impl<'a, W: Write, T> Stream<'a, W, T> {
    /// A stream that writes to `out`.
    pub fn new(printer: &'a dyn Printer<T>, catalogue: &'a Catalogue, out: W) -> Self {
        let out = BufWriter::with_capacity(BUFFER, out);
        Self {
            printer,
            catalogue,
            out,
            envelope: None,
            waiting: SpooledTempFile::new(MAX_WAITING_BYTES),
            is_waiting: false,
        }
    }

    /// Writes the fragment of the next file.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn print(&mut self, fragment: &str) -> io::Result<()> {
        if self.printer.needs_totals() {
            self.is_waiting |= !fragment.is_empty();
            return self.waiting.write_all(fragment.as_bytes());
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

    /// The destination.
    pub fn out(&mut self) -> &mut W {
        self.out.get_mut()
    }

    /// Ends the output of a run with these totals, and returns the destination.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn finish(mut self, totals: &Totals) -> io::Result<W> {
        // The foot can depend on the totals; a head that was written before could not.
        let envelope = self.printer.envelope(totals, self.catalogue);
        if self.is_waiting {
            self.out.write_all(envelope.head.as_bytes())?;
            self.waiting.rewind()?;
            io::copy(&mut self.waiting, &mut self.out)?;
        }
        let end = if self.is_waiting || self.envelope.is_some() { envelope.foot } else { envelope.none };
        self.out.write_all(end.as_bytes())?;
        self.out.flush()?;
        self.out.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

//! The destination of the output: standard output, or a file that is written at the end of the run.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use gouji_l10n::Message;

use crate::print::names;
use crate::run::inputs::Origin;
use crate::run::summary::Totals;
use crate::run::unread::Reason;

/// A destination for output.
pub enum Outlet {
    /// Standard output, without colours.
    Standard,
    /// Standard output, with colours if it supports them.
    Coloured(AutoStream<io::Stdout>),
    /// A file, with its content.
    File(PathBuf, Vec<u8>),
}

impl Outlet {
    /// Standard output.
    pub fn standard(color: ColorChoice) -> Self {
        let coloured = AutoStream::new(io::stdout(), color);
        match coloured.current_choice() {
            // Without support for colours, none are written.
            ColorChoice::Never => Self::Standard,
            _ => Self::Coloured(coloured),
        }
    }

    /// The file at `path`. [`Outlet::close`] writes it.
    pub const fn file(path: PathBuf) -> Self {
        Self::File(path, Vec::new())
    }

    /// Whether the output supports colours.
    pub const fn is_coloured(&self) -> bool {
        matches!(self, Self::Coloured(_))
    }

    /// Writes the file, if there is one. A file of the run that may be a report is not overwritten.
    ///
    /// # Errors
    /// A message for the user if the file cannot be written.
    pub fn close(self, totals: &Totals) -> Result<(), Message> {
        let Self::File(path, bytes) = self else { return Ok(()) };
        let message = |id| Message::new(id).with("path", names::shown(&path));
        if is_input(&path, totals) {
            return Err(message("cli-output-is-input"));
        }
        fs::write(&path, bytes).map_err(|error| message("cli-output-unwritable").with("reason", error.to_string()))
    }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard => io::stdout().write(bytes),
            Self::Coloured(out) => out.write(bytes),
            Self::File(_, all) => all.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard => io::stdout().flush(),
            Self::Coloured(out) => out.flush(),
            Self::File(..) => Ok(()),
        }
    }
}

/// Whether `target` is a file of the run that may be a report.
fn is_input(target: &Path, totals: &Totals) -> bool {
    // A file that does not exist is no input.
    let Ok(target) = target.canonicalize() else { return false };
    let is_target = |path: &Path| path.canonicalize().is_ok_and(|path| path == target);
    // The output of an earlier run may be in the folder.
    let may_hold_report = |reason: Reason, origin| origin == Origin::Named || reason.may_hold_report();
    totals.checked.iter().any(|path| is_target(path))
        || totals
            .unread
            .iter()
            .any(|unread| may_hold_report(unread.cause.reason, unread.origin) && is_target(&unread.path))
}

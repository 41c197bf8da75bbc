//! Where output goes: to standard output, or into a file that is written once all is known.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use gouji_l10n::Message;

use crate::print::names;
use crate::run::inputs::Origin;
use crate::run::summary::Totals;
use crate::run::unread::Reason;

/// A place for output.
pub enum Outlet {
    /// Standard output, as it is.
    Standard,
    /// Standard output, with colours as far as it shows them.
    Coloured(AutoStream<io::Stdout>),
    /// A file, with what is to stand in it.
    File(PathBuf, Vec<u8>),
}

impl Outlet {
    /// Standard output.
    pub fn standard(color: ColorChoice) -> Self {
        let coloured = AutoStream::new(io::stdout(), color);
        match coloured.current_choice() {
            // Colours that would only be taken out again are not put in.
            ColorChoice::Never => Self::Standard,
            _ => Self::Coloured(coloured),
        }
    }

    /// The file at `path`, which is written by [`Outlet::close`] and not before.
    pub const fn file(path: PathBuf) -> Self {
        Self::File(path, Vec::new())
    }

    /// Whether colours show.
    pub const fn is_coloured(&self) -> bool {
        matches!(self, Self::Coloured(_))
    }

    /// Writes the file, if there is one. A file of the run that may be a report is not overwritten.
    ///
    /// # Errors
    /// A message for the user where it cannot be written.
    pub fn close(self, seen: &Totals) -> Result<(), Message> {
        let Self::File(path, bytes) = self else { return Ok(()) };
        let message = |id| Message::new(id).with("path", names::shown(&path));
        if is_input(&path, seen) {
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

fn is_input(target: &Path, seen: &Totals) -> bool {
    // A file that is not there yet is no input.
    let Ok(target) = target.canonicalize() else { return false };
    let is_target = |path: &Path| path.canonicalize().is_ok_and(|path| path == target);
    // The output of an earlier run may lie in the folder.
    let may_hold_report = |reason: Reason, origin| origin == Origin::Named || reason.may_hold_report();
    seen.checked.iter().any(|path| is_target(path))
        || seen
            .unread
            .iter()
            .any(|unread| may_hold_report(unread.cause.reason, unread.origin) && is_target(&unread.path))
}

//! The destination of the output: standard output, or a file that takes its place at the end of the run.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use gouji_l10n::{Message, msg};

use crate::print::names;
use crate::run::inputs::Origin;
use crate::run::unread::Unread;
use crate::write::output_file::OutputFile;

/// A destination for output.
pub enum Outlet {
    /// Standard output, without colours.
    Standard,
    /// Standard output, with colours if it supports them.
    Coloured(AutoStream<io::Stdout>),
    /// A file.
    File(GuardedFile),
}

/// A file that must not replace an input of the run.
pub struct GuardedFile {
    file: OutputFile,
    /// The real path of the file that exists there, if there is one.
    existing: Option<PathBuf>,
    is_input: bool,
    is_discarded: bool,
}

impl Outlet {
    /// The file at `path`, or else standard output.
    ///
    /// # Errors
    /// A message for the user if the file cannot be written.
    pub fn new(path: Option<PathBuf>, color: ColorChoice) -> Result<Self, Message> {
        match path {
            Some(path) => GuardedFile::create(path).map(Self::File),
            None => Ok(Self::standard(color)),
        }
    }

    fn standard(color: ColorChoice) -> Self {
        let coloured = AutoStream::new(io::stdout(), color);
        match coloured.current_choice() {
            // Without support for colours, none are written.
            ColorChoice::Never => Self::Standard,
            _ => Self::Coloured(coloured),
        }
    }

    /// Whether the output supports colours.
    pub const fn is_coloured(&self) -> bool {
        matches!(self, Self::Coloured(_))
    }

    /// Whether the user sees the output while it is written.
    pub fn is_terminal(&self) -> bool {
        match self {
            Self::Standard | Self::Coloured(_) => io::IsTerminal::is_terminal(&io::stdout()),
            Self::File(_) => false,
        }
    }

    /// Notes a report of the run. It is not overwritten.
    pub fn guard(&mut self, path: &Path) {
        if let Self::File(file) = self {
            file.guard(path);
        }
    }

    /// Notes a file that was not checked. It is not overwritten if it may be a report.
    pub fn guard_unread(&mut self, unread: &Unread) {
        // The output of an earlier run may be in the folder.
        if unread.origin == Origin::Named || unread.cause.reason.may_hold_report() {
            self.guard(&unread.path);
        }
    }

    /// Leaves the file in its place as it is, if there is one.
    pub const fn discard(&mut self) {
        if let Self::File(file) = self {
            file.is_discarded = true;
        }
    }

    /// Puts the file in its place, if there is one. A file of the run that may be a report is not overwritten.
    ///
    /// # Errors
    /// A message for the user if the file cannot be written.
    pub fn close(self) -> Result<(), Message> {
        match self {
            Self::File(file) => file.close(),
            Self::Standard | Self::Coloured(_) => Ok(()),
        }
    }
}

impl GuardedFile {
    /// Prepares the file at `path`.
    ///
    /// # Errors
    /// A message for the user if the file cannot be written.
    pub fn create(path: PathBuf) -> Result<Self, Message> {
        let existing = path.canonicalize().ok();
        let file = OutputFile::create(path.clone()).map_err(|error| unwritable(&path, &error))?;
        Ok(Self { file, existing, is_input: false, is_discarded: false })
    }

    /// The real path of the file that exists there, if there is one.
    pub fn existing(&self) -> Option<&Path> {
        self.existing.as_deref()
    }

    /// The message that the file cannot be written for this reason.
    pub fn unwritable(&self, reason: &str) -> Message {
        msg::CliOutputUnwritable { path: names::shown(self.file.path()), reason }.into()
    }

    /// Notes an input of the run. It is not overwritten.
    pub fn guard(&mut self, path: &Path) {
        if let Some(existing) = &self.existing
            && !self.is_input
        {
            self.is_input = path.canonicalize().is_ok_and(|path| path == *existing);
        }
    }

    /// Puts the file in its place, unless an input of the run is there.
    ///
    /// # Errors
    /// A message for the user if the file is not written.
    pub fn close(self) -> Result<(), Message> {
        if self.is_discarded {
            return Ok(());
        }
        let path = self.file.path().to_owned();
        if self.is_input {
            return Err(msg::CliOutputIsInput { path: names::shown(&path) }.into());
        }
        self.file.finish().map_err(|error| unwritable(&path, &error))
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Message {
    msg::CliOutputUnwritable { path: names::shown(path), reason: error.to_string() }.into()
}

/// An output file that cannot be written.
#[derive(Debug)]
pub struct FileError(Message);

impl FileError {
    /// The message for the user, if the error is one of an output file.
    pub fn message(error: &io::Error) -> Option<Message> {
        error.get_ref()?.downcast_ref::<Self>().map(|error| error.0.clone())
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.id().name())
    }
}

impl std::error::Error for FileError {}

impl Write for GuardedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes);
        written.map_err(|error| io::Error::other(FileError(unwritable(self.file.path(), &error))))
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.file.flush();
        flushed.map_err(|error| io::Error::other(FileError(unwritable(self.file.path(), &error))))
    }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard => io::stdout().write(bytes),
            Self::Coloured(out) => out.write(bytes),
            Self::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard => io::stdout().flush(),
            Self::Coloured(out) => out.flush(),
            Self::File(file) => file.flush(),
        }
    }
}

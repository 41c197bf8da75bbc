//! The run of a command that reads one report and writes one file.

use std::num::NonZeroUsize;
use std::path::Path;
use std::process::ExitCode;

use gouji_l10n::Message;

use crate::arguments::options::{LocaleArgs, QuietArgs};
use crate::run::configuration::ConfigArgs;
use crate::run::inputs::{Origin, STDIN, UNNAMED};
use crate::run::pipeline::{self, LoadedReport};
use crate::run::session::Session;
use crate::run::source;
use crate::run::unread::Cause;
use crate::write::new_file::WriteError;

/// Why a command stops.
#[derive(Debug)]
pub enum Stop {
    /// For the reason in the message.
    Message(Message),
    /// Standard output failed.
    Output(std::io::Error),
}

impl From<Message> for Stop {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<Cause> for Stop {
    fn from(cause: Cause) -> Self {
        Self::Message(cause.message)
    }
}

impl From<WriteError> for Stop {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::File(message) => Self::Message(message),
            WriteError::Standard(error) => Self::Output(error),
        }
    }
}

/// Runs a command that reads one report and writes one file, and returns its exit code.
pub fn run(
    locale_args: &LocaleArgs,
    quiet_args: &QuietArgs,
    write: impl FnOnce(&Session) -> Result<(), Stop>,
) -> ExitCode {
    let mut session = session(locale_args, quiet_args);
    match write(&session) {
        Ok(()) => {}
        Err(Stop::Message(message)) => session.trouble(&message),
        Err(Stop::Output(error)) => session.report_output_error(&error),
    }
    session.exit_code()
}

fn session(locale_args: &LocaleArgs, quiet_args: &QuietArgs) -> Session {
    let configuration = ConfigArgs::default().configuration();
    let mut session = Session::new(locale_args.catalogue(), configuration, NonZeroUsize::MIN);
    session.volume = quiet_args.volume();
    session
}

/// Reads the report at `path`, or from standard input for `-`.
///
/// # Errors
/// The message for the user if the file cannot be read or is not a report.
pub fn load(path: &Path) -> Result<LoadedReport, Cause> {
    if path == Path::new(STDIN) {
        let name = Path::new(UNNAMED);
        return source::read_stdin(name).and_then(|source| pipeline::read_text(source, name));
    }
    pipeline::read(path, Origin::Named)
}

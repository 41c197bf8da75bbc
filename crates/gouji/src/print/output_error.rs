//! Errors of standard output: whether they count, and their message.

use std::io::{self, Write};
use std::process::ExitCode;

use gouji_l10n::{Catalogue, Message, msg};
use gouji_text::harmless;

use crate::print::outlet::FileError;

/// The message for failed output; `None` if its reader has gone, as in `gouji check … | head`.
pub fn message(error: &io::Error) -> Option<Message> {
    if let Some(message) = FileError::message(error) {
        return Some(message);
    }
    if error.kind() == io::ErrorKind::BrokenPipe {
        return None;
    }
    Some(msg::CliStdoutUnwritable { reason: error.to_string() }.into())
}

/// Flushes standard output. Returns the exit code of a command that only prints.
pub fn exit_code(printed: io::Result<()>, catalogue: &Catalogue) -> ExitCode {
    let printed = printed.and_then(|()| io::stdout().flush());
    let Some(message) = printed.err().as_ref().and_then(message) else { return ExitCode::SUCCESS };
    let _ = writeln!(io::stderr(), "{}", harmless::words(&catalogue.render(&message)));
    ExitCode::from(2)
}

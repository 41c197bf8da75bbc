//! Standard output that cannot be written: whether that is a trouble, and what is said of it.

use std::io::{self, Write};
use std::process::ExitCode;

use gouji_l10n::{Catalogue, Message};

use crate::print::harmless;

/// The message for failed output; `None` if its reader has gone, as in `gouji check … | head`.
pub fn message(error: &io::Error) -> Option<Message> {
    let is_closed = error.kind() == io::ErrorKind::BrokenPipe;
    (!is_closed).then(|| Message::new("cli-stdout-unwritable").with("reason", error.to_string()))
}

/// The exit code of a command that does nothing but print, after what it printed has left its buffer.
pub fn exit_code(printed: io::Result<()>, catalogue: &Catalogue) -> ExitCode {
    let printed = printed.and_then(|()| io::stdout().flush());
    let Some(message) = printed.err().as_ref().and_then(message) else { return ExitCode::SUCCESS };
    let _ = writeln!(io::stderr(), "{}", harmless::words(&catalogue.render(&message)));
    ExitCode::from(2)
}

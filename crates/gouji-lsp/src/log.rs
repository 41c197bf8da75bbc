//! The server's log: standard error, one calm line an event. No line ever bears text of a document.

use std::fmt::Display;
use std::io::Write;

/// Logs one line. A closed standard error is no reason to stop.
pub(crate) fn note(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "gouji: {line}");
}

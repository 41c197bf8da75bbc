//! Reads a file as text, or says what to do about it.

use std::io::{self, Read};
use std::path::Path;

use gouji_core::Message;
use gouji_files::Kind;

use crate::names;
use crate::unread::{Cause, Reason};

/// The text of a file.
///
/// # Errors
/// What to tell the user where the file cannot be read or is no UTF-8 text.
pub fn read(path: &Path) -> Result<String, Cause> {
    text(std::fs::read(path).map_err(|error| unreadable(path, &error))?, path)
}

/// The text of standard input, which is told of as `name`.
///
/// # Errors
/// The same as of a file.
pub fn read_stdin(name: &Path) -> Result<String, Cause> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
    text(bytes, name)
}

fn text(bytes: Vec<u8>, path: &Path) -> Result<String, Cause> {
    let cause = |(reason, id)| Cause { reason, message: message(id, path) };
    let text = String::from_utf8(bytes).map_err(|error| cause(wrong_encoding(error.as_bytes(), path)))?;
    // Text may hold any character, but what holds NUL was not written as text.
    if text.contains('\0') { Err(cause((binary(path), "cli-binary"))) } else { Ok(text) }
}

/// Says why a path cannot be read.
pub fn unreadable(path: &Path, error: &io::Error) -> Cause {
    let (reason, message) = match error.kind() {
        io::ErrorKind::NotFound => (Reason::Missing, message("cli-missing", path)),
        io::ErrorKind::PermissionDenied => (Reason::Denied, message("cli-denied", path)),
        _ => (Reason::Unreadable, message("cli-unreadable", path).with("reason", error.to_string())),
    };
    Cause { reason, message }
}

/// Says that a text is no report.
pub fn no_report(path: &Path) -> Cause {
    Cause { reason: Reason::NotAReport, message: message("cli-not-a-report", path) }
}

/// Says why a file cannot be written.
pub fn unwritable(path: &Path, error: &io::Error) -> Message {
    match error.kind() {
        io::ErrorKind::PermissionDenied => message("cli-write-denied", path),
        _ => message("cli-unwritable", path).with("reason", error.to_string()),
    }
}

fn wrong_encoding(bytes: &[u8], path: &Path) -> (Reason, &'static str) {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => (Reason::Encoding, "cli-utf16"),
        [b'P', b'K', 3, 4, ..] | [b'%', b'P', b'D', b'F', ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            (binary(path), "cli-binary")
        }
        _ if bytes.contains(&0) => (binary(path), "cli-binary"),
        _ => (Reason::Encoding, "cli-not-utf8"),
    }
}

/// What a file that is no text is, as far as its name says.
fn binary(path: &Path) -> Reason {
    match gouji_files::kind(path) {
        Some(Kind::Word) => Reason::Word,
        Some(Kind::Pdf) => Reason::Pdf,
        Some(Kind::WebPage) => Reason::WebPage,
        Some(Kind::Spreadsheet) => Reason::Spreadsheet,
        _ => Reason::Binary,
    }
}

fn message(id: &'static str, path: &Path) -> Message {
    Message::new(id).with("path", names::shown(path))
}

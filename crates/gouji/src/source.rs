//! Reads a file as text, or says what to do about it.

use std::io;
use std::path::Path;

use gouji_core::Message;

/// The text of a file.
///
/// # Errors
/// A message for the user where the file cannot be read or is no UTF-8 text.
pub fn read(path: &Path) -> Result<String, Message> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    String::from_utf8(bytes).map_err(|error| message(wrong_encoding(error.as_bytes()), path)).and_then(|text| {
        // Text may hold any character, but what holds NUL was not written as text.
        if text.contains('\0') { Err(message("cli-binary", path)) } else { Ok(text) }
    })
}

/// Says why a path cannot be read.
pub fn unreadable(path: &Path, error: &io::Error) -> Message {
    match error.kind() {
        io::ErrorKind::NotFound => message("cli-missing", path),
        io::ErrorKind::PermissionDenied => message("cli-denied", path),
        _ => message("cli-unreadable", path).with("reason", error.to_string()),
    }
}

/// Says why a file cannot be written.
pub fn unwritable(path: &Path, error: &io::Error) -> Message {
    match error.kind() {
        io::ErrorKind::PermissionDenied => message("cli-write-denied", path),
        _ => message("cli-unwritable", path).with("reason", error.to_string()),
    }
}

fn wrong_encoding(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "cli-utf16",
        [b'P', b'K', 3, 4, ..] | [b'%', b'P', b'D', b'F', ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => "cli-binary",
        _ if bytes.contains(&0) => "cli-binary",
        _ => "cli-not-utf8",
    }
}

fn message(id: &'static str, path: &Path) -> Message {
    Message::new(id).with("path", path.display().to_string())
}

//! Writes a file anew: the whole of it or nothing.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use gouji_core::Message;

use crate::source;

/// Puts `text` in the place of `before`, which was read at `path`. A link stays, and what it leads to is written;
/// permissions stay too.
///
/// # Errors
/// A message for the user where the file cannot be written, or is no longer what was read.
pub fn replace(path: &Path, before: &str, text: &str) -> Result<(), Message> {
    let changed = || Message::new("cli-changed-meanwhile").with("path", path.display().to_string());
    match write(path, before, text) {
        Ok(Written::Yes) => Ok(()),
        Ok(Written::No) => Err(changed()),
        Err(error) => Err(source::unwritable(path, &error)),
    }
}

enum Written {
    Yes,
    No,
}

fn write(path: &Path, before: &str, text: &str) -> io::Result<Written> {
    let target = path.canonicalize()?;
    let permissions = fs::metadata(&target)?.permissions();
    // Replacing needs no right to the file itself, but its owner said that it is not to be changed.
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".gouji-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(permissions)?;
    file.as_file().sync_all()?;
    if fs::read(&target)? != before.as_bytes() {
        return Ok(Written::No);
    }
    file.persist(&target).map_err(|error| error.error)?;
    Ok(Written::Yes)
}

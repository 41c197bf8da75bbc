//! Writes a new file, completely or not at all. An existing file is replaced only on request.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use gouji_l10n::{Message, msg};

use crate::print::names;
use crate::write::{interrupts, leftovers, replace};

/// The options for the file that a command writes.
#[derive(Debug, Args)]
pub struct OutputArgs {
    #[arg(long, short)]
    output_file: Option<PathBuf>,
    #[arg(long, requires = "output_file")]
    force: bool,
}

impl OutputArgs {
    /// The options of a command that has another way to choose the file.
    pub const fn new(output_file: Option<PathBuf>, force: bool) -> Self {
        Self { output_file, force }
    }

    /// Whether a file is written, and not standard output.
    pub const fn is_file(&self) -> bool {
        self.output_file.is_some()
    }

    /// The message if nothing can be written: the file exists and must not be replaced, or it is `input`.
    ///
    /// # Errors
    /// That message.
    pub fn check(&self, input: Option<&Path>) -> Result<(), Message> {
        let Some(path) = &self.output_file else { return Ok(()) };
        let shown = names::shown(path);
        let is_same =
            |input: &Path| input.canonicalize().ok().zip(path.canonicalize().ok()).is_some_and(|(a, b)| a == b);
        match fs::symlink_metadata(path) {
            Err(_) => Ok(()),
            Ok(_) if input.is_some_and(is_same) => Err(msg::CliWriteIsInput { path: shown }.into()),
            Ok(_) if self.force => Ok(()),
            Ok(_) => Err(msg::CliWriteExists { path: shown }.into()),
        }
    }

    /// Writes `bytes` into the file, or to standard output without one.
    ///
    /// # Errors
    /// The error of standard output, or the message for a file that cannot be written.
    pub fn write(&self, bytes: &[u8]) -> Result<(), WriteError> {
        let Some(path) = &self.output_file else {
            let mut out = io::stdout().lock();
            return out.write_all(bytes).and_then(|()| out.flush()).map_err(WriteError::Standard);
        };
        let failed = |error: &io::Error| {
            let path = names::shown(path);
            WriteError::File(match error.kind() {
                io::ErrorKind::AlreadyExists => msg::CliWriteExists { path }.into(),
                _ => msg::CliWriteFailed { path, reason: error.to_string() }.into(),
            })
        };
        if self.force && path.exists() {
            let before = fs::read(path).map_err(|error| failed(&error))?;
            return replace::replace(path, &before, bytes).map_err(WriteError::File);
        }
        create(path, bytes).map_err(|error| failed(&error))
    }
}

/// Why the output was not written.
#[derive(Debug)]
pub enum WriteError {
    /// Standard output failed.
    Standard(io::Error),
    /// The file was not written, for this reason.
    File(Message),
}

fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Dropped last, after the temporary file has become the new one or is removed.
    let _guard = interrupts::delay();
    let mut file = leftovers::create_shared(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_l10n::MessageId;

    fn output(path: &Path, force: bool) -> OutputArgs {
        OutputArgs { output_file: Some(path.to_owned()), force }
    }

    #[test]
    fn an_existing_file_is_replaced_only_on_request() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        output(&path, false).write(b"1").expect("a new file");
        let refused = output(&path, false).check(None).expect_err("it exists");
        assert_eq!(refused.id(), MessageId::CliWriteExists);
        let written = output(&path, false).write(b"2");
        assert!(matches!(written, Err(WriteError::File(message)) if message.id() == MessageId::CliWriteExists));
        assert_eq!(fs::read(&path).expect("a file"), b"1");
        output(&path, true).check(None).expect("it may be replaced");
        output(&path, true).write(b"2").expect("it is replaced");
        assert_eq!(fs::read(&path).expect("a file"), b"2");
        assert_eq!(
            output(&path, true).check(Some(&path)).expect_err("it is the input").id(),
            MessageId::CliWriteIsInput
        );
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1, "no temporary file stays");
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_has_the_usual_rights() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let mode = |name: &str| fs::metadata(folder.path().join(name)).expect("a file").permissions().mode();
        output(&folder.path().join("a"), false).write(b"1").expect("a new file");
        fs::write(folder.path().join("b"), b"1").expect("a new file");
        assert_eq!(mode("a"), mode("b"));
    }
}

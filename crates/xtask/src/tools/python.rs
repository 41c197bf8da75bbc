//! Python interpreters: that of the system, and those of environments.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The interpreter of the system.
pub fn system() -> Command {
    Command::new(if cfg!(windows) { "python" } else { "python3" })
}

/// The interpreter of the environment in the folder `home`.
pub fn interpreter(home: &Path) -> PathBuf {
    if cfg!(windows) { home.join("Scripts/python.exe") } else { home.join("bin/python") }
}

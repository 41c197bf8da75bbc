//! The terminal on standard output.

use std::io::{self, IsTerminal};

/// The minimum width in columns, also for a narrower terminal.
const MIN_WIDTH: usize = 30;

/// The width in columns; `None` if standard output is no terminal or does not report its width.
pub fn width() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
    Some(usize::from(width.0).max(MIN_WIDTH))
}

//! The terminal on standard output.

use std::io::{self, IsTerminal};

/// Columns that are taken where the terminal has fewer.
const MIN_WIDTH: usize = 30;

/// Its columns; `None` where standard output is no terminal, or does not tell.
pub fn width() -> Option<usize> {
    let is_terminal = io::stdout().is_terminal();
    let size = is_terminal.then(|| terminal_size::terminal_size_of(io::stdout())).flatten();
    size.map(|(width, _)| usize::from(width.0).max(MIN_WIDTH))
}

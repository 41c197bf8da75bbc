//! `gouji lsp`: the language server on standard input and output.

use std::process::ExitCode;

use clap::Args;

/// Options of `gouji lsp`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct Lsp {
    #[arg(long)]
    stdio: bool,
    /// The client's process. `initialize` names it too, so this one is not used.
    #[arg(long = "clientProcessId", hide = true, value_name = "PID")]
    client_process: Option<u32>,
}

/// Runs the command.
pub fn run() -> ExitCode {
    gouji_server::serve_stdio()
}

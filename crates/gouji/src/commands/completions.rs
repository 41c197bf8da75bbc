//! `gouji completions`: prints a script with which a shell completes commands, options and their values.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Args;
use clap_complete::Shell;
use gouji_l10n::Catalogue;

use crate::arguments::help;
use crate::print::output_error;

/// Options of `gouji completions`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct Completions {
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    /// Runs the command.
    pub fn run(&self, catalogue: &Catalogue) -> ExitCode {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut help::unwrapped(catalogue), "gouji", &mut script);
        output_error::exit_code(std::io::stdout().write_all(&script), catalogue)
    }
}

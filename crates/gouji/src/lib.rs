//! The command line of gouji, as a library so that tests and fuzz targets can call what the program prints.

mod arguments;
mod commands;
pub mod preview;
mod print;
mod run;
mod write;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{FromArgMatches, Parser, Subcommand};
use gouji_l10n::Catalogue;

use crate::arguments::{help, options, usage};
use crate::commands::{check, explain, extract, fix, server};
use crate::print::output_error;

/// The command line. Its texts are in the catalogues (`help.rs`).
#[derive(Debug, Parser)]
#[command(name = "gouji", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Fix(fix::Fix),
    Extract(extract::Options),
    Explain(explain::Explain),
    Schema,
    Lsp(server::Lsp),
    Help(Help),
}

/// Commands that have a help of their own.
const COMMANDS: [&str; 7] = ["check", "fix", "extract", "explain", "schema", "lsp", "help"];

#[derive(Debug, clap::Args)]
struct Help {
    #[arg(value_parser = PossibleValuesParser::new(COMMANDS))]
    command: Option<String>,
}

/// Runs the command that the command line names.
pub fn run() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().collect();
    let catalogue = options::spoken(&given);
    // The words of the help are put in only where they are needed.
    let parsed = Arguments::try_parse_from(&given).or_else(|_| {
        let matches = help::command(catalogue).try_get_matches_from(&given)?;
        Arguments::from_arg_matches(&matches)
    });
    match parsed {
        Ok(arguments) => arguments.command.run(catalogue),
        Err(error) => unparsed(&error, &given, catalogue),
    }
}

/// Prints the requested help or version, or the error of the command line.
fn unparsed(error: &clap::Error, given: &[OsString], catalogue: &Catalogue) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => output_error::exit_code(error.print(), catalogue),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // It goes to standard error.
            let _ = error.print();
            ExitCode::from(2)
        }
        _ => {
            let names = given.iter().skip(1).filter_map(|given| given.to_str());
            let command = names.into_iter().find(|given| COMMANDS.contains(given)).unwrap_or_default();
            let _ = write!(anstream::stderr(), "{}", usage::explain(error, command, catalogue));
            ExitCode::from(2)
        }
    }
}

impl Command {
    fn run(self, catalogue: &Catalogue) -> ExitCode {
        match self {
            Self::Check(check) => check.run(),
            Self::Fix(fix) => fix.run(),
            Self::Extract(extract) => extract.run(),
            Self::Explain(explain) => explain.run(),
            Self::Schema => output_error::exit_code(writeln!(io::stdout(), "{:#}", gouji_config::schema()), catalogue),
            Self::Lsp(_) => server::run(),
            Self::Help(Help { command }) => {
                let help = help::of(command.as_deref(), catalogue);
                output_error::exit_code(write!(anstream::stdout(), "{}", help.ansi()), catalogue)
            }
        }
    }
}

//! The command line of gouji, as a library so that tests and fuzz targets can call what the program prints.

mod accept;
mod belongings;
mod check;
mod configuration;
mod documents;
mod excerpt;
mod explain;
mod extract;
mod fix;
mod harmless;
mod help;
mod inputs;
mod interrupts;
mod leftovers;
mod markdown;
mod names;
mod options;
mod ordered;
mod output;
mod patch;
mod places;
pub mod preview;
mod reading;
mod replace;
mod same;
mod session;
mod source;
mod statistics;
mod summary;
mod terminal;
mod unprinted;
mod unread;
mod uri;
mod usage;
mod wrap;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{FromArgMatches, Parser, Subcommand};
use gouji_l10n::Catalogue;

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
    Lsp(Lsp),
    Help(Help),
}

/// Commands that have a help of their own.
const COMMANDS: [&str; 7] = ["check", "fix", "extract", "explain", "schema", "lsp", "help"];

#[derive(Debug, clap::Args)]
struct Help {
    #[arg(value_parser = PossibleValuesParser::new(COMMANDS))]
    command: Option<String>,
}

#[derive(Debug, clap::Args)]
struct Lsp {
    #[arg(long)]
    stdio: bool,
    /// `initialize` says the same.
    #[arg(long = "clientProcessId", hide = true, value_name = "PID")]
    client_process: Option<u32>,
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
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => unprinted::exit_code(error.print(), catalogue),
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
            Self::Schema => unprinted::exit_code(writeln!(io::stdout(), "{:#}", gouji_config::schema()), catalogue),
            Self::Lsp(_) => gouji_server::serve_stdio(),
            Self::Help(Help { command }) => {
                let help = help::of(command.as_deref(), catalogue);
                unprinted::exit_code(write!(anstream::stdout(), "{}", help.ansi()), catalogue)
            }
        }
    }
}

//! The command line of gouji.

mod accept;
mod check;
mod configuration;
mod excerpt;
mod explain;
mod extract;
mod fix;
mod help;
mod inputs;
mod markdown;
mod names;
mod options;
mod ordered;
mod output;
mod places;
mod reading;
mod replace;
mod session;
mod source;
mod statistics;
mod summary;
mod terminal;
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
use gouji_core::Catalogue;

/// Where threads hand memory to each other, as those that read reports and the one that writes what was found do, the system's
/// allocator takes a third more time.
#[cfg(any(all(target_os = "linux", target_env = "gnu"), target_os = "macos"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// The command line. Its words stand in the catalogues (`help.rs`).
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

fn main() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().collect();
    let catalogue = options::spoken(&given);
    // The words of the help are put in only where they are needed.
    let parsed = Arguments::try_parse_from(&given).or_else(|_| {
        let matches = help::command(catalogue).try_get_matches_from(&given)?;
        Arguments::from_arg_matches(&matches)
    });
    match parsed {
        Ok(arguments) => run(arguments.command, catalogue),
        Err(error) => unparsed(&error, &given, catalogue),
    }
}

/// Prints the help or the version that was asked for, or what is wrong with the command line.
fn unparsed(error: &clap::Error, given: &[OsString], catalogue: &Catalogue) -> ExitCode {
    // Nobody may read any more; that is no failure.
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
        }
        _ => {
            let names = given.iter().skip(1).filter_map(|given| given.to_str());
            let command = names.into_iter().find(|given| COMMANDS.contains(given)).unwrap_or_default();
            let _ = write!(anstream::stderr(), "{}", usage::explain(error, command, catalogue));
        }
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn run(command: Command, catalogue: &Catalogue) -> ExitCode {
    match command {
        Command::Check(check) => check.run(),
        Command::Fix(fix) => fix.run(),
        Command::Extract(extract) => extract.run(),
        Command::Explain(explain) => explain.run(),
        Command::Schema => {
            // Nobody may read any more; that is no failure.
            let _ = writeln!(io::stdout(), "{:#}", gouji_config::schema());
            ExitCode::SUCCESS
        }
        Command::Lsp(_) => gouji_lsp::serve_stdio(),
        Command::Help(Help { command }) => {
            let _ = write!(anstream::stdout(), "{}", help::of(command.as_deref(), catalogue).ansi());
            ExitCode::SUCCESS
        }
    }
}

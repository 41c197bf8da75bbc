//! The command line of gouji, as a library, so that tests and fuzz targets can call the functions that print.

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
use crate::commands::{annotate, check, completions, explain, export, extract, fix, fmt, import, man, new, server};
use crate::print::output_error;

/// The command line. Its texts are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Parser)]
#[command(name = "gouji", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::CheckCommand),
    Fix(fix::FixCommand),
    Fmt(fmt::Fmt),
    Extract(extract::Options),
    Annotate(annotate::Annotate),
    Import(import::Import),
    Export(export::Export),
    New(new::New),
    Explain(explain::Explain),
    Schema,
    Lsp(server::Lsp),
    Completions(completions::Completions),
    #[command(hide = true)]
    Man(man::ManPage),
    Help(Help),
}

/// The commands; each has its own help.
const COMMANDS: [&str; 14] = [
    "check",
    "fix",
    "fmt",
    "extract",
    "annotate",
    "import",
    "export",
    "new",
    "explain",
    "schema",
    "lsp",
    "completions",
    "man",
    "help",
];

#[derive(Debug, clap::Args)]
struct Help {
    #[arg(value_parser = PossibleValuesParser::new(COMMANDS))]
    command: Option<String>,
}

/// Parses the command line and runs its command.
pub fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let catalogue = options::requested_catalogue(&arguments);
    // The texts of the help are added only if the first parse fails, as it does for `--help`.
    let parsed = Arguments::try_parse_from(&arguments).or_else(|_| {
        let matches = help::command(catalogue).try_get_matches_from(&arguments)?;
        Arguments::from_arg_matches(&matches)
    });
    match parsed {
        Ok(arguments) => arguments.command.run(catalogue),
        Err(error) => unparsed(&error, &arguments, catalogue),
    }
}

/// Prints the requested help or version, or the error of the command line.
fn unparsed(error: &clap::Error, arguments: &[OsString], catalogue: &Catalogue) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => output_error::exit_code(error.print(), catalogue),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // The help goes to standard error.
            let _ = error.print();
            ExitCode::from(2)
        }
        _ => {
            let names = arguments.iter().skip(1).filter_map(|argument| argument.to_str());
            let command = names.into_iter().find(|name| COMMANDS.contains(name)).unwrap_or_default();
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
            Self::Fmt(fmt) => fmt.run(),
            Self::Extract(extract) => extract.run(),
            Self::Annotate(annotate) => annotate.run(),
            Self::Import(import) => import.run(),
            Self::Export(export) => export.run(),
            Self::New(new) => new.run(),
            Self::Explain(explain) => explain.run(),
            Self::Schema => output_error::exit_code(writeln!(io::stdout(), "{:#}", gouji_config::schema()), catalogue),
            Self::Lsp(_) => server::run(),
            Self::Completions(completions) => completions.run(catalogue),
            Self::Man(man) => man.run(catalogue),
            Self::Help(Help { command }) => {
                let help = help::page(command.as_deref(), catalogue);
                output_error::exit_code(write!(anstream::stdout(), "{}", help.ansi()), catalogue)
            }
        }
    }
}

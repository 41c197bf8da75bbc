//! `gouji man`: prints the manual page of the program or of a command, for packages and for `man -l`.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Args, Command};
use clap_mangen::Man;
use gouji_l10n::{Catalogue, Phrase, msg};

use crate::COMMANDS;
use crate::arguments::help;
use crate::print::output_error;

/// Options of `gouji man`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct ManPage {
    #[arg(value_parser = PossibleValuesParser::new(COMMANDS))]
    command: Option<String>,
}

/// The headings that the library writes in English, and their messages.
const HEADINGS: [(&str, Phrase); 5] = [
    (".SH NAME", msg::CliManName),
    (".SH SYNOPSIS", msg::CliManSynopsis),
    (".SH DESCRIPTION", msg::CliManDescription),
    (".SH EXTRA", msg::CliManExtra),
    (".SH VERSION", msg::CliManVersion),
];

impl ManPage {
    /// Runs the command.
    pub fn run(&self, catalogue: &Catalogue) -> ExitCode {
        let page = self.page(catalogue);
        output_error::exit_code(page.and_then(|page| io::stdout().write_all(page.as_bytes())), catalogue)
    }

    fn page(&self, catalogue: &Catalogue) -> io::Result<String> {
        let root = help::unwrapped(catalogue);
        let command = self.command.as_deref().and_then(|name| root.find_subcommand(name).cloned());
        let command = match command {
            Some(command) => {
                let name = format!("gouji-{}", command.get_name());
                command.display_name(name)
            }
            None => root,
        };
        let mut page = Vec::new();
        render(command, &mut page)?;
        let page = String::from_utf8(page).map_err(io::Error::other)?;
        Ok(page.lines().map(|line| heading(line, catalogue) + "\n").collect())
    }
}

fn render(command: Command, page: &mut Vec<u8>) -> io::Result<()> {
    // The manual of packages has no date, so that its bytes depend on the version only.
    let title = command.get_display_name().unwrap_or("gouji").to_owned();
    let source = concat!("gouji ", env!("CARGO_PKG_VERSION"));
    Man::new(command).title(title).source(source).render(page)
}

/// The line, translated if it is a heading of the library.
fn heading(line: &str, catalogue: &Catalogue) -> String {
    let phrase = HEADINGS.iter().find(|(heading, _)| *heading == line).map(|(_, phrase)| *phrase);
    phrase.map_or_else(|| line.to_owned(), |phrase| format!(".SH {}", catalogue.text(phrase)))
}

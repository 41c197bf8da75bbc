//! `gouji explain`: a rule's page, or the list of all rules.

use std::io::{self, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use anstyle::Style;
use clap::Args;
use gouji_l10n::Catalogue;
use gouji_lint::rule_docs;
use gouji_lint::rules::{self, Rule};

use crate::arguments::options::{ColorArgs, LocaleArgs};
use crate::arguments::run_args::rule_names;
use crate::print::wrap::wrap;
use crate::print::{markdown, output_error, terminal};

const BOLD: Style = Style::new().bold();

/// Options of `gouji explain`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct Explain {
    #[arg(value_parser = rule_names(), hide_possible_values = true)]
    rule: Option<String>,
    #[command(flatten)]
    locale_args: LocaleArgs,
    #[command(flatten)]
    color_args: ColorArgs,
}

impl Explain {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let catalogue = self.locale_args.catalogue();
        let mut out = AutoStream::new(io::stdout(), self.color_args.choice());
        let rule = self.rule.as_deref().and_then(rules::named);
        let printed = match (rule, terminal::width()) {
            (Some(rule), Some(width)) => write!(out, "{}", markdown::render(&rule.render(catalogue), width)),
            (Some(rule), None) => print(&mut out, &rule.render(catalogue)),
            (None, width) => print(&mut out, &list(catalogue, width)),
        };
        output_error::exit_code(printed, catalogue)
    }
}

/// Prints Markdown with its marks, with bold headings.
fn print(out: &mut impl Write, text: &str) -> io::Result<()> {
    for line in text.lines() {
        match line.starts_with('#') {
            true => writeln!(out, "{BOLD}{line}{BOLD:#}")?,
            false => writeln!(out, "{line}")?,
        }
    }
    out.flush()
}

/// All rules, the most severe first. For a terminal, in its width and without Markdown marks.
fn list(catalogue: &Catalogue, width: Option<usize>) -> String {
    let names = rules::ALL.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let line = |rule: &&Rule| {
        let title = rule.title(catalogue.locale());
        let lines = width.map_or_else(|| vec![title.to_owned()], |width| wrap(title, width.saturating_sub(names + 2)));
        format!("{:names$}  {}\n", rule.name, lines.join(&format!("\n{:names$}  ", "")))
    };
    let sections = rule_docs::by_severity().map(|(severity, rules)| {
        let lines: String = rules.iter().map(line).collect();
        let heading = catalogue.text(rule_docs::severity(severity));
        match width {
            Some(_) => format!("{BOLD}{heading}{BOLD:#}\n\n{lines}"),
            None => format!("# {heading}\n\n{lines}"),
        }
    });
    sections.collect::<Vec<_>>().join("\n")
}

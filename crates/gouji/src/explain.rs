//! `gouji explain`: a rule's page, or the list of all rules.

use std::io::{self, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use anstyle::Style;
use clap::Args;
use clap::builder::PossibleValuesParser;
use gouji_core::Catalogue;
use gouji_core::rules::{self, Rule, pages};

use crate::options::{Coloring, Speech};

/// Options of `gouji explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// Name of the rule; all rules are listed unless given. 规则名称；不写则列出全部规则。
    #[arg(value_parser = PossibleValuesParser::new(rules::ALL.iter().map(|rule| rule.name)), hide_possible_values = true)]
    rule: Option<String>,
    #[command(flatten)]
    speech: Speech,
    #[command(flatten)]
    coloring: Coloring,
}

impl Explain {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let catalogue = self.speech.catalogue();
        let mut out = AutoStream::new(io::stdout(), self.coloring.choice());
        let rule = self.rule.as_deref().and_then(rules::named);
        let text = rule.map_or_else(|| list(catalogue), |rule| rule.render(catalogue));
        // Nobody reading any more is no trouble: `gouji explain | head`.
        let _ = print(&mut out, &text);
        ExitCode::SUCCESS
    }
}

/// Prints Markdown as it is, with its headings in bold.
fn print(out: &mut impl Write, text: &str) -> io::Result<()> {
    let bold = Style::new().bold();
    for line in text.lines() {
        match line.starts_with('#') {
            true => writeln!(out, "{bold}{line}{bold:#}")?,
            false => writeln!(out, "{line}")?,
        }
    }
    out.flush()
}

/// All rules, the gravest first.
fn list(catalogue: &Catalogue) -> String {
    let width = rules::ALL.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let sections = pages::by_severity().map(|(severity, rules)| {
        let line = |rule: &&Rule| format!("{:width$}  {}\n", rule.name, rule.title(catalogue.locale()));
        let lines: String = rules.iter().map(line).collect();
        format!("# {}\n\n{lines}", catalogue.render(&pages::severity(severity)))
    });
    sections.collect::<Vec<_>>().join("\n")
}

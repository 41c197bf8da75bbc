//! `gouji explain`: a rule's page, or the list of all rules or of a group's.

use std::io::{self, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use anstyle::Style;
use clap::Args;
use gouji_l10n::{Catalogue, msg};
use gouji_lint::rule_docs;
use gouji_lint::rules::{self, Group, Rule};

use crate::arguments::options::{ColorArgs, LocaleArgs};
use crate::arguments::run_args::rule_and_group_names;
use crate::print::wrap::wrap;
use crate::print::{markdown, output_error, terminal};

const BOLD: Style = Style::new().bold();

/// Options of `gouji explain`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct Explain {
    #[arg(value_parser = rule_and_group_names(), hide_possible_values = true)]
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
            (None, width) => print(&mut out, &list(self.rule.as_deref().and_then(Group::from_name), catalogue, width)),
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

/// The rules of a group, or all rules and the groups. The most severe rules are first. For a terminal, in its width and without
/// Markdown marks.
fn list(group: Option<Group>, catalogue: &Catalogue, width: Option<usize>) -> String {
    let names = rules::ALL.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let groups = Group::ALL.into_iter().map(|group| group.name().len()).max().unwrap_or_default();
    let indent = names + groups + 4;
    let line = |name: &str, group: &str, title: &str| {
        let lines = width.map_or_else(|| vec![title.to_owned()], |width| wrap(title, width.saturating_sub(indent)));
        format!("{name:names$}  {group:groups$}  {}\n", lines.join(&format!("\n{:indent$}", "")))
    };
    let section = |heading: &str, lines: String| match width {
        Some(_) => format!("{BOLD}{heading}{BOLD:#}\n\n{lines}"),
        None => format!("# {heading}\n\n{lines}"),
    };
    let is_listed = |rule: &&Rule| group.is_none_or(|group| rule.group == group);
    let mut sections = Vec::new();
    for (severity, rules) in rule_docs::by_severity() {
        let rules = rules.into_iter().filter(is_listed);
        let lines: String =
            rules.map(|rule| line(rule.name, rule.group.name(), rule.title(catalogue.locale()))).collect();
        if !lines.is_empty() {
            sections.push(section(&catalogue.text(rule_docs::severity(severity)), lines));
        }
    }
    if group.is_none() {
        let lines =
            Group::ALL.into_iter().map(|group| line(group.name(), "", &catalogue.text(rule_docs::group(group))));
        sections.push(section(&catalogue.text(msg::PageGroups), lines.collect()));
    }
    sections.join("\n")
}

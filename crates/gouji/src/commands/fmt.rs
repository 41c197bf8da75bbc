//! `gouji fmt`: aligns Markdown tables and joins blank lines, as editors do. It changes no word and no figure.

use std::io::{self, IsTerminal, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use gouji_ide::features::formatting;
use gouji_l10n::msg;
use gouji_lint::fixing::apply;
use gouji_text::CancelToken;

use crate::arguments::run_args::{RuleArgs, RunArgs};
use crate::commands::fix::refuse;
use crate::print::names;
use crate::print::patch::Patches;
use crate::run::checked::CheckedReport;
use crate::run::configuration::ConfigArgs;
use crate::run::retention::MemoryBudget;
use crate::run::session::{RunItem, Session};
use crate::write::leftovers::CleanedFolders;
use crate::write::replace;

/// Options of `gouji fmt`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct Fmt {
    #[command(flatten)]
    run_args: RunArgs,
    #[arg(long)]
    check: bool,
    #[arg(long, conflicts_with = "check")]
    diff: bool,
    #[command(flatten)]
    config_args: ConfigArgs,
}

/// Where the formatted text goes: into the file, nowhere, or into a patch.
#[derive(Debug)]
enum FormatMode {
    Write(CleanedFolders),
    Check,
    Diff(Patches),
}

impl Fmt {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let mut mode = match (self.check, self.diff) {
            (_, true) => FormatMode::Diff(Patches::for_reader(io::stdout().is_terminal())),
            (true, _) => FormatMode::Check,
            _ => FormatMode::Write(CleanedFolders::default()),
        };
        let mut session = self.run_args.session(self.config_args.with_rules(RuleArgs::default().choice()));
        session = session.with_memory_budget(MemoryBudget::UNLIMITED);
        session.has_progress = !io::stdout().is_terminal();
        let named = match self.run_args.all_paths() {
            Ok(paths) => paths,
            Err(message) => return session.fail(&message),
        };
        let make = |checked: CheckedReport| checked;
        let done = session.reports(named.clone(), make, |session, item| {
            let RunItem::Report(checked) = item else { return Ok(()) };
            format_report(session, checked, &named, &mut mode)
        });
        match done.and_then(|()| io::stdout().flush()) {
            Ok(()) => session.conclude(None),
            Err(error) => session.report_output_error(&error),
        }
        session.exit_code()
    }
}

/// Formats a report, and prints its name or its patch.
fn format_report(
    session: &mut Session,
    checked: CheckedReport,
    named: &[PathBuf],
    mode: &mut FormatMode,
) -> io::Result<()> {
    let CheckedReport { path, text, encoding, document, analysis, .. } = checked;
    if let FormatMode::Write(cleaned) = mode {
        cleaned.clean_beside(&path);
    }
    if document.is_some() {
        refuse(session, &path, named.contains(&path));
        return Ok(());
    }
    let edits = analysis.report.map(|report| formatting::format(&text, &report, None, CancelToken::never()));
    let edits = edits.and_then(Result::ok).unwrap_or_default();
    if edits.is_empty() {
        return Ok(());
    }
    let after = apply(&text, &edits);
    let name = names::shown(&path);
    let done = match mode {
        FormatMode::Write(_) => replace::replace(&path, &encoding.encode(&text), &encoding.encode(&after))
            .map(|()| session.catalogue.text(msg::CliFormatted { path: name }) + "\n"),
        FormatMode::Check => {
            session.count_unwritten_fixes();
            Ok(session.catalogue.text(msg::CliWouldFormat { path: name }) + "\n")
        }
        FormatMode::Diff(patches) => {
            session.count_unwritten_fixes();
            patches.patch(&path, encoding, &text, &after)
        }
    };
    match done {
        Ok(printed) => io::stdout().write_all(printed.as_bytes()),
        Err(message) => {
            session.trouble(&message);
            Ok(())
        }
    }
}

//! `gouji fix`: applies every safe fix. Fixes that change a figure or a meaning are left to the author.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use gouji_l10n::{Arg, Catalogue, Message, msg};
use gouji_lint::fixing::{Fixed, fix_all};
use gouji_list::Summary;

use crate::arguments::run_args::{RuleArgs, RunArgs};
use crate::print::names;
use crate::print::patch::Patches;
use crate::run::checked::CheckedReport;
use crate::run::configuration::ConfigArgs;
use crate::run::retention::MemoryBudget;
use crate::run::session::{RunItem, Session};
use crate::write::leftovers::CleanedFolders;
use crate::write::replace;
use gouji_text::harmless;

/// Options of `gouji fix`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct FixCommand {
    #[command(flatten)]
    run_args: RunArgs,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, conflicts_with = "dry_run")]
    diff: bool,
    #[command(flatten)]
    rule_args: RuleArgs,
    #[command(flatten)]
    config_args: ConfigArgs,
}

/// Where the fixes go: into the files, into a list, or into a patch.
#[derive(Debug)]
enum Mode {
    Write(CleanedFolders),
    DryRun,
    Diff(Patches),
}

impl FixCommand {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let mut mode = match (self.dry_run, self.diff) {
            (_, true) => Mode::Diff(Patches::for_reader(io::stdout().is_terminal())),
            (true, _) => Mode::DryRun,
            _ => Mode::Write(CleanedFolders::default()),
        };
        let configuration = self.config_args.with_rules(self.rule_args.choice());
        let mut session = self.run_args.session(configuration).with_memory_budget(MemoryBudget::UNLIMITED);
        session.has_progress = !io::stdout().is_terminal();
        let named = match self.run_args.all_paths() {
            Ok(paths) => paths,
            Err(message) => return session.fail(&message),
        };
        let mut out = Out::default();
        let mut remaining = Summary::default();
        // This thread writes the files one after the other.
        let make = |checked: CheckedReport| checked;
        let done = session.reports(named.clone(), make, |session, item| {
            let RunItem::Report(checked) = item else { return Ok(()) };
            remaining += fix_report(session, checked, &named, &mut mode, &mut out);
            // A failed output ends the run unless files are written.
            match mode {
                Mode::Write(_) => Ok(()),
                _ => out.failed.take().map_or(Ok(()), Err),
            }
        });
        let is_complete = done.is_ok();
        if let Some(error) = done.err().or_else(|| out.finish()) {
            session.report_output_error(&error);
        }
        if is_complete {
            session.conclude(Some(&remaining.message_after_fixes()));
        }
        session.exit_code()
    }
}

/// Applies the safe fixes of a report, reports them, and counts the remaining findings.
fn fix_report(
    session: &mut Session,
    checked: CheckedReport,
    named: &[PathBuf],
    mode: &mut Mode,
    out: &mut Out,
) -> Summary {
    let CheckedReport { path, text, encoding, document, analysis, partners } = checked;
    if let Mode::Write(cleaned) = mode {
        cleaned.clean_beside(&path);
    }
    let fixed = fix_all(&text, analysis, |text| session.analyse(&path, text, &partners));
    let remaining = Summary::new(&fixed.analysis.findings);
    session.count_for_exit_code(&remaining);
    if document.is_some() {
        refuse(session, &path, named.contains(&path));
        return remaining;
    }
    if fixed.applied.is_empty() {
        return remaining;
    }
    let (name, count) = (names::shown(&path), fixed.applied.len());
    let done = match mode {
        Mode::Write(_) => replace::replace(&path, &encoding.encode(&text), &encoding.encode(&fixed.text))
            .map(|()| description(msg::CliFixed { path: name, count }, &fixed, session.catalogue)),
        Mode::DryRun => {
            session.count_unwritten_fixes();
            Ok(description(msg::CliWouldFix { path: name, count }, &fixed, session.catalogue))
        }
        Mode::Diff(patches) => {
            session.count_unwritten_fixes();
            patches.patch(&path, encoding, &text, &fixed.text)
        }
    };
    match done {
        Ok(text) => out.print(&text),
        Err(message) => session.trouble(&message),
    }
    remaining
}

/// Reports that a document is not changed, because it contains more than its text.
pub(super) fn refuse(session: &mut Session, path: &Path, is_named: bool) {
    let message = msg::CliFixDocument { path: names::shown(path) };
    if is_named { session.trouble(message) } else { session.note(message) }
}

/// Standard output. Keeps its first error, so that fixing goes on.
#[derive(Debug, Default)]
struct Out {
    failed: Option<io::Error>,
}

impl Out {
    fn print(&mut self, text: &str) {
        if self.failed.is_none() {
            self.failed = io::stdout().write_all(text.as_bytes()).err();
        }
    }

    /// Flushes the output. Returns the first error, if there was one.
    fn finish(self) -> Option<io::Error> {
        self.failed.or_else(|| io::stdout().flush().err())
    }
}

/// The description of the fixes in a file: the line `heading`, and a line for each kind of fix.
fn description(heading: impl Into<Message>, fixed: &Fixed, catalogue: &Catalogue) -> String {
    let mut text = catalogue.text(heading) + "\n";
    for (rule, title, lines) in grouped(fixed, catalogue) {
        let count = lines.len();
        let lines: Arg = lines.iter().take(MAX_LINES).copied().collect();
        let place = match count {
            1 => catalogue.text(msg::CliFixLine { lines }),
            2..=MAX_LINES => catalogue.text(msg::CliFixLines { lines, count }),
            _ => catalogue.text(msg::CliFixManyLines { lines, count }),
        };
        // Writing to a string does not fail.
        let _ = writeln!(text, "  [{rule}] {title}{place}");
    }
    text
}

/// The number of lines that are listed for a repeated fix.
const MAX_LINES: usize = 8;

/// The applied fixes, each once, with the lines on which it was applied.
fn grouped(fixed: &Fixed, catalogue: &Catalogue) -> Vec<(&'static str, String, Vec<usize>)> {
    let mut grouped: Vec<(&'static str, String, Vec<usize>)> = Vec::new();
    let mut index: HashMap<(&'static str, String), usize> = HashMap::new();
    for applied in &fixed.applied {
        let title = harmless::words(&catalogue.render(&applied.title)).into_owned();
        let at = *index.entry((applied.rule, title)).or_insert_with_key(|(rule, title)| {
            grouped.push((*rule, title.clone(), Vec::new()));
            grouped.len() - 1
        });
        if let Some((.., lines)) = grouped.get_mut(at) {
            lines.push(applied.line);
        }
    }
    grouped
}

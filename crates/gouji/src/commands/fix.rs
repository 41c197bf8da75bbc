//! `gouji fix`: applies every safe fix. What changes a figure or a meaning is left to the author.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use gouji_l10n::Arg;
use gouji_l10n::{Catalogue, Message};
use gouji_lint::fixing::{Fixed, fix_all};

use crate::arguments::options::{Loudness, Speech, Threading};
use crate::print::patch::Patches;
use crate::print::{harmless, names};
use crate::run::configuration::Configured;
use crate::run::pipeline::Most;
use crate::run::session::{Checked, Session, Told};
use crate::run::summary::Summary;
use crate::write::leftovers::Swept;
use crate::write::replace;

/// Options of `gouji fix`. The words of the help stand in the catalogues (`help.rs`).
#[derive(Debug, Args)]
pub struct Fix {
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, conflicts_with = "dry_run")]
    diff: bool,
    #[command(flatten)]
    configured: Configured,
    #[command(flatten)]
    threading: Threading,
    #[command(flatten)]
    loudness: Loudness,
    #[command(flatten)]
    speech: Speech,
}

/// What becomes of the changes.
#[derive(Debug)]
enum Mode {
    Write(Swept),
    Tell,
    Diff(Patches),
}

impl Fix {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let mut mode = match (self.dry_run, self.diff) {
            (_, true) => Mode::Diff(Patches::for_reader(io::stdout().is_terminal())),
            (true, _) => Mode::Tell,
            _ => Mode::Write(Swept::default()),
        };
        let mut session =
            Session::new(self.speech.catalogue(), self.configured.configuration(), self.threading.threads())
                .keeping(Most::WRITING);
        session.volume = self.loudness.volume();
        let mut out = Out::default();
        let mut left = Summary::default();
        let named = self.paths.clone();
        // Changes go to their files one after the other.
        let whole = |checked: Checked| checked;
        let done = session.reports(self.paths, whole, |session, told| {
            let Told::Report(checked) = told else { return Ok(()) };
            left += mend(session, checked, &named, &mut mode, &mut out);
            // Where nothing is written, nobody waits for the rest.
            match mode {
                Mode::Write(_) => Ok(()),
                _ => out.failed.take().map_or(Ok(()), Err),
            }
        });
        let is_whole = done.is_ok();
        if let Some(error) = done.err().or_else(|| out.finish()) {
            session.unprinted(&error);
        }
        if is_whole {
            session.conclude(Some(&left.message("cli-left")));
        }
        session.exit_code()
    }
}

/// Applies the safe fixes of a report, reports them, and counts the remaining findings.
fn mend(session: &mut Session, checked: Checked, named: &[PathBuf], mode: &mut Mode, out: &mut Out) -> Summary {
    let Checked { path, text, encoding, document, analysis, last } = checked;
    if let Mode::Write(swept) = mode {
        swept.sweep_beside(&path);
    }
    let fixed = fix_all(&text, analysis, |text| session.analyse(&path, text, last.as_deref()));
    let left = Summary::of(&fixed.analysis.findings);
    session.leave(&left);
    if document.is_some() {
        refuse(session, &path, named.contains(&path));
        return left;
    }
    if fixed.applied.is_empty() {
        return left;
    }
    let name = names::shown(&path);
    let done = match mode {
        Mode::Write(_) => replace::replace(&path, &encoding.encode(&text), &encoding.encode(&fixed.text))
            .map(|()| told("cli-fixed", &name, &fixed, session.catalogue)),
        Mode::Tell => {
            session.leave_undone();
            Ok(told("cli-would-fix", &name, &fixed, session.catalogue))
        }
        Mode::Diff(patches) => {
            session.leave_undone();
            patches.patch(&path, encoding, &text, &fixed.text)
        }
    };
    match done {
        Ok(words) => out.print(&words),
        Err(message) => session.trouble(&message),
    }
    left
}

/// Says that a document is not changed: its text is not all that is in it.
fn refuse(session: &mut Session, path: &Path, is_named: bool) {
    let message = Message::new("cli-fix-document").with("path", names::shown(path));
    if is_named { session.trouble(&message) } else { session.note(&message) }
}

/// Standard output. Keeps its first error, so that fixing goes on.
#[derive(Debug, Default)]
struct Out {
    failed: Option<io::Error>,
}

impl Out {
    fn print(&mut self, words: &str) {
        if self.failed.is_none() {
            self.failed = io::stdout().write_all(words.as_bytes()).err();
        }
    }

    /// The failure, if there was one, once all has left the buffer.
    fn finish(self) -> Option<io::Error> {
        self.failed.or_else(|| io::stdout().flush().err())
    }
}

/// What was changed in a file.
fn told(id: &'static str, path: &str, fixed: &Fixed, catalogue: &Catalogue) -> String {
    let message = Message::new(id).with("path", path).with("count", fixed.applied.len());
    let mut words = catalogue.render(&message) + "\n";
    for (rule, title, lines) in folded(fixed, catalogue) {
        let listed: Arg = lines.iter().take(MOST_LINES).copied().collect();
        let id = match lines.len() {
            1 => "cli-fix-line",
            2..=MOST_LINES => "cli-fix-lines",
            _ => "cli-fix-many-lines",
        };
        let place = Message::new(id).with("lines", listed).with("count", lines.len());
        // A string takes whatever is written.
        let _ = writeln!(words, "  [{rule}] {title}{}", catalogue.render(&place));
    }
    words
}

/// Lines that are named of a change that is made many times.
const MOST_LINES: usize = 8;

/// What was done, each once with the lines on which it was done.
fn folded(fixed: &Fixed, catalogue: &Catalogue) -> Vec<(&'static str, String, Vec<usize>)> {
    let mut folded: Vec<(&'static str, String, Vec<usize>)> = Vec::new();
    let mut known: HashMap<(&'static str, String), usize> = HashMap::new();
    for applied in &fixed.applied {
        let title = harmless::words(&catalogue.render(&applied.title)).into_owned();
        let at = *known.entry((applied.rule, title)).or_insert_with_key(|(rule, title)| {
            folded.push((*rule, title.clone(), Vec::new()));
            folded.len() - 1
        });
        folded.get_mut(at).into_iter().for_each(|(.., lines)| lines.push(applied.line));
    }
    folded
}

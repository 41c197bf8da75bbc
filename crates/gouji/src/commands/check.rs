//! `gouji check`: reads, analyses, prints. Nothing is ever written to a file but a baseline or the output, on demand.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use gouji_l10n::{Catalogue, Message};
use gouji_lint::Severity;

use crate::arguments::options::{Coloring, Loudness, Speech, Threading};
use crate::commands::baseline::accept;
use crate::print::statistics::Statistics;
use crate::print::terminal;
use crate::print::{Format, Outlet, Printer, Stream, printer};
use crate::run::configuration::Configured;
use crate::run::in_order::Weigh;
use crate::run::inputs::UNNAMED;
use crate::run::session::{Checked, Outcome, Session, Told};
use crate::run::summary::{Seen, Summary};

/// Options of `gouji check`. The words of the help stand in the catalogues (`help.rs`).
#[derive(Debug, Args)]
pub struct Check {
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[arg(long, short)]
    output_file: Option<PathBuf>,
    #[arg(long, value_enum)]
    severity: Option<Least>,
    #[arg(long, conflicts_with_all = ["format", "write_baseline"])]
    statistics: bool,
    #[arg(long)]
    exit_zero: bool,
    #[arg(long)]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    configured: Configured,
    #[arg(long, num_args = 0..=1, require_equals = true)]
    write_baseline: Option<Option<PathBuf>>,
    #[command(flatten)]
    threading: Threading,
    #[command(flatten)]
    loudness: Loudness,
    #[command(flatten)]
    speech: Speech,
    #[command(flatten)]
    coloring: Coloring,
}

/// The least grave findings that are told.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Least {
    Error,
    Warning,
    Info,
    Hint,
}

impl From<Least> for Severity {
    fn from(least: Least) -> Self {
        match least {
            Least::Error => Self::Error,
            Least::Warning => Self::Warning,
            Least::Info => Self::Info,
            Least::Hint => Self::Hint,
        }
    }
}

impl Check {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let threads = self.threading.threads();
        let catalogue = self.speech.catalogue();
        let configuration = match self.write_baseline {
            Some(_) => self.configured.without_baselines(),
            None => self.configured.configuration(),
        };
        let stdin = self.stdin_filename.clone().unwrap_or_else(|| UNNAMED.into());
        let mut session = Session::new(catalogue, configuration, threads).reading_stdin(stdin);
        session.volume = self.loudness.volume();
        if let Some(target) = &self.write_baseline {
            return accept(session, self.paths, target.as_deref());
        }
        let exit_zero = self.exit_zero;
        self.print(&mut session);
        match session.outcome() {
            Outcome::Findings if exit_zero => ExitCode::SUCCESS,
            _ => session.exit_code(),
        }
    }

    fn print(self, session: &mut Session) {
        let out = self.output_file.map_or_else(|| Outlet::standard(self.coloring.choice()), Outlet::file);
        if self.statistics {
            return count(session, self.paths, self.severity, out);
        }
        let width = match out {
            Outlet::File(..) => None,
            _ => terminal::width(),
        };
        let printer = printer(self.format, out.is_coloured(), width);
        tell(session, self.paths, self.severity, &*printer, out);
    }
}

/// Leaves out what is less grave than `least`.
fn sift(mut checked: Checked, least: Option<Least>) -> Checked {
    if let Some(least) = least.map(Severity::from) {
        checked.analysis.findings.retain(|finding| finding.severity >= least);
    }
    checked
}

/// The output for one report.
struct Piece {
    found: Summary,
    words: String,
    path: PathBuf,
}

impl Weigh for Piece {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.words.capacity()
    }
}

/// How often each rule was found in a report.
struct Count {
    found: Summary,
    rules: BTreeMap<(Severity, &'static str), usize>,
    path: PathBuf,
}

impl Weigh for Count {
    fn bytes(&self) -> usize {
        size_of::<Self>()
    }
}

/// Prints what was found.
fn tell(session: &mut Session, paths: Vec<PathBuf>, least: Option<Least>, printer: &dyn Printer, out: Outlet) {
    let catalogue = session.catalogue;
    let mut stream = Stream::new(printer, catalogue, out);
    let mut seen = Seen::default();
    let make = |checked: Checked| {
        let checked = sift(checked, least);
        let words = printer.piece(&checked, catalogue);
        Piece { found: Summary::of(&checked.analysis.findings), words, path: checked.path }
    };
    let read = session.reports(paths, make, |session, told| match told {
        Told::Report(Piece { found, words, path }) => {
            seen.summary += found;
            seen.checked.push(path);
            session.leave(&found);
            stream.print(&words)
        }
        Told::Unread(unread) => {
            let piece = printer.unread(&unread, catalogue);
            seen.unread.push(unread);
            stream.print(&piece)
        }
    });
    seen.trouble = session.outcome() == Outcome::Trouble;
    match read {
        Ok(()) => finish(session, &seen, stream),
        Err(error) => session.unprinted(&error),
    }
}

fn finish(session: &mut Session, seen: &Seen, stream: Stream<'_, Outlet>) {
    match stream.finish(seen).map(|out| out.close(seen)) {
        Ok(Ok(())) => {
            session.conclude(Some(&seen.summary.message("cli-summary")));
            if session.obsolete > 0 {
                session.note(&Message::new("cli-baseline-obsolete").with("count", session.obsolete));
            }
        }
        Ok(Err(message)) => session.trouble(&message),
        Err(error) => session.unprinted(&error),
    }
}

/// Prints how often each rule was found.
fn count(session: &mut Session, paths: Vec<PathBuf>, least: Option<Least>, out: Outlet) {
    let catalogue: &Catalogue = session.catalogue;
    let mut statistics = Statistics::default();
    let mut seen = Seen::default();
    let make = |checked: Checked| {
        let checked = sift(checked, least);
        let mut rules = BTreeMap::new();
        for finding in &checked.analysis.findings {
            *rules.entry((finding.severity, finding.rule)).or_default() += 1;
        }
        Count { found: Summary::of(&checked.analysis.findings), rules, path: checked.path }
    };
    let read = session.reports(paths, make, |session, told| {
        match told {
            Told::Report(Count { found, rules, path }) => {
                seen.summary += found;
                seen.checked.push(path);
                session.leave(&found);
                statistics.add(rules);
            }
            Told::Unread(unread) => seen.unread.push(unread),
        }
        Ok(())
    });
    let printer = statistics.printer(catalogue);
    match read {
        Ok(()) => finish(session, &seen, Stream::new(&printer, catalogue, out)),
        Err(error) => session.unprinted(&error),
    }
}

//! `gouji check`: reads and analyses reports, and prints the findings. It writes no file but, on request, a baseline or the output.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use gouji_l10n::{Catalogue, Message};
use gouji_lint::Severity;

use crate::arguments::options::{ColorArgs, LocaleArgs, QuietArgs, ThreadArgs};
use crate::commands::baseline::write_baseline;
use crate::print::statistics::Statistics;
use crate::print::terminal;
use crate::print::{Outlet, OutputFormat, Printer, Stream, printer};
use crate::run::checked::CheckedReport;
use crate::run::configuration::ConfigArgs;
use crate::run::in_order::MemorySize;
use crate::run::inputs::UNNAMED;
use crate::run::session::{Outcome, RunItem, Session};
use crate::run::summary::{Summary, Totals};

/// Options of `gouji check`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct Check {
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
    #[arg(long, short)]
    output_file: Option<PathBuf>,
    #[arg(long, value_enum)]
    severity: Option<MinSeverity>,
    #[arg(long, conflicts_with_all = ["format", "write_baseline"])]
    statistics: bool,
    #[arg(long)]
    exit_zero: bool,
    #[arg(long)]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    config_args: ConfigArgs,
    #[arg(long, num_args = 0..=1, require_equals = true)]
    write_baseline: Option<Option<PathBuf>>,
    #[command(flatten)]
    thread_args: ThreadArgs,
    #[command(flatten)]
    quiet_args: QuietArgs,
    #[command(flatten)]
    locale_args: LocaleArgs,
    #[command(flatten)]
    color_args: ColorArgs,
}

/// The lowest severity that is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum MinSeverity {
    Error,
    Warning,
    Info,
    Hint,
}

impl From<MinSeverity> for Severity {
    fn from(min_severity: MinSeverity) -> Self {
        match min_severity {
            MinSeverity::Error => Self::Error,
            MinSeverity::Warning => Self::Warning,
            MinSeverity::Info => Self::Info,
            MinSeverity::Hint => Self::Hint,
        }
    }
}

impl Check {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let threads = self.thread_args.threads();
        let catalogue = self.locale_args.catalogue();
        let configuration = match self.write_baseline {
            Some(_) => self.config_args.without_baselines(),
            None => self.config_args.configuration(),
        };
        let stdin = self.stdin_filename.clone().unwrap_or_else(|| UNNAMED.into());
        let mut session = Session::new(catalogue, configuration, threads).with_stdin(stdin);
        session.volume = self.quiet_args.volume();
        if let Some(target) = &self.write_baseline {
            return write_baseline(session, self.paths, target.as_deref());
        }
        let exit_zero = self.exit_zero;
        self.print(&mut session);
        match session.outcome() {
            Outcome::Findings if exit_zero => ExitCode::SUCCESS,
            _ => session.exit_code(),
        }
    }

    fn print(self, session: &mut Session) {
        let out = self.output_file.map_or_else(|| Outlet::standard(self.color_args.choice()), Outlet::file);
        if self.statistics {
            return print_statistics(session, self.paths, self.severity, out);
        }
        let width = match out {
            Outlet::File(..) => None,
            _ => terminal::width(),
        };
        let printer = printer(self.format, out.is_coloured(), width);
        print_findings(session, self.paths, self.severity, &*printer, out);
    }
}

/// Removes the findings below `min_severity`.
fn drop_below(mut checked: CheckedReport, min_severity: Option<MinSeverity>) -> CheckedReport {
    if let Some(min_severity) = min_severity.map(Severity::from) {
        checked.analysis.findings.retain(|finding| finding.severity >= min_severity);
    }
    checked
}

/// The output for one report.
struct Fragment {
    summary: Summary,
    text: String,
    path: PathBuf,
}

impl MemorySize for Fragment {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.text.capacity()
    }
}

/// The number of findings of each rule in a report.
struct RuleCounts {
    summary: Summary,
    rules: BTreeMap<(Severity, &'static str), usize>,
    path: PathBuf,
}

impl MemorySize for RuleCounts {
    fn bytes(&self) -> usize {
        size_of::<Self>()
    }
}

/// Prints the findings.
fn print_findings(
    session: &mut Session,
    paths: Vec<PathBuf>,
    min_severity: Option<MinSeverity>,
    printer: &dyn Printer,
    out: Outlet,
) {
    let catalogue = session.catalogue;
    let mut stream = Stream::new(printer, catalogue, out);
    let mut totals = Totals::default();
    let make = |checked: CheckedReport| {
        let checked = drop_below(checked, min_severity);
        let text = printer.fragment(&checked, catalogue);
        Fragment { summary: Summary::new(&checked.analysis.findings), text, path: checked.path }
    };
    let read = session.reports(paths, make, |session, item| match item {
        RunItem::Report(Fragment { summary, text, path }) => {
            totals.summary += summary;
            totals.checked.push(path);
            session.count_for_exit_code(&summary);
            stream.print(&text)
        }
        RunItem::Unread(unread) => {
            let fragment = printer.unread(&unread, catalogue);
            totals.unread.push(unread);
            stream.print(&fragment)
        }
    });
    totals.trouble = session.outcome() == Outcome::Trouble;
    match read {
        Ok(()) => finish(session, &totals, stream),
        Err(error) => session.report_output_error(&error),
    }
}

fn finish(session: &mut Session, totals: &Totals, stream: Stream<'_, Outlet>) {
    match stream.finish(totals).map(|out| out.close(totals)) {
        Ok(Ok(())) => {
            session.conclude(Some(&totals.summary.message("cli-summary")));
            if session.obsolete > 0 {
                session.note(&Message::new("cli-baseline-obsolete").with("count", session.obsolete));
            }
        }
        Ok(Err(message)) => session.trouble(&message),
        Err(error) => session.report_output_error(&error),
    }
}

/// Prints the number of findings of each rule.
fn print_statistics(session: &mut Session, paths: Vec<PathBuf>, min_severity: Option<MinSeverity>, out: Outlet) {
    let catalogue: &Catalogue = session.catalogue;
    let mut statistics = Statistics::default();
    let mut totals = Totals::default();
    let make = |checked: CheckedReport| {
        let checked = drop_below(checked, min_severity);
        let mut rules = BTreeMap::new();
        for finding in &checked.analysis.findings {
            *rules.entry((finding.severity, finding.rule)).or_default() += 1;
        }
        RuleCounts { summary: Summary::new(&checked.analysis.findings), rules, path: checked.path }
    };
    let read = session.reports(paths, make, |session, item| {
        match item {
            RunItem::Report(RuleCounts { summary, rules, path }) => {
                totals.summary += summary;
                totals.checked.push(path);
                session.count_for_exit_code(&summary);
                statistics.add(rules);
            }
            RunItem::Unread(unread) => totals.unread.push(unread),
        }
        Ok(())
    });
    let printer = statistics.printer(catalogue);
    match read {
        Ok(()) => finish(session, &totals, Stream::new(&printer, catalogue, out)),
        Err(error) => session.report_output_error(&error),
    }
}

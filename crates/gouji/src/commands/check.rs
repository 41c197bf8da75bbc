//! `gouji check`: reads and analyses reports, and prints the findings. It writes no file but, on request, a baseline or the output.

mod findings;
mod statistics;
mod watch;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use gouji_l10n::msg;
use gouji_lint::Severity;

use crate::arguments::options::ColorArgs;
use crate::arguments::run_args::{RuleArgs, RunArgs};
use crate::commands::baseline::write_baseline;
use crate::print::lists::Lists;
use crate::print::terminal;
use crate::print::{Outlet, OutputFormat, Printer, printer};
use crate::run::checked::CheckedReport;
use crate::run::configuration::ConfigArgs;
use crate::run::in_order::MemorySize;
use crate::run::inputs::UNNAMED;
use crate::run::session::{Outcome, RunItem, Session};

/// Options of `gouji check`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct CheckCommand {
    #[command(flatten)]
    run_args: RunArgs,
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
    #[arg(long, short)]
    output_file: Option<PathBuf>,
    #[command(flatten)]
    rule_args: RuleArgs,
    #[arg(long, value_enum)]
    severity: Option<MinSeverity>,
    #[arg(long, value_enum, default_value = "warning")]
    fail_on: MinSeverity,
    #[arg(long)]
    exit_zero: bool,
    #[arg(long, conflicts_with = "write_baseline")]
    statistics: bool,
    #[arg(long)]
    no_last_year: bool,
    #[arg(long, value_name = "FILE", conflicts_with = "statistics")]
    report: Vec<PathBuf>,
    #[arg(long, conflicts_with_all = ["statistics", "write_baseline", "no_last_year", "stdin_filename"])]
    watch: bool,
    #[arg(long)]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    config_args: ConfigArgs,
    #[arg(long, num_args = 0..=1, require_equals = true, conflicts_with_all = ["select", "ignore", "no_last_year", "report"])]
    write_baseline: Option<Option<PathBuf>>,
    #[command(flatten)]
    color_args: ColorArgs,
}

/// A severity as the lowest one that is printed or fails.
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

/// Which findings of which reports are printed.
struct Selection<'a> {
    run_args: &'a RunArgs,
    min_severity: Option<Severity>,
    /// Whether each report is checked by itself.
    is_without_last_year: bool,
}

impl CheckCommand {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let configuration = match self.write_baseline {
            Some(_) => self.config_args.without_baselines(),
            None => self.config_args.with_rules(self.rule_args.choice()),
        };
        let stdin = self.stdin_filename.clone().unwrap_or_else(|| UNNAMED.into());
        let mut session = self.run_args.session(configuration).with_stdin(stdin);
        session.fail_on = self.fail_on.into();
        if let Some(target) = &self.write_baseline {
            return match self.run_args.all_paths() {
                Ok(paths) => write_baseline(session, paths, target.as_deref()),
                Err(message) => session.fail(&message),
            };
        }
        if self.watch {
            return watch::run(&self, session);
        }
        self.print(&mut session);
        match session.outcome() {
            Outcome::Findings if self.exit_zero && !session.is_stopped() => ExitCode::SUCCESS,
            _ => session.exit_code(),
        }
    }

    fn print(&self, session: &mut Session) {
        let out = match Outlet::new(self.output_file.clone(), self.color_args.choice()) {
            Ok(out) => out,
            Err(message) => return session.trouble(&message),
        };
        session.is_stoppable = true;
        session.has_progress = !out.is_terminal();
        let selection = self.selection();
        if self.statistics {
            return match self.format {
                OutputFormat::Text | OutputFormat::Json => statistics::print(session, &selection, self.format, out),
                _ => session.trouble(msg::CliStatisticsFormat),
            };
        }
        let printer = self.printer(&out);
        match Lists::create(&self.report) {
            Ok(lists) => findings::print(session, &selection, &*printer, out, lists),
            Err(message) => session.trouble(&message),
        }
    }

    fn selection(&self) -> Selection<'_> {
        Selection {
            run_args: &self.run_args,
            min_severity: self.severity.map(Severity::from),
            is_without_last_year: self.no_last_year,
        }
    }

    fn printer(&self, out: &Outlet) -> Box<dyn Printer> {
        let width = match out {
            Outlet::File(..) => None,
            _ => terminal::width(),
        };
        printer(self.format, out.is_coloured(), width, self.fail_on.into())
    }
}

impl Selection<'_> {
    /// Checks the reports, as [`Session::reports`] or [`Session::singles`], and leaves out the findings that are not printed.
    fn reports<R: Send + MemorySize>(
        &self,
        session: &mut Session,
        make: impl Fn(CheckedReport) -> R + Sync,
        mut take: impl FnMut(&mut Session, RunItem<R>) -> io::Result<()>,
    ) -> io::Result<()> {
        let make = |checked| make(self.selected(checked));
        if !self.is_without_last_year {
            return match self.run_args.all_paths() {
                Ok(paths) => session.reports(paths, make, take),
                Err(message) => {
                    session.trouble(&message);
                    Ok(())
                }
            };
        }
        for batch in self.run_args.batches() {
            match batch {
                Ok(paths) => session.singles(paths, make, &mut take)?,
                Err(message) => session.trouble(&message),
            }
        }
        Ok(())
    }

    /// The report without the findings below the lowest severity.
    fn selected(&self, mut checked: CheckedReport) -> CheckedReport {
        if let Some(min_severity) = self.min_severity {
            checked.analysis.findings.retain(|finding| finding.severity >= min_severity);
        }
        checked
    }
}

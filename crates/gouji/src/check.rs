//! `gouji check`: reads, analyses, prints. Nothing is ever written to a file but a baseline, on demand.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::AutoStream;
use clap::Args;
use gouji_core::{Finding, Message, Severity};

use crate::accept::accept;
use crate::configuration::Configured;
use crate::options::Speech;
use crate::output::{Format, Printer};
use crate::session::Session;

/// Options of `gouji check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Files and folders; folders are searched for reports, heeding .gitignore. 文件和文件夹。
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Form of the output. 输出格式。
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    configured: Configured,
    /// Accept what is found now: write it to the baseline, and tell only what is new from then on. 接受现有的全部问题。
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    write_baseline: Option<Option<PathBuf>>,
    #[command(flatten)]
    speech: Speech,
}

impl Check {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let configuration = self.configured.configuration();
        if let Some(target) = &self.write_baseline {
            let session = Session::new(self.speech.catalogue(), configuration.without_baselines());
            return accept(session, self.paths, target.as_deref());
        }
        let mut session = Session::new(self.speech.catalogue(), configuration);
        let mut printer = Printer::new(self.format, AutoStream::new(io::stdout(), self.speech.colors()));
        let mut tally = Tally::default();
        let read = session.reports(self.paths, |session, checked| {
            tally.add(&checked.analysis.findings);
            session.leave(&checked.analysis.findings);
            printer.print(&checked, &session.catalogue)
        });
        // Else nobody reads any more: `gouji check … | head`.
        if read.and_then(|()| printer.finish()).is_ok() {
            session.say(&tally.message());
            if session.obsolete > 0 {
                session.say(&Message::new("cli-baseline-obsolete").with("count", session.obsolete));
            }
        }
        session.exit_code()
    }
}

/// Counts of what was seen.
#[derive(Default)]
struct Tally {
    reports: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    hints: usize,
}

impl Tally {
    fn add(&mut self, findings: &[Finding]) {
        self.reports += 1;
        for finding in findings {
            *match finding.severity {
                Severity::Error => &mut self.errors,
                Severity::Warning => &mut self.warnings,
                Severity::Info => &mut self.infos,
                Severity::Hint => &mut self.hints,
            } += 1;
        }
    }

    fn message(&self) -> Message {
        if self.reports == 0 {
            return Message::new("cli-no-report");
        }
        let summary = Message::new("cli-summary").with("reports", self.reports).with("errors", self.errors);
        summary.with("warnings", self.warnings).with("infos", self.infos).with("hints", self.hints)
    }
}

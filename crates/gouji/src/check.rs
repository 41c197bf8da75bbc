//! `gouji check`: reads, analyses, prints. Nothing is ever written to a file.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::AutoStream;
use clap::Args;
use gouji_core::{Finding, Message, Severity};

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
    speech: Speech,
}

impl Check {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let mut session = Session::new(self.speech.catalogue());
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

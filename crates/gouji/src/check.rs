//! `gouji check`: reads, analyses, prints. Nothing is ever written to a file.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::AutoStream;
use clap::Args;

use crate::options::{Coloring, Speech};
use crate::output::{Format, printer};
use crate::session::Session;
use crate::summary::Summary;

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
    #[command(flatten)]
    coloring: Coloring,
}

impl Check {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let mut session = Session::new(self.speech.catalogue());
        let mut printer = printer(self.format, AutoStream::new(io::stdout(), self.coloring.choice()));
        let mut seen = Summary::default();
        let read = session.reports(self.paths, |session, checked| {
            seen.add(&checked.analysis.findings);
            session.leave(&checked.analysis.findings);
            printer.print(&checked, &session.catalogue)
        });
        // Else nobody reads any more: `gouji check … | head`.
        if read.and_then(|()| printer.finish(&session.catalogue)).is_ok() {
            session.say(&seen.message("cli-summary"));
        }
        session.exit_code()
    }
}

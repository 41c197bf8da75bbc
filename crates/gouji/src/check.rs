//! `gouji check`: reads, analyses, prints. Nothing is ever written to a file but a baseline, on demand.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use gouji_core::Message;

use crate::accept::accept;
use crate::configuration::Configured;
use crate::options::{Coloring, Speech, Threading};
use crate::output::{Format, Stream, printer};
use crate::session::{Checked, Session};
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
    configured: Configured,
    /// Accept what is found now: write it to the baseline, and tell only what is new from then on. 接受现有的全部问题。
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    write_baseline: Option<Option<PathBuf>>,
    #[command(flatten)]
    threading: Threading,
    #[command(flatten)]
    speech: Speech,
    #[command(flatten)]
    coloring: Coloring,
}

impl Check {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let threads = self.threading.threads();
        if let Some(target) = &self.write_baseline {
            let session = Session::new(self.speech.catalogue(), self.configured.without_baselines(), threads);
            return accept(session, self.paths, target.as_deref());
        }
        let mut session = Session::new(self.speech.catalogue(), self.configured.configuration(), threads);
        let catalogue = session.catalogue;
        let (printer, out) = printer(self.format, self.coloring.choice());
        let mut stream = Stream::new(&*printer, catalogue, out);
        let mut seen = Summary::default();
        let make = |checked: Checked| (Summary::of(&checked.analysis.findings), printer.piece(&checked, catalogue));
        let read = session.reports(self.paths, make, |session, (found, piece)| {
            seen += found;
            session.leave(&found);
            stream.print(&piece)
        });
        // Else nobody reads any more: `gouji check … | head`.
        if read.and_then(|()| stream.finish(&seen)).is_ok() {
            session.say(&seen.message("cli-summary"));
            if session.obsolete > 0 {
                session.say(&Message::new("cli-baseline-obsolete").with("count", session.obsolete));
            }
        }
        session.exit_code()
    }
}

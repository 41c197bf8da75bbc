//! `gouji extract`: prints the figures of reports. It reports no findings, so it ignores rules and configuration.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anstream::ColorChoice;
use clap::Args;
use gouji_l10n::Message;
use gouji_lint::extract::{Certainty, Extract};

use crate::arguments::options::{LocaleArgs, QuietArgs, ThreadArgs};
use crate::print::{ExtractFormat, Figures, Outlet, Printer, Stream, figures};
use crate::run::configuration::ConfigArgs;
use crate::run::in_order::MemorySize;
use crate::run::inputs::UNNAMED;
use crate::run::pipeline::LoadedReport;
use crate::run::session::{RunItem, Session};
use crate::run::summary::Totals;

/// Options of `gouji extract`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct Options {
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: ExtractFormat,
    #[arg(long, short)]
    output_file: Option<PathBuf>,
    #[arg(long)]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    thread_args: ThreadArgs,
    #[command(flatten)]
    quiet_args: QuietArgs,
    #[command(flatten)]
    locale_args: LocaleArgs,
}

impl Options {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let stdin = self.stdin_filename.unwrap_or_else(|| UNNAMED.into());
        let configuration = ConfigArgs::default().configuration();
        let mut session = Session::new(self.locale_args.catalogue(), configuration, self.thread_args.threads());
        session = session.with_stdin(stdin);
        session.volume = self.quiet_args.volume();
        let out = self.output_file.map_or_else(|| Outlet::standard(ColorChoice::Never), Outlet::file);
        print(&mut session, self.paths, &*figures(self.format), out);
        session.exit_code()
    }
}

/// The number of slots of the reports by their certainty.
#[derive(Clone, Copy, Debug, Default)]
struct CertaintyCounts([usize; Certainty::ALL.len()]);

impl CertaintyCounts {
    fn new(extract: &Extract) -> Self {
        let count = |certainty| extract.slots().filter(|slot| slot.certainty == certainty).count();
        Self(Certainty::ALL.map(count))
    }

    fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
    }

    fn message(self, reports: usize) -> Message {
        let [certain, doubtful, blank, stroke, words, unread] = self.0;
        Message::new("cli-extract-summary")
            .with("reports", reports)
            .with("certain", certain)
            .with("doubtful", doubtful)
            .with("empty", blank + stroke + words)
            .with("unread", unread)
    }
}

/// The output for one report.
struct Fragment {
    text: String,
    counts: CertaintyCounts,
    caution: Option<Message>,
    path: PathBuf,
}

impl MemorySize for Fragment {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.text.capacity()
    }
}

fn print(session: &mut Session, paths: Vec<PathBuf>, printer: &dyn Printer<Figures>, out: Outlet) {
    let catalogue = session.catalogue;
    let mut stream = Stream::new(printer, catalogue, out);
    let (mut totals, mut total_counts) = (Totals::default(), CertaintyCounts::default());
    let make = |path: &Path, loaded: LoadedReport| {
        let extract = Extract::new(&loaded.report, &loaded.text);
        let counts = CertaintyCounts::new(&extract);
        let (path, text) = (path.to_owned(), Arc::clone(&loaded.text));
        let figures = Figures { path, text, document: loaded.document.clone(), extract };
        let (text, caution) = (printer.fragment(&figures, catalogue), figures.caution());
        Fragment { text, counts, caution, path: figures.path }
    };
    let read = session.each(paths, make, |session, item| match item {
        RunItem::Report(Fragment { text, counts, caution, path }) => {
            total_counts.add(counts);
            totals.checked.push(path);
            if let Some(caution) = &caution {
                session.note(caution);
            }
            stream.print(&text)
        }
        RunItem::Unread(unread) => {
            let fragment = printer.unread(&unread, catalogue);
            totals.unread.push(unread);
            stream.print(&fragment)
        }
    });
    match read.and_then(|()| stream.finish(&totals)).map(|out| out.close(&totals)) {
        Ok(Ok(())) => session.conclude(Some(&total_counts.message(totals.checked.len()))),
        Ok(Err(message)) => session.trouble(&message),
        Err(error) => session.report_output_error(&error),
    }
}

//! `gouji extract`: prints the figures of reports. It reports no findings, so it ignores rules and configuration.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anstream::ColorChoice;
use clap::Args;
use gouji_l10n::{Message, msg};
use gouji_lint::extract::{Certainty, Extract};
use gouji_list::Summary;

use crate::arguments::run_args::RunArgs;
use crate::print::{ExtractFormat, Figures, Outlet, Printer, Stream, figures};
use crate::run::configuration::ConfigArgs;
use crate::run::in_order::MemorySize;
use crate::run::inputs::UNNAMED;
use crate::run::pipeline::LoadedReport;
use crate::run::session::{RunItem, Session};
use crate::run::totals::Totals;

/// Options of `gouji extract`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    run_args: RunArgs,
    #[arg(long, value_enum, default_value_t)]
    format: ExtractFormat,
    #[arg(long, short)]
    output_file: Option<PathBuf>,
    #[arg(long)]
    stdin_filename: Option<PathBuf>,
}

impl Options {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let stdin = self.stdin_filename.unwrap_or_else(|| UNNAMED.into());
        let configuration = ConfigArgs::default().configuration();
        let mut session = self.run_args.session(configuration).with_stdin(stdin);
        match Outlet::new(self.output_file, ColorChoice::Never) {
            Ok(out) => print(&mut session, &self.run_args, &*figures(self.format), out),
            Err(message) => session.trouble(&message),
        }
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
        msg::CliExtractSummary { reports, certain, doubtful, empty: blank + stroke + words, unread }.into()
    }
}

/// The output for one report.
struct ExtractFragment {
    text: String,
    counts: CertaintyCounts,
    caution: Option<Message>,
    path: PathBuf,
}

impl MemorySize for ExtractFragment {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.text.capacity()
    }
}

fn print(session: &mut Session, run_args: &RunArgs, printer: &dyn Printer<Figures>, out: Outlet) {
    let catalogue = session.catalogue;
    session.is_stoppable = true;
    session.has_progress = !out.is_terminal();
    let mut stream = Stream::new(printer, catalogue, out);
    let (mut totals, mut total_counts) = (Totals::new(printer.lists_files()), CertaintyCounts::default());
    let make = |path: &Path, loaded: LoadedReport| {
        let extract = Extract::new(&loaded.report, &loaded.text);
        let counts = CertaintyCounts::new(&extract);
        let (path, text) = (path.to_owned(), Arc::clone(&loaded.text));
        let figures = Figures { path, text, document: loaded.document.clone(), extract };
        let (text, caution) = (printer.fragment(&figures, catalogue), figures.caution());
        ExtractFragment { text, counts, caution, path: figures.path }
    };
    let mut take = |session: &mut Session, item| match item {
        RunItem::Report(ExtractFragment { text, counts, caution, path }) => {
            total_counts.add(counts);
            stream.out().guard(&path);
            totals.add_report(Summary::new(&[]), path);
            if let Some(caution) = &caution {
                session.note(caution);
            }
            stream.print(&text)
        }
        RunItem::Unread(unread) => {
            let fragment = printer.unread(&unread, catalogue);
            stream.out().guard_unread(&unread);
            totals.add_unread(unread);
            stream.print(&fragment)
        }
    };
    let read = run_args.batches().try_for_each(|batch| match batch {
        Ok(paths) => session.each(paths, make, &mut take),
        Err(message) => {
            session.trouble(&message);
            Ok(())
        }
    });
    session.finish(read, &mut totals, stream, |totals| total_counts.message(totals.summary.reports()));
}

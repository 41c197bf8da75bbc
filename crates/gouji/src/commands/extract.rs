//! `gouji extract`: prints the figures of reports. It reports no findings, so it ignores rules and configuration.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anstream::ColorChoice;
use clap::Args;
use gouji_l10n::Message;
use gouji_lint::extract::{Certainty, Extract};

use crate::arguments::options::{Loudness, Speech, Threading};
use crate::print::{Figures, Form, Outlet, Printer, Stream, figures};
use crate::run::configuration::Configured;
use crate::run::in_order::Weigh;
use crate::run::inputs::UNNAMED;
use crate::run::pipeline::Read;
use crate::run::session::{Session, Told};
use crate::run::summary::Seen;

/// Options of `gouji extract`. The words of the help stand in the catalogues (`help.rs`).
#[derive(Debug, Args)]
pub struct Options {
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Form,
    #[arg(long, short)]
    output_file: Option<PathBuf>,
    #[arg(long)]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    threading: Threading,
    #[command(flatten)]
    loudness: Loudness,
    #[command(flatten)]
    speech: Speech,
}

impl Options {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let stdin = self.stdin_filename.unwrap_or_else(|| UNNAMED.into());
        let configuration = Configured::default().configuration();
        let mut session = Session::new(self.speech.catalogue(), configuration, self.threading.threads());
        session = session.reading_stdin(stdin);
        session.volume = self.loudness.volume();
        let out = self.output_file.map_or_else(|| Outlet::standard(ColorChoice::Never), Outlet::file);
        print(&mut session, self.paths, &*figures(self.format), out);
        session.exit_code()
    }
}

/// How well the slots of the reports are known.
#[derive(Clone, Copy, Debug, Default)]
struct Count([usize; Certainty::ALL.len()]);

impl Count {
    fn of(extract: &Extract) -> Self {
        let count = |certainty| extract.slots().filter(|slot| slot.certainty == certainty).count();
        Self(Certainty::ALL.map(count))
    }

    fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
    }

    fn message(self, reports: usize) -> Message {
        let [certain, doubtful, blank, stroke, words, unread] = self.0;
        let message = Message::new("cli-extract-summary").with("reports", reports).with("certain", certain);
        message.with("doubtful", doubtful).with("empty", blank + stroke + words).with("unread", unread)
    }
}

/// The output for one report.
struct Piece {
    words: String,
    counted: Count,
    caution: Option<Message>,
    path: PathBuf,
}

impl Weigh for Piece {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.words.capacity()
    }
}

fn print(session: &mut Session, paths: Vec<PathBuf>, printer: &dyn Printer<Figures>, out: Outlet) {
    let catalogue = session.catalogue;
    let mut stream = Stream::new(printer, catalogue, out);
    let (mut seen, mut count) = (Seen::default(), Count::default());
    let make = |path: &Path, read: Read| {
        let extract = Extract::of(&read.report, &read.text);
        let counted = Count::of(&extract);
        let (path, text) = (path.to_owned(), Arc::clone(&read.text));
        let figures = Figures { path, text, document: read.document.clone(), extract };
        let (words, caution) = (printer.piece(&figures, catalogue), figures.caution());
        Piece { words, counted, caution, path: figures.path }
    };
    let read = session.each(paths, make, |session, told| match told {
        Told::Report(Piece { words, counted, caution, path }) => {
            count.add(counted);
            seen.checked.push(path);
            caution.iter().for_each(|caution| session.note(caution));
            stream.print(&words)
        }
        Told::Unread(unread) => {
            let piece = printer.unread(&unread, catalogue);
            seen.unread.push(unread);
            stream.print(&piece)
        }
    });
    match read.and_then(|()| stream.finish(&seen)).map(|out| out.close(&seen)) {
        Ok(Ok(())) => session.conclude(Some(&count.message(seen.checked.len()))),
        Ok(Err(message)) => session.trouble(&message),
        Err(error) => session.unprinted(&error),
    }
}

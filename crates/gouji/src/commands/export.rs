//! `gouji export`: writes a report as the document that its agency publishes, in the official layout.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use gouji_convert::publish::{PrintedReport, Unplaced};
use gouji_ide::features::export;
use gouji_ide::features::reading::Reading;
use gouji_l10n::{Message, msg};
use gouji_lint::Severity;
use gouji_list::Summary;

use crate::arguments::options::{LocaleArgs, QuietArgs};
use crate::print::names;
use crate::run::comparisons::LoadedPartners;
use crate::run::documents::Spot;
use crate::run::one_report::{self, Stop, load};
use crate::run::pipeline::LoadedReport;
use crate::run::session::Session;
use crate::write::new_file::OutputArgs;
use gouji_text::harmless;

/// Options of `gouji export`. The texts of the help are in the catalogues (`arguments/help.rs`).
#[derive(Debug, Args)]
pub struct Export {
    file: PathBuf,
    #[arg(long, value_enum)]
    to: ExportFormat,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    quiet_args: QuietArgs,
    #[command(flatten)]
    locale_args: LocaleArgs,
}

/// A format of documents, as an option of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A Word document.
    Docx,
    /// A web page.
    Html,
}

/// Characters of a place in a message at most.
const MAX_PLACE: usize = 30;

impl Export {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        one_report::run(&self.locale_args, &self.quiet_args, |session| self.write(session))
    }

    fn write(&self, session: &Session) -> Result<(), Stop> {
        self.output.check(Some(&self.file))?;
        check_terminal(self.to, &self.output)?;
        let loaded = load(&self.file)?;
        let printed = printed(&loaded, &self.file)?;
        let bytes = document(&printed, self.to, &Reading::new(&loaded.report, &loaded.text), &self.file)?;
        self.output.write(&bytes)?;
        let summary = Summary::new(&session.analyse(&self.file, &loaded.text, &LoadedPartners::default()).findings);
        if summary.findings() > 0 {
            session.note(msg::CliExportFindings {
                path: names::shown(&self.file),
                errors: summary.count(Severity::Error),
                warnings: summary.count(Severity::Warning),
                infos: summary.count(Severity::Info),
                hints: summary.count(Severity::Hint),
            });
        }
        if printed.changed_labels > 0 {
            session.note(msg::CliExportLabels { count: printed.changed_labels });
        }
        Ok(())
    }
}

/// A Word document is no text for a terminal.
///
/// # Errors
/// The message that asks for a file.
pub fn check_terminal(format: ExportFormat, output: &OutputArgs) -> Result<(), Message> {
    let is_readable = format != ExportFormat::Docx || output.is_file() || !io::stdout().is_terminal();
    if is_readable { Ok(()) } else { Err(msg::CliWriteTerminal.into()) }
}

/// The bytes of the document. It is read again: what it says must equal `reading`.
///
/// # Errors
/// The message for a report that the document would change.
pub fn document(
    printed: &PrintedReport,
    format: ExportFormat,
    reading: &Reading,
    path: &Path,
) -> Result<Vec<u8>, Message> {
    let format = match format {
        ExportFormat::Docx => export::DocumentFormat::Docx,
        ExportFormat::Html => export::DocumentFormat::Html,
    };
    export::export(printed, format, reading).ok_or_else(|| msg::CliExportChanges { path: names::shown(path) }.into())
}

/// The printed form of a report.
///
/// # Errors
/// The message for a table that has no place in the form.
fn printed(loaded: &LoadedReport, path: &Path) -> Result<PrintedReport, Message> {
    PrintedReport::new(&loaded.report, &loaded.text).map_err(|Unplaced { reason, span }| {
        let words: String = span.slice(&loaded.text).trim().chars().take(MAX_PLACE).collect();
        let spot = loaded.document.as_ref().and_then(|document| document.spot(span.start));
        let line = loaded.text.get(..span.start).unwrap_or_default().matches('\n').count() + 1;
        // A document has no lines that its author knows.
        let place = spot.map_or_else(|| msg::CliPlaceLine { line }.into(), Spot::message);
        let words = harmless::words(&words).into_owned();
        export::refusal(reason, &names::shown(path), place, &words)
    })
}

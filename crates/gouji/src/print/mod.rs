//! Printing of findings and figures: one file per format, which makes a piece of text for each report, and one stream for the pieces.

mod concise;
mod csv;
mod element;
pub mod excerpt;
mod figures;
mod github;
pub mod harmless;
mod json;
mod jsonl;
mod junit;
pub mod markdown;
pub mod names;
mod outlet;
pub mod output_error;
mod pages;
pub mod patch;
pub mod places;
mod sarif;
mod source_files;
pub mod statistics;
mod stream;
pub mod terminal;
mod text;
mod uri;
pub mod wrap;

use annotate_snippets::Renderer;
use clap::ValueEnum;
use gouji_l10n::Catalogue;

use crate::run::session::CheckedReport;
use crate::run::summary::Totals;
use crate::run::unread::Unread;
pub use figures::{ExtractFormat, Figures};
pub use outlet::Outlet;
pub use stream::Stream;

/// ExtractFormat of the output.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum OutputFormat {
    /// For people.
    #[default]
    Text,
    /// One line a finding.
    Concise,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// JUnit's XML, for test reports.
    Junit,
}

/// Prints the data of reports, such as [findings](CheckedReport), in one format. The threads that read reports make the pieces.
pub trait Printer<T = CheckedReport>: Sync {
    /// What is printed of one report; empty where nothing is.
    fn fragment(&self, report: &T, catalogue: &Catalogue) -> String;

    /// The piece for a file that was not checked or not read; empty if the format lists no such files.
    fn unread(&self, _unread: &Unread, _catalogue: &Catalogue) -> String {
        String::new()
    }

    /// What stands round the pieces of a run that has seen this.
    fn envelope(&self, _seen: &Totals, _catalogue: &Catalogue) -> Envelope {
        Envelope::default()
    }

    /// Whether the frame depends on what was seen, so that nothing can be printed before the end.
    fn needs_totals(&self) -> bool {
        false
    }
}

/// The data of a report for the JSON formats.
pub trait Elements {
    /// The elements of the report as JSON, each on one line, with `between` between two of them.
    fn elements(&self, between: &str, catalogue: &Catalogue) -> String;

    /// The element of an unread file as JSON, on one line.
    fn unread(unread: &Unread, catalogue: &Catalogue) -> String;
}

/// What stands round the pieces. Empty unless a format says more.
#[derive(Debug, Default)]
pub struct Envelope {
    /// Before the first.
    pub head: String,
    /// Between two.
    pub between: &'static str,
    /// Behind the last.
    pub foot: String,
    /// In the place of all, where there is none.
    pub none: String,
}

/// The printer of a form.
pub fn figures(form: ExtractFormat) -> Box<dyn Printer<Figures>> {
    match form {
        ExtractFormat::Json => Box::new(json::JsonArray),
        ExtractFormat::Jsonl => Box::new(jsonl::JsonLines),
        ExtractFormat::Csv => Box::new(csv::CsvRows),
    }
}

/// How a format is printed, with colours or without, in as many columns as a terminal has, if it goes to one.
pub fn printer(format: OutputFormat, is_coloured: bool, width: Option<usize>) -> Box<dyn Printer> {
    match format {
        OutputFormat::Text if is_coloured => Box::new(text::TextPrinter::new(Renderer::styled(), width)),
        OutputFormat::Text => Box::new(text::TextPrinter::new(Renderer::plain(), width)),
        OutputFormat::Concise => Box::new(concise::ConciseLines),
        OutputFormat::Github => Box::new(github::WorkflowCommands),
        OutputFormat::Json => Box::new(json::JsonArray),
        OutputFormat::Jsonl => Box::new(jsonl::JsonLines),
        OutputFormat::Sarif => Box::new(sarif::Log),
        OutputFormat::Junit => Box::new(junit::Suites),
    }
}

//! Prints findings and figures. One file per format makes a fragment of text for each report; one stream writes the fragments.

mod concise;
mod csv;
mod element;
pub mod excerpt;
mod figures;
mod github;
mod json;
mod jsonl;
mod junit;
pub mod lists;
pub mod markdown;
pub mod names;
mod outlet;
pub mod output_error;
mod pages;
pub mod patch;
mod report_line;
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
use gouji_lint::Severity;

use crate::run::checked::CheckedReport;
use crate::run::totals::Totals;
use crate::run::unread::Unread;
pub use figures::{ExtractFormat, Figures};
pub use outlet::{GuardedFile, Outlet};
pub use stream::Stream;

/// The output format of `gouji check`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// For people.
    #[default]
    Text,
    /// One line per finding.
    Concise,
    /// One JSON array.
    Json,
    /// One JSON object per finding, each on a line of its own.
    Jsonl,
    /// One JSON object per report, each on a line of its own, with findings and figures.
    Reports,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// JUnit's XML, for test reports.
    Junit,
}

/// Prints the data of reports, such as [findings](CheckedReport), in one format. The threads that read reports make the fragments.
pub trait Printer<T = CheckedReport>: Sync {
    /// The text for one report; empty if nothing is printed.
    fn fragment(&self, report: &T, catalogue: &Catalogue) -> String;

    /// The fragment for a file that was not checked or not read; empty if the format lists no such files.
    fn unread(&self, _unread: &Unread, _catalogue: &Catalogue) -> String {
        String::new()
    }

    /// The text around the fragments of a run with these totals.
    fn envelope(&self, _totals: &Totals, _catalogue: &Catalogue) -> Envelope {
        Envelope::default()
    }

    /// Whether the text around the fragments names every file of the run.
    fn lists_files(&self) -> bool {
        false
    }

    /// Whether the head depends on the totals, so that nothing can be printed before the end of the run.
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

/// The text around the fragments. Empty by default.
#[derive(Debug, Default)]
pub struct Envelope {
    /// Before the first fragment.
    pub head: String,
    /// Between two fragments.
    pub between: &'static str,
    /// After the last fragment.
    pub foot: String,
    /// Printed alone if there are no fragments.
    pub none: String,
}

/// The printer for a format of `gouji extract`.
pub fn figures(format: ExtractFormat) -> Box<dyn Printer<Figures>> {
    match format {
        ExtractFormat::Json => Box::new(json::JsonArray),
        ExtractFormat::Jsonl => Box::new(jsonl::JsonLines),
        ExtractFormat::Csv => Box::new(csv::CsvRows),
    }
}

/// The printer for a format of `gouji check`. `width` is the width of the terminal in columns, if the output goes to one. Findings at
/// `fail_on` or above are failures.
pub fn printer(format: OutputFormat, is_coloured: bool, width: Option<usize>, fail_on: Severity) -> Box<dyn Printer> {
    match format {
        OutputFormat::Text if is_coloured => Box::new(text::TextPrinter::new(Renderer::styled(), width)),
        OutputFormat::Text => Box::new(text::TextPrinter::new(Renderer::plain(), width)),
        OutputFormat::Concise => Box::new(concise::ConciseLines),
        OutputFormat::Github => Box::new(github::WorkflowCommands),
        OutputFormat::Json => Box::new(json::JsonArray),
        OutputFormat::Jsonl => Box::new(jsonl::JsonLines),
        OutputFormat::Reports => Box::new(report_line::ReportLines),
        OutputFormat::Sarif => Box::new(sarif::Log),
        OutputFormat::Junit => Box::new(junit::Suites { fail_on }),
    }
}

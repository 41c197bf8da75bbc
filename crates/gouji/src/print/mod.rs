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

use crate::run::session::Checked;
use crate::run::summary::Seen;
use crate::run::unread::Unread;
pub use figures::{Figures, Form};
pub use outlet::Outlet;
pub use stream::Stream;

/// Form of the output.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Format {
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

/// Prints the data of reports, such as [findings](Checked), in one format. The threads that read reports make the pieces.
pub trait Printer<T = Checked>: Sync {
    /// What is printed of one report; empty where nothing is.
    fn piece(&self, report: &T, catalogue: &Catalogue) -> String;

    /// The piece for a file that was not checked or not read; empty if the format lists no such files.
    fn unread(&self, _unread: &Unread, _catalogue: &Catalogue) -> String {
        String::new()
    }

    /// What stands round the pieces of a run that has seen this.
    fn frame(&self, _seen: &Seen, _catalogue: &Catalogue) -> Frame {
        Frame::default()
    }

    /// Whether the frame depends on what was seen, so that nothing can be printed before the end.
    fn counts(&self) -> bool {
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
pub struct Frame {
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
pub fn figures(form: Form) -> Box<dyn Printer<Figures>> {
    match form {
        Form::Json => Box::new(json::Array),
        Form::Jsonl => Box::new(jsonl::Lines),
        Form::Csv => Box::new(csv::Sheet),
    }
}

/// How a format is printed, with colours or without, in as many columns as a terminal has, if it goes to one.
pub fn printer(format: Format, is_coloured: bool, width: Option<usize>) -> Box<dyn Printer> {
    match format {
        Format::Text if is_coloured => Box::new(text::Text::new(Renderer::styled(), width)),
        Format::Text => Box::new(text::Text::new(Renderer::plain(), width)),
        Format::Concise => Box::new(concise::Lines),
        Format::Github => Box::new(github::Commands),
        Format::Json => Box::new(json::Array),
        Format::Jsonl => Box::new(jsonl::Lines),
        Format::Sarif => Box::new(sarif::Log),
        Format::Junit => Box::new(junit::Suites),
    }
}

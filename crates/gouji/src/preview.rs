//! What the commands would print of a text, made without any file: for tests and fuzz targets.

use std::path::Path;
use std::sync::Arc;

use gouji_convert::Encoding;
use gouji_l10n::Catalogue;
use gouji_lint::Analysis;
use gouji_lint::extract::Extract;

pub use crate::print::{ExtractFormat, OutputFormat};

use crate::print::{Figures, Printer, Stream, figures, printer};
use crate::run::inputs::Origin;
use crate::run::session::CheckedReport;
use crate::run::source;
use crate::run::summary::{Summary, Totals};
use crate::run::unread::Unread;

/// All formats of `gouji check`.
pub const FORMATS: [OutputFormat; 7] = [
    OutputFormat::Text,
    OutputFormat::Concise,
    OutputFormat::Json,
    OutputFormat::Jsonl,
    OutputFormat::Sarif,
    OutputFormat::Github,
    OutputFormat::Junit,
];

/// All forms of `gouji extract`.
pub const EXTRACT_FORMATS: [ExtractFormat; 3] = [ExtractFormat::Json, ExtractFormat::Jsonl, ExtractFormat::Csv];

/// A run over a text and over a file that is no report.
#[derive(Debug)]
pub struct Preview {
    checked: Checked,
    unread: Unread,
    catalogue: &'static Catalogue,
}

impl Preview {
    /// A run over `text`, of which `analysis` is known, at `path`; the file that is no report lies at `beside`.
    pub fn new(path: &Path, beside: &Path, text: &str, analysis: Analysis, catalogue: &'static Catalogue) -> Self {
        let (path, text) = (path.to_owned(), text.into());
        let checked = CheckedReport { path, text, encoding: Encoding::Utf8, document: None, analysis, last: None };
        let unread = Unread { path: beside.to_owned(), origin: Origin::Named, cause: source::no_report(beside) };
        Self { checked, unread, catalogue }
    }

    /// What `gouji check` prints, without colours and in any width.
    pub fn check(&self, format: OutputFormat) -> String {
        let summary = Summary::new(&self.checked.analysis.findings);
        self.printed(&*printer(format, false, None), &self.checked, summary)
    }

    /// What `gouji extract` prints; `None` where the text is no report.
    pub fn extract(&self, form: ExtractFormat) -> Option<String> {
        let CheckedReport { path, text, analysis, .. } = &self.checked;
        let extract = Extract::of(analysis.report.as_deref()?, text);
        let report = Figures { path: path.clone(), text: Arc::clone(text), document: None, extract };
        Some(self.printed(&*figures(form), &report, Summary::default()))
    }

    fn printed<T>(&self, printer: &dyn Printer<T>, report: &T, summary: Summary) -> String {
        let seen = Totals {
            summary,
            checked: vec![self.checked.path.clone()],
            unread: vec![self.unread.clone()],
            trouble: true,
        };
        let mut stream = Stream::new(printer, self.catalogue, Vec::new());
        let pieces = [printer.fragment(report, self.catalogue), printer.unread(&self.unread, self.catalogue)];
        // Memory takes whatever is written.
        let printed = pieces.iter().try_for_each(|fragment| stream.print(fragment));
        let printed = printed.and_then(|()| stream.finish(&seen)).unwrap_or_default();
        String::from_utf8_lossy(&printed).into_owned()
    }
}

/// The hunks of the patch that makes `after` of `before`.
pub fn hunks(before: &str, after: &str) -> String {
    crate::print::patch::hunks(before, after)
}

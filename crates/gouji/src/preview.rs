//! The output of the commands for a text, without files: for tests and fuzz targets.

use std::path::Path;
use std::sync::Arc;

use gouji_convert::Encoding;
use gouji_l10n::Catalogue;
use gouji_lint::extract::Extract;
use gouji_lint::{Analysis, Severity};
use gouji_list::Summary;

pub use crate::print::{ExtractFormat, OutputFormat};

use crate::print::{Figures, Printer, Stream, figures, printer};
use crate::run::checked::CheckedReport;
use crate::run::comparisons::LoadedPartners;
use crate::run::inputs::Origin;
use crate::run::source;
use crate::run::totals::Totals;
use crate::run::unread::Unread;

/// All formats of `gouji check`.
pub const FORMATS: [OutputFormat; 8] = [
    OutputFormat::Text,
    OutputFormat::Concise,
    OutputFormat::Json,
    OutputFormat::Jsonl,
    OutputFormat::Reports,
    OutputFormat::Sarif,
    OutputFormat::Github,
    OutputFormat::Junit,
];

/// All formats of `gouji extract`.
pub const EXTRACT_FORMATS: [ExtractFormat; 3] = [ExtractFormat::Json, ExtractFormat::Jsonl, ExtractFormat::Csv];

/// A run over a text, and over a file that is not a report.
#[derive(Debug)]
pub struct Preview {
    checked: CheckedReport,
    unread: Unread,
    catalogue: &'static Catalogue,
}

impl Preview {
    /// A run over `text` with this `analysis` at `path`. The file that is not a report is at `other`.
    pub fn new(path: &Path, other: &Path, text: &str, analysis: Analysis, catalogue: &'static Catalogue) -> Self {
        let (path, text) = (path.to_owned(), text.into());
        let checked = CheckedReport {
            path,
            text,
            encoding: Encoding::Utf8,
            document: None,
            analysis,
            partners: LoadedPartners::default(),
        };
        let unread = Unread { path: other.to_owned(), origin: Origin::Named, cause: source::no_report(other) };
        Self { checked, unread, catalogue }
    }

    /// The output of `gouji check`, without colours and with lines of any length.
    pub fn check(&self, format: OutputFormat) -> String {
        let summary = Summary::new(&self.checked.analysis.findings);
        self.printed(&*printer(format, false, None, Severity::Warning), &self.checked, summary)
    }

    /// The output of `gouji extract`; `None` if the text is not a report.
    pub fn extract(&self, format: ExtractFormat) -> Option<String> {
        let CheckedReport { path, text, analysis, .. } = &self.checked;
        let extract = Extract::new(analysis.report.as_deref()?, text);
        let report = Figures { path: path.clone(), text: Arc::clone(text), document: None, extract };
        Some(self.printed(&*figures(format), &report, Summary::default()))
    }

    fn printed<T>(&self, printer: &dyn Printer<T>, report: &T, summary: Summary) -> String {
        let mut totals = Totals::new(true);
        totals.add_report(summary, self.checked.path.clone());
        totals.add_unread(self.unread.clone());
        totals.trouble = true;
        let mut stream = Stream::new(printer, self.catalogue, Vec::new());
        let fragments = [printer.fragment(report, self.catalogue), printer.unread(&self.unread, self.catalogue)];
        // Writing to memory does not fail.
        let printed = fragments.iter().try_for_each(|fragment| stream.print(fragment));
        let printed = printed.and_then(|()| stream.finish(&totals)).unwrap_or_default();
        String::from_utf8_lossy(&printed).into_owned()
    }
}

/// The hunks of the patch that turns `before` into `after`.
pub fn hunks(before: &str, after: &str) -> String {
    crate::print::patch::hunks(before, after)
}

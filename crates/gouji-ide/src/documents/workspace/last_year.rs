//! A report as last year's report of another one.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use gouji_report::likeness::ProseDigest;
use gouji_report::years::Identity;
use gouji_report::{LastYear, Report};
use ropey::Rope;

use crate::documents::snapshot::whole;

/// A report that may be last year's report of another one, from an open document or a file.
#[derive(Debug)]
pub struct LastYearReport {
    /// The name of the document.
    pub id: String,
    /// The text, to convert places in it.
    pub rope: Rope,
    pub(super) path: Option<PathBuf>,
    /// The text as one string. It is made when another report is analysed with this one, which most reports never need.
    text: OnceLock<String>,
    pub(in crate::documents) report: Arc<Report>,
    /// The sentences of the report. It is made when the report is compared with other files.
    digest: OnceLock<Arc<ProseDigest>>,
}

/// The agency and the year of a report, for a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportName {
    /// The agency as the title writes it.
    pub agency: String,
    /// The year of the report.
    pub year: u16,
}

impl LastYearReport {
    /// The report of the text `rope`, in the document `id`. A document that is a file has a `path`.
    pub const fn new(id: String, path: Option<PathBuf>, rope: Rope, report: Arc<Report>) -> Self {
        Self { id, rope, path, text: OnceLock::new(), report, digest: OnceLock::new() }
    }

    /// The report as the core needs it.
    pub fn neighbour(&self) -> LastYear<'_> {
        let text = self.text.get_or_init(|| whole(&self.rope));
        LastYear { source: &self.id, text, report: &self.report }
    }

    /// The sentences of the report.
    pub fn digest(&self) -> &Arc<ProseDigest> {
        self.digest.get_or_init(|| Arc::new(ProseDigest::new(&self.report)))
    }

    /// The agency as the title writes it, and the year, if both are known.
    pub fn name(&self) -> Option<ReportName> {
        let agency = self.report.title.as_ref()?.agency.clone()?;
        Some(ReportName { agency, year: self.report.year()? })
    }

    /// The agency and the year of the report, if both are known.
    pub fn identity(&self) -> Option<Identity> {
        match &self.path {
            Some(path) => Identity::from_report(&path.to_string_lossy(), &self.report),
            None => Identity::from_report(&self.id, &self.report),
        }
    }
}
